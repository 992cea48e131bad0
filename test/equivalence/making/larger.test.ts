import { describe, expect, it } from 'vitest';
import type { Domain } from '../../../daemon/equivalence/generate/domain.ts';
import type { InputSketch } from '../../../daemon/core/exploring.ts';
import { lengthOf } from '../../../daemon/equivalence/generate/values.ts';
import { createInputMaker } from '../../../daemon/equivalence/making/input-maker.ts';
import type { Call, Value } from '../../../protocol/cases.ts';
import { integer, integers, sketchOf, text } from '../generate/sketches.ts';
import { original, scripted, type Scripted } from './scripted-explorer.ts';

const { signal } = new AbortController();
const lists = sketchOf({ xs: integers });
const numbers = sketchOf({ n: integer });

function itemsOf({ args }: Pick<Call, 'args'>): number {
  return lengthOf(args[0] as Value) ?? 0;
}

function numberIn({ args }: Pick<Call, 'args'>): number {
  return Math.max(0, Number(args[0]));
}

async function larger(
  sketch: InputSketch,
  does: (call: Call) => Scripted,
  { domain = null, slowestNs = 2000 }: { domain?: Domain | null; slowestNs?: number } = {},
) {
  const explorer = scripted(does);
  const maker = createInputMaker({ explorer, original, sketch, domain, seed: 1 });
  const made = await maker.larger([], slowestNs, signal);
  if (!made.ok) throw new Error(made.failure.message);
  const ns = made.value.inputs.map((input) => input.ns);
  const totalMs = ns.reduce((sum, each) => sum + each, 0) / 1e6;
  return { ...made.value, slowestMs: Math.max(0, ...ns) / 1e6, totalMs, runs: explorer.runs };
}

const milli = 1e6;

describe('inputs grow until a call takes 50 ms', () => {
  const classes: readonly [string, InputSketch, (call: Call) => number][] = [
    ['in proportion', lists, (call) => 1000 + 1000 * itemsOf(call)],
    ['with the square', lists, (call) => 1000 + 20 * itemsOf(call) ** 2],
    ['with the third power', lists, (call) => 1000 + 40 * itemsOf(call) ** 3],
    ['exponentially', lists, (call) => 1000 + 300 * 2 ** itemsOf(call)],
    ['with the factorial', lists, (call) => factorial(itemsOf(call)) * 100],
    ['with a number', numbers, (call) => 1000 + 50 * numberIn(call)],
    ['with the root of a number', numbers, (call) => 1000 + 30 * Math.sqrt(numberIn(call))],
    ['exponentially with a number', numbers, (call) => 300 * 1.6 ** numberIn(call)],
  ];
  it.each(classes)('%s', async (_, sketch, costOf) => {
    const made = await larger(sketch, (call) => ({ ns: costOf(call) }));
    expect(made.ended).toBe('enough');
    expect(made.slowestMs).toBeGreaterThanOrEqual(50);
    expect(made.totalMs).toBeLessThanOrEqual(500);
    expect(made.inputs.length).toBeLessThanOrEqual(3);
    expect(made.runs).toBeLessThanOrEqual(16);
  });

  it('and the sizes are those of a coarse ladder, whatever the noise', async () => {
    const sizes = new Set<number>();
    for (const noise of [1, 1.1, 1.3]) {
      const made = await larger(lists, (call) => ({ ns: noise * 1100 * itemsOf(call) }));
      for (const { call } of made.inputs) sizes.add(itemsOf(call));
    }
    expect([...sizes]).toEqual([50_000]);
  });

  it('on the arrangements that take long, where others end early', async () => {
    const isSorted = ({ args }: Call): boolean => {
      const xs = args[0] as readonly number[];
      return xs.every((x, index) => index === 0 || (xs[index - 1] as number) <= x);
    };
    const made = await larger(lists, (call) => ({
      ns: isSorted(call) ? 500 : 1000 * itemsOf(call),
    }));
    expect(made.slowestMs).toBeGreaterThanOrEqual(50);
  });
});

describe('they end', () => {
  it('at what the domain allows', async () => {
    const made = await larger(lists, (call) => ({ ns: 1000 * itemsOf(call) }), {
      domain: { xs: { maxItems: 700 } },
    });
    expect(made.ended).toBe('bounded');
    expect(made.inputs.map(({ call }) => itemsOf(call))).toContain(700);
    expect(made.inputs.every(({ size }) => size === '700 items')).toBe(true);
  });

  it('at what can be carried', async () => {
    const made = await larger(sketchOf({ s: text }), (call) => ({ ns: 10 * itemsOf(call) }));
    expect(made.ended).toBe('heavy');
    const bytes = made.inputs.map(({ call }) => JSON.stringify(call).length);
    expect(Math.max(...bytes)).toBeGreaterThan(200_000);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(1024 * 1024);
  });

  it('at what the original bears', async () => {
    const made = await larger(numbers, (call) =>
      numberIn(call) > 990 ? { raises: 'RecursionError' } : { ns: 5000 * numberIn(call) },
    );
    expect(made.ended).toBe('refused');
    expect(made.slowestMs).toBeGreaterThan(3);
  });

  it('below what takes it too long', async () => {
    const steep = (call: Call): number =>
      itemsOf(call) > 8 ? 1000 * milli : 20_000 * itemsOf(call);
    const made = await larger(lists, (call) => ({ ns: steep(call) }));
    expect(made.ended).toBe('slow');
    expect(made.inputs.map(({ call }) => itemsOf(call))).toContain(8);
  });

  it.each([
    ['nothing grows', { slowestNs: 1000 }, (): number => 900, 'constant'],
    [
      'they would take no longer than those that are there',
      { slowestNs: 300 * milli },
      (): number => 60 * milli,
      'constant',
    ],
  ] as const)('with none where %s', async (_, options, costOf, ended) => {
    const made = await larger(lists, () => ({ ns: costOf() }), options);
    expect(made.inputs).toEqual([]);
    expect(made.ended).toBe(ended);
  });

  it('with none where none is borne', async () => {
    const made = await larger(lists, () => ({ raises: 'TypeError' }));
    expect(made.inputs).toEqual([]);
    expect(made.ended).toBe('refused');
  });
});

it('primes are found where a function has only those to work on', async () => {
  const cost = ({ args }: Call): number => {
    const n = Number(args[0]);
    let divisor = 2;
    while (divisor * divisor <= n && divisor < 3_000_000 && n % divisor !== 0) divisor += 1;
    return 500 + 40 * divisor;
  };
  const made = await larger(numbers, (call) => ({ ns: cost(call) }));
  expect(made.slowestMs).toBeGreaterThan(10);
});

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
