import { beforeAll, expect, test } from 'vitest';
import type { FunctionInfo } from '../../../daemon/core/ports/subject.ts';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { adopt } from '../../../daemon/languages/python/adopt.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

function targetIn(source: string, name: string): FunctionInfo {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  return listed.value.find((info) => info.name === name)!;
}

const plain = () => targetIn('def f(x):\n    return x\n', 'f');
const method = () =>
  targetIn('class Solution:\n    def f(self, x):\n        return x\n', 'Solution.f');

test('a function alone', () => {
  expect(adopt('def f(x):\n    return x + 1\n', plain())).toEqual({
    code: 'def f(x):\n    return x + 1\n',
    imports: [],
    helpers: '',
  });
});

test('a file: imports, and the helpers and constants that the function uses', () => {
  const file = `from __future__ import annotations
import math, os as system
from collections import deque as dq

LIMIT = 3
UNUSED = 4

def helper(x):
    return other(x) + LIMIT

def other(x):
    return x

def unused(x):
    return x

def f(x):
    return helper(dq(x))

if __name__ == '__main__':
    print(f(1))
`;
  expect(adopt(file, plain())).toEqual({
    code: 'def f(x):\n    return helper(dq(x))\n',
    imports: ['import math', 'import os as system', 'from collections import deque as dq'],
    helpers:
      'LIMIT = 3\n\n\ndef helper(x):\n    return other(x) + LIMIT\n\n\ndef other(x):\n    return x',
  });
});

test('the method of a class', () => {
  const answer =
    'import math\r\n\r\nclass Solution:\r\n    def f(self, x):\r\n        return self.g(x)\r\n';
  expect(adopt(answer, method())).toEqual({
    code: 'def f(self, x):\n    return self.g(x)\n',
    imports: ['import math'],
    helpers: '',
  });
});

test.each([
  ['with its indentation', '    def f(self, x):\n        return x\n'],
  ['of which the first line lost it', 'def f(self, x):\n        return x\n'],
  ['without self', 'def f(x):\n    return x\n'],
])('a method without its class, %s', (_, answer) => {
  const adopted = adopt(answer, method())!;
  expect(adopted.code).toMatch(/^def f\(self, x\):\n +return x\n$/);
});

test('a method where a function is wanted loses self', () => {
  const answer = 'class Solution:\n    def f(self, x):\n        return self.f(x - 1) if x else 0\n';
  expect(adopt(answer, plain())?.code).toBe('def f(x):\n    return f(x - 1) if x else 0\n');
  expect(adopt('class A:\n    def f(self, x):\n        return self.y\n', plain())).toBeNull();
});

test('a function whose first parameter happens to be called self keeps it', () => {
  const target = targetIn('def f(self, x):\n    return x\n', 'f');
  expect(adopt('def f(self, x):\n    return self\n', target)?.code).toContain('f(self, x)');
});

test('decorators of the original stay, a cache may be added, others may not', () => {
  const target = targetIn('@app.route("/")\n@typed\ndef f(x):\n    return x\n', 'f');
  const answer = '@typed\n@njit\n@functools.lru_cache(None)\ndef f(x):\n    return 2 * x\n';
  expect(adopt(answer, target)?.code).toBe(
    '@app.route("/")\n@typed\n@functools.lru_cache(None)\ndef f(x):\n    return 2 * x\n',
  );
});

test('the last of several definitions counts', () => {
  expect(adopt('def f(x): return 1\n\ndef f(x): return 2\n', plain())?.code).toBe(
    'def f(x): return 2\n',
  );
});

test.each([
  ['another function', 'def g(x):\n    return x\n'],
  ['prose', 'I am sorry, I cannot do that.'],
  ['half a function', 'def f(x):\n    return (x +\n'],
  ['nothing', ''],
  ['a lambda', 'f = lambda x: x\n'],
])('%s is no answer', (_, answer) => {
  expect(adopt(answer, plain())).toBeNull();
});
