import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chained, frontOf, type Bounded, type Standing } from '../../daemon/core/front.ts';

const gain = 0.03;

function around(median: number, spread = 0.01): Bounded {
  return { median, ci95: [median * (1 - spread), median * (1 + spread)] };
}

interface Named extends Standing {
  readonly name: string;
}

function version(name: string, time: number, memory: number, spread = 0.01): Named {
  return { name, time: around(time, spread), memory: around(memory, spread) };
}

describe('the front', () => {
  test.each([
    ['of nothing is empty', [], []],
    ['has what is better in one', [version('a', 0.5, 1)], ['a']],
    ['has what trades one for the other', [version('a', 0.5, 2)], ['a']],
    ['lacks what is worse in one and no better in the other', [version('a', 1, 1.5)], []],
    ['lacks what ties with the original', [version('a', 0.99, 1.01)], []],
    [
      'has both ends of a trade',
      [version('quick', 0.1, 1.5), version('lean', 0.8, 0.5)],
      ['quick', 'lean'],
    ],
    [
      'lacks what another beats in both',
      [version('a', 0.5, 0.5), version('b', 0.6, 0.6), version('c', 0.4, 0.7)],
      ['a', 'c'],
    ],
    [
      'lacks what another beats in one while they tie in the other',
      [version('a', 0.5, 0.8), version('b', 0.6, 0.801)],
      ['a'],
    ],
    [
      'has one of those that tie in both, the first given',
      [version('a', 0.5, 0.8), version('b', 0.499, 0.801), version('c', 0.501, 0.8)],
      ['a'],
    ],
    [
      'keeps apart what wide intervals cannot put in order',
      [version('sure', 0.5, 0.8), version('wide', 0.45, 0.7, 0.3), version('lean', 0.7, 0.4)],
      ['sure', 'lean'],
    ],
    [
      'does not take a page of memory for a gain',
      [
        { name: 'a', time: around(0.5), memory: around(1, 0) },
        { name: 'b', time: around(0.7), memory: around(0.99, 0) },
      ],
      ['a'],
    ],
  ])('%s', (_, versions, names) => {
    expect(frontOf(versions, gain).map(({ name }) => name)).toEqual(names);
  });

  const bounded = fc
    .tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.double({ min: 0, max: 0.5 }))
    .map(([median, spread]) => around(median, spread));
  const standing = fc.record({ time: bounded, memory: bounded });

  it('is not empty where something is clearly better than the original', () => {
    fc.assert(
      fc.property(fc.array(standing, { minLength: 1, maxLength: 12 }), (versions) => {
        const hasBetter = versions.some(
          ({ time, memory }) => time.ci95[1] < 1 - gain && memory.ci95[1] < 1,
        );
        if (hasBetter) expect(frontOf(versions, gain).length).toBeGreaterThan(0);
      }),
    );
  });

  it('is the front of itself', () => {
    fc.assert(
      fc.property(fc.array(standing, { maxLength: 12 }), (versions) => {
        const front = frontOf(versions, gain);
        expect(frontOf(front, gain)).toEqual(front);
      }),
    );
  });
});

describe('a standing by way of a parent', () => {
  it('has the product, and bounds as if both had erred in one direction', () => {
    const parent = { time: around(0.5, 0.1), memory: around(2, 0) };
    const step = { time: around(0.5, 0.1), memory: around(0.5, 0.2) };
    const { time, memory } = chained(parent, step);
    expect(time.median).toBe(0.25);
    expect(time.ci95[0]).toBeCloseTo(0.2025, 10);
    expect(time.ci95[1]).toBeCloseTo(0.3025, 10);
    expect(memory.median).toBe(1);
    expect(memory.ci95[0]).toBeCloseTo(0.8, 10);
    expect(memory.ci95[1]).toBeCloseTo(1.2, 10);
  });
});
