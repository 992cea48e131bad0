import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { replace } from '../../../daemon/languages/python/replace.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

interface Change {
  readonly code: string;
  readonly imports?: readonly string[];
  readonly helpers?: string;
}

function replaced(source: string, name: string, change: Change) {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.find((info) => info.name === name)!;
  return replace(source, target, { imports: [], helpers: '', ...change });
}

function check(source: string, name: string, change: Change, expected: string) {
  const result = replaced(source, name, change);
  expect(result).toMatchObject({ ok: true, value: { source: expected } });
}

const loop = 'def f(x):\n    for y in x:\n        print(y)\n';

describe('layout', () => {
  test('everything else stays byte for byte', () => {
    const before = '#!/usr/bin/env python\n\n\nx = 1   \n\n@d\n';
    const after = '\n\n\n   \n# end\t';
    check(
      `${before}def f(x): pass${after}`,
      'f',
      { code: `@d\n${loop}` },
      `${before}${loop.trimEnd()}${after}`,
    );
  });

  test.each([
    [
      'tabs',
      'class A:\n\tdef f(x):\n\t\tpass\n',
      'class A:\n\tdef f(x):\n\t\tfor y in x:\n\t\t\tprint(y)\n',
    ],
    [
      'two spaces',
      'class A:\n  def f(x):\n    pass\n',
      'class A:\n  def f(x):\n    for y in x:\n      print(y)\n',
    ],
    [
      'CRLF',
      'class A:\r\n    def f(x):\r\n        pass\r\nx = 1\n',
      'class A:\r\n    def f(x):\r\n        for y in x:\r\n            print(y)\r\nx = 1\n',
    ],
    [
      'CR',
      'class A:\r  def f(x):\r    pass\r',
      'class A:\r  def f(x):\r    for y in x:\r      print(y)\r',
    ],
    [
      'no last line ending',
      'class A:\n  def f(x): pass',
      'class A:\n  def f(x):\n    for y in x:\n      print(y)',
    ],
    [
      'a byte order mark',
      '\uFEFFclass A:\n\tdef f(x):\n\t\tpass\n',
      '\uFEFFclass A:\n\tdef f(x):\n\t\tfor y in x:\n\t\t\tprint(y)\n',
    ],
  ])('%s', (_, source, expected) => {
    check(source, 'A.f', { code: loop }, expected);
  });

  test('strings over several lines are left as they are, in and out', () => {
    const code = 'def f():\n    """Says\n  this."""\n    return """a\n\tb\n"""\n';
    const source = 'class A:\n\tdef f():\n\t\tpass\n';
    const expected = 'class A:\n\tdef f():\n\t\t"""Says\n  this."""\n\t\treturn """a\n\tb\n"""\n';
    check(source, 'A.f', { code }, expected);
    const listed = functions(expected);
    const [info] = listed.ok ? listed.value : [];
    expect(extract(expected, info!)).toBe(
      'def f():\n\t"""Says\n  this."""\n\treturn """a\n\tb\n"""',
    );
  });

  test('continuation lines keep what they are indented by', () => {
    const code = 'def f(a,\n      b):\n    return (a +\n            b)\n';
    check(
      'class A:\n  def f(a, b):\n    pass\n',
      'A.f',
      { code },
      'class A:\n  def f(a,\n        b):\n    return (a +\n            b)\n',
    );
  });

  test('comments move with their block', () => {
    const code = 'def f(x):\n    if x:\n        # in\n        pass\n    # out\n    return x\n';
    check(
      'def f(x):\n\tpass\n',
      'f',
      { code },
      'def f(x):\n\tif x:\n\t\t# in\n\t\tpass\n\t# out\n\treturn x\n',
    );
  });

  test('extract and replace undo each other', () => {
    const source =
      'class A:\r\n\t@d\r\n\tdef f(self):\r\n\t\t# why\r\n\t\tx = (1,\r\n\t\t     2)\r\n\r\n\t\treturn "😀"\r\n';
    const listed = functions(source);
    const target = listed.ok ? listed.value[0]! : undefined;
    const code = extract(source, target!);
    expect(code).toBe('@d\ndef f(self):\n\t# why\n\tx = (1,\n\t     2)\n\n\treturn "😀"');
    check(source, 'A.f', { code }, source);
  });
});

describe('imports', () => {
  const code = 'def f(x):\n    return deque(x)\n';
  const imports = ['from collections import deque'];
  test.each([
    ['nothing above', 'def f(x): pass\n', `${imports[0]}\n\n\n`],
    ['a docstring', '"""Doc."""\n\n\ndef f(x): pass\n', `"""Doc."""\n\n${imports[0]}\n\n\n`],
    [
      'imports',
      'import os  # why\nimport re\n\nx = 1\ndef f(x): pass\n',
      `import os  # why\nimport re\n${imports[0]}\n\nx = 1\n`,
    ],
    [
      'the future',
      'from __future__ import annotations\n\ndef f(x): pass\n',
      `from __future__ import annotations\n${imports[0]}\n\n`,
    ],
    [
      'a comment of the function',
      '#!/bin/python\n# about f\ndef f(x): pass\n',
      `#!/bin/python\n${imports[0]}\n\n\n# about f\n`,
    ],
    [
      'the same import',
      'from collections import (deque, Counter)\ndef f(x): pass\n',
      'from collections import (deque, Counter)\n',
    ],
  ])('after %s', (_, source, head) => {
    check(source, 'f', { code, imports }, `${head}${code}`);
  });

  test('several names of one module share a line', () => {
    const wanted = ['from heapq import heappush', 'from heapq import heappop', 'import math'];
    check(
      'def f(x): pass\n',
      'f',
      { code, imports: wanted },
      `from heapq import heappush, heappop\nimport math\n\n\n${code}`,
    );
  });

  test('a name that the file uses for something else is refused', () => {
    expect(replaced('deque = 1\ndef f(x): pass\n', 'f', { code, imports })).toMatchObject({
      ok: false,
      failure: { code: 'name-clash' },
    });
  });
});

describe('helpers', () => {
  const code = 'def f(x):\n    return helper(x)\n';
  const helpers = 'def helper(x):\n    return x\n';

  test('stand before the statement that contains the function', () => {
    check(
      'x = 1\n\n\n# about A\nclass A:\n  def f(x): pass\n',
      'A.f',
      { code, helpers },
      'x = 1\n\n\ndef helper(x):\n  return x\n\n\n# about A\nclass A:\n  def f(x):\n    return helper(x)\n',
    );
  });

  test('one that is there already is left out', () => {
    const above = 'def helper(x): return (x)\n\n\n';
    check(`${above}def f(x): pass\n`, 'f', { code, helpers }, `${above}${code}`);
  });

  test('one whose name is taken gets another', () => {
    const result = replaced('helper = 3\n\n\ndef f(x): pass\n', 'f', { code, helpers });
    expect(result.ok && result.value.source).toBe(
      'helper = 3\n\n\ndef helper_2(x):\n    return x\n\n\ndef f(x):\n    return helper_2(x)\n',
    );
  });
});

describe('what is no replacement', () => {
  test.each([
    ['another function', 'def g(x): pass\n', 'function-not-found'],
    ['two statements', 'x = 1\ndef f(x): pass\n', 'function-not-found'],
    ['no Python', 'def f(x:\n', 'syntax-error'],
    ['nothing', '', 'function-not-found'],
  ])('%s', (_, code, failure) => {
    expect(replaced('def f(x): pass\n', 'f', { code })).toMatchObject({
      ok: false,
      failure: { code: failure },
    });
  });
});
