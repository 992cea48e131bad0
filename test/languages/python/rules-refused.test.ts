import { beforeAll, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { rewrite } from '../../../daemon/languages/python/rewrite.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

function proposed(rule: string, source: string): readonly string[] {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.findLast(({ kind }) => kind !== 'nested')!;
  const version = { source, code: extract(source, target) };
  return rewrite(rule, version, target).map(({ code }) => code);
}

test.each([
  [
    'a maximum that is asked for before there is an item',
    'running-aggregate',
    'def f(stream):\n    seen = []\n    found = []\n    for x in stream:\n        found.append(max(seen))\n        seen.append(x)\n    return found\n',
  ],
  [
    'a call with an object that another call changes',
    'callee-cache',
    'def rank(root, k):\n    return root.size + k\n\ndef insert(root, k):\n    root.size = k\n\ndef f(root, ks):\n    total = 0\n    for k in ks:\n        insert(root, k)\n        total += rank(root, k)\n    return total\n',
  ],
  [
    'a counter that is read after break',
    'while-to-range',
    'def f(xs: list[int]):\n    best = 0\n    for s in range(len(xs)):\n        i = s\n        while i < len(xs):\n            if xs[i]:\n                break\n            i += 1\n        best = max(best, i)\n    return best\n',
  ],
  [
    'items that are changed in the loop by a helper',
    'invariant-hoisting',
    'def f(xs: list[int]):\n    total = 0\n    for x in range(3):\n        grow(xs)\n        total += sum(xs)\n    return total\n',
  ],
  [
    'what may raise behind a condition',
    'invariant-hoisting',
    'def f(xs: list[int], ys: list[list[int]]):\n    total = 0\n    for x in xs:\n        if x > 0:\n            total += len(ys[0])\n    return total\n',
  ],
  [
    'lists as members',
    'membership-set',
    'def f(xs: list[dict], ys: list[dict]):\n    return [x for x in xs if x in ys]\n',
  ],
  [
    'a text that is searched for parts',
    'membership-set',
    'def f(words: list[str], text: str):\n    return [word for word in words if word in text]\n',
  ],
  [
    'a list that another one holds',
    'list-concatenation',
    'def f(n: int):\n    path = [0]\n    found = []\n    for i in range(n):\n        found.append(path)\n        path = path + [i]\n    return found\n',
  ],
  [
    'an argument that would be changed',
    'list-concatenation',
    'def f(xs: list[int]):\n    xs = xs + [1]\n    return xs\n',
  ],
  [
    'a queue that is handed on',
    'deque-queue',
    'def f(xs: list[int]):\n    queue = [1]\n    while queue:\n        queue.pop(0)\n        xs.append(queue)\n    return xs\n',
  ],
  [
    'a queue that is joined to a list',
    'deque-queue',
    'def f(xs: list[int]):\n    queue = list(xs)\n    while queue:\n        x = queue.pop(0)\n        queue = [x] + queue\n    return 0\n',
  ],
  [
    'a callee that changes what it is given',
    'callee-cache',
    'def put(n, x):\n    n.items.append(x)\n\ndef f(n, xs: list[int]):\n    for x in xs:\n        put(n, x)\n    return n\n',
  ],
  [
    'a callee of lists',
    'callee-cache',
    'def size(xs: list[int]):\n    return len(xs)\n\ndef f(rows: list[list[int]]):\n    return sum([size(row) for row in rows])\n',
  ],
  [
    'recursion over dicts',
    'memoization',
    'def f(a: dict, b: dict):\n    return f(a, b) + f(b, a)\n',
  ],
  [
    'a builtin that is bound anew',
    'builtin-aggregate',
    'def f(xs: list[int], max=3):\n    sum = 0\n    for x in xs:\n        sum += x\n    return sum + max\n',
  ],
  [
    'names that are looked up as texts',
    'list-comprehension',
    'def f(xs: list[int]):\n    result = []\n    for x in xs:\n        result.append(x)\n    return locals()\n',
  ],
  [
    'what was collected before an exception',
    'list-comprehension',
    'def f(xs: list[str]):\n    result = []\n    try:\n        for x in xs:\n            result.append(int(x))\n    except ValueError:\n        pass\n    return result\n',
  ],
  [
    'flags that are returned',
    'flag-bytes',
    'def f(n: int):\n    flags = [False] * n\n    flags[0] = True\n    return flags[1]\n',
  ],
  [
    'removal by what is left',
    'filtered-removal',
    'def f(xs: list[int]):\n    for x in xs[:]:\n        if xs.count(x) > 1:\n            xs.remove(x)\n    return xs\n',
  ],
  [
    'items of a list that are joined',
    'reversed-text',
    "def f(words: list[str]):\n    s = ''\n    for w in words:\n        s = w + s\n    return s\n",
  ],
  [
    'a default that is looked up',
    'count-with-default',
    'def f(d: dict[str, int], xs: list[int], k: str):\n    return d[k] if k in d else xs[0]\n',
  ],
  [
    'divisors up to the number itself',
    'trial-division',
    'def f(n: int):\n    for d in range(2, n + 1):\n        if n % d == 0:\n            return False\n    return True\n',
  ],
] as const)('refused: %s', (_, rule, source) => {
  expect(proposed(rule, source)).toEqual([]);
});

test('what may raise is computed before the loop only where the loop runs', () => {
  const source =
    'def f(xs: list[int], ys: list[int]):\n    return_value = 0\n    for x in xs:\n        return_value += max(ys) * x\n    return return_value\n';
  expect(proposed('invariant-hoisting', source)[0]).toContain(
    '    if xs:\n        max_ys = max(ys)\n',
  );
});
