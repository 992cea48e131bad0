import type { Doubt } from '../../protocol/measurement.ts';
import type { CoreTicks, Throttling } from './host.ts';

/** The machine at one moment, read cheaply before and after each measurement. */
export interface HostSnapshot {
  /** The measuring one. */
  readonly core: number;
  readonly ticks: ReadonlyMap<number, CoreTicks>;
  /** Cores that are further threads of the measuring one. */
  readonly siblings: readonly number[];
  readonly load: number | null;
  readonly swappedPages: number | null;
  readonly throttling: Throttling | null;
  /** How often heat slowed the measuring core down. */
  readonly heatEvents: number | null;
}

/** A smallest gain that counts is 3%: what takes a third of it should be told. */
const stolenShare = 0.01;
/**
 * A busy sibling takes a third or so of a core's speed, so that one that is busy a quarter of the
 * time makes a difference of several per cent. The probe alone stays well below it.
 */
const siblingShare = 0.25;
/** One MiB: idle programs have single pages fetched back, which disturbs nothing. */
const swappedLimit = 256;
/** Ticks are 10 ms, so that shares of fewer than 20 of them say nothing. */
const fewestTicks = 20;

/** What happened to the machine between two moments that makes figures from then less certain. */
export function hostDoubts(
  before: HostSnapshot | null,
  after: HostSnapshot | null,
): readonly Doubt[] {
  if (before === null || after === null) return [];
  return [
    loadDoubt(before),
    siblingDoubt(before, after),
    stealDoubt(before, after),
    throttlingDoubt(before, after),
    swapDoubt(before, after),
  ].filter((doubt) => doubt !== null);
}

/** At the beginning, since a measurement is a load itself. */
function loadDoubt({ load, ticks }: HostSnapshot): Doubt | null {
  if (load === null || ticks.size === 0 || load <= ticks.size) return null;
  return {
    kind: 'load',
    advice: `More programs want to run (load ${load.toFixed(1)}) than there are cores (${ticks.size}): close some and measure again.`,
  };
}

function siblingDoubt(before: HostSnapshot, after: HostSnapshot): Doubt | null {
  for (const sibling of after.siblings) {
    const share = shareOf(before, after, sibling, 'busy');
    if (share !== null && share > siblingShare) {
      return {
        kind: 'shared-core',
        advice: `Core ${sibling}, the other thread of the measuring core, was busy ${percent(share)} of the time: keep it free, or switch SMT off while you measure.`,
      };
    }
  }
  return null;
}

function stealDoubt(before: HostSnapshot, after: HostSnapshot): Doubt | null {
  const share = shareOf(before, after, after.core, 'stolen');
  if (share === null || share <= stolenShare) return null;
  return {
    kind: 'steal',
    advice: `The hypervisor kept ${percent(share)} of the measuring core's time from this virtual machine: measure when its host is quieter, or on a machine of your own.`,
  };
}

function throttlingDoubt(before: HostSnapshot, after: HostSnapshot): Doubt | null {
  if (grown(before.heatEvents, after.heatEvents) > 0) {
    return {
      kind: 'throttled',
      advice:
        'The measuring core became too hot and was slowed down: let it cool, and measure again.',
    };
  }
  const times = grown(before.throttling?.times ?? null, after.throttling?.times ?? null);
  if (times === 0) return null;
  const ms = grown(before.throttling?.ns ?? null, after.throttling?.ns ?? null) / 1e6;
  return {
    kind: 'throttled',
    advice: `A CPU quota stopped Afterburner ${times} times (${ms.toFixed(0)} ms): raise the quota of the container or service that it runs in.`,
  };
}

function swapDoubt(before: HostSnapshot, after: HostSnapshot): Doubt | null {
  const pages = grown(before.swappedPages, after.swappedPages);
  if (pages < swappedLimit) return null;
  return {
    kind: 'swap',
    advice: `The machine swapped ${pages} pages meanwhile: what is swapped out is missing in memory figures. Free memory and measure again.`,
  };
}

function shareOf(
  before: HostSnapshot,
  after: HostSnapshot,
  core: number,
  what: 'busy' | 'stolen',
): number | null {
  const [first, second] = [before.ticks.get(core), after.ticks.get(core)];
  if (first === undefined || second === undefined) return null;
  const all = second.all - first.all;
  return all < fewestTicks ? null : (second[what] - first[what]) / all;
}

/** Counters of a machine that restarted or of a group that was made anew go back: no growth. */
function grown(before: number | null, after: number | null): number {
  return before === null || after === null ? 0 : Math.max(0, after - before);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
}
