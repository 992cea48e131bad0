import type { Shape, SketchedParameter } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { anything } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

/** What `Point = namedtuple('Point', 'x y')` makes, or with types `NamedTuple('Point', […])`. */
export function namedTupleShape(
  type: string,
  args: readonly SyntaxNode[],
  types: TypeReader,
): Shape | null {
  const [, fields] = args;
  if (fields === undefined) return null;
  const defaults = args.find((arg) => arg.get('name')?.text === 'defaults')?.get('value');
  const all =
    fields.type === 'string' ? wordsOf(fields) : fields.parts.map((each) => field(each, types));
  const given = all.filter((each) => each !== null);
  if (given.length === 0 || given.length < all.length) return null;
  const optional = defaults?.parts.length ?? 0;
  const parameters = given.map(({ name, shape }, index): SketchedParameter => ({
    name,
    shape,
    place: 'positional',
    isOptional: index >= given.length - optional,
    source: shape === anything ? 'none' : 'annotation',
  }));
  return { kind: 'instance', type, parameters };
}

interface Field {
  readonly name: string;
  readonly shape: Shape;
}

function wordsOf(text: SyntaxNode): readonly Field[] {
  const words = stringValue(text)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  return words.map((name) => ({ name, shape: anything }));
}

function field(node: SyntaxNode, types: TypeReader): Field | null {
  if (node.type === 'string') return { name: stringValue(node), shape: anything };
  const [name, type] = node.parts;
  if (node.type !== 'tuple' || name?.type !== 'string' || type === undefined) return null;
  return { name: stringValue(name), shape: types.shapeOf(type.text) };
}
