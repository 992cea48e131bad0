import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe, expect, it } from 'vitest';
import { steadinessOf, type Steadiness } from '../../daemon/core/warm-up.ts';

const regions = 16;
const regionNs = 12e6;
const generator = xoroshiro128plus(1);

function gaussian(): number {
  const [u, v] = [uniformFloat64(generator), uniformFloat64(generator)];
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}

/** Processes whose regions take so many times as long as usual, each off by some noise. */
function processes(
  course: (region: number) => number,
  noise: number,
  count: number,
  length = regions,
): number[][] {
  return Array.from({ length: count }, () => {
    const own = Math.exp(0.05 * gaussian());
    return Array.from(
      { length },
      (_, at) => regionNs * own * course(at) * Math.exp(noise * gaussian()),
    );
  });
}

/** Shares of what is said of many of them. */
function shares(make: () => readonly (readonly number[])[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  const times = 200;
  for (let index = 0; index < times; index += 1) {
    const said: Steadiness = steadinessOf(make());
    const key = said.kind === 'settles' ? `settles after ${said.after}` : said.kind;
    found[key] = (found[key] ?? 0) + 1 / times;
  }
  return found;
}

describe('regions of a process', () => {
  const warm = (after: number, factor: number) => (at: number) => (at < after ? factor : 1);
  const cycle = (period: number) => (at: number) => (at % period < period / 2 ? 1.3 : 1);

  it.each<[string, (at: number) => number, string]>([
    ['all alike', () => 1, 'steady'],
    ['slow in the first', warm(1, 1.5), 'settles after 1'],
    ['slow in the first three', warm(3, 1.5), 'settles after 3'],
    ['slow by a tenth in the first three', warm(3, 1.1), 'settles after 3'],
    ['slow in the first half', warm(8, 2), 'settles after 8'],
    ['compiled twice', (at) => (at < 3 ? 4 : at < 7 ? 1.5 : 1), 'settles after 7'],
    ['quick in the first three', warm(3, 0.8), 'settles after 3'],
    ['slower by a percent in the first three', warm(3, 1.01), 'steady'],
    ['slower in the last two', (at) => (at > 13 ? 1.5 : 1), 'unsettled'],
    ['in turns of one', cycle(2), 'unsettled'],
    ['in turns of one and two', cycle(3), 'unsettled'],
    ['in turns of two', cycle(4), 'unsettled'],
    ['in turns of three', cycle(6), 'unsettled'],
    ['slow in the middle', (at) => (at > 4 && at < 10 ? 1.5 : 1), 'unsettled'],
  ])('that are %s', (_, course, said) => {
    for (const noise of [0, 0.002, 0.01]) {
      expect(shares(() => processes(course, noise, 5))[said] ?? 0).toBeGreaterThan(0.95);
    }
    // One process shows most of it as well.
    expect(shares(() => processes(course, 0.005, 1))[said] ?? 0).toBeGreaterThan(0.9);
  });

  it('that never stop growing are not said to be steady', () => {
    const grows = (at: number): number => 1 + 0.02 * at;
    const found = shares(() => processes(grows, 0.005, 5, 48));
    expect(found['unsettled'] ?? 0).toBeGreaterThan(0.9);
    expect(found['steady'] ?? 0).toBe(0);
  });

  it('that approach what they come to are counted once they are there', () => {
    for (let index = 0; index < 50; index += 1) {
      const said = steadinessOf(
        processes((at) => 1 + 2 * Math.exp(-at / 1.5), 0.005, 5, 2 * regions),
      );
      if (said.kind !== 'settles') throw new Error(said.kind);
      expect(2 * Math.exp(-said.after / 1.5)).toBeLessThan(0.1);
      expect(said.ratio).toBeGreaterThan(1.1);
    }
  });

  it('that something held up now and then are steady', () => {
    const strays = (): number[][] =>
      processes(() => 1, 0.01, 5).map((row) => row.map((ns, at) => (at % 7 === 3 ? ns * 3 : ns)));
    expect(shares(strays)['steady']).toBeGreaterThan(0.95);
  });

  it('have the ratio of before and after', () => {
    const found = steadinessOf(processes(warm(4, 1.5), 0.002, 5));
    expect(found).toMatchObject({ kind: 'settles', after: 4 });
    expect(found.kind === 'settles' && found.ratio).toBeCloseTo(1.5, 1);
    const slower = steadinessOf(processes(warm(4, 0.5), 0.002, 5));
    expect(slower.kind === 'settles' && slower.ratio).toBeCloseTo(0.5, 1);
  });
});

describe('under the noise of a busy machine', () => {
  const folder = join(import.meta.dirname, '../fixtures/noise');
  const recordings = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording);

  /** Five stretches of a recording, as if each were a process: what it measured never warms up. */
  function stretches(course: (at: number) => number): number[][][] {
    return recordings.flatMap(({ series }) =>
      series.flatMap(({ own }) => {
        const starts = Array.from({ length: Math.floor(own.length / 7) }, (_, index) => index * 7);
        return starts.map((start) =>
          Array.from({ length: 5 }, (_, process) =>
            Array.from(
              { length: regions },
              (__, at) => (own[(start + process * 37 + at) % own.length] as number) * course(at),
            ),
          ),
        );
      }),
    );
  }

  it('code that has no warm-up has none', () => {
    const all = stretches(() => 1);
    expect(all.length).toBeGreaterThan(500);
    const found = all.filter((each) => {
      // Several processes are looked at only where the first one was not steady.
      return (
        steadinessOf([each[0] as number[]]).kind !== 'steady' &&
        steadinessOf(each).kind !== 'steady'
      );
    });
    expect(found.length / all.length).toBeLessThan(0.05);
  });

  it('code that has one has it', () => {
    const all = stretches((at) => (at < 4 ? 1.5 : 1));
    const found = all.map((each) => steadinessOf(each)).filter(({ kind }) => kind !== 'steady');
    const right = found.filter((said) => said.kind === 'settles' && Math.abs(said.after - 4) < 2);
    expect(found.length / all.length).toBeGreaterThan(0.98);
    expect(right.length / all.length).toBeGreaterThan(0.9);
  });
});

interface Recording {
  readonly series: readonly { readonly own: readonly number[] }[];
}
