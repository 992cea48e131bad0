import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

/** A function of the standard library that takes so many arguments. */
const takes = [/"list"/, /operator\.neg/, /operator\.add/, /"max".*"min"/];

test.each([
  ['def f(xs, key):\n    return sorted(xs, key=key)', 1],
  ['def f(xs, test=None):\n    return [x for x in xs if test is None or test(x)]', 1],
  ['def f(xs, by):\n    return by(xs[0], xs[1])', 2],
  ['def f(d, key, made):\n    return d.get(key) or made()', 0],
  ['def f(xs, by):\n    return by(xs[0], xs[1], xs[2])', 3],
  ['from typing import Callable\ndef f(xs, by: Callable):\n    return run(by, xs)', 1],
  [
    'from typing import Callable\ndef f(xs, by: Callable[[int, int], int]):\n    return by(1, 2)',
    2,
  ],
  ['def f(xs, by):\n    """:param callable by: of two"""\n    return by(1, 2)', 2],
  [
    'def f(xs, key):\n    if callable(key):\n        by = key\n    elif isinstance(key, str):\n' +
      '        by = lambda x: getattr(x, key)\n    return [by(x) for x in xs]',
    1,
  ],
])('a function where one is called: %s', (source, count) => {
  const { parameters } = sketchOf(source);
  const last = parameters.at(-1);
  if (last === undefined) throw new Error(source);
  expect(JSON.stringify(last.shape)).toMatch(takes[count] as RegExp);
});
