import type { Objective, Ratio } from './comparison.ts';
import type { Evidence } from './equivalence.ts';

/** Figures in words, the same on the command line and in the editor: three digits and a unit. */

/** `850 ns`, `12.3 ms`, `4.56 s`. */
export function formatTime(ns: number): string {
  return scaled(ns, ['ns', 'µs', 'ms', 's']);
}

/** Decimal units: `512 B`, `4.10 MB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** `50.0 kB·s`. */
export function formatByteSeconds(byteSeconds: number): string {
  return scaled(byteSeconds, ['B·s', 'kB·s', 'MB·s', 'GB·s', 'TB·s']);
}

/** `9.81 kHz`. */
export function formatRate(hertz: number): string {
  return scaled(hertz, ['Hz', 'kHz', 'MHz']);
}

/** A share of a population in percent, never rounded up to all of it: `87%`. */
export function formatShare(percent: number): string {
  return `${Math.min(Math.round(percent), percent < 100 ? 99 : 100)}%`;
}

/** A running clock: `0:07`, `12:34`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Three significant digits, never in exponents: `0.05`, `1.20`, `12.3`, `123`, `4570`. */
export function formatNumber(value: number): string {
  const rounded = roundTo3(value);
  const size = Math.abs(rounded);
  if (size >= 100 || size === 0) return rounded.toFixed(0);
  if (size >= 10) return rounded.toFixed(1);
  if (size >= 1) return rounded.toFixed(2);
  return String(Number(rounded.toFixed(6)));
}

/** A ratio in words: which way it goes, how far, and between which bounds. */
export interface Gain {
  /** `same` where the interval holds 1. */
  readonly direction: 'better' | 'worse' | 'same';
  /** `2.30x faster`, `1.20x more`, `about the same`. */
  readonly text: string;
  /** `2.20 to 2.40`, in the words' direction, lower bound first. */
  readonly interval: string;
}

/** Candidate over baseline as a gain: a ratio of 0.5 in time is `2.00x faster`. */
export function describeGain(objective: Objective, ratio: Omit<Ratio, 'pairs'>): Gain {
  const [low, high] = ratio.ci95;
  const [better, worse] = objective === 'time' ? ['faster', 'slower'] : ['less', 'more'];
  if (low <= 1 && high >= 1) {
    return { direction: 'same', text: 'about the same', interval: between(1 / high, 1 / low) };
  }
  if (high < 1) {
    const text = `${formatNumber(1 / ratio.median)}x ${better}`;
    return { direction: 'better', text, interval: between(1 / high, 1 / low) };
  }
  const text = `${formatNumber(ratio.median)}x ${worse}`;
  return { direction: 'worse', text, interval: between(low, high) };
}

/** `the same on 12 cases and 4,210 generated inputs, 96% of branches`. */
export function describeEvidence({ cases, generated, branches }: Evidence): string {
  const given = cases.written + cases.discovered + cases.recorded;
  const written = given === 0 ? '' : `${counted(given, 'case')} and `;
  const inputs = `${written}${counted(generated, 'generated input')}`;
  const { taken, all } = branches?.candidate ?? { taken: 0, all: 0 };
  const reached = all > 0 ? `, ${formatShare((taken / all) * 100)} of branches` : '';
  return `the same on ${inputs}${reached}`;
}

/** How far it was looked for an input on which two versions differ. */
export interface Search {
  /** `the same on 12 cases and 4,210 generated inputs in 2.1 s`, `after 12 generated inputs in …`. */
  readonly looked: string;
  /** `left out: 3 that take too long`; empty where every input was compared. */
  readonly leftOut: string;
}

export function describeSearch(evidence: Evidence, isDifferent: boolean): Search {
  const { excluded, generated, seconds } = evidence;
  const looked = isDifferent
    ? `after ${counted(generated, 'generated input')}`
    : describeEvidence(evidence);
  const left = [
    [excluded.outside, 'that the original does not bear'],
    [excluded.unclear, 'of which it is unclear whether they can occur'],
    [excluded.slow, 'that take too long'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  return {
    looked: `${looked} in ${seconds.toFixed(1)} s`,
    leftOut: left.length === 0 ? '' : `left out: ${left.join(', ')}`,
  };
}

function between(low: number, high: number): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

/** A comma at every third digit, and the plural: `4,210 generated inputs`. */
function counted(count: number, what: string): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${what}${count === 1 ? '' : 's'}`;
}

/** The largest unit that leaves at least 1, by thousands. */
function scaled(value: number, units: readonly string[]): string {
  let scaledValue = value;
  let unit = 0;
  while (unit < units.length - 1 && Math.abs(roundTo3(scaledValue)) >= 1000) {
    scaledValue /= 1000;
    unit += 1;
  }
  return `${formatNumber(scaledValue)} ${units[unit]}`;
}

function roundTo3(value: number): number {
  return Number(value.toPrecision(3));
}
