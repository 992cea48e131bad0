import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { SizedFigures } from '../../daemon/core/complexity.ts';
import { classChanged, fitComplexity } from '../../daemon/core/complexity.ts';
import { growthClasses, type GrowthClass } from '../../protocol/growth.ts';
import { describeFit } from '../../daemon/core/complexity/wording.ts';

const costs: Readonly<Record<GrowthClass, (n: number) => number>> = {
  '1': () => 400,
  'log n': (n) => Math.log2(n),
  'sqrt n': Math.sqrt,
  n: (n) => n,
  'n log n': (n) => n * Math.log2(n),
  'n^2': (n) => n ** 2,
  'n^2 log n': (n) => n ** 2 * Math.log2(n),
  'n^3': (n) => n ** 3,
  '2^n': (n) => 2 ** n,
};
const doubling = Array.from({ length: 12 }, (_, index) => 16 * 2 ** index);
const counting = Array.from({ length: 12 }, (_, index) => 4 + 2 * index);

/** Five rounds at each size, with noise that is the same in every run of the tests. */
function measure(
  cost: (n: number) => number,
  { noise = 0.02, sizes = doubling, seed = 1 }: Partial<Noise> = {},
): SizedFigures[] {
  const generator = xoroshiro128plus(seed);
  const off = (): number => 1 + noise * (3 * uniformFloat64(generator) - 1.5);
  return sizes.map((n) => ({ n, figures: Array.from({ length: 5 }, () => cost(n) * off()) }));
}

interface Noise {
  readonly noise: number;
  readonly sizes: readonly number[];
  readonly seed: number;
}

describe('fitComplexity', () => {
  const noises = [0, 0.01, 0.03, 0.05, 0.1];

  it.each(growthClasses.flatMap((growth) => noises.map((noise) => [growth, noise] as const)))(
    'finds %s at a noise of %d',
    (growth, noise) => {
      const sizes = growth === '2^n' ? counting : doubling;
      const fit = fitComplexity(measure(costs[growth], { noise, sizes }));
      expect(fit).toMatchObject({ kind: 'fitted', best: { growth } });
    },
  );

  it.each([
    ['an overhead as large as the growing part', (n: number) => 16 * 2 ** 11 + n, 'n'],
    ['an overhead of bytes', (n: number) => 9e6 + 8 * n * 40, 'n'],
    ['lower terms', (n: number) => n ** 2 + 60 * n + 5000, 'n^2'],
    ['a cache that gets too small', (n: number) => n * (n > 3000 ? 1.15 : 1), 'n'],
    ['a factor far from 1', (n: number) => 1e-9 * n ** 3, 'n^3'],
  ] as const)('sees through %s', (_, cost, growth) => {
    const fit = fitComplexity(measure(cost));
    expect(fit).toMatchObject({ kind: 'fitted', best: { growth } });
  });

  it('is not led astray by a round that was disturbed', () => {
    const measured = measure(costs['n log n']).map(({ n, figures }) => ({
      n,
      figures: [...figures.slice(0, 4), 20 * (figures[4] as number)],
    }));
    expect(fitComplexity(measured)).toMatchObject({ best: { growth: 'n log n' } });
  });

  it('does not say one of two where the sizes cannot tell', () => {
    const sizes = [1000, 1400, 2000, 2800, 4000, 5600, 8000];
    const fit = fitComplexity(measure((n) => 5000 + costs['n log n'](n), { noise: 0.1, sizes }));
    expect(fit).toMatchObject({ kind: 'fitted', plausible: ['n', 'n log n'] });
    expect(fit.kind === 'fitted' && fit.ruledOut).toContain('n^2');
  });

  it('calls growth that hardly shows a constant', () => {
    const fit = fitComplexity(measure((n) => 1e6 + n));
    expect(fit).toMatchObject({ best: { growth: '1' }, plausible: ['1'], r2: null });
  });

  it.each([
    ['few sizes', [10, 100, 1000, 10_000], 'sizes'],
    ['sizes that lie too close together', [100, 200, 300, 400, 500, 600], 'range'],
    ['the same size again and again', [10, 10, 10, 10, 10, 10, 10], 'sizes'],
    ['nothing', [], 'sizes'],
  ] as const)('says nothing of %s', (_, sizes, why) => {
    const fit = fitComplexity(measure(costs.n, { sizes }));
    expect(fit).toMatchObject({ kind: 'too-little', why });
  });

  it('leaves out figures that are none', () => {
    const measured = [...measure(costs.n), { n: 99, figures: [0, Number.NaN, -1] }];
    expect(fitComplexity(measured)).toMatchObject({ best: { growth: 'n' }, sizes: 12 });
  });
});

