import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import type { TextEdit } from '../../protocol/optimization.ts';
import { editsOf, type Placed, placeProposal } from '../../protocol/rebase.ts';

// Lines repeat often and look alike, so that places have to be told apart.
const filler = fc.constantFrom('', 'x = 1', 'import sys', 'def other():', '    return None', ')');
const body = fc.constantFrom('    a', '    b', '    c', '', '    return None', '    x = 1');
const lines = fc.array(filler, { maxLength: 12 });
/** What follows a function is not indented further: it would belong to it. */
const linesBelow = fc.oneof(
  fc.constant([]),
  lines.map((rest) => ['', 'def after():', ...rest]),
  lines.map((rest) => ['x = 2', ...rest]),
);

interface File {
  readonly above: readonly string[];
  readonly own: readonly string[];
  readonly below: readonly string[];
}

const endings = fc.constantFrom('\n', '\r\n', '\r');
const bodies = fc
  .tuple(fc.array(body, { maxLength: 10 }), fc.constantFrom('    a', '    return None'))
  .map(([rest, last]) => [...rest, last]);
const files = fc.record({
  above: lines,
  own: bodies,
  below: linesBelow,
});

function textOf({ above, own, below }: File, eol: string): string {
  return [...above, 'def subject():', ...own, ...below].join(eol);
}

function rangeOf({ above, own }: File, eol: string) {
  const start = above.map((line) => line + eol).join('').length;
  return { start, end: start + ['def subject():', ...own].join(eol).length };
}

function place(base: string, proposed: string, current: string, range: Range | null): Placed {
  const placed = placeProposal(base, proposed, current, { function: 'subject', range });
  if (!placed.ok) throw new Error(placed.failure.message);
  return placed.value;
}
type Range = ReturnType<typeof rangeOf>;

test('in the text itself, accepting all gives the version', () => {
  fc.assert(
    fc.property(files, bodies, endings, fc.boolean(), (file, own, eol, isKnown) => {
      const base = textOf(file, eol);
      const proposed = textOf({ ...file, own }, eol);
      const placed = place(base, proposed, base, isKnown ? rangeOf(file, eol) : null);
      expect(applyEdits(base, editsOf(placed))).toBe(proposed);
    }),
    { numRuns: 1000 },
  );
});

test('after edits elsewhere, accepting all gives the version with these edits', () => {
  fc.assert(
    fc.property(files, bodies, lines, linesBelow, endings, (file, own, above, below, eol) => {
      const base = textOf(file, '\n');
      const current = textOf({ ...file, above, below }, eol);
      const placed = placeProposal(base, textOf({ ...file, own }, '\n'), current, {
        function: 'subject',
        range: rangeOf(file, '\n'),
      });
      if (!placed.ok) throw new Error(placed.failure.message);
      const expected = textOf({ above, own, below }, eol);
      expect(applyEdits(current, editsOf(placed.value))).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('hunk by hunk in any order: the version in the end, and each undone on the way', () => {
  fc.assert(
    fc.property(files, bodies, endings, fc.infiniteStream(fc.nat()), (file, own, eol, choice) => {
      const base = textOf(file, eol);
      const proposed = textOf({ ...file, own }, eol);
      const range = rangeOf(file, eol);
      let current = base;
      let accepted: boolean[] = [];
      for (;;) {
        const placed = placeProposal(base, proposed, current, {
          function: 'subject',
          range,
          accepted,
        });
        if (!placed.ok) throw new Error(placed.failure.message);
        const pending = placed.value.hunks.filter(({ status }) => status === 'pending');
        if (pending.length === 0) break;
        const hunk = pending[choice.next().value! % pending.length]!;
        current = applyEdits(current, editsOf(placed.value, new Set([hunk.index])));
        accepted = placed.value.hunks.map(
          ({ index, status }) => index === hunk.index || status === 'accepted',
        );
      }
      expect(current).toBe(proposed);
    }),
    { numRuns: 1000 },
  );
});

test('an accepted hunk that is taken back gives the text from before', () => {
  fc.assert(
    fc.property(files, bodies, endings, fc.nat(), (file, own, eol, choice) => {
      const base = textOf(file, eol);
      const range = rangeOf(file, eol);
      const proposed = textOf({ ...file, own }, eol);
      const { hunks } = place(base, proposed, base, range);
      if (hunks.length === 0) return;
      const { index } = hunks[choice % hunks.length]!;
      const accepted = hunks.map((hunk) => hunk.index === index);
      const current = applyEdits(base, [hunks[index]!.edit]);
      const again = placeProposal(base, proposed, current, {
        function: 'subject',
        range,
        accepted,
      });
      if (!again.ok) throw new Error(again.failure.message);
      expect(applyEdits(current, [again.value.hunks[index]!.edit])).toBe(base);
    }),
    { numRuns: 1000 },
  );
});

test('a change of any line of the function is refused, or was made by accepting', () => {
  fc.assert(
    fc.property(files, bodies, fc.nat(), (file, own, choice) => {
      const base = textOf(file, '\n');
      const range = rangeOf(file, '\n');
      const at = choice % file.own.length;
      const edited = { ...file, own: (file.own as string[]).with(at, '    other') };
      const proposed = textOf({ ...file, own }, '\n');
      const current = textOf(edited, '\n');
      const placed = placeProposal(base, proposed, current, { function: 'subject', range });
      expect(placed.ok).toBe(false);
    }),
  );
});

test('edits never overlap and never leave the text', () => {
  fc.assert(
    fc.property(files, files, files, (before, after, now) => {
      const [base, proposed, current] = [before, after, now].map((file) => textOf(file, '\n'));
      const placed = placeProposal(base!, proposed!, current!, { function: 'f', range: null });
      if (!placed.ok) return;
      const edits: TextEdit[] = editsOf(placed.value);
      applyEdits(current!, edits);
    }),
    { numRuns: 1000 },
  );
});
