import type { RecordedCall } from '../core/ports/recording.ts';
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
const mostLooked = 2000;

interface Candidate {
  readonly at: number;
  readonly call: RecordedCall;
  readonly characters: number;
  readonly traits: readonly number[];
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
  const worth = new Worth();
  for (const each of before) worth.wear(worth.traits(each));
  let left: ChoiceBounds = bounds;
  const quick = calls.filter(({ ns }) => ns <= bounds.ns);
  const open = new Set(thinned(quick).map((each) => candidateOf(each, worth)));
  const chosen: Candidate[] = [];
  const take = (candidate: Candidate): void => {
    const { call, characters, traits } = candidate;
    open.delete(candidate);
    chosen.push(candidate);
    worth.wear(traits);
    left = {
      limit: left.limit - 1,
      characters: left.characters - characters,
      ns: left.ns - call.ns,
    };
  };
  const kept = {
    characters: bounds.characters * (1 - slowShare),
    ns: bounds.ns * (1 - slowShare),
  };
  for (const candidate of before.length > 0 ? [] : slowOf([...open], bounds.limit)) {
    const { characters, call } = candidate;
    const fits = left.characters - characters >= kept.characters && left.ns - call.ns >= kept.ns;
    if (fits) take(candidate);
  }
  while (left.limit > 0) {
    const best = bestOf(open, worth, left);
    if (best === null) break;
    take(best);
  }
  return {
    chosen: chosen.toSorted((a, b) => a.at - b.at).map(({ call }) => call),
    slow: calls.length - quick.length,
  };
}

/** What traits are worth: less with each chosen call that has them. */
class Worth {
  readonly #ids = new Map<string, number>();
  readonly #worths: number[] = [];

  traits(call: RecordedCall): readonly number[] {
    return traitsOf(call).map((trait) => {
      const known = this.#ids.get(trait);
      if (known !== undefined) return known;
      this.#ids.set(trait, this.#worths.length);
      return this.#worths.push(1) - 1;
    });
  }

  wear(traits: readonly number[]): void {
    for (const trait of traits) this.#worths[trait] = (this.#worths[trait] ?? 0) * worn;
  }

  of({ call, traits }: Candidate): number {
    let sum = 0;
    for (const trait of traits) sum += this.#worths[trait] ?? 0;
    return call.isInner ? sum * innerWorth : sum;
  }
}

function slowOf(open: readonly Candidate[], limit: number): readonly Candidate[] {
  const byTime = open
    .filter(({ call }) => !call.isInner)
    .toSorted((a, b) => b.call.cpuNs - a.call.cpuNs);
  const middle = byTime[Math.floor(byTime.length / 2)]?.call.cpuNs ?? 0;
  const most = Math.min(slowest, Math.max(1, Math.floor(limit / casesForEach)));
  return byTime.slice(0, most).filter(({ call }) => call.cpuNs > slowerBy * middle);
}

function bestOf(open: ReadonlySet<Candidate>, worth: Worth, left: ChoiceBounds): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const candidate of open) {
    const { call, characters } = candidate;
    if (characters > left.characters || call.ns > left.ns) continue;
    const own = worth.of(candidate);
    const isShorter = best !== null && own === most && characters < best.characters;
    if (best === null || own > most || isShorter) [best, most] = [candidate, own];
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

function candidateOf([at, call]: readonly [number, RecordedCall], worth: Worth): Candidate {
  const { init, self, args, kwargs } = call.call;
  const characters = JSON.stringify([init, self ?? null, args, kwargs]).length;
  return { at, call, characters, traits: worth.traits(call) };
}
