import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { constantOf } from './constants.ts';

/**
 * A shape within what is written beside its type: `Annotated[int, Field(ge=1)]`, `Annotated[str,
 * MinLen(1)]`, `conint(gt=0)`. What is not known there says nothing.
 */
export function narrowedBy(shape: Shape, notes: readonly SyntaxNode[]): Shape {
  return notes.reduce((narrow, note) => byNote(narrow, note), shape);
}

/** Types that hold a bound in their name, or get some in their arguments; null for others. */
export function boundedType(
  name: string,
  args: readonly SyntaxNode[],
  of: (node: SyntaxNode | undefined) => Shape,
): Shape | null {
  const signed = /^(Positive|NonNegative|Negative|NonPositive)(Int|Float)$/.exec(name);
  if (signed !== null) {
    const kind = signed[2] === 'Int' ? 'integer' : 'float';
    return { kind, ...signs[signed[1] as keyof typeof signs] };
  }
  const made = constrained[name];
  if (made === undefined) return null;
  const [first] = args.filter(({ type }) => type !== 'keyword_argument');
  const shape: Shape =
    made === 'list' || made === 'set' ? { kind: made, items: of(first) } : { kind: made };
  return args.reduce((narrow, arg) => byKeyword(narrow, arg), shape);
}

const signs = {
  Positive: { min: 1 },
  NonNegative: { min: 0 },
  Negative: { max: -1 },
  NonPositive: { max: 0 },
} as const;

const constrained: Readonly<Record<string, 'integer' | 'float' | 'string' | 'list' | 'set'>> = {
  conint: 'integer',
  confloat: 'float',
  constr: 'string',
  conlist: 'list',
  conset: 'set',
};

function byNote(shape: Shape, note: SyntaxNode): Shape {
  if (note.type !== 'call') return shape;
  const callee = note.get('function')?.text.split('.').at(-1) ?? '';
  const args = note.get('arguments')?.parts ?? [];
  const numbers = args.filter(({ type }) => type !== 'keyword_argument').map(numberIn);
  const [one = null, two = null] = numbers;
  switch (callee) {
    case 'Ge':
    case 'Gt':
    case 'Le':
    case 'Lt':
    case 'MultipleOf':
      return one === null ? keyed(shape, args) : bounded(shape, keywords[callee]!, one);
    case 'MinLen':
    case 'MaxLen':
      return one === null ? keyed(shape, args) : bounded(shape, keywords[callee]!, one);
    case 'Len': {
      const least = one === null ? shape : bounded(shape, 'min_length', one);
      return keyed(two === null ? least : bounded(least, 'max_length', two), args);
    }
    case 'Field':
    case 'Interval':
    case 'StringConstraints':
    case 'Meta':
    case 'Query':
    case 'Path':
      return keyed(shape, args);
    default:
      return shape;
  }
}

const keywords: Readonly<Record<string, string>> = {
  Ge: 'ge',
  Gt: 'gt',
  Le: 'le',
  Lt: 'lt',
  MultipleOf: 'multiple_of',
  MinLen: 'min_length',
  MaxLen: 'max_length',
};

function keyed(shape: Shape, args: readonly SyntaxNode[]): Shape {
  return args.reduce((narrow, arg) => byKeyword(narrow, arg), shape);
}

function byKeyword(shape: Shape, arg: SyntaxNode): Shape {
  if (arg.type !== 'keyword_argument') return shape;
  const value = arg.get('value');
  const name = arg.get('name')?.text ?? '';
  const number = value === null ? null : numberIn(value);
  return number === null ? shape : bounded(shape, name, number);
}

function numberIn(node: SyntaxNode): number | null {
  const value = constantOf(node);
  return typeof value === 'number' ? value : null;
}

function bounded(shape: Shape, keyword: string, value: number): Shape {
  if (shape.kind === 'union') {
    return { ...shape, of: shape.of.map((arm) => bounded(arm, keyword, value)) };
  }
  if (shape.kind === 'integer' || shape.kind === 'float') {
    // Of floats the bound itself is left in: the step beside it is none that anybody means.
    const step = shape.kind === 'integer' ? 1 : 0;
    const { min = -Infinity, max = Infinity } = shape;
    switch (keyword) {
      case 'ge':
        return { ...shape, min: Math.max(min, value) };
      case 'gt':
        return { ...shape, min: Math.max(min, value + step) };
      case 'le':
        return { ...shape, max: Math.min(max, value) };
      case 'lt':
        return { ...shape, max: Math.min(max, value - step) };
      case 'multiple_of':
        return { ...shape, multipleOf: value };
      default:
        return shape;
    }
  }
  const isSized =
    shape.kind === 'string' ||
    shape.kind === 'bytes' ||
    shape.kind === 'list' ||
    shape.kind === 'set' ||
    shape.kind === 'frozenset' ||
    shape.kind === 'dict';
  if (!isSized) return shape;
  if (/^min_(?:length|items)$/.test(keyword)) return { ...shape, min: value };
  return /^max_(?:length|items)$/.test(keyword) ? { ...shape, max: value } : shape;
}
