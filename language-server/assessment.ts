import type { Improvement, Known, KnownVersion, Refutation } from '../protocol/history.ts';

/** What the history says of a function's present text. */
export interface Assessment {
  readonly figures: FiguresState;
  /** Verified against the present text; best first, no text twice, at most three. */
  readonly improvements: readonly Improvement[];
  /** Wrong versions of the present text. */
  readonly refutations: readonly Refutation[];
}

/** Stale: the newest of another text, where there are none of the present one. */
export type FiguresState =
  | { readonly kind: 'none' }
  | { readonly kind: 'fresh'; readonly version: KnownVersion }
  | { readonly kind: 'stale'; readonly version: KnownVersion };

export const nothingKnown: Assessment = {
  figures: { kind: 'none' },
  improvements: [],
  refutations: [],
};

const offered = 3;

/** What is known of a file, by function. */
export class KnownFile {
  readonly #functions = new Map<string, Entry>();

  constructor(known: Known) {
    for (const version of known.versions) this.#entry(version.function).versions.push(version);
    for (const found of known.improvements) this.#entry(found.function).improvements.push(found);
    for (const found of known.refutations) this.#entry(found.function).refutations.push(found);
  }

  /** The text is asked for only where something is known of the function. */
  assess(functionName: string, code: () => string): Assessment {
    const entry = this.#functions.get(functionName);
    if (entry === undefined) return nothingKnown;
    const present = code();
    const fresh = entry.versions.find((version) => version.code === present);
    const newest = entry.versions[0];
    return {
      figures:
        fresh !== undefined
          ? { kind: 'fresh', version: fresh }
          : newest !== undefined
            ? { kind: 'stale', version: newest }
            : { kind: 'none' },
      improvements: best(entry.improvements.filter(({ baseCode }) => baseCode === present)),
      refutations: entry.refutations.filter(({ baseCode }) => baseCode === present),
    };
  }

  #entry(functionName: string): Entry {
    const entry = this.#functions.get(functionName) ?? {
      versions: [],
      improvements: [],
      refutations: [],
    };
    this.#functions.set(functionName, entry);
    return entry;
  }
}

interface Entry {
  readonly versions: KnownVersion[];
  readonly improvements: Improvement[];
  readonly refutations: Refutation[];
}

function best(improvements: readonly Improvement[]): readonly Improvement[] {
  const byCode = new Map<string, Improvement>();
  for (const found of improvements) if (!byCode.has(found.code)) byCode.set(found.code, found);
  return [...byCode.values()].slice(0, offered);
}
