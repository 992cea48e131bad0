import { describe, expect, it } from 'vitest';
import { chartSeries } from '../../media/panel/chart-series.ts';
import { curveSeries } from '../../media/panel/curve-series.ts';
import { attempt, measurement, summary } from './harness/fixtures.ts';

const original = summary().figures;
const some = [
  attempt(1, 'unchanged', 12e6),
  attempt(2, 'accepted', 6e6),
  attempt(3, 'incorrect', 0),
  attempt(4, 'regressed', 9e6),
  attempt(5, 'accepted', 3e6),
];

describe('the chart of attempts', () => {
  it('keeps the best so far as a step, and leaves out what nobody asked for', () => {
    expect(chartSeries(original, some, 'time', false)).toMatchObject({
      numbers: [0, 1, 2, 4, 5],
      values: [12.3e6, 12e6, 6e6, 9e6, 3e6],
      best: [12.3e6, 12.3e6, 6e6, 6e6, 3e6],
      marks: ['original', 'kept-out', 'accepted', 'kept-out', 'accepted'],
      logarithmic: false,
    });
  });

  it('shows incorrect ones without a value where asked for', () => {
    const series = chartSeries(original, some, 'time', true);
    expect(series.marks[3]).toBe('incorrect');
    expect(series.values[3]).toBeNull();
    expect(series.best[3]).toBe(6e6);
  });

  it('takes a logarithm where values lie far apart', () => {
    expect(chartSeries(original, [attempt(1, 'accepted', 1e5)], 'time', false).logarithmic).toBe(
      true,
    );
    expect(chartSeries(original, [attempt(1, 'accepted', 1e6)], 'time', false).logarithmic).toBe(
      false,
    );
  });

  it('says in words what it draws', () => {
    expect(chartSeries(original, some, 'time', true).description).toBe(
      'Runtime of 5 attempts, original 12.3 ms, best so far 3.00 ms, 2 accepted, ' +
        '2 no gain or worse, 1 incorrect',
    );
    expect(chartSeries(null, [], 'memory', false).description).toBe('Memory of 0 attempts');
  });

  it('takes an original without figures', () => {
    expect(chartSeries(null, some, 'integral', false).best).toEqual([
      null,
      null,
      84_000,
      84_000,
      42_000,
    ]);
  });
});

describe('the curve of memory', () => {
  const names = { original: 'Original', version: 'Best' };
  it('describes both', () => {
    const series = curveSeries(measurement(12.3e6), measurement(5e6), names);
    expect(series?.description).toBe(
      'Resident memory over time. Original: 12.3 ms, at most 16.6 MB, integral 189 kB·s. ' +
        'Best: 5.00 ms, at most 16.6 MB, integral 77.0 kB·s.',
    );
    expect(series?.original?.t).toHaveLength(200);
  });
  it('is none where nothing was sampled', () => {
    expect(curveSeries({ ...measurement(1e6), profile: null }, null, names)).toBeNull();
    const point = { ...measurement(1e6), profile: { t: [0], bytes: [1] } };
    expect(curveSeries(point, null, names)).toBeNull();
  });
});