describe('classChanged', () => {
  const fit = (
    cost: (n: number) => number,
    noise: number,
    seed = 1,
  ): ReturnType<typeof fitComplexity> => fitComplexity(measure(cost, { noise, seed }));

  it.each([
    ['a pair of loops to one', costs['n^2'], costs.n, 0.1, 'slower-growth'],
    ['one to a pair of loops', costs.n, costs['n^2'], 0.1, 'faster-growth'],
    ['a pair of loops to a sort', costs['n^2'], costs['n log n'], 0.1, 'slower-growth'],
    ['a loop to a constant', costs.n, costs['1'], 0.1, 'slower-growth'],
    ['ten times less of the same', costs['n^2'], (n: number) => n ** 2 / 10, 0.1, 'same'],
  ] as const)('%s', (_, before, after, noise, said) => {
    expect(classChanged(fit(before, noise), fit(after, noise, 2))).toBe(said);
  });

  it('is not sure of neighbours that the sizes cannot tell apart', () => {
    const sizes = [1000, 1400, 2000, 2800, 4000, 5600, 8000];
    const one = fitComplexity(measure(costs.n, { noise: 0.1, sizes }));
    const other = fitComplexity(measure(costs['n log n'], { noise: 0.02, sizes }));
    expect(['same', 'unsure']).toContain(classChanged(one, other));
  });

  it('is not sure of too little', () => {
    const little = fitComplexity(measure(costs.n, { sizes: [1, 2, 3] }));
    expect(classChanged(little, fit(costs.n, 0.01))).toBe('unsure');
  });

  it('does not see changes where there are none', () => {
    const changed = growthClasses
      .filter((growth) => growth !== '2^n')
      .flatMap((growth) =>
        [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
          const [one, other] = [fit(costs[growth], 0.1, seed), fit(costs[growth], 0.1, seed + 100)];
          return classChanged(one, other);
        }),
      )
      .filter((said) => said.endsWith('growth'));
    expect(changed).toEqual([]);
  });
});

describe('describeFit', () => {
  it.each([
    [
      'n log n',
      costs['n log n'],
      doubling,
      /^about n log n, R² (0\.99\d|1\.000); n and n² ruled out$/,
    ],
    ['n³', costs['n^3'], doubling, /^about n³, R² (0\.99\d|1\.000); n² log n and 2\^n ruled out$/],
    ['2^n', costs['2^n'], counting, /^about 2\^n, R² (0\.99\d|1\.000); n³ ruled out$/],
    ['1.6^n', (n: number) => 1.618 ** n, counting, /^about 1\.6\^n, /],
    ['a constant', costs['1'], doubling, /^about constant from 16 to 32768; log n ruled out$/],
    [
      'a third',
      (n: number) => 6e4 + n,
      doubling,
      /; 6\d% of it at the largest size does not grow$/,
    ],
    ['a quarter', (n: number) => 1e5 + n, doubling, /^anything from n to n² log n: these sizes do/],
    [
      'doubt',
      (n: number) => 2000 + costs['n log n'](n),
      [500, 700, 1000, 1400, 2000, 2800, 4000],
      /^n or n log n: these sizes cannot tell them apart, R² 0\.\d{3}; √n and n² ruled out$/,
    ],
    ['few sizes', costs.n, [1, 10, 100], /^too few sizes .*: 3, at least 5 are needed$/],
    ['close sizes', costs.n, [1, 2, 3, 4, 5], /the largest size is 5.00 times the smallest, 8/],
  ] as const)('%s', (_, cost, sizes, said) => {
    expect(describeFit(fitComplexity(measure(cost, { noise: 0.05, sizes })))).toMatch(said);
  });
});
