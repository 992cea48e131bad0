import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import { passNsOf } from '../core/clock.ts';
import type { WarmUp } from '../core/warm-up.ts';
import type { Ran, Round } from './round.ts';

/** How often a version is repeated in one run; the same for all versions that are compared. */
export interface Repetition {
  /** Passes in one region. */
  readonly repeat: number;
  /** Regions after the first, cold pass; 0 where that one is long enough by itself. */
  readonly regions: number;
  /** What comes before these in each process; absent where nothing is known of it. */
  readonly warmUp?: WarmUp;
}

export const singlePass: Repetition = { repeat: 1, regions: 0 };

/** What a run showed of how long a pass takes. */
export interface Pilot {
  readonly repeat: number;
  /** Of one pass, by the wall clock and by the CPU's. */
  readonly passNs: number;
  readonly cpuPassNs: number;
}

/** What to try next, or what it shall be. */
export interface Step {
  readonly settled: boolean;
  readonly repetition: Repetition;
}

export interface Settled {
  readonly repetition: Repetition;
  /** The run of a single pass. */
  readonly first: Ran;
  /** Milliseconds that the last run took, from its start to its figures. */
  readonly lastMs: number;
}

const regionTargetNs = 12e6;
const longEnoughNs = 10e6;
/** The next try would hardly change it. */
const closeEnoughNs = 8e6;
/** A program that had this long was given its share of the core: what it did not use, it waited. */
const shareShownNs = 100e6;
/** Of the core, under as many as five competitors. */
const leastShare = 0.2;
/** No try takes longer than this, if passes go on as they did. */
const patienceNs = 250e6;
const mostPilots = 4;
const freshBudgetNs = 200e6;
const copiesBudget = 64 * 1024 * 1024;
const entriesLimit = 20_000;

/**
 * Finds by a few runs how often to repeat a function so that a region lasts long enough to
 * measure. Null where a run ended early.
 */
export async function settleRepetition(
  calls: readonly Call[],
  run: (repetition: Repetition) => Promise<Result<Round>>,
): Promise<Result<Settled | null>> {
  const pilots: Pilot[] = [];
  let first: Ran | null = null;
  for (let repetition = singlePass; ;) {
    const began = performance.now();
    const round = await run(repetition);
    const lastMs = performance.now() - began;
    if (!round.ok) return round;
    if (round.value.kind === 'ended') return ok(null);
    first ??= round.value;
    const { figures } = round.value;
    const cpuPassNs = repetition.regions === 0 ? figures.firstPassCpuNs : figures.cpuPassNs;
    pilots.push({ repeat: repetition.repeat, passNs: passNsOf(figures), cpuPassNs });
    const step = nextRepetition(pilots, mostRepeats(first.freshNs, calls));
    if (step.settled) return ok({ repetition: step.repetition, first, lastMs });
    repetition = step.repetition;
  }
}

/** Each repetition has its own copy of the module and of the arguments, which bounds it. */
export function mostRepeats(freshNs: number, calls: readonly Call[]): number {
  const inputBytes = JSON.stringify(calls).length * 8;
  const most = Math.min(
    freshBudgetNs / Math.max(freshNs, 1),
    copiesBudget / inputBytes,
    entriesLimit / calls.length,
  );
  return Math.max(1, Math.floor(most));
}

/**
 * The first pilot is a single, cold pass: a short function takes many times as long then, and one
 * that others pushed off the core seems to take as long as they did. By the CPU clock it does not,
 * but a function that waits uses little CPU in a pass that is long all the same. So the guess by
 * the smaller of the two is tried, and believed only once a region shows it: it computed for long
 * enough, or had the time to and did not.
 */
export function nextRepetition(pilots: readonly Pilot[], most: number): Step {
  const last = pilots.at(-1) as Pilot;
  const passNs = Math.max(50, Math.min(last.passNs, last.cpuPassNs));
  const isFirst = pilots.length === 1;
  const wallNs = last.passNs * last.repeat;
  const cpuNs = last.cpuPassNs * last.repeat;
  if (passNs >= longEnoughNs || (isFirst && wallNs >= patienceNs)) return settled(1);
  const wanted = Math.min(most, Math.ceil(regionTargetNs / passNs));
  if (!isFirst) {
    if (Math.min(wallNs, cpuNs) >= closeEnoughNs) return settled(Math.min(last.repeat, wanted));
    if (wallNs >= shareShownNs && cpuNs < wallNs * leastShare) {
      const needed = Math.ceil(regionTargetNs / last.passNs);
      return settled(last.passNs >= longEnoughNs ? 1 : Math.min(most, needed));
    }
    if (last.repeat >= most || pilots.length >= mostPilots) return settled(wanted);
  }
  const bearable = Math.max(1, Math.floor(patienceNs / last.passNs));
  const repeat = Math.min(wanted, bearable);
  if (!isFirst && repeat <= last.repeat) return settled(repeat);
  return { settled: false, repetition: { repeat, regions: 1 } };

  function settled(times: number): Step {
    const isLong = last.passNs >= longEnoughNs && times === 1;
    return { settled: true, repetition: isLong ? singlePass : { repeat: times, regions: 1 } };
  }
}
