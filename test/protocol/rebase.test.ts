import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import { editsOf, hunksBetween, placeProposal } from '../../protocol/rebase.ts';

const base = `import sys

def other(n):
    return n + 1

def pair(xs, target):
    seen = []
    for x in xs:
        if target - x in seen:
            return x
        seen.append(x)
    return None

def last(n):
    return n
`;
const proposed = base
  .replace('import sys\n', 'import sys\nimport bisect\n')
  .replace('seen = []', 'seen = set()')
  .replace('seen.append(x)', 'seen.add(x)');
const start = base.indexOf('def pair');
const range = { start, end: base.indexOf('    return None') + '    return None'.length };

interface Row {
  readonly name: string;
  readonly edit: (text: string) => string;
  /** Of the text after the edit, all accepted; `proposed` with the same edit where left out. */
  readonly refused?: string;
}

const functionChanged = 'pair has changed since this version was measured.';
const importChanged = 'The place of `import bisect` has changed since this version was measured.';

const rows: Row[] = [
  { name: 'nothing', edit: (text) => text },
  { name: 'lines above', edit: (text) => `# a\n# b\n${text}` },
  { name: 'a line in another function', edit: (text) => text.replace('n + 1', 'n + 2') },
  { name: 'another function removed', edit: (text) => text.replace(/def other.*\n.*\n\n/, '') },
  {
    name: 'a function added below',
    edit: (t) => t.replace('def last', 'def f():\n    return None\n\ndef last'),
  },
  {
    name: 'another import above',
    edit: (text) => text.replace('import sys', 'import os\nimport sys'),
  },
  { name: 'CRLF', edit: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'CR', edit: (text) => text.replaceAll('\n', '\r') },
  { name: 'a byte order mark', edit: (text) => `\uFEFF${text}` },
  { name: 'no newline at the end', edit: (text) => text.trimEnd() },
  { name: 'all behind it gone', edit: (text) => text.replace(/\n\ndef last[^]*$/, '') },
  {
    name: 'a line of it',
    edit: (t) => t.replace('return None', 'return 0'),
    refused: functionChanged,
  },
  {
    name: 'a line that the version leaves',
    edit: (t) => t.replace('return x', 'return 1'),
    refused: functionChanged,
  },
  {
    name: 'a line that the version changes',
    edit: (t) => t.replace(/seen = .*/, 'seen = {}'),
    refused: functionChanged,
  },
  {
    name: 'a line put into it',
    edit: (t) => t.replace('    return None', '    pass\n    return None'),
    refused: functionChanged,
  },
  {
    name: 'a line at its end',
    edit: (t) => t.replace('return None\n', 'return None\n    print()\n'),
    refused: functionChanged,
  },
  {
    name: 'a decorator',
    edit: (t) => t.replace('def pair', '@cache\ndef pair'),
    refused: functionChanged,
  },
  { name: 'its name', edit: (t) => t.replace('def pair', 'def pairs'), refused: functionChanged },
  {
    name: 'it is gone',
    edit: (t) => t.replace(/def pair[^]*None\n\n/, ''),
    refused: functionChanged,
  },
  { name: 'the file is empty', edit: () => '', refused: functionChanged },
  {
    name: 'the import is gone',
    edit: (t) => t.replace('import sys\n\n', ''),
    refused: importChanged,
  },
];

describe('placing what was measured in a text that was edited since', () => {
  test.each(rows)('$name', ({ edit, refused }) => {
    const current = edit(base);
    const placed = placeProposal(base, proposed, current, { function: 'pair', range });
    if (refused !== undefined) {
      expect(placed.ok ? 'placed' : placed.failure.message).toBe(refused);
      return;
    }
    if (!placed.ok) throw new Error(placed.failure.message);
    expect(placed.value.hunks.map(({ status }) => status)).toEqual([
      'pending',
      'pending',
      'pending',
    ]);
    expect(applyEdits(current, editsOf(placed.value))).toBe(edit(proposed));
  });
});

describe('hunks', () => {
  test('are what changed, each at its lines', () => {
    expect(hunksBetween(base, proposed)).toEqual([
      { start: 1, end: 1, removed: [], added: ['import bisect'] },
      { start: 6, end: 7, removed: ['    seen = []'], added: ['    seen = set()'] },
      { start: 10, end: 11, removed: ['        seen.append(x)'], added: ['        seen.add(x)'] },
    ]);
  });

  test('that an empty line parts are one', () => {
    expect(hunksBetween('a\n\nb\nc', 'A\n\nB\nc')).toEqual([
      { start: 0, end: 3, removed: ['a', '', 'b'], added: ['A', '', 'B'] },
    ]);
  });

  test('do not take an empty line out to put it in again', () => {
    expect(hunksBetween('"""doc"""\n\n\ndef f():', '"""doc"""\n\nimport x\n\n\ndef f():')).toEqual([
      { start: 1, end: 1, removed: [], added: ['', 'import x'] },
    ]);
    expect(hunksBetween('a\n\nb', 'a\nx\n\ny\nb')).toEqual([
      { start: 1, end: 1, removed: [], added: ['x'] },
      { start: 2, end: 2, removed: [], added: ['y'] },
    ]);
  });

  test('at the edge of a function are told as its own', () => {
    const text = 'def f():\n    a\n\ndef g():\n    a\n';
    const longer = 'def f():\n    a\n\n    a\n\ndef g():\n    a\n';
    expect(hunksBetween(text, longer, { start: 0, end: 14 })).toEqual([
      { start: 2, end: 2, removed: [], added: ['', '    a'] },
    ]);
  });
});

describe('an import that goes outside the function', () => {
  function statuses(current: string): readonly string[] {
    const placed = placeProposal(base, proposed, current, { function: 'pair', range });
    return placed.ok ? placed.value.hunks.map(({ status }) => status) : [placed.failure.message];
  }

  test('is held by the line above where another version put its own there', () => {
    const current = base.replace('import sys\n', 'import sys\nimport heapq\n');
    const placed = placeProposal(base, proposed, current, { function: 'pair', range });
    if (!placed.ok) throw new Error(placed.failure.message);
    expect(applyEdits(current, editsOf(placed.value))).toBe(
      proposed.replace('import bisect\n', 'import bisect\nimport heapq\n'),
    );
  });

  test('is not put in twice', () => {
    const accepted = ['accepted', 'pending', 'pending'];
    expect(statuses(base.replace('import sys', 'import sys\nimport bisect'))).toEqual(accepted);
    expect(statuses(base.replace('import sys', 'import bisect\nimport os'))).toEqual(accepted);
  });

  test('is refused where both lines around it were edited, or could be two places', () => {
    expect(statuses(base.replace('import sys', 'import os'))).toEqual([importChanged]);
    const twice = base.replace('import sys\n', 'import sys\nx = 1\nimport sys\nx = 2\n');
    expect(statuses(twice)).toEqual([importChanged]);
  });
});
