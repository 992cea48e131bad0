import { describe, expect, it } from 'vitest';
import type { SizePlan, TriedSize } from '../../daemon/core/complexity/sizes.ts';
import { nextSize } from '../../daemon/core/complexity/sizes.ts';

const plan: SizePlan = { smallest: 8, largest: 1e6, budgetMs: 20_000, passLimitMs: 5000 };
const rounds = 5;
const beginMs = 45;

/** Follows the plan with a function whose passes cost that many milliseconds. */
function follow(
  cost: (n: number) => number,
  change: Partial<SizePlan> = {},
): { readonly tried: readonly TriedSize[]; readonly why: string; readonly spentMs: number } {
  const asked = { ...plan, ...change };
  const tried: TriedSize[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const spentMs = tried.reduce((sum, each) => sum + each.spentMs, 0);
    const next = nextSize(asked, tried);
    if (next.kind === 'stop') return { tried, why: next.why, spentMs };
    const { n } = next;
    expect(tried.map((each) => each.n)).not.toContain(n);
    expect(n).toBeGreaterThanOrEqual(asked.smallest);
    expect(n).toBeLessThanOrEqual(asked.largest);
    const passMs = cost(n);
    tried.push(
      passMs > asked.passLimitMs
        ? { n, passMs: null, rounds: 1, spentMs: asked.passLimitMs }
        : { n, passMs, rounds, spentMs: rounds * (passMs + beginMs) },
    );
  }
  throw new Error('the plan has no end');
}

const ended = (tried: readonly TriedSize[]): number[] =>
  tried.filter(({ passMs }) => passMs !== null).map(({ n }) => n);

describe('nextSize', () => {
  it('doubles as long as that can be paid, then looks between', () => {
    const { tried } = follow((n) => n / 1e4);
    expect(tried.slice(0, 4).map(({ n }) => n)).toEqual([8, 16, 32, 64]);
    expect(Math.max(...ended(tried))).toBe(1e6);
  });

  it.each([
    ['n', (n: number) => n / 1e4, 64],
    ['n log n', (n: number) => (n * Math.log2(n)) / 1e5, 64],
    ['n²', (n: number) => n ** 2 / 1e4, 64],
    ['n³', (n: number) => n ** 3 / 1e5, 16],
    ['2^n', (n: number) => 2 ** n / 1e5, 2.5],
    ['n² after an overhead', (n: number) => 5 + n ** 2 / 1e4, 64],
    ['2^n after an overhead', (n: number) => 5 + 2 ** n / 1e5, 2.5],
    ['a constant', () => 0.01, 1e4],
  ] as const)(
    'finds twelve sizes or more of %s, far apart, within the budget',
    (_, cost, range) => {
      const { tried, spentMs } = follow(cost);
      const sizes = ended(tried);
      expect(sizes.length).toBeGreaterThanOrEqual(12);
      expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThanOrEqual(range);
      expect(spentMs).toBeLessThan(1.2 * plan.budgetMs);
    },
  );

  it('grows faster while nothing grows', () => {
    const { tried } = follow(() => 0.01);
    expect(tried.slice(0, 4).map(({ n }) => n)).toEqual([8, 16, 64, 256]);
  });

  it('comes back from a size that took too long', () => {
    const { tried } = follow((n) => (n > 100 ? 1e6 : 1));
    const refused = tried.filter(({ passMs }) => passMs === null).map(({ n }) => n);
    expect(refused.length).toBeGreaterThan(0);
    expect(Math.max(...ended(tried))).toBeLessThanOrEqual(100);
    expect(ended(tried).length).toBeGreaterThanOrEqual(5);
  });

  it('stays within few sizes where there are no more', () => {
    const { tried, why } = follow((n) => n, { smallest: 3, largest: 6 });
    expect(ended(tried).sort()).toEqual([3, 4, 5, 6]);
    expect(why).toBe('enough');
  });

  it('gives up where the smallest size takes too long', () => {
    expect(follow(() => 1e6)).toMatchObject({ why: 'budget', spentMs: 5000 });
  });

  it('stops when the budget is spent', () => {
    const { spentMs, why } = follow((n) => n, { budgetMs: 1000 });
    expect(why).toBe('budget');
    expect(spentMs).toBeLessThan(1200);
  });
});
