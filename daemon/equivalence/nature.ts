import type { Exploration, Manner } from '../core/equivalence.ts';
import type { Explored } from '../core/exploring.ts';
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
}

export const pure: Nature = {
  isStateful: false,
  isHashed: false,
  isRandom: false,
  isUnsteady: false,
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
  const differs = async (manner: Partial<Manner>, order: Parameters<Run>[1] = 'forward') => {
    const other = await run(manner, order);
    if (!other.ok) return other;
    const inputs = order === 'forward' ? other.value.inputs : reversed(other.value, first.length);
    return ok(first.some((explored, index) => areDifferent(explored, inputs[index])));
  };
  const hashSeed = usual.hashSeed + 1;
  const randomSeed = usual.randomSeed + 1;
  const all = await differs({ hashSeed, randomSeed, callsPerModule: 0 }, 'backward');
  if (!all.ok) return all;
  if (!all.value) return ok(pure);
  const isUnsteady = await differs({});
  if (!isUnsteady.ok) return isUnsteady;
  const isStateful = await differs({ callsPerModule: 0 }, 'backward');
  if (!isStateful.ok) return isStateful;
  const isHashed = await differs({ hashSeed });
  if (!isHashed.ok) return isHashed;
  const isRandom = await differs({ randomSeed });
  if (!isRandom.ok) return isRandom;
  const always = isUnsteady.value;
  return ok({
    isUnsteady: always,
    // What differs anyway says nothing of its reason.
    isStateful: isStateful.value && !always,
    isHashed: isHashed.value && !always,
    isRandom: isRandom.value && !always,
  });
}

/** Where one of them was not run, nothing can be said. */
export function areDifferent(a: Explored | undefined, b: Explored | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind === 'stopped' || b.kind === 'stopped') return false;
  if (a.kind === 'ended' || b.kind === 'ended') return false;
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
    notices.push(
      `The original ${why}: where it shows, only the kind of outcome, its type, its length and its elements in any order were compared.`,
    );
  }
  return notices;
}

/** As if it had been run forward; the last inputs, which were run first, are there for sure. */
function reversed({ inputs }: Exploration, count: number): readonly (Explored | undefined)[] {
  return Array.from({ length: count }, (_, index) => inputs[count - 1 - index]);
}
