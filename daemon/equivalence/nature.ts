import type { Exploration, Manner } from '../core/equivalence.ts';
import type { Explored } from '../core/exploring.ts';
import { outcomeOf } from './judging.ts';
import { allTraits, commonTraits, type Trait } from './loosely.ts';
import { ok, type Result } from '../../protocol/failures.ts';

/** What an original's outcomes depend on beside its arguments. */
export interface Nature {
  /** On earlier calls in the same process. */
  readonly isStateful: boolean;
  /** On the hash seed, as the order of sets does. */
  readonly isHashed: boolean;
  /** On the seed of random numbers. */
  readonly isRandom: boolean;
  /** On something that cannot be held fast, such as the clock. */
  readonly isUnsteady: boolean;
  /** What stayed the same on all inputs where values did not; null where values did. */
  readonly steady: readonly Trait[] | null;
}

export const pure: Nature = {
  isStateful: false,
  isHashed: false,
  isRandom: false,
  isUnsteady: false,
  steady: null,
};

type Run = (manner: Partial<Manner>, order: 'forward' | 'backward') => Promise<Result<Exploration>>;

/**
 * What a first run in the usual manner has to be held against. One run with everything changed at
 * once (hash seed, random seed, order, one module for all) mostly shows that nothing matters; else
 * one thing at a time is changed.
 */
export async function natureOf(
  first: readonly Explored[],
  usual: Manner,
  run: Run,
): Promise<Result<Nature>> {
  let steady: readonly Trait[] = allTraits;
  const differs = async (manner: Partial<Manner>, order: Parameters<Run>[1] = 'forward') => {
    const other = await run(manner, order);
    if (!other.ok) return other;
    const inputs = order === 'forward' ? other.value.inputs : reversed(other.value, first.length);
    let found = false;
    for (const [index, explored] of first.entries()) {
      const again = inputs[index];
      if (!areDifferent(explored, again)) continue;
      found = true;
      steady = steady.filter((trait) => traitsIn(explored, again).includes(trait));
    }
    return ok(found);
  };
  const hashSeed = usual.hashSeed + 1;
  const randomSeed = usual.randomSeed + 1;
  const all = await differs({ hashSeed, randomSeed, callsPerModule: 0 }, 'backward');
  if (!all.ok) return all;
  if (!all.value) return ok(pure);
  const isUnsteady = await differs({});
  if (!isUnsteady.ok) return isUnsteady;
  // What differs anyway says nothing of its reason.
  if (isUnsteady.value) return ok({ ...pure, isUnsteady: true, steady });
  const isStateful = await differs({ callsPerModule: 0 }, 'backward');
  if (!isStateful.ok) return isStateful;
  const isHashed = await differs({ hashSeed });
  if (!isHashed.ok) return isHashed;
  steady = allTraits;
  const isRandom = await differs({ randomSeed });
  if (!isRandom.ok) return isRandom;
  return ok({
    isUnsteady: false,
    isStateful: isStateful.value,
    isHashed: isHashed.value,
    isRandom: isRandom.value,
    steady: isRandom.value ? steady : null,
  });
}

function traitsIn(a: Explored, b: Explored | undefined): readonly Trait[] {
  const isSeen = b !== undefined && 'text' in a && 'text' in b && !a.isDigest && !b.isDigest;
  return isSeen ? commonTraits(outcomeOf(a), outcomeOf(b)) : [];
}

/** Where one of them was not run, nothing can be said. */
function areDifferent(a: Explored | undefined, b: Explored | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (!('text' in a && 'text' in b)) return false;
  return a.text !== b.text || a.stdout !== b.stdout;
}

/** Sentences about what limits a comparison. */
export function noticesOf(nature: Nature): readonly string[] {
  const notices: string[] = [];
  if (nature.isHashed) {
    notices.push(
      'What the original does depends on the order of sets: both versions ran under the same hash seed.',
    );
  }
  if (nature.isStateful) {
    notices.push(
      'What the original does depends on earlier calls: each input had a module of its own.',
    );
  }
  if (nature.isRandom || nature.isUnsteady) {
    const why = nature.isRandom ? 'draws random numbers' : 'does not do the same twice';
    notices.push(`The original ${why}: ${comparedInstead(nature.steady ?? [])}.`);
  }
  return notices;
}

function comparedInstead(steady: readonly Trait[]): string {
  const words = {
    ending: 'whether it returns or what it raises',
    type: "the result's type",
    length: "the result's length",
    members: "the result's elements in any order",
  } as const;
  if (steady.length === 0) return 'outcomes could not be compared, only that there are some';
  return `compared was ${steady.map((trait) => words[trait]).join(', ')}`;
}

/** As if it had been run forward; the last inputs, which were run first, are there for sure. */
function reversed({ inputs }: Exploration, count: number): readonly (Explored | undefined)[] {
  return Array.from({ length: count }, (_, index) => inputs[count - 1 - index]);
}
