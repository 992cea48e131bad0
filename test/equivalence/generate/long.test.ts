import { expect, test } from 'vitest';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { createGenerator } from '../../../daemon/equivalence/generate/generator.ts';
import type { Value } from '../../../protocol/cases.ts';
import { integer, sketchOf, text } from './sketches.ts';

/** The long inputs of some batches. */
function long(fields: Record<string, Shape>): readonly (readonly Value[])[] {
  const generator = createGenerator(sketchOf(fields), [], null, 1);
  const inputs = Array.from({ length: 12 }, () => generator.batch(60)).flat();
  return inputs.map(({ call }) => call.args).filter((args) => JSON.stringify(args).length > 1500);
}

const pair: Shape = { kind: 'list', items: integer, min: 2, max: 2 };

test.each<[string, Record<string, Shape>, (args: readonly Value[]) => boolean]>([
  [
    'parents',
    { xs: { kind: 'list', items: integer } },
    ([xs]) => isChain(xs, (x, i) => x === i - 1),
  ],
  [
    'successors',
    { xs: { kind: 'list', items: integer } },
    ([xs]) => isChain(xs, (x, i) => x === i + 1),
  ],
  [
    'a path',
    { edges: { kind: 'list', items: pair } },
    ([xs]) => isChain(xs, (x, i) => String(x) === `${i},${i + 1}`),
  ],
  [
    'a field',
    { grid: { kind: 'matrix', items: integer } },
    ([xs]) => (xs as Value[][]).flat().length > 1000,
  ],
  ['brackets', { s: text }, ([s]) => /^\({1000,}\){1000,}$/.test(String(s))],
  ['one character', { s: text }, ([s]) => /^(.)\1{999,}$/su.test(String(s))],
])('a batch has a few long inputs: %s', (_, fields, test) => {
  expect(long(fields).some(test)).toBe(true);
});

test('what is stated about sizes holds for them', () => {
  const short = long({ xs: { kind: 'list', items: integer, max: 12 } });
  expect(short.filter(([xs]) => (xs as Value[]).length > 12)).toEqual([]);
});

function isChain(value: Value | undefined, test: (x: Value, index: number) => boolean): boolean {
  const items = value as readonly Value[];
  return items.length >= 1000 && items.slice(1, -1).every((x, index) => test(x, index + 1));
}
