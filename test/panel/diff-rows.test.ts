import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countChanges, diffRows, type DiffRow } from '../../media/panel/diff-rows.ts';
import { fasterCode, originalCode } from './harness/fixtures.ts';

/** One line each: sign, numbers, text, with what changed within a line in brackets. */
function drawn(rows: readonly DiffRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'gap') return `… ${row.lines}`;
    if (row.kind === 'same') return `  ${row.before} ${row.after} ${row.text}`;
    const text = row.parts.map((part) => (part.changed ? `[${part.text}]` : part.text)).join('');
    return row.kind === 'added' ? `+ ${row.after} ${text}` : `- ${row.before} ${text}`;
  });
}

it('marks the words that differ in lines that are akin', () => {
  expect(
    drawn(diffRows('a\ntotal = first + second\nb\n', 'a\ntotal = first + third\nb\n')),
  ).toEqual(['  1 1 a', '- 2 total = first + [second]', '+ 2 total = first + [third]', '  3 3 b']);
});

it('marks no words in lines that have nothing in common', () => {
  expect(drawn(diffRows('for i in range(n):', 'seen = set()'))).toEqual([
    '- 1 for i in range(n):',
    '+ 1 seen = set()',
  ]);
});

it('folds long stretches that did not change', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const rows = drawn(diffRows(lines.join('\n'), lines.toSpliced(10, 1).join('\n')));
  expect(rows).toEqual([
    '… 7',
    ...[8, 9, 10].map((number) => `  ${number} ${number} line ${number - 1}`),
    '- 11 line 10',
    ...[12, 13, 14].map((number) => `  ${number} ${number - 1} line ${number - 1}`),
    '… 6',
  ]);
});

it('sees no change in line ends, nor in a missing last one', () => {
  expect(countChanges(diffRows('a\r\nb\r\n', 'a\nb'))).toEqual({ added: 0, removed: 0 });
});

it('counts what was added and removed', () => {
  expect(countChanges(diffRows(originalCode, fasterCode))).toEqual({ added: 5, removed: 4 });
});

it('holds every line of both texts, in order, whatever they are', () => {
  const text = fc
    .array(fc.constantFrom('', 'a', 'b = 1', 'b = 2', '  c'), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = diffRows(before, after);
      const hidden = rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.lines : 0), 0);
      const olds = rows.filter(({ kind }) => kind === 'same' || kind === 'removed').length;
      const news = rows.filter(({ kind }) => kind === 'same' || kind === 'added').length;
      expect(olds + hidden).toBe(before.split('\n').length - 1);
      expect(news + hidden).toBe(after.split('\n').length - 1);
      for (const row of rows) {
        if (row.kind === 'added') {
          expect(row.parts.map((part) => part.text).join('')).toBe(
            after.split('\n')[row.after - 1],
          );
        }
      }
    }),
  );
});
