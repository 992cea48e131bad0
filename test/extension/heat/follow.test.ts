import { array, assert, constantFrom, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { follow, type LineSpan, type TextChange } from '../../../extension/heat/follow.ts';

const span: LineSpan = { first: 10, last: 14 };

function change(from: readonly [number, number], to: readonly [number, number], text: string) {
  const place = ([line, character]: readonly [number, number]) => ({ line, character });
  return { range: { start: place(from), end: place(to) }, text };
}

it.each<[string, readonly TextChange[], LineSpan | null]>([
  ['a line more above', [change([0, 0], [0, 0], 'x\n')], { first: 11, last: 15 }],
  ['two lines less above', [change([3, 0], [5, 0], '')], { first: 8, last: 12 }],
  ['a word above', [change([3, 2], [3, 5], 'word')], span],
  ['a line right above', [change([10, 0], [10, 0], '# new\n')], { first: 11, last: 15 }],
  ['the line right above taken away', [change([9, 0], [10, 0], '')], { first: 9, last: 13 }],
  ['with other line endings', [change([0, 0], [0, 0], 'x\r\ny\r\n')], { first: 12, last: 16 }],
  ['below', [change([15, 0], [20, 3], 'x\n\n')], span],
  [
    'above and below at once',
    [change([30, 0], [30, 0], 'x\n'), change([1, 0], [1, 0], 'x\n')],
    { first: 11, last: 15 },
  ],
  ['its first line', [change([10, 2], [10, 3], '')], null],
  ['its margin', [change([10, 0], [10, 0], '  ')], null],
  ['its last line', [change([14, 8], [14, 8], ' + 1')], null],
  ['the line above joined with it', [change([9, 4], [10, 0], '')], null],
  ['all of it', [change([0, 0], [99, 0], '')], null],
  ['in it, and above', [change([12, 0], [12, 1], ''), change([1, 0], [1, 0], 'x\n')], null],
  ['nothing', [], span],
])('%s', (_, changes, expected) => {
  expect(follow(span, changes)).toEqual(expected);
});

it('says no other lines than those whose text is the same', () => {
  const lines = array(constantFrom('', 'a', 'ab'), { minLength: 3, maxLength: 6 });
  const text = array(constantFrom('a', '\n'), { maxLength: 4 }).map((all) => all.join(''));
  assert(
    property(lines, nat(), nat(), nat(), nat(), text, (all, a, b, c, d, by) => {
      const whole = all.join('\n');
      const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
      const [first, last] = [c % all.length, d % all.length].sort((x, y) => x - y);
      const before = { first: first as number, last: last as number };
      const edited = whole.slice(0, start) + by + whole.slice(end);
      const range = { start: placeIn(whole, start as number), end: placeIn(whole, end as number) };
      const after = follow(before, [{ range, text: by }]);
      if (after === null) return;
      const now = edited.split('\n').slice(after.first, after.last + 1);
      expect(now).toEqual(all.slice(before.first, before.last + 1));
    }),
    { numRuns: 2000 },
  );
});

function placeIn(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}
