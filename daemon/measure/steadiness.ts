import { ok, type Result } from '../../protocol/failures.ts';
import {
  fewestRegions,
  slowsDown,
  type Steadiness,
  steadinessOf,
  type WarmUp,
} from '../core/warm-up.ts';
import type { Repetition } from './repetition.ts';
import type { Round } from './round.ts';

/** A run of so many regions, in the process with that number. */
type Run = (repetition: Repetition, process: number) => Promise<Result<Round>>;

interface Look {
  readonly processes: number;
  /** At most, in each. */
  readonly regions: number;
  /** Of the passes in a region as it is measured, at most. */
  readonly share: number;
}

/** The first is there for every function. One process tells that all is well, and no more. */
const glance: Look = { processes: 1, regions: 16, share: 1 / 4 };
const glanceMs = 500;
/** A machine that is slower for a while does not look like a warm-up in several processes. */
const closer: readonly (Look & { /** Of a comparison. */ readonly time: number })[] = [
  { processes: 5, regions: 16, share: 1, time: 0.15 },
  { processes: 5, regions: 48, share: 1, time: 0.3 },
];
/** Of the passes in a region: shorter ones show little but noise. */
const leastShare = 1 / 64;

/**
 * Whether passes within a process reach a steady state, and after how many regions: one process with
 * short regions shows it of a function whose passes are all alike, or slow down, which is the end of
 * it. What looks different there is looked at in several processes, with regions as they will be measured where
 * there is time for them, and what does not settle, once more for longer. Null where that takes too
 * long to be found out, or a run ended early. `regionMs` is what a run of one such region takes,
 * `comparisonMs` the time that a comparison has: looking closer takes shares of it.
 */
export async function findWarmUp(
  repetition: Repetition,
  regionMs: number,
  comparisonMs: number,
  run: Run,
): Promise<Result<WarmUp | null>> {
  const { repeat } = repetition;
  let found: WarmUp | null = null;
  let seen = 0;
  for (const look of [glance, ...closer] as const) {
    const budgetMs = 'time' in look ? look.time * comparisonMs : glanceMs;
    const asked = sized(look, repeat, regionMs, budgetMs);
    if (asked === null || asked.repeat * asked.regions <= seen) break;
    const steadiness = await watch(asked, look.processes, run);
    if (!steadiness.ok) return steadiness;
    if (steadiness.value === null) return ok(null);
    if (steadiness.value.kind === 'steady') return ok({ regions: 0, ratio: null, isSteady: true });
    // The first regions find the memory of a young process: objects lie side by side there, and
    // scattered later on. They are what counts, as they do where nothing slows down.
    if (slowsDown(steadiness.value)) {
      return ok({ regions: 0, ratio: steadiness.value.ratio, isSteady: true });
    }
    if (look === glance) continue;
    if (steadiness.value.kind === 'settles') {
      const { after, ratio } = steadiness.value;
      const regions = Math.ceil((after * asked.repeat) / repeat);
      return ok({ regions, ratio, isSteady: true });
    }
    found = { regions: 0, ratio: null, isSteady: false };
    seen = asked.repeat * asked.regions;
  }
  return ok(found);
}

/** Fewer passes in a region before fewer regions; null where there is no time for either. */
function sized(look: Look, repeat: number, regionMs: number, budgetMs: number): Repetition | null {
  const whole = budgetMs / look.processes / Math.max(regionMs, 1);
  const times = Math.max(1, Math.floor(repeat * Math.min(look.share, whole / look.regions)));
  const regions = Math.min(look.regions, Math.floor((whole * repeat) / times));
  if (regions < fewestRegions || times < repeat * leastShare) return null;
  return { repeat: times, regions };
}

async function watch(
  repetition: Repetition,
  processes: number,
  run: Run,
): Promise<Result<Steadiness | null>> {
  const series: (readonly number[])[] = [];
  for (let process = 0; process < processes; process += 1) {
    const round = await run(repetition, process);
    if (!round.ok) return round;
    if (round.value.kind === 'ended') return ok(null);
    series.push(round.value.regionNs);
  }
  return ok(steadinessOf(series));
}

/** With the warm-up before its regions; a long single pass is repeated where that takes one. */
export function warmedUp(repetition: Repetition, warmUp: WarmUp | null): Repetition {
  if (warmUp === null) return repetition;
  const regions = warmUp.regions > 0 ? Math.max(1, repetition.regions) : repetition.regions;
  return { ...repetition, regions, warmUp };
}

/** For two versions that are compared: as the first, after the longer of the two warm-ups. */
export function warmedUpForBoth(first: Repetition, second: WarmUp | null): Repetition {
  const own = first.warmUp ?? null;
  if (own === null || second === null) return first;
  const longer = second.regions > own.regions ? second : own;
  return warmedUp(first, { ...longer, isSteady: own.isSteady && second.isSteady });
}
