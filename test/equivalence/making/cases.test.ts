import { describe, expect, it } from 'vitest';
import type { InputSketch } from '../../../daemon/core/exploring.ts';
import { whyNoCases } from '../../../daemon/core/making.ts';
import { lengthOf } from '../../../daemon/equivalence/generate/values.ts';
import { createInputMaker } from '../../../daemon/equivalence/making/input-maker.ts';
import type { Call, Value } from '../../../protocol/cases.ts';
import { integers, sketchOf } from '../generate/sketches.ts';
import { original, scripted, type Scripted } from './scripted-explorer.ts';

const { signal } = new AbortController();
const lists = sketchOf({ xs: integers });

function itemsOf({ args }: Pick<Call, 'args'>): number {
  return lengthOf(args[0] as Value) ?? 0;
}

async function casesOf(does: (call: Call) => Scripted, sketch: InputSketch = lists) {
  const explorer = scripted(does);
  const maker = createInputMaker({ explorer, original, sketch, domain: null, seed: 1 });
  const made = await maker.cases(signal);
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

describe('cases for a function that has none', () => {
  it('are twenty, of many sizes, the smallest first, and the same every time', async () => {
    const sum = ({ args }: Call): Scripted => ({
      value: (args[0] as readonly number[]).reduce((all, x) => all + x, 0),
    });
    const made = await casesOf(sum);
    const sizes = made.inputs.map(({ call }) => itemsOf(call));
    expect(made.inputs).toHaveLength(20);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBe(0);
    expect(new Set(sizes).size).toBeGreaterThanOrEqual(8);
    expect(sizes.at(-1)).toBeGreaterThan(20);
    expect(made.inputs[0]?.size).toBe('0 items');
    expect(new Set(made.inputs.map(({ call }) => JSON.stringify(call))).size).toBe(20);
    expect((await casesOf(sum)).inputs).toEqual(made.inputs);
  });

  it('reach every branch that was reached', async () => {
    const branches = (call: Call): number[] => [
      itemsOf(call) === 0 ? 1 : 2,
      itemsOf(call) > 12 ? 3 : 4,
      (call.args[0] as readonly number[]).includes(7) ? 5 : 6,
    ];
    const made = await casesOf((call) => ({ arcs: branches(call) }));
    const reached = new Set(made.inputs.flatMap(({ call }) => branches({ ...call, id: '' })));
    expect([...reached].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are inputs that it bears, few of which raise', async () => {
    const sketch = { ...lists, raises: ['ValueError'] };
    const made = await casesOf((call) => {
      if (itemsOf(call) % 2 === 1) return { raises: 'TypeError' };
      return itemsOf(call) % 4 === 0 ? { raises: 'ValueError', value: itemsOf(call) } : {};
    }, sketch);
    const sizes = made.inputs.map(({ call }) => itemsOf(call));
    expect(sizes.every((size) => size % 2 === 0)).toBe(true);
    expect(sizes.filter((size) => size % 4 === 0).length).toBeLessThanOrEqual(8);
    expect(sizes.some((size) => size % 4 === 2)).toBe(true);
  });

  it('are none on which it does not do the same twice', async () => {
    let calls = 0;
    const made = await casesOf((call) => ({ value: itemsOf(call) > 3 ? (calls += 1) : 0 }));
    expect(made.inputs.length).toBeGreaterThan(0);
    expect(made.inputs.every(({ call }) => itemsOf(call) <= 3)).toBe(true);
    expect(made.tried.unstable).toBeGreaterThan(0);
  });

  it('are small beside those that take long', async () => {
    const made = await casesOf((call) => ({ ns: itemsOf(call) > 9 ? 20e6 : 2000 }));
    expect(made.inputs.every(({ call }) => itemsOf(call) <= 9)).toBe(true);
    const slow = await casesOf(() => ({ ns: 20e6 }));
    expect(slow.inputs).toHaveLength(20);
  });

  it('are none where none is borne, and it is said why', async () => {
    const made = await casesOf((call) =>
      itemsOf(call) > 5 ? { ns: 1e12 } : { raises: itemsOf(call) > 2 ? 'KeyError' : 'TypeError' },
    );
    expect(made.inputs).toEqual([]);
    expect(whyNoCases(made)).toMatch(
      /^None of \d+ generated inputs can be one: there are \d+ that it does not bear, \d+ of which it is unclear whether they can occur, \d+ that take it too long\.$/,
    );
  });
});
