import type { Shape, SketchedMethod } from '../../core/exploring.ts';
import { onParts, partsOf } from '../../core/shapes.ts';
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

/** Lists in lists, as deep as one likes. */
const nested: Shape = {
  kind: 'union',
  of: [
    integer,
    {
      kind: 'list',
      items: { kind: 'union', of: [integer, { kind: 'list', items: { kind: 'unknown' } }] },
    },
  ],
};

/** What stands in a container of which no more is known. */
const inside: readonly Shape[] = [
  integer,
  text,
  { kind: 'list', items: integer },
  { kind: 'tuple', items: [integer, integer] },
  { kind: 'float' },
  { kind: 'list', items: text },
  { kind: 'dict', keys: text, values: integer },
  nested,
];

/** A candidate for each slot. */
export type Choice = readonly number[];

interface Tried {
  readonly choice: Choice;
  tried: number;
  refused: number;
  /** Tried so often before the latest batch: of those it is known whether they were refused. */
  settled: number;
  /** Inputs that there had been before: of some shapes there are only a few. */
  repeated: number;
}

/**
 * Which candidates stand in for unknown shapes. All combinations are tried in turn, the usual ones
 * first; those that the function bears come back, and those that it refuses hardly ever.
 */
export class Candidates {
  readonly #counts: readonly number[];
  readonly #tried = new Map<string, Tried>();
  readonly #queue: Choice[];
  readonly #taken = new Map<Choice, number>();
  #weights: readonly (readonly [weight: number, choice: Choice])[] = [];
  #isProven = false;

  constructor(slots: readonly Slot[]) {
    this.#counts = slots.map(({ shape }) => candidatesFor(shape).length);
    this.#queue = combinations(this.#counts);
  }

  /** A batch begins: whatever of the one before was refused has been told. */
  settle(): void {
    const all = [...this.#tried.values()];
    for (const entry of all) entry.settled = entry.tried;
    this.#isProven = all.some(({ settled, refused }) => refused < 0.9 * settled);
    this.#weights = all.map(({ choice, settled, refused, repeated }) => {
      const borne = (settled - refused + 0.1) / (settled + 0.5);
      const isNew = (settled + 1) / (settled + repeated + 1);
      return [(isNew * borne) ** 2, choice];
    });
  }

  /** The combination for the next input. */
  choose(draw: Draw): Choice {
    const isSingle = this.#counts.every((count) => count === 1);
    if (isSingle) return this.#counts.map(() => 0);
    const isOpen = this.#queue.length > 0 && (!this.#isProven || draw.chance(0.15));
    if (!isOpen && this.#weights.length > 0) return draw.weighted(this.#weights);
    const next = this.#queue.shift();
    if (next === undefined) return this.#counts.map((count) => draw.integer(0, count - 1));
    // A single input may be refused for another reason than its shape, or be there already.
    const taken = (this.#taken.get(next) ?? 0) + 1;
    this.#taken.set(next, taken);
    const tried = this.#tried.get(next.join())?.tried ?? 0;
    if (taken < 2 || (tried < 2 && taken < 6)) {
      this.#queue.splice(Math.min(this.#queue.length, 20), 0, next);
    }
    return next;
  }

  tried(choice: Choice): void {
    this.#entry(choice).tried++;
  }

  repeated(choice: Choice): void {
    this.#entry(choice).repeated++;
  }

  refused(choice: Choice): void {
    const entry = this.#entry(choice);
    entry.refused = Math.min(entry.tried, entry.refused + 1);
  }

  #entry(choice: Choice): Tried {
    const key = choice.join();
    const known = this.#tried.get(key);
    if (known !== undefined) return known;
    const entry = { choice, tried: 0, refused: 0, settled: 0, repeated: 0 };
    this.#tried.set(key, entry);
    return entry;
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
  return (
    shape.kind === 'unknown' ||
    partsOf(shape).some(hasUnknown) ||
    (shape.kind === 'instance' && (shape.methods ?? []).some(takesUnknown))
  );
}

function takesUnknown({ parameters }: SketchedMethod): boolean {
  return parameters.some(({ shape }) => hasUnknown(shape));
}

function filled(shape: Shape, candidate: Shape): Shape {
  const fill = (part: Shape): Shape => filled(part, candidate);
  if (shape.kind === 'unknown') return candidate;
  // Keys are texts or numbers whatever the values are.
  if (shape.kind === 'dict' && shape.keys.kind === 'unknown' && !isKey(candidate))
    return { ...shape, keys: text, values: fill(shape.values) };
  const made = onParts(shape, fill);
  if (made.kind !== 'instance' || made.methods === undefined) return made;
  // What is put into it one by one is of one kind too.
  const methods = made.methods.map((method) => ({
    ...method,
    parameters: method.parameters.map((each) => ({ ...each, shape: fill(each.shape) })),
  }));
  return { ...made, methods };
}

function isKey({ kind }: Shape): boolean {
  return kind === 'integer' || kind === 'string' || kind === 'tuple';
}
