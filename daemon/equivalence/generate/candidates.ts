import type { Shape } from '../../core/exploring.ts';
import type { Draw } from './draw.ts';
import type { Slot } from './slots.ts';

const integer: Shape = { kind: 'integer' };
const text: Shape = { kind: 'string' };

/** What a parameter may be that nothing is known of, the most usual first. */
const whole: readonly Shape[] = [
  { kind: 'list', items: integer },
  integer,
  text,
  { kind: 'list', items: text },
  { kind: 'matrix', items: integer },
  { kind: 'dict', keys: text, values: integer },
  { kind: 'float' },
  { kind: 'list', items: { kind: 'tuple', items: [integer, integer] } },
  { kind: 'boolean' },
  { kind: 'null' },
];

/** What stands in a container of which no more is known. */
const inside: readonly Shape[] = [
  integer,
  text,
  { kind: 'list', items: integer },
  { kind: 'tuple', items: [integer, integer] },
  { kind: 'float' },
  { kind: 'list', items: text },
  { kind: 'dict', keys: text, values: integer },
];

/** A candidate for each slot. */
export type Choice = readonly number[];

interface Tried {
  readonly choice: Choice;
  tried: number;
  refused: number;
}

/**
 * Which candidates stand in for unknown shapes. All combinations are tried in turn, the usual ones
 * first; those that the function bears come back, and those that it refuses hardly ever.
 */
export class Candidates {
  readonly #counts: readonly number[];
  readonly #tried = new Map<string, Tried>();
  readonly #queue: Choice[];

  constructor(slots: readonly Slot[]) {
    this.#counts = slots.map(({ shape }) => candidatesFor(shape).length);
    this.#queue = combinations(this.#counts);
  }

  /** The combination for the next input. */
  choose(draw: Draw): Choice {
    const [first = []] = this.#queue;
    if (this.#queue.length === 1 && this.#tried.size === 0) return first;
    const known = [...this.#tried.values()];
    const borne = known.filter(({ tried, refused }) => refused < 0.9 * tried);
    const isNew = this.#queue.length > 0 && (borne.length === 0 || draw.chance(0.15));
    if (isNew || known.length === 0) return this.#take(draw);
    const among = borne.length > 0 ? borne : known;
    return draw.weighted(
      among.map(({ choice, tried, refused }) => [
        ((tried - refused + 0.1) / (tried + 0.1)) ** 2,
        choice,
      ]),
    );
  }

  #take(draw: Draw): Choice {
    const next = this.#queue.shift();
    if (next !== undefined) {
      // A single input of a shape may be refused for another reason than its shape.
      const seen = this.#tried.get(next.join())?.tried ?? 0;
      if (seen < 2) this.#queue.splice(Math.min(this.#queue.length, 20), 0, next);
      return next;
    }
    return this.#counts.map((count) => draw.integer(0, count - 1));
  }

  tried(choice: Choice): void {
    const key = choice.join();
    const entry = this.#tried.get(key);
    if (entry === undefined) this.#tried.set(key, { choice, tried: 1, refused: 0 });
    else entry.tried++;
  }

  refused(choice: Choice): void {
    const entry = this.#tried.get(choice.join());
    if (entry !== undefined) entry.refused = Math.min(entry.tried, entry.refused + 1);
  }
}

/** More combinations are left to chance. */
const mostCombinations = 400;

/** Those with the usual candidates first, ordered by how far down the lists they reach. */
function combinations(counts: readonly number[]): Choice[] {
  let all: Choice[] = [[]];
  for (const count of counts) {
    const longer = all.flatMap((choice) =>
      Array.from({ length: count }, (_, index) => [...choice, index]),
    );
    all = longer.toSorted((a, b) => reach(a) - reach(b)).slice(0, mostCombinations);
  }
  return all;
}

function reach(choice: Choice): number {
  return choice.reduce((sum, index) => sum + index, 0);
}

/** The shapes that may stand where something is unknown; a shape that is known stands alone. */
export function candidatesFor(shape: Shape): readonly Shape[] {
  if (shape.kind === 'unknown') return whole;
  return hasUnknown(shape) ? inside.map((candidate) => filled(shape, candidate)) : [shape];
}

function hasUnknown(shape: Shape): boolean {
  return shape.kind === 'unknown' || partsOf(shape).some(hasUnknown);
}

function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return [shape.items];
    case 'tuple':
      return shape.items;
    case 'dict':
      return [shape.keys, shape.values];
    case 'record':
      return Object.values(shape.fields);
    case 'union':
      return shape.of;
    default:
      return [];
  }
}

function filled(shape: Shape, candidate: Shape): Shape {
  const fill = (part: Shape): Shape => filled(part, candidate);
  switch (shape.kind) {
    case 'unknown':
      return candidate;
    case 'list':
    case 'set':
    case 'frozenset':
    case 'matrix':
      return { ...shape, items: fill(shape.items) };
    case 'tuple':
      return { ...shape, items: shape.items.map(fill) };
    case 'dict':
      return {
        ...shape,
        // Keys are texts or numbers whatever the values are.
        keys: shape.keys.kind === 'unknown' && !isKey(candidate) ? text : fill(shape.keys),
        values: fill(shape.values),
      };
    case 'record': {
      const fields = Object.entries(shape.fields).map(([name, field]) => [name, fill(field)]);
      return { ...shape, fields: Object.fromEntries(fields) as Record<string, Shape> };
    }
    case 'union':
      return { ...shape, of: shape.of.map(fill) };
    default:
      return shape;
  }
}

function isKey({ kind }: Shape): boolean {
  return kind === 'integer' || kind === 'string' || kind === 'tuple';
}
