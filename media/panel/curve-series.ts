import type { Measurement } from '../../protocol/measurement.ts';
import { formatByteSeconds, formatBytes, formatTime } from '../../protocol/format.ts';

/** A curve of memory over time: seconds and resident bytes, at least two points. */
export interface Curve {
  readonly t: readonly number[];
  readonly bytes: readonly number[];
  readonly integral: string | null;
}

export interface CurveSeries {
  readonly original: Curve | null;
  readonly version: Curve | null;
  readonly description: string;
}

/** null where neither was sampled. */
export function curveSeries(
  original: Measurement | null,
  version: Measurement | null,
  names: { readonly original: string; readonly version: string },
): CurveSeries | null {
  const first = curveOf(original);
  const second = curveOf(version);
  if (first === null && second === null) return null;
  const sentences = [
    ...(first === null ? [] : [sentence(names.original, first)]),
    ...(second === null ? [] : [sentence(names.version, second)]),
  ];
  return {
    original: first,
    version: second,
    description: `Resident memory over time. ${sentences.join(' ')}`,
  };
}

function curveOf(measurement: Measurement | null): Curve | null {
  const profile = measurement?.profile;
  if (!profile || profile.t.length < 2 || profile.t.length !== profile.bytes.length) return null;
  const area = measurement.integral?.byteSeconds;
  return {
    t: profile.t,
    bytes: profile.bytes,
    integral: area === undefined ? null : formatByteSeconds(area),
  };
}

function sentence(name: string, { t, bytes, integral }: Curve): string {
  const seconds = (t.at(-1) ?? 0) - (t[0] ?? 0);
  const peak = bytes.reduce((most, each) => Math.max(most, each), 0);
  const area = integral === null ? '' : `, integral ${integral}`;
  return `${name}: ${formatTime(seconds * 1e9)}, at most ${formatBytes(peak)}${area}.`;
}
