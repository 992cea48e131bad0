import type { Samples } from '../core/ports/sandbox.ts';
import { quantile, sorted } from '../core/statistics.ts';

/** A stretch of the monotonic clock, nanoseconds, with the resident bytes at its ends. */
export interface Span {
  readonly startNs: number;
  readonly endNs: number;
  readonly startBytes: number;
  readonly endBytes: number;
}

/** Memory over time with the time between the spans left out: seconds and bytes, equal lengths. */
export interface Curve {
  readonly t: readonly number[];
  readonly bytes: readonly number[];
}

export interface SamplerFigures {
  readonly rateHz: number;
  readonly p99GapNs: number;
  readonly samples: number;
}

/** The samples that fall into the spans, which are in order and do not overlap. */
export function curveOf(samples: Samples, spans: readonly Span[]): Curve {
  const t: number[] = [];
  const bytes: number[] = [];
  let elapsedNs = 0;
  for (const span of spans) {
    t.push(elapsedNs / 1e9);
    bytes.push(span.startBytes);
    for (let i = firstAtOrAfter(samples.tNs, span.startNs); i < samples.tNs.length; i += 1) {
      const at = samples.tNs[i] as number;
      if (at >= span.endNs) break;
      t.push((elapsedNs + at - span.startNs) / 1e9);
      bytes.push(samples.bytes[i] as number);
    }
    elapsedNs += span.endNs - span.startNs;
    t.push(elapsedNs / 1e9);
    bytes.push(span.endBytes);
  }
  return { t, bytes };
}

/**
 * Byte-seconds under the curve by the trapezoidal rule on the time stamps: it does not depend on
 * the sampling rate.
 */
export function areaOf(curve: Curve): number {
  let area = 0;
  for (let i = 1; i < curve.t.length; i += 1) {
    const seconds = (curve.t[i] as number) - (curve.t[i - 1] as number);
    area += (seconds * ((curve.bytes[i] as number) + (curve.bytes[i - 1] as number))) / 2;
  }
  return area;
}

/** At most `limit` points; of each stretch the highest stays, so that no peak is lost. */
export function thinned(curve: Curve, limit = 512): Curve {
  const count = curve.t.length;
  if (count <= limit) return curve;
  const t: number[] = [];
  const bytes: number[] = [];
  for (let point = 0; point < limit; point += 1) {
    const start = Math.floor((point * count) / limit);
    const end = Math.floor(((point + 1) * count) / limit);
    let highest = start;
    for (let i = start; i < end; i += 1) {
      if ((curve.bytes[i] as number) > (curve.bytes[highest] as number)) highest = i;
    }
    t.push(curve.t[highest] as number);
    bytes.push(curve.bytes[highest] as number);
  }
  return { t, bytes };
}

/**
 * How densely the spans were sampled; null where they are too short for two samples. The samples
 * at their very ends were taken because a span began or ended, and do not count.
 */
export function samplerFigures(samples: Samples, spans: readonly Span[]): SamplerFigures | null {
  const gaps: number[] = [];
  for (const span of spans) {
    let previous: number | null = null;
    for (let i = firstAtOrAfter(samples.tNs, span.startNs); i < samples.tNs.length; i += 1) {
      const at = samples.tNs[i] as number;
      if (at >= span.endNs) break;
      if (at === span.startNs) continue;
      if (previous !== null) gaps.push(at - previous);
      previous = at;
    }
  }
  if (gaps.length === 0) return null;
  const coveredNs = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    rateHz: coveredNs === 0 ? 0 : (gaps.length / coveredNs) * 1e9,
    p99GapNs: quantile(sorted(gaps), 0.99),
    samples: gaps.length + 1,
  };
}

function firstAtOrAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
