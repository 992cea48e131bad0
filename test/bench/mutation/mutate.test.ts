import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar, parseTree } from '../../../daemon/languages/grammar.ts';
import { mutate } from './mutate.ts';
import { operators } from './operators.ts';

beforeAll(() => loadGrammar('python'));

/** Statements as the body of a function. */
function bodyOf(statements: string): string {
  const lines = statements.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `def f(a, b, c):\n${lines.join('\n')}\n`;
}

/** What an operator makes of some statements. */
function made(operator: string, statements: string): readonly string[] {
  return mutate(bodyOf(statements))
    .filter((mutant) => mutant.operator === operator)
    .map(({ source }) => source);
}

/** Operator, statements, and what becomes of them. */
const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  ['comparison-flipped', 'return a < b', ['return a <= b', 'return a > b']],
  ['comparison-flipped', 'return a == b', ['return a != b']],
  ['comparison-flipped', 'return a not in b', ['return a in b']],
  ['comparison-flipped', 'return a is None', ['return a is not None']],
  [
    'boundary-shifted',
    'for i in range(a):\n    b()',
    ['for i in range(a - 1):\n    b()', 'for i in range(a + 1):\n    b()'],
  ],
  ['boundary-shifted', 'return a[b]', ['return a[b - 1]', 'return a[b + 1]']],
  ['boundary-shifted', 'return a[b:c]', ['return a[b - 1:c]', 'return a[b:c - 1]']],
  ['boundary-shifted', "return a['b']", []],
  ['constant-changed', 'return a + 1', ['return a + 2', 'return a + 0']],
  ['arithmetic-changed', 'return a // b', ['return a * b']],
  ['callee-confused', 'return min(a, b)', ['return max(a, b)']],
  ['callee-confused', 'return a.find(b)', ['return a.rfind(b)']],
  ['callee-confused', 'return find', []],
  ['connective-swapped', 'return a and b', ['return a or b']],
  ['connective-swapped', 'return not a', ['return a']],
  ['initial-value-changed', 'x = 0', ['x = 1', 'x = -1']],
  ['initial-value-changed', "x = float('inf')", ['x = 10000']],
  ['jump-changed', 'for i in a:\n    break', ['for i in a:\n    continue']],
  [
    'jump-changed',
    'for i in a:\n    continue',
    ['for i in a:\n    break', 'for i in a:\n    pass'],
  ],
  [
    'early-return',
    'for i in a:\n    b(i)\nreturn c',
    ['for i in a:\n    b(i)\n    return c\nreturn c'],
  ],
  ['early-return', 'for i in a:\n    b(i)\nc()', []],
  ['statement-lost', 'a.append(b)', ['pass']],
  ['statement-lost', 'a += b', ['pass']],
  ['branch-lost', 'if a:\n    b()', ['if False:\n    b()']],
  ['else-lost', 'if a:\n    b()\nelse:\n    return c', ['if a:\n    b()\nelse:\n    pass']],
  ['exception-swallowed', 'raise ValueError(a)', ['return None', 'pass']],
  [
    'exception-swallowed',
    'try:\n    a()\nexcept KeyError:\n    b()',
    ['try:\n    a()\nexcept ZeroDivisionError:\n    b()'],
  ],
  ['variable-confused', 'a, b = b, a', ['a = b\nb = a']],
  ['variable-confused', 'a, b = 1, c', []],
  ['copy-dropped', 'return list(a)', ['return a']],
  ['copy-dropped', 'return a[:]', ['return a']],
  ['copy-dropped', 'return a.copy()', ['return a']],
  ['copy-dropped', 'return list()', []],
  ['sort-key-lost', 'return sorted(a, key=b)', ['return sorted(a)']],
  ['sort-key-lost', 'a.sort(key=b, reverse=True)', ['a.sort(reverse=True)', 'a.sort(key=b)']],
  [
    'sort-key-shortened',
    'return sorted(a, key=lambda x: (x[1], x))',
    ['return sorted(a, key=lambda x: x[1])'],
  ],
  ['stable-order-lost', 'return sorted(a, key=b)', ['return sorted(a, key=b, reverse=True)[::-1]']],
  ['stable-order-lost', 'a.sort(key=b)', ['a.sort(key=b, reverse=True)\na.reverse()']],
  ['stable-order-lost', 'a.sort(key=b, reverse=True)', ['a.sort(key=b)\na.reverse()']],
  ['stable-order-lost', 'return sorted(a)', []],
  ['sort-dropped', 'return sorted(a)', ['return list(a)']],
  ['duplicates-lost', 'return len(a)', ['return len(set(a))']],
  ['duplicates-lost', 'return sum([x for x in [b]])', ['return sum(set([x for x in [b]]))']],
  ['direction-lost', 'return reversed(a)', ['return a']],
  ['direction-lost', 'return a.pop()', ['return a.pop(0)']],
  ['direction-lost', 'return a.pop(0)', ['return a.pop()']],
  [
    'last-item-lost',
    'for x in a:\n    b()',
    ['for x in a[:-1]:\n    b()', 'for x in a[1:]:\n    b()'],
  ],
  ['integer-width', 'a += b', ['a = (a + b) & 0xFFFFFFFF']],
  ['integer-width', 'return a * b', ['return (a * b) & 0xFFFFFFFF']],
  ['float-division', 'return a // b', ['return int(a / b)']],
  ['float-sum', 'x = 0\nreturn x', ['x = 0.0\nreturn x']],
  ['float-sum', 'x = 0\nreturn a', []],
  ['result-type-changed', 'return [a]', ['return tuple([a])']],
  ['result-type-changed', 'return a, b', ['return list((a, b))']],
  ['result-type-changed', 'return a == b', ['return int(a == b)']],
  ['result-type-changed', 'x = {}\nreturn x', ['x = {}\nreturn list(x.items())']],
  ['empty-result-confused', 'return None', ['return -1']],
  ['empty-result-confused', 'return []', ['return None']],
];

describe('the mutators', () => {
  test.each(mistakes)('%s of %j', (operator, statements, expected) => {
    expect(made(operator, statements)).toEqual(expected.map(bodyOf));
  });

  test('every operator is in the table, and its name is in kebab case and unique', () => {
    const names = operators.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const shown = new Set(mistakes.filter(([, , all]) => all.length > 0).map(([name]) => name));
    expect(new Set(names)).toEqual(shown);
  });

  test('docstrings, annotations, comments, imports and what is outside of functions stay', () => {
    const source = `import os\nfirst = 1 < 2\n\ndef f(a: list[0] = [1 + 1]) -> list[1]:\n    """a < b"""\n    # a < b\n    x: dict[0] = a\n`;
    expect(mutate(source)).toEqual([]);
  });

  test('a mutant is told by its operator, ordinal and line', () => {
    const mutants = mutate(bodyOf('x = a < b\nreturn x or a < c')).filter(
      ({ operator }) => operator === 'comparison-flipped',
    );
    expect(mutants.map(({ ordinal, line }) => [ordinal, line])).toEqual([
      [0, 2],
      [1, 2],
      [2, 3],
      [3, 3],
    ]);
  });

  test('mutants are all different, parse, and are the same every time', () => {
    const source = bodyOf(
      'while a and not b:\n    a = sorted(set(a))[1:]\n    b += 1\nreturn len(a)',
    );
    const mutants = mutate(source);
    const texts = mutants.map((mutant) => mutant.source);
    expect(new Set([source, ...texts]).size).toBe(texts.length + 1);
    for (const text of texts) expect(parseTree('python', text).hasError, text).toBe(false);
    expect(mutate(source)).toEqual(mutants);
  });
});
