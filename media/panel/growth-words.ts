import { describeGain } from '../../protocol/format.ts';
import type { GrowthChange } from '../../protocol/growth.ts';
import type { Scaling } from '../../protocol/scaling.ts';
import { count } from './growth-series.ts';

/** How the growth of two versions is told beside their figures. */
export interface GrowthNote {
  readonly direction: 'better' | 'worse' | 'same';
  readonly title: string;
  readonly text: string;
  /** What it comes to at the largest size; null where that is not known. */
  readonly atLargest: string | null;
}

export function growthNote(change: GrowthChange): GrowthNote {
  const { of, changed, text, given, largest, ratioAtLargest: ratio } = change;
  const gain =
    ratio === null
      ? null
      : describeGain(of === 'time' ? 'time' : 'memory', { median: ratio, ci95: [ratio, ratio] });
  const noun = of === 'memory' && gain?.direction !== 'same' ? ' memory' : '';
  return {
    direction:
      changed === 'slower-growth' ? 'better' : changed === 'faster-growth' ? 'worse' : 'same',
    title: of === 'memory' ? 'Growth of memory' : 'Growth of runtime',
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    atLargest:
      gain === null
        ? null
        : `${gain.text}${noun} at n = ${count(largest)} (as written, n = ${count(given)})`,
  };
}

/** Of what a growth was measured, and why no further: sentences below its plot. */
export function growthFacts({ case: grown, stopped, sizes }: Scaling): readonly string[] {
  const grows = grown.grows.length === 0 ? '' : `, ${grown.grows.join(', ')} growing`;
  const isPartial = sizes.some(({ message }) => message !== null);
  const why =
    stopped === 'budget'
      ? 'No further size: the time for it was used up.'
      : isPartial
        ? 'No further size: larger ones did not finish.'
        : 'No further size: these are enough.';
  return [`Case ${grown.id}, written with n = ${count(grown.n)}${grows}.`, why];
}
