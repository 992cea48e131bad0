import type { RecordedCall } from '../core/ports.ts';
import type { Choice, ChoiceBounds } from '../core/recording.ts';
import { traitsOf } from './recorded-traits.ts';

/** So many of the slowest, by processor time, are always among them: of few cases fewer. */
const slowest = 4;
const casesForEach = 10;
/** Slow is what takes so many times as long as the middle one. */
const slowerBy = 2;
/** Those may take this share of the room. */
const slowShare = 1 / 2;
/** What each time that a trait is there already leaves of its worth. */
const worn = 1 / 16;
/** Calls that another call made say less: that one is there too. */
const innerWorth = 1 / 4;
/** More are not looked at: of a long recording every so-manieth counts. */
const mostLooked = 4000;

interface Candidate {
  readonly at: number;
  readonly call: RecordedCall;
  readonly characters: number;
  readonly traits: readonly string[];
}

/**
 * Chooses calls: the slowest ones, then again and again the one that shows most that the chosen ones
 * do not show yet; of equals the shorter. `before` are chosen already, and what they show counts.
 */
export function chooseCalls(
  calls: readonly RecordedCall[],
  before: readonly RecordedCall[],
  bounds: ChoiceBounds,
): Choice {
  const seen = new Map<string, number>();
  const show = (traits: readonly string[]): void => {
    for (const trait of traits) seen.set(trait, (seen.get(trait) ?? 0) + 1);
  };
  for (const each of before) show(traitsOf(each));
  let left: ChoiceBounds = bounds;
  const take = ({ call, characters, traits }: Candidate): void => {
    show(traits);
    left = {
      limit: left.limit - 1,
      characters: left.characters - characters,
      ns: left.ns - call.ns,
    };
  };
  const quick = calls.filter(({ ns }) => ns <= bounds.ns);
  const open = new Set(thinned(quick).map(candidateOf));
  const chosen: Candidate[] = [];
  const half = { characters: bounds.characters * slowShare, ns: bounds.ns * slowShare };
  for (const candidate of before.length > 0 ? [] : slowOf([...open], bounds.limit)) {
    const { characters, call } = candidate;
    const fits =
      left.characters - characters >= bounds.characters - half.characters &&
      left.ns - call.ns >= bounds.ns - half.ns;
    if (!fits) continue;
    open.delete(candidate);
    chosen.push(candidate);
    take(candidate);
  }
  while (left.limit > 0) {
    const best = bestOf(open, seen, left);
    if (best === null) break;
    open.delete(best);
    chosen.push(best);
    take(best);
  }
  return {
    chosen: chosen.toSorted((a, b) => a.at - b.at).map(({ call }) => call),
    slow: calls.length - quick.length,
  };
}

function slowOf(open: readonly Candidate[], limit: number): readonly Candidate[] {
  const byTime = open
    .filter(({ call }) => !call.isInner)
    .toSorted((a, b) => b.call.cpuNs - a.call.cpuNs);
  const middle = byTime[Math.floor(byTime.length / 2)]?.call.cpuNs ?? 0;
  const most = Math.min(slowest, Math.max(1, Math.floor(limit / casesForEach)));
  return byTime.slice(0, most).filter(({ call }) => call.cpuNs > slowerBy * middle);
}

function bestOf(
  open: ReadonlySet<Candidate>,
  seen: ReadonlyMap<string, number>,
  left: ChoiceBounds,
): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const candidate of open) {
    const { call, characters, traits } = candidate;
    if (characters > left.characters || call.ns > left.ns) continue;
    let worth = 0;
    for (const trait of traits) worth += worn ** (seen.get(trait) ?? 0);
    if (call.isInner) worth *= innerWorth;
    const isShorter = best !== null && worth === most && characters < best.characters;
    if (worth > most || isShorter) [best, most] = [candidate, worth];
  }
  return best;
}

/** Every so-manieth, and the slowest whatever their place. */
function thinned(calls: readonly RecordedCall[]): readonly [number, RecordedCall][] {
  const placed = [...calls.entries()];
  if (placed.length <= mostLooked) return placed;
  const step = placed.length / mostLooked;
  const slow = placed.toSorted(([, a], [, b]) => b.cpuNs - a.cpuNs).slice(0, 4 * slowest);
  const kept = new Set([...slow, ...placed.filter((_, at) => at % step < 1)]);
  return placed.filter((each) => kept.has(each));
}

function candidateOf([at, call]: readonly [number, RecordedCall]): Candidate {
  const { init, self, args, kwargs } = call.call;
  const characters = JSON.stringify([init, self ?? null, args, kwargs]).length;
  return { at, call, characters, traits: traitsOf(call) };
}
