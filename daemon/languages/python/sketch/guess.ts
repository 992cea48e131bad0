/** What evidence speaks for: kinds, and what is done with a value. */
export type Hint =
  | Kind
  | 'number'
  | 'sized'
  | 'iterable'
  | 'unpacked'
  /** Something is stored into it. */
  | 'mutable'
  | 'character'
  | 'compared'
  /** By `+`: it may be a number, a text or a list. */
  | 'added'
  /** A list whose items are of one length. */
  | 'matrix';

export type Kind =
  | 'integer'
  | 'float'
  | 'boolean'
  | 'string'
  | 'bytes'
  | 'list'
  | 'tuple'
  | 'set'
  | 'frozenset'
  | 'dict'
  | 'object';

/** Kinds that can stand in for each other are of one family. */
type Family = 'number' | 'boolean' | 'string' | 'bytes' | 'sequence' | 'set' | 'dict' | 'object';

/** Makes guesses of one reading. */
export class Guesses {
  readonly all: Guess[] = [];

  blank(): Guess {
    return new Guess(this.all);
  }

  of(hint: Hint): Guess {
    return this.blank().hint(hint);
  }

  /** What can be iterated over, giving such items; a `hint` says what else it is. */
  over(items: Guess, hint: Hint = 'iterable'): Guess {
    const guess = this.of(hint);
    guess.part('items').join(items);
    return guess;
  }

  tuple(...parts: readonly Guess[]): Guess {
    const guess = this.of('tuple');
    parts.forEach((part, i) => guess.part(`at ${i}`).join(part));
    return guess;
  }

  dict(index: Guess, value: Guess): Guess {
    const guess = this.of('dict');
    guess.part('index').join(index);
    guess.part('value').join(value);
    return guess;
  }
}

/**
 * What is known of a value by what is done with it. Values that must be alike are joined and know
 * the same from then on, so evidence for a loop's variable is evidence for what is looped over.
 *
 * Parts: `items` is what iterating gives, `value` what subscripting gives and `index` with what,
 * `at 0` a position, `key "a"` a fixed key, `.name` an attribute.
 */
export class Guess {
  static #nextOrder = 0;
  readonly #order = (Guess.#nextOrder += 1);
  readonly #all: Guess[];
  #joined: Guess | null = null;
  readonly #scores = new Map<Hint, number>();
  readonly #parts = new Map<string, Guess>();

  /** Every guess is noted in `all`, so that what is left open can be settled in the end. */
  constructor(all: Guess[]) {
    this.#all = all;
    all.push(this);
  }

  /** Equal for guesses that were joined. */
  get root(): Guess {
    if (this.#joined === null) return this;
    let root = this.#joined;
    while (root.#joined !== null) root = root.#joined;
    this.#joined = root;
    return root;
  }

  hint(hint: Hint, weight = 1): Guess {
    const scores = this.root.#scores;
    scores.set(hint, (scores.get(hint) ?? 0) + weight);
    return this;
  }

  /** Where there is no such hint yet. */
  suppose(hint: Hint): void {
    if (this.score(hint) === 0) this.hint(hint);
  }

  score(...hints: readonly Hint[]): number {
    const scores = this.root.#scores;
    return hints.reduce((sum, hint) => sum + (scores.get(hint) ?? 0), 0);
  }

  part(name: string): Guess {
    const { root } = this;
    const known = root.#parts.get(name);
    if (known !== undefined) return known;
    const part = new Guess(this.#all);
    root.#parts.set(name, part);
    return part;
  }

  partIfAny(name: string): Guess | null {
    return this.root.#parts.get(name) ?? null;
  }

  /** Names of parts that begin so, in the order in which they came up. */
  partNames(prefix: string): readonly string[] {
    return [...this.root.#parts.keys()].filter((name) => name.startsWith(prefix));
  }

  get isBlank(): boolean {
    const { root } = this;
    return root.#scores.size === 0 && root.#parts.size === 0;
  }

  /** Holds for both from now on, except where they are known to be of different families. */
  join(other: Guess): void {
    const pending: [Guess, Guess][] = [[this, other]];
    for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
      const [one, two] = [pair[0].root, pair[1].root];
      if (one === two || one.disagrees(two) || one.#holds(two) || two.#holds(one)) continue;
      const [kept, gone] = one.#order < two.#order ? [one, two] : [two, one];
      gone.#joined = kept;
      for (const [hint, weight] of gone.#scores) kept.hint(hint, weight);
      for (const [name, part] of gone.#parts) {
        const known = kept.#parts.get(name);
        if (known === undefined) kept.#parts.set(name, part);
        else pending.push([known, part]);
      }
    }
  }

  /** Whether the other is a part of it, or of a part: a list is none of its items. */
  #holds(other: Guess): boolean {
    let parts: Guess[] = [this.root];
    const seen = new Set(parts);
    for (let depth = 0; depth < 4 && seen.size < 60; depth++) {
      parts = parts.flatMap((part) => [...part.#parts.values()].map((inner) => inner.root));
      if (parts.includes(other.root)) return true;
      parts = parts.filter((part) => !seen.has(part));
      for (const part of parts) seen.add(part);
    }
    return false;
  }

  disagrees(other: Guess): boolean {
    const [one, two] = [this.family, other.family];
    return one !== null && two !== null && one !== two;
  }

  /** What the evidence for kinds says, uses aside; null where there is none. */
  get family(): Family | null {
    let best: Family | null = null;
    let most = 0;
    for (const [family, hints] of families) {
      const score = this.score(...hints);
      if (score > most) [best, most] = [family, score];
    }
    return best;
  }
}

const families: readonly (readonly [Family, readonly Hint[]])[] = [
  ['string', ['string']],
  ['dict', ['dict']],
  ['set', ['set', 'frozenset']],
  ['sequence', ['list', 'tuple']],
  ['bytes', ['bytes']],
  ['number', ['integer', 'float', 'number']],
  ['boolean', ['boolean']],
  ['object', ['object']],
];
