import type { ShownScalings } from '../../../protocol/editor.ts';
import type { Growth, GrowthChange } from '../../../protocol/growth.ts';
import type { FrontMember } from '../../../protocol/optimization.ts';
import { scalingSchema, type Scaling } from '../../../protocol/scaling.ts';
import { measurement, nowMs, originalCode } from './fixtures.ts';

type ShownScaling = ShownScalings['scalings'][number];

const sizes = [4, 16, 64, 256, 1024, 2048, 4096];

export function at(minutes: number): string {
  return new Date(nowMs - minutes * 60_000).toISOString();
}

/** A function that grows as n², and that did not end at the largest size. */
export function scaling(change: Partial<Scaling> = {}): Scaling {
  const wobble = (n: number) => 1 + 0.04 * Math.sin(n);
  const timeOf = (n: number) => 400 + 9 * n * n;
  const memoryOf = (n: number) => (n < 64 ? 0 : 72 * n);
  return scalingSchema.parse({
    id: 'scaling-1',
    function: 'pair_with_sum',
    language: 'python',
    case: { id: 'many, no pair', n: 1200, grows: ['args[0]'] },
    clock: 'wall',
    sizes: [
      ...sizes.map((n) => ({
        n,
        runtimeNs: timeOf(n) * wobble(n),
        usedBytes: memoryOf(n),
        rounds: 5,
        message: null,
      })),
      {
        n: 8192,
        runtimeNs: null,
        usedBytes: null,
        rounds: 0,
        message: 'it did not end within 15 s',
      },
    ],
    time: growth('n^2', 'about n², R² 0.999; n log n and n³ ruled out', timeOf),
    memory: growth('n', 'about n, R² 0.991; constant and n² ruled out', (n) => 72 * n),
    stopped: 'budget',
    environment: measurement(1).environment,
    ...change,
  });
}

function growth(found: Growth['growth'], text: string, figureOf: (n: number) => number): Growth {
  const curve = sizes.map((n) => ({ n, figure: figureOf(n) }));
  return { growth: found, text, r2: 0.999, plausible: [], ruledOut: ['1', 'n^3'], curve };
}

export function scaled(
  change: Partial<Scaling> = {},
  about: Partial<Omit<ShownScaling, 'scaling'>> = {},
): ShownScaling {
  return {
    measuredAt: at(12),
    code: originalCode,
    isCurrent: true,
    scaling: scaling(change),
    ...about,
  };
}

export function someScalings(): ShownScaling[] {
  const earlier = scaling({ id: 'scaling-0' });
  const cubic = { ...earlier.time, text: 'about n³, R² 0.998' };
  return [
    scaled(),
    scaled({ id: 'scaling-0', time: cubic }, { measuredAt: at(60 * 30), isCurrent: false }),
  ];
}

export function growthChange(change: Partial<GrowthChange> = {}): GrowthChange {
  return {
    of: 'time',
    baseline: 'n^2',
    candidate: 'n',
    changed: 'slower-growth',
    given: 1200,
    largest: 9600,
    ratioAtLargest: 0.0125,
    text: 'grows as n instead of n²',
    ...change,
  };
}

/** Two versions to choose from: one is faster and takes more memory. */
export function front(): FrontMember[] {
  const bounded = (median: number) => ({
    median,
    ci95: [median * 0.95, median * 1.05] as [number, number],
  });
  const made = { iteration: 2, proposer: 'rules', rules: ['set-membership'] };
  return [
    {
      ...made,
      attempt: 9,
      best: true,
      time: bounded(0.31),
      memory: bounded(1.4),
      obtained: 'confirmed',
    },
    {
      ...made,
      attempt: 5,
      best: false,
      time: bounded(0.6),
      memory: bounded(0.8),
      obtained: 'chained',
    },
  ];
}
