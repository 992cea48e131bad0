import type { Shape, Term } from '../exploring.ts';
import type { Names } from './terms.ts';

/** What a text may speak of. */
export interface Speech {
  /** Parameters, and other names for what they hold. */
  readonly names: Names;
  readonly parameters: readonly string[];
  /** What is known of the parameters; it decides what plain words such as `numbers` mean. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** What `it` is. */
  readonly about: Term | null;
}

export type Sort = 'number' | 'text' | 'row' | 'rows' | 'dict' | 'unknown';

/** What a term stands for, as far as words make a difference. */
export function sortOf(term: Term, { shapes }: Speech): Sort {
  const shape = shapeAt(term, shapes);
  if (shape === null) return 'unknown';
  switch (shape.kind) {
    case 'integer':
    case 'float':
      return 'number';
    case 'string':
      return 'text';
    case 'matrix':
      return 'rows';
    case 'dict':
    case 'record':
      return 'dict';
    case 'list':
    case 'set':
    case 'frozenset':
      return isRow(shape.items) ? 'rows' : 'row';
    case 'tuple':
      return 'row';
    default:
      return 'unknown';
  }
}

function isRow(shape: Shape): boolean {
  return ['list', 'tuple', 'matrix'].includes(shape.kind);
}

/** The shape at a term's place; null where nothing is known of it. */
function shapeAt(term: Term, shapes: ReadonlyMap<string, Shape>): Shape | null {
  switch (term.kind) {
    case 'parameter':
      return plainest(shapes.get(term.name) ?? null);
    case 'length':
    case 'number':
    case 'position':
      return { kind: 'integer' };
    case 'columns':
      return shapeAt({ kind: 'each', of: term.of }, shapes);
    case 'each':
    case 'at': {
      const outer = shapeAt(term.of, shapes);
      switch (outer?.kind) {
        case 'list':
        case 'set':
        case 'frozenset':
          return plainest(outer.items);
        case 'matrix':
          return { kind: 'list', items: outer.items };
        case 'tuple':
          return plainest(outer.items[term.kind === 'at' ? term.index : 0] ?? null);
        case 'dict':
          return plainest(outer.keys);
        case 'string':
          return { kind: 'string' };
        default:
          return null;
      }
    }
    default:
      return null;
  }
}

/** What is said of something is said of it where it is there. */
function plainest(shape: Shape | null): Shape | null {
  if (shape?.kind !== 'union') return shape;
  const rest = shape.of.filter(({ kind }) => kind !== 'null');
  return rest.length === 1 ? rest[0]! : null;
}

/** The parameters whose shape is of a sort; in their order. */
export function parametersOf(speech: Speech, ...sorts: readonly Sort[]): readonly Term[] {
  return speech.parameters
    .map((name): Term => ({ kind: 'parameter', name }))
    .filter((term) => sorts.includes(sortOf(term, speech)));
}

export function eachOf(of: Term): Term {
  return { kind: 'each', of };
}

const numbers: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** With numbers in words as digits. */
export function withDigits(text: string): string {
  return text.replace(/\b[a-z]+\b/gi, (word) => {
    const number = numbers.indexOf(word.toLowerCase());
    return number < 0 ? word : String(number);
  });
}

/** Of a row or of rows, what is said of numbers or texts is said of its items. */
export function innermost(of: Term, speech: Speech): Term {
  switch (sortOf(of, speech)) {
    case 'row':
      return eachOf(of);
    case 'rows':
      return eachOf(eachOf(of));
    default:
      return of;
  }
}
