import type { Outcome } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { CaseSet } from '../core/case-set.ts';
import { passNsOf } from '../core/clock.ts';
import { nextSize, type TriedSize } from '../core/complexity/sizes.ts';
import type { RoundFigures } from '../core/ports/history.ts';
import type { Version } from '../core/ports/subject.ts';
import type { Scalable } from '../core/scaling.ts';
import { median } from '../core/statistics.ts';
import { Bench } from './bench.ts';
import type { Ran } from './round.ts';
import { shuffled } from './screening.ts';

/** One size with the rounds of each version, in the versions' order; without any where one ended. */
export interface GrownSize {
  readonly n: number;
  readonly rounds: readonly (readonly RoundFigures[])[];
  /** Why there are no rounds; null where there are. */
  readonly message: string | null;
}

export interface Grown {
  /** The smallest first. */
  readonly sizes: readonly GrownSize[];
  readonly stopped: 'budget' | 'enough';
  readonly toolchain: string;
}

export interface GrowingPlan {
  readonly scalable: Scalable;
  readonly versions: readonly Version[];
  readonly budgetMs: number;
  /** No smaller sizes. */
  readonly from: number;
  /** At each size, of each version. */
  readonly rounds: number;
  readonly progress: (n: number, spentMs: number) => void;
  /** Why the versions' outcomes are not the same; asked where there are several. */
  readonly differ: (cases: CaseSet, outcomes: readonly (readonly Outcome[])[]) => string | null;
}

/** Where the first one only raises, the next is tried. */
const smallestSizes: readonly number[] = [4, 16, 64, 256, 1024];
const passShare = 1 / 4;
/** A run costs something besides its passes. */
const besidesMs = 1500;

/**
 * Runs versions of a function at geometrically growing sizes of one case, in turn at each size,
 * within a time budget. A size counts only where every version returns there as it must.
 */
export async function grow(
  bench: Bench,
  plan: GrowingPlan,
  signal: AbortSignal,
): Promise<Result<Grown>> {
  const { scalable, budgetMs } = plan;
  const passLimitMs = Math.min(budgetMs * passShare, bench.setup.limits.wallMs);
  const sizes: GrownSize[] = [];
  const tried: TriedSize[] = [];
  let toolchain = '';
  let spentMs = 0;
  const visit = async (n: number): Promise<Result<GrownSize>> => {
    plan.progress(n, spentMs);
    const began = performance.now();
    const size = await measureSize(bench, plan, n, passLimitMs, signal);
    if (!size.ok) return size;
    toolchain = size.value.toolchain ?? toolchain;
    const tookMs = performance.now() - began;
    spentMs += tookMs;
    sizes.push(size.value);
    const { rounds } = size.value;
    const passMs = rounds.map((each) => median(each.map(passNsOf)) / 1e6);
    tried.push({
      n,
      passMs: rounds.length === 0 ? null : Math.max(...passMs),
      rounds: plan.rounds * plan.versions.length,
      spentMs: tookMs,
    });
    return size;
  };
  const done = (stopped: Grown['stopped']): Result<Grown> =>
    ok({ sizes: sizes.toSorted((one, other) => one.n - other.n), stopped, toolchain });

  const starts = smallestSizes.filter((n) => n >= plan.from && n <= scalable.largest);
  for (const n of starts) {
    const size = await visit(n);
    if (!size.ok) return size;
    if (size.value.message === null) break;
    // What is too small is no ceiling for what follows.
    tried.length = 0;
    if (spentMs > budgetMs / 2) break;
  }
  if (tried.length === 0) return done('budget');
  const [{ n: smallest }] = tried as [TriedSize];
  for (;;) {
    const limits = { smallest, largest: scalable.largest, budgetMs, passLimitMs };
    const next = nextSize(limits, tried);
    if (next.kind === 'stop') return done(next.why);
    const size = await visit(leap(tried, limits) ?? next.n);
    if (!size.ok) return size;
  }
}

const tinyPassMs = 0.5;
const leapStep = 4;
/** What looks steeper may be exponential. */
const steepestLeap = 2.5;

/**
 * Small inputs say little of a class, and each costs as many processes as a large one: as long as
 * passes are tiny and grow moderately, sizes grow faster.
 */
function leap(tried: readonly TriedSize[], { largest }: { largest: number }): number | null {
  const [before, last] = tried.slice(-2);
  if (before?.passMs == null || last?.passMs == null || last.n <= before.n) return null;
  const slope = Math.log(last.passMs / before.passMs) / Math.log(last.n / before.n);
  const n = last.n * leapStep;
  return last.passMs < tinyPassMs && slope <= steepestLeap && n <= largest ? n : null;
}

interface MeasuredSize extends GrownSize {
  readonly toolchain: string | null;
}

async function measureSize(
  whole: Bench,
  { scalable, versions, rounds: count, differ }: GrowingPlan,
  n: number,
  passLimitMs: number,
  signal: AbortSignal,
): Promise<Result<MeasuredSize>> {
  const without = (message: string): Result<MeasuredSize> =>
    ok({ n, rounds: [], message, toolchain: null });
  const cases = scalable.at(n);
  if (!cases.ok) return without(cases.failure.message);
  const calls = cases.value.cases.map(({ call }) => call);
  const bench = new Bench({ ...whole.setup, calls }).within(passLimitMs + besidesMs);

  const checks: Ran[] = [];
  for (const version of versions) {
    const round = await bench.run(version, 'check', once, hashSeed, signal);
    if (!round.ok) return round;
    if (round.value.kind === 'ended') return without(round.value.message);
    const failed = round.value.outcomes?.find(({ kind }) => kind !== 'returned');
    if (failed !== undefined) {
      const { kind, exception, message } = failed;
      return without(kind === 'raised' ? `it raises ${exception}` : (message ?? kind));
    }
    checks.push(round.value);
  }
  const difference =
    checks.length > 1
      ? differ(
          cases.value,
          checks.map(({ outcomes }) => outcomes ?? []),
        )
      : null;
  if (difference !== null) return without(`the two differ: ${difference}`);

  const rounds: RoundFigures[][] = versions.map(() => []);
  for (let index = 0; index < count; index += 1) {
    for (const which of shuffled(versions.map((_, at) => at))) {
      const repetition = repetitionOf(checks[which] as Ran);
      const version = versions[which] as Version;
      const round = await bench.run(version, 'time', repetition, hashSeed, signal);
      if (!round.ok) return round;
      if (round.value.kind === 'ended') return without(round.value.message);
      rounds[which]?.push(round.value.figures);
    }
  }
  return ok({ n, rounds, message: null, toolchain: checks[0]?.toolchain ?? null });
}

const once = { repeat: 1, regions: 0 } as const;
const hashSeed = 1;
const longEnoughNs = 10e6;
const regionNs = 4e6;
const freshBudgetNs = 40e6;

/** Shorter regions than in a comparison: a class shows in factors, not in percents. */
function repetitionOf({ figures, freshNs }: Ran): { repeat: number; regions: number } {
  if (figures.firstPassNs >= longEnoughNs) return once;
  const wanted = Math.ceil(regionNs / Math.max(figures.firstPassNs, 50));
  const repeat = Math.min(wanted, Math.floor(freshBudgetNs / Math.max(freshNs, 1)), 4000);
  return { repeat: Math.max(1, repeat), regions: 1 };
}
