import { ok, type Result } from '../../protocol/failures.ts';
import { fewestRegions, type Steadiness, steadinessOf, type WarmUp } from '../core/warm-up.ts';
import type { Repetition } from './repetition.ts';
import type { Round } from './round.ts';

/** A run of so many regions, in the process with that number. */
type Run = (repetition: Repetition, process: number) => Promise<Result<Round>>;

const mostRegions = 16;
const mostRegionsInDoubt = 48;
/** A machine that was slower for a while does not look like a warm-up in several processes. */
const processesInDoubt = 5;
/** The first look takes a quarter of the passes in each region: it is there for all functions. */
const firstShare = 4;
const firstLookMs = 500;
const secondLookMs = 3000;
const lastLookMs = 6000;

/**
 * Whether passes within a process reach a steady state, and after how many regions: one process with
 * short regions shows it of a function whose passes are all alike, which is the end of it. What looks
 * different there is looked at in several processes, with regions as they will be measured, and what
 * does not settle, once more for longer. Null where that takes too long to be found out, or a run
 * ended early. `regionMs` is what a run of one such region takes.
 */
export async function findWarmUp(
  repetition: Repetition,
  regionMs: number,
  run: Run,
): Promise<Result<WarmUp | null>> {
  const { repeat } = repetition;
  const short = Math.ceil(repeat / firstShare);
  const first = regionsWithin(firstLookMs, (regionMs * short) / repeat, mostRegions);
  const second = regionsWithin(secondLookMs, regionMs * processesInDoubt, mostRegions);
  const last = regionsWithin(lastLookMs, regionMs * processesInDoubt, mostRegionsInDoubt);
  if (first < fewestRegions) return ok(null);
  const glance = await look({ repeat: short, regions: first }, 1, run);
  if (!glance.ok) return glance;
  if (glance.value === null) return ok(null);
  if (glance.value.kind === 'steady') return ok(alike);
  if (second < fewestRegions) return ok(null);
  for (const regions of last > second ? [second, last] : [second]) {
    const looked = await look({ repeat, regions }, processesInDoubt, run);
    if (!looked.ok) return looked;
    const steadiness = looked.value;
    if (steadiness === null) return ok(null);
    if (steadiness.kind === 'steady') return ok(alike);
    if (steadiness.kind === 'settles') {
      return ok({ regions: steadiness.after, ratio: steadiness.ratio, isSteady: true });
    }
  }
  return ok({ ...alike, isSteady: false });
}

const alike: WarmUp = { regions: 0, ratio: null, isSteady: true };

function regionsWithin(budgetMs: number, regionMs: number, most: number): number {
  return Math.min(most, Math.floor(budgetMs / Math.max(regionMs, 1)));
}

async function look(
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
