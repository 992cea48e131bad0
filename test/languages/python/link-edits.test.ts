import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { functionNamed, linkEdits } from '../../../daemon/languages/python/link-edits.ts';
import { linkedProblem } from '../../../daemon/languages/python/problem-link.ts';

beforeAll(() => loadGrammar('python'));

function after(source: string, name: string, problem: string | null): string {
  const edits = linkEdits(source, name, problem);
  if (edits === null) throw new Error(`There is no ${name}.`);
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end),
      source,
    );
}

function linkOf(source: string, name: string): string | null {
  const target = functionNamed(source, name);
  return target && linkedProblem(source, target);
}

describe('linking', () => {
  it.each<[string, string, string, string]>([
    ['a function', 'f', 'def f(): pass\n', '# afterburner: problem new\ndef f(): pass\n'],
    [
      'a method, at its margin',
      'C.f',
      'class C:\n    def f(self): pass\n',
      'class C:\n    # afterburner: problem new\n    def f(self): pass\n',
    ],
    [
      'above decorators',
      'f',
      '@cache\ndef f(): pass\n',
      '# afterburner: problem new\n@cache\ndef f(): pass\n',
    ],
    [
      'with the line endings of the file',
      'f',
      'x = 1\r\n\r\ndef f(): pass\r\n',
      'x = 1\r\n\r\n# afterburner: problem new\r\ndef f(): pass\r\n',
    ],
    [
      'below a comment that is there',
      'f',
      '# Adds.\ndef f(): pass\n',
      '# Adds.\n# afterburner: problem new\ndef f(): pass\n',
    ],
    [
      'that is linked',
      'f',
      '# afterburner: problem old-one\ndef f(): pass\n',
      '# afterburner: problem new\ndef f(): pass\n',
    ],
    [
      'that is linked in its docstring',
      'f',
      'def f():\n    """Adds.\n\n    afterburner: problem old.\n    """\n',
      'def f():\n    """Adds.\n\n    afterburner: problem new.\n    """\n',
    ],
    [
      'that is linked in its body',
      'f',
      'def f():\n    g()  # afterburner:problem old\n',
      'def f():\n    g()  # afterburner:problem new\n',
    ],
    [
      'in a file that does not parse',
      'f',
      'x = (\n\ndef f(): pass\n',
      'x = (\n\n# afterburner: problem new\ndef f(): pass\n',
    ],
  ])('%s', (_, name, source, expected) => {
    const linked = after(source, name, 'new');
    expect(linked).toBe(expected);
    expect(linkOf(linked, name)).toBe('new');
    expect(linkEdits(linked, name, 'new')).toEqual([]);
  });

  it('is one edit, and taken back by unlinking', () => {
    const source = 'import x\n\n\n@cache\ndef f():\n    return 1\n';
    expect(linkEdits(source, 'f', 'new')).toHaveLength(1);
    expect(after(after(source, 'f', 'new'), 'f', null)).toBe(source);
  });
});

describe('unlinking', () => {
  it.each<[string, string, string]>([
    [
      'takes the line',
      'x = 1\n# afterburner: problem p\ndef f(): pass\n',
      'x = 1\ndef f(): pass\n',
    ],
    [
      'leaves other comments',
      '# One.\n# afterburner: problem p\n# Two.\ndef f(): pass\n',
      '# One.\n# Two.\ndef f(): pass\n',
    ],
    [
      'leaves what else the comment says',
      '# One, afterburner: problem p, two.\ndef f(): pass\n',
      '# One,, two.\ndef f(): pass\n',
    ],
    [
      'takes a comment behind code',
      'def f():\n    g()  # afterburner: problem p\n    h()\n',
      'def f():\n    g()\n    h()\n',
    ],
    [
      'takes the line of a docstring',
      'def f():\n    """Adds.\n\n    afterburner: problem p.\n    """\n',
      'def f():\n    """Adds.\n\n    """\n',
    ],
    [
      'leaves a docstring of nothing else',
      'def f():\n    """afterburner: problem p"""\n',
      'def f():\n    """afterburner: problem p"""\n'.replace('afterburner: problem p', ''),
    ],
    [
      'takes every place',
      '# afterburner: problem p\ndef f():\n    # afterburner: problem q\n    return 1\n',
      'def f():\n    return 1\n',
    ],
    [
      'keeps the line endings',
      '# One.\r\n# afterburner: problem p\r\ndef f(): pass\r\n',
      '# One.\r\ndef f(): pass\r\n',
    ],
    ['changes nothing where there is no link', 'def f(): pass\n', 'def f(): pass\n'],
  ])('%s', (_, source, expected) => {
    const unlinked = after(source, 'f', null);
    expect(unlinked).toBe(expected);
    expect(linkOf(unlinked, 'f')).toBeNull();
  });
});

it('finds no function that is not there', () => {
  expect(linkEdits('def f(): pass\n', 'g', 'p')).toBeNull();
});
