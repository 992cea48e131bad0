import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hunkAt, neighbour, unifiedOf } from '../../../extension/diff/unified.ts';
import { changedWords } from '../../../extension/diff/words.ts';
import { placeProposal } from '../../../protocol/rebase.ts';

function viewOf(base: string, proposed: string, current = base, rejected: readonly number[] = []) {
  const range = null;
  const placed = placeProposal(base, proposed, current, { function: 'f', range });
  if (!placed.ok) throw new Error(placed.failure.message);
  return unifiedOf(current, placed.value, new Set(rejected));
}

const base = 'a\nb\nc\nd\ne\nf';
const proposed = 'a\nB\nc\nd\nf\ng';

function drawn(view: ReturnType<typeof viewOf>): string {
  const signs = { same: ' ', removed: '-', added: '+' };
  return view.lines.map(({ kind, text }) => signs[kind] + text).join('\n');
}

describe('the view', () => {
  test('has what stays once, and what goes above what comes', () => {
    expect(drawn(viewOf(base, proposed))).toBe(' a\n-b\n+B\n c\n d\n-e\n f\n+g');
  });

  test('leaves rejected hunks out, and has accepted ones as text', () => {
    expect(drawn(viewOf(base, proposed, base, [0]))).toBe(' a\n b\n c\n d\n-e\n f\n+g');
    const accepted = base.replace('b', 'B');
    expect(drawn(viewOf(base, proposed, accepted))).toBe(' a\n B\n c\n d\n-e\n f\n+g');
  });

  test('knows the hunk at a line and the way to the next', () => {
    const view = viewOf(base, proposed);
    expect(view.hunks.map(({ line }) => line)).toEqual([1, 5, 7]);
    expect([0, 2, 3, 5, 7].map((line) => hunkAt(view, line)?.index)).toEqual([0, 0, 1, 1, 2]);
    expect([0, 1, 7].map((line) => neighbour(view, line, 'next')?.line)).toEqual([1, 5, 1]);
    expect([0, 5, 7].map((line) => neighbour(view, line, 'previous')?.line)).toEqual([7, 1, 5]);
    expect(hunkAt(viewOf(base, base), 0)).toBeNull();
  });
});

const lines = fc.array(fc.constantFrom('', 'a', 'b', '  c'), { minLength: 1, maxLength: 12 });

test('without what is added it is the text, without what is removed the version', () => {
  fc.assert(
    fc.property(lines, lines, fc.constantFrom('\n', '\r\n'), (before, after, eol) => {
      const view = viewOf(before.join(eol), after.join(eol));
      const without = (left: string) =>
        view.lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
    { numRuns: 500 },
  );
});

test('lines are found in the view and back', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const view = viewOf(before.join('\n'), after.join('\n'));
      for (const [line, text] of before.entries()) {
        expect(view.lines[view.toView(line)]?.text).toBe(text);
        expect(view.lines[view.toView(line)]?.kind).not.toBe('added');
        expect(view.toCurrent(view.toView(line))).toBe(line);
      }
    }),
    { numRuns: 500 },
  );
});

describe('words', () => {
  test('that differ are marked in both lines', () => {
    expect(changedWords(['    seen = []'], ['    seen = set()'])).toEqual({
      removed: [[{ start: 11, end: 13 }]],
      added: [[{ start: 11, end: 16 }]],
    });
  });

  test('are not marked where hardly anything is the same, or nothing replaces anything', () => {
    expect(changedWords(['for i in range(n):'], ['total = sum(xs)'])).toEqual({
      removed: [[]],
      added: [[]],
    });
    expect(changedWords([], ['a', 'b'])).toEqual({ removed: [], added: [[], []] });
  });

  test('are marked on the lines on which they stand', () => {
    const words = changedWords(['a = one', 'b = two'], ['a = one', 'b = three']);
    expect(words.removed).toEqual([[], [{ start: 4, end: 7 }]]);
    expect(words.added).toEqual([[], [{ start: 4, end: 9 }]]);
  });
});
