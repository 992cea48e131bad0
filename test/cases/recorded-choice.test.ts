import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCalls } from '../../daemon/cases/recorded-choice.ts';
import type { RecordedCall } from '../../daemon/core/ports/recording.ts';
import type { Outcome, Value } from '../../protocol/cases.ts';

const roomy = { limit: 10, characters: 100_000, ns: 1e9 };

function call(
  args: readonly Value[],
  change: Partial<RecordedCall> & { readonly value?: Value; readonly raised?: string } = {},
): RecordedCall {
  const { value = null, raised, ...others } = change;
  const outcome: Outcome = {
    id: '',
    kind: raised === undefined ? 'returned' : 'raised',
    value,
    exception: raised ?? null,
    message: null,
    args,
    kwargs: {},
    self: null,
  };
  return {
    call: { id: '', init: null, args, kwargs: {} },
    outcome,
    ns: 1000,
    cpuNs: change.ns ?? 1000,
    isInner: false,
    test: '',
    ...others,
  };
}

function argsOf(calls: readonly RecordedCall[]): readonly unknown[] {
  return calls.map((each) => each.call.args);
}

function range(n: number): readonly number[] {
  return Array.from({ length: n }, (_, at) => at);
}

describe('the calls that are chosen', () => {
  it('are all where there are few, in the order in which they were made', () => {
    const calls = [call([3]), call([1]), call([2])];
    expect(chooseCalls(calls, [], roomy)).toEqual({ chosen: calls, slow: 0 });
  });

  it('have the one that raises, the one of another kind and the longest among many alike', () => {
    const alike = range(500).map((n) => call([[n, n + 1, n + 2]], { value: n }));
    const special = [
      call([[1, 'x', 2]], { raised: 'TypeError' }),
      call([null], { value: null }),
      call([range(300)], { value: 3 }),
      call([[]], { value: -1 }),
    ];
    const { chosen } = chooseCalls([...alike, ...special], [], { ...roomy, limit: 8 });
    expect(argsOf(chosen)).toEqual(expect.arrayContaining([...argsOf(special)]));
  });

  it('have sizes from the whole scale', () => {
    const sizes = range(1000).map((n) => call([range(n)], { value: n }));
    const { chosen } = chooseCalls(sizes, [], { ...roomy, limit: 20, characters: 1e6 });
    const lengths = chosen.map((each) => (each.call.args[0] as readonly Value[]).length);
    for (const [from, to] of [
      [0, 0],
      [1, 1],
      [4, 15],
      [64, 127],
      [512, 1000],
    ] as const) {
      expect(lengths.some((length) => length >= from && length <= to)).toBe(true);
    }
  });

  it('have the slowest, whatever they look like', () => {
    const calls = range(300).map((n) => call([n % 3], { ns: n === 77 ? 5e6 : 1000 }));
    const { chosen } = chooseCalls(calls, [], { ...roomy, limit: 5 });
    expect(chosen).toContain(calls[77]);
  });

  it('leave out what takes longer than all may together, and count it', () => {
    const calls = [call([1], { ns: 2e9 }), call([2])];
    const { chosen, slow } = chooseCalls(calls, [], roomy);
    expect([argsOf(chosen), slow]).toEqual([[[2]], 1]);
  });

  it('prefer calls that the program made to those that the function made', () => {
    const inner = range(20).map((n) => call([n], { isInner: true }));
    const { chosen } = chooseCalls([...inner, call([5])], [], { ...roomy, limit: 1 });
    expect(chosen.map(({ isInner }) => isInner)).toEqual([false]);
  });

  it('show what those before do not show yet', () => {
    const before = [call([[1, 2]], { value: 1 })];
    const calls = [call([[3, 4]], { value: 2 }), call(['text'], { value: 1 })];
    expect(argsOf(chooseCalls(calls, before, { ...roomy, limit: 1 }).chosen)).toEqual([['text']]);
  });

  it('stay within every bound, each once', () => {
    const values = fc.oneof(
      fc.integer(),
      fc.string({ maxLength: 40 }),
      fc.array(fc.integer(), { maxLength: 40 }),
    );
    const calls = fc.array(
      fc.record({ args: fc.array(values, { maxLength: 3 }), ns: fc.nat(1e6) }),
      { maxLength: 60 },
    );
    const bounds = fc.record({
      limit: fc.integer({ min: 1, max: 20 }),
      characters: fc.nat(2000),
      ns: fc.nat(3e6),
    });
    fc.assert(
      fc.property(calls, bounds, (given, within) => {
        const recorded = given.map(({ args, ns }) => call(args as readonly Value[], { ns }));
        const { chosen, slow } = chooseCalls(recorded, [], within);
        const characters = chosen.map(
          (each) => JSON.stringify([null, null, each.call.args, {}]).length,
        );
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.length).toBeLessThanOrEqual(within.limit);
        expect(characters.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(
          within.characters,
        );
        expect(chosen.reduce((sum, { ns }) => sum + ns, 0)).toBeLessThanOrEqual(within.ns);
        expect(slow).toBe(recorded.filter(({ ns }) => ns > within.ns).length);
        const places = chosen.map((each) => recorded.indexOf(each));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});
