import type { Value } from '../../../../protocol/cases.ts';
import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { assignments, basesOf, lineage } from './class-body.ts';
import { constantOf } from './constants.ts';
import type { Neighbours } from './neighbours.ts';

const kinds = /^(?:Int|Str|Re)?Enum$|^(?:Int)?Flag$/;

export function isEnumeration(definition: SyntaxNode, neighbours: Neighbours): boolean {
  return lineage(definition, neighbours).some((node) =>
    basesOf(node).some((base) => kinds.test(base)),
  );
}

/** The members, each as what calling the class with its value gives; null where no value is known. */
export function membersOf(definition: SyntaxNode, type: string): Shape | null {
  const values = valuesOf(definition).map(([, value]) => value);
  if (values.length === 0) return null;
  return { kind: 'constant', values: values.map((value) => ({ $new: { type, args: [value] } })) };
}

/** Members by name, where their values are numbers or texts; none where it is no enumeration. */
export function membersByName(
  definition: SyntaxNode,
): readonly (readonly [name: string, value: number | string])[] {
  if (!basesOf(definition).some((base) => kinds.test(base))) return [];
  return valuesOf(definition).flatMap(([name, value]) =>
    Number.isInteger(value) || typeof value === 'string'
      ? [[name, value as number | string] as const]
      : [],
  );
}

function valuesOf(definition: SyntaxNode): readonly (readonly [name: string, value: Value])[] {
  const isText = basesOf(definition).some((base) => base === 'StrEnum');
  const isFlag = basesOf(definition).some((base) => base.endsWith('Flag'));
  const values: (readonly [string, Value])[] = [];
  let last = 0;
  for (const { name, value, type: annotation } of assignments(definition)) {
    if (name.startsWith('_') || value === null || annotation !== null) continue;
    if (/^(?:enum\.)?auto\(\)$/.test(value.text)) {
      last = isFlag ? Math.max(1, 2 * last) : last + 1;
      values.push([name, isText ? name.toLowerCase() : last]);
      continue;
    }
    const constant = valueOf(value);
    if (constant === undefined) continue;
    if (typeof constant === 'number') last = constant;
    values.push([name, constant]);
  }
  return values;
}

/** Values of members are often pairs and the like. */
function valueOf(node: SyntaxNode): Value | undefined {
  if (!node.is('tuple', 'expression_list', 'list')) return constantOf(node);
  const items = node.parts.map(valueOf);
  if (!items.every((item) => item !== undefined)) return undefined;
  return node.type === 'list' ? items : { $tuple: items };
}
