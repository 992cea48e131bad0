import { describe, expect, it } from 'vitest';
import {
  areaOf,
  curveOf,
  samplerFigures,
  thinned,
  type Span,
} from '../../daemon/measure/profile.ts';

/** Samples of a closed-form curve of bytes over seconds. */
function sampled(bytesAt: (seconds: number) => number, seconds: number, rateHz: number) {
  const count = Math.floor(seconds * rateHz) + 1;
  const tNs = Float64Array.from({ length: count }, (_, i) => 1e9 + (i * 1e9) / rateHz);
  const bytes = Float64Array.from(tNs, (t) => bytesAt((t - 1e9) / 1e9));
  const span: Span = {
    startNs: 1e9,
    endNs: 1e9 + seconds * 1e9,
    startBytes: bytesAt(0),
    endBytes: bytesAt(seconds),
  };
  return { samples: { tNs, bytes }, span };
}

const curves = {
  constant: { at: () => 5e6, area: 5e6 * 0.3 },
  ramp: { at: (s: number) => 1e6 + 1e8 * s, area: 1e6 * 0.3 + (1e8 * 0.09) / 2 },
  step: { at: (s: number) => (s < 0.1 ? 1e6 : 9e6), area: 1e6 * 0.1 + 9e6 * 0.2 },
};

describe.each([1000, 5000, 10_000, 20_000])('the integral at %d Hz', (rateHz) => {
  it.each(Object.entries(curves))('of a %s is its closed form', (_, { at, area }) => {
    const { samples, span } = sampled(at, 0.3, rateHz);
    expect(areaOf(curveOf(samples, [span])) / area).toBeCloseTo(1, 1.7);
  });
});

describe('curveOf', () => {
  it('leaves out what lies between the spans', () => {
    const { samples } = sampled((s) => (s > 0.1 && s < 0.2 ? 1e9 : 10), 0.3, 10_000);
    const span = (from: number, to: number): Span => ({
      startNs: 1e9 + from * 1e9,
      endNs: 1e9 + to * 1e9,
      startBytes: 10,
      endBytes: 10,
    });
    const curve = curveOf(samples, [span(0, 0.1), span(0.2, 0.3)]);
    expect(Math.max(...curve.bytes)).toBe(10);
    expect(areaOf(curve)).toBeCloseTo(10 * 0.2, 6);
    expect(curve.t.at(-1)).toBeCloseTo(0.2, 9);
  });

  it('keeps the ends of a span that no sample fell into', () => {
    const empty = { tNs: new Float64Array(), bytes: new Float64Array() };
    const span: Span = { startNs: 0, endNs: 1e9, startBytes: 2, endBytes: 4 };
    expect(areaOf(curveOf(empty, [span]))).toBeCloseTo(3, 9);
  });
});

describe('thinned', () => {
  it('keeps at most the limit, and the peak', () => {
    const t = Array.from({ length: 10_000 }, (_, i) => i);
    const bytes = t.map((i) => (i === 7777 ? 99 : 1));
    const curve = thinned({ t, bytes }, 512);
    expect(curve.t).toHaveLength(512);
    expect(Math.max(...curve.bytes)).toBe(99);
  });
});

describe('samplerFigures', () => {
  it('counts gaps inside spans alone', () => {
    const { samples, span } = sampled(() => 1, 0.3, 10_000);
    const figures = samplerFigures(samples, [span]);
    expect(figures?.rateHz).toBeCloseTo(10_000, 0);
    expect(figures?.p99GapNs).toBeCloseTo(100_000, -1);
    expect(samplerFigures(samples, [{ ...span, startNs: 0, endNs: 1 }])).toBeNull();
  });

  it('leaves out the samples that a mark asked for', () => {
    const tNs = Float64Array.from([0, 90, 190, 290, 300]);
    const samples = { tNs, bytes: new Float64Array(5) };
    const span: Span = { startNs: 0, endNs: 300, startBytes: 0, endBytes: 0 };
    expect(samplerFigures(samples, [span])).toEqual({ rateHz: 1e7, p99GapNs: 100, samples: 3 });
  });
});
