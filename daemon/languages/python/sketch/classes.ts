import type { Value } from '../../../../protocol/cases.ts';
import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { constantOf } from './constants.ts';
import { foreign } from './shapes.ts';

/**
 * What an instance of a class of the same file can be given as: a typed dict as a record, members
 * of an enumeration as their values where these are equal to the members. Instances of other
 * classes cannot be handed over from outside.
 */
export function shapeOfClass(definition: SyntaxNode, shapeOf: (type: string) => Shape): Shape {
  const bases = (definition.get('superclasses')?.parts ?? []).map(({ text }) =>
    text.replace(/^.*\./s, ''),
  );
  if (bases.includes('TypedDict')) return record(definition, shapeOf);
  const isEqualToValue =
    bases.some((base) => /^(?:IntEnum|StrEnum)$/.test(base)) ||
    (bases.includes('Enum') && bases.some((base) => base === 'int' || base === 'str'));
  return isEqualToValue ? members(definition) : foreign;
}

function record(definition: SyntaxNode, shapeOf: (type: string) => Shape): Shape {
  const fields: Record<string, Shape> = {};
  const optional: string[] = [];
  const isPartial = /\btotal\s*=\s*False\b/.test(definition.get('superclasses')?.text ?? '');
  for (const { left, type } of assignments(definition)) {
    if (type === null) continue;
    fields[left] = shapeOf(type.text);
    if (isPartial || /^(?:\w+\.)?NotRequired\b/.test(type.text)) optional.push(left);
  }
  return { kind: 'record', fields, ...(optional.length === 0 ? {} : { optional }) };
}

function members(definition: SyntaxNode): Shape {
  const values: Value[] = [];
  for (const { left, right } of assignments(definition)) {
    if (left.startsWith('_')) continue;
    const value = right === null ? undefined : constantOf(right);
    if (value === undefined) return foreign;
    values.push(value);
  }
  return values.length === 0 ? foreign : { kind: 'constant', values };
}

function* assignments(definition: SyntaxNode): Generator<{
  readonly left: string;
  readonly right: SyntaxNode | null;
  readonly type: SyntaxNode | null;
}> {
  for (const statement of definition.get('body')?.parts ?? []) {
    const [node] = statement.parts;
    if (statement.type !== 'expression_statement' || node?.type !== 'assignment') continue;
    const left = node.get('left');
    if (left?.type !== 'identifier') continue;
    yield { left: left.text, right: node.get('right'), type: node.get('type') };
  }
}
