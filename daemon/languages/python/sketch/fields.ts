import type { SketchedParameter } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { ancestry, assignments, basesOf, decoratorsOf, lineage, nameOf } from './class-body.ts';
import type { Neighbours } from './neighbours.ts';
import type { TypeReader } from './type-reader.ts';

/** What makes the constructor of a class of its fields. */
export type Making = 'dataclass' | 'named tuple' | 'model';

export function makingOf(definition: SyntaxNode, neighbours: Neighbours): Making | null {
  const all = lineage(definition, neighbours);
  const bases = new Set(all.flatMap(basesOf));
  if (bases.has('NamedTuple')) return 'named tuple';
  if (bases.has('BaseModel')) return 'model';
  return all.some((node) => decoratorOf(node) !== null) ? 'dataclass' : null;
}

const makers: ReadonlySet<string> = new Set(['dataclass', 'define', 'frozen', 'attrs']);

/** Whether attributes cannot be set once it is made. */
export function isFrozen(definition: SyntaxNode): boolean {
  return (
    basesOf(definition).includes('NamedTuple') ||
    /\bfrozen\s*=\s*True\b/.test(decoratorOf(definition)?.text ?? '')
  );
}

function decoratorOf(definition: SyntaxNode): SyntaxNode | null {
  return decoratorsOf(definition).find((each) => makers.has(nameOf(each))) ?? null;
}

/** The parameters of a constructor that is made of fields, those of the bases first. */
export function parametersOfFields(
  definition: SyntaxNode,
  making: Making,
  types: TypeReader,
): readonly SketchedParameter[] {
  const found = new Map<string, SketchedParameter>();
  for (const ancestor of ancestry(definition, types.neighbours).toReversed()) {
    const node = ancestor.definition;
    const reader = types.above(ancestor);
    let isByName =
      making === 'model' || /\bkw_only\s*=\s*True\b/.test(decoratorOf(node)?.text ?? '');
    for (const { name, value, type } of assignments(node)) {
      if (type === null || /^(?:\w+\.)*ClassVar\b/.test(type.text)) continue;
      if (/^(?:\w+\.)*KW_ONLY$/.test(type.text)) {
        isByName = true;
        continue;
      }
      const options = optionsOf(value);
      if (options?.get('init') === 'False') {
        found.delete(name);
        continue;
      }
      const known = found.get(name);
      found.set(name, {
        name,
        shape: reader.shapeOf(type.text.replace(/^(?:\w+\.)*InitVar\[(.*)\]$/s, '$1')),
        place: isByName || options?.get('kw_only') === 'True' ? 'keyword' : 'positional',
        isOptional:
          options === null
            ? value !== null
            : ['default', 'default_factory', 'factory'].some((each) => options.has(each)),
        source: known?.source ?? 'annotation',
      });
    }
  }
  const all = [...found.values()];
  const isByName = (each: SketchedParameter): boolean => each.place === 'keyword';
  return [...all.filter((each) => !isByName(each)), ...all.filter(isByName)];
}

/** What `field(…)` is given by name; null for any other default. */
function optionsOf(value: SyntaxNode | null): ReadonlyMap<string, string> | null {
  if (value?.type !== 'call' || !['field', 'Field', 'ib'].includes(nameOf(value))) return null;
  const [first] = value.get('arguments')?.parts ?? [];
  const isGiven = first !== undefined && !['keyword_argument', 'ellipsis'].includes(first.type);
  const named = (value.get('arguments')?.parts ?? [])
    .filter(({ type }) => type === 'keyword_argument')
    .map((each) => [each.get('name')?.text ?? '', each.get('value')?.text ?? ''] as const);
  return new Map([...(isGiven ? [['default', first.text] as const] : []), ...named]);
}
