import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';

import { parameterText } from './shape-text.ts';
import { signatureOf, sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

/** Methods without types, as answers to puzzles have them. */
const puzzles: readonly (readonly [string, string])[] = [
  [
    'nums: list[integer], target: integer',
    `
def twoSum(self, nums, target):
    """
    :type nums: List[int]
    :type target: int
    :rtype: List[int]
    """
    seen = {}
    for i, x in enumerate(nums):
        if target - x in seen:
            return [seen[target - x], i]
        seen[x] = i
`,
  ],
  [
    's: string',
    `
def lengthOfLongestSubstring(self, s):
    last = {}
    best = start = 0
    for i, c in enumerate(s):
        if c in last and last[c] >= start:
            start = last[c] + 1
        last[c] = i
        best = max(best, i - start + 1)
    return best
`,
  ],
  [
    's: string',
    `
def isValid(self, s):
    stack = []
    pairs = {')': '(', ']': '[', '}': '{'}
    for c in s:
        if c in pairs:
            if not stack or stack.pop() != pairs[c]:
                return False
        else:
            stack.append(c)
    return not stack
`,
  ],
  [
    'grid: matrix[string]',
    `
def numIslands(self, grid):
    if not grid: return 0
    rows, cols = len(grid), len(grid[0])
    def dfs(r, c):
        if r < 0 or c < 0 or r >= rows or c >= cols or grid[r][c] != '1':
            return
        grid[r][c] = '0'
        dfs(r + 1, c); dfs(r - 1, c); dfs(r, c + 1); dfs(r, c - 1)
    count = 0
    for r in range(rows):
        for c in range(cols):
            if grid[r][c] == '1':
                count += 1
                dfs(r, c)
    return count
`,
  ],
  [
    'intervals: list[list[integer]{2..2}]',
    `
def merge(self, intervals):
    intervals.sort(key=lambda iv: iv[0])
    out = []
    for iv in intervals:
        if out and out[-1][1] >= iv[0]:
            out[-1][1] = max(out[-1][1], iv[1])
        else:
            out.append(iv)
    return out
`,
  ],
  [
    'n: integer',
    `
def climbStairs(self, n):
    a, b = 1, 1
    for _ in range(n):
        a, b = b, a + b
    return a
`,
  ],
  [
    'strs: list[string]',
    `
def groupAnagrams(self, strs):
    groups = {}
    for w in strs:
        groups.setdefault(''.join(sorted(w)), []).append(w)
    return list(groups.values())
`,
  ],
  [
    'matrix: matrix[integer]',
    `
def spiralOrder(self, matrix):
    out = []
    while matrix:
        out += matrix.pop(0)
        matrix = [list(r) for r in zip(*matrix)][::-1]
    return out
`,
  ],
  [
    'root: ?',
    `
def maxDepth(self, root):
    if root is None: return 0
    return 1 + max(self.maxDepth(root.left), self.maxDepth(root.right))
`,
  ],
  [
    'numCourses: integer, prerequisites: list[(integer, integer)]',
    `
def canFinish(self, numCourses, prerequisites):
    graph = [[] for _ in range(numCourses)]
    degree = [0] * numCourses
    for a, b in prerequisites:
        graph[b].append(a)
        degree[a] += 1
    queue = [c for c in range(numCourses) if degree[c] == 0]
    for c in queue:
        for d in graph[c]:
            degree[d] -= 1
            if degree[d] == 0: queue.append(d)
    return len(queue) == numCourses
`,
  ],
  [
    's: string, wordDict: string | list[string]',
    `
def wordBreak(self, s, wordDict):
    words = set(wordDict)
    ok = [True] + [False] * len(s)
    for i in range(1, len(s) + 1):
        ok[i] = any(ok[j] and s[j:i] in words for j in range(i))
    return ok[-1]
`,
  ],
  [
    'nums: list[integer], k: integer',
    `
def topKFrequent(self, nums, k):
    return [x for x, _ in Counter(nums).most_common(k)]
`,
  ],
  [
    'coins: list[integer], amount: integer',
    `
def coinChange(self, coins, amount):
    best = [0] + [float('inf')] * amount
    for i in range(1, amount + 1):
        for c in coins:
            if c <= i:
                best[i] = min(best[i], best[i - c] + 1)
    return best[amount] if best[amount] < float('inf') else -1
`,
  ],
  [
    's: string',
    `
def reverseWords(self, s):
    return ' '.join(s.split()[::-1])
`,
  ],
  [
    'a: string, b: string',
    `
def addBinary(self, a, b):
    return bin(int(a, 2) + int(b, 2))[2:]
`,
  ],
  [
    'nums: list[integer], k: integer',
    `
def rotate(self, nums, k):
    k %= len(nums)
    nums[:] = nums[-k:] + nums[:-k]
`,
  ],
  [
    'a: string | list[integer], b: string | list[integer]',
    `
def findMedian(self, a, b):
    c = sorted(a + b)
    return c[len(c) // 2]
`,
  ],
  [
    's: string',
    `
def romanToInt(self, s):
    values = {'I': 1, 'V': 5}
    return sum(values[c] for c in s)
`,
  ],
  [
    'digits: list[integer]',
    `
def plusOne(self, digits):
    for i in range(len(digits) - 1, -1, -1):
        if digits[i] < 9:
            digits[i] += 1
            return digits
        digits[i] = 0
    return [1] + digits
`,
  ],
  [
    'tokens: list[string]',
    `
def evalRPN(self, tokens):
    stack = []
    for t in tokens:
        if t in '+-*/':
            b, a = stack.pop(), stack.pop()
            stack.append(a + b if t == '+' else a - b)
        else:
            stack.append(int(t))
    return stack[0]
`,
  ],
  [
    'n: integer',
    `
def hammingWeight(self, n): return bin(n).count('1')
`,
  ],
  [
    'a: integer, b: integer',
    `
def getSum(self, a, b):
    while b: a, b = a ^ b, (a & b) << 1
    return a
`,
  ],
  [
    'points: list[(integer, integer)], k: integer',
    `
def kClosest(self, points, k):
    return sorted(points, key=lambda p: p[0] ** 2 + p[1] ** 2)[:k]
`,
  ],
  [
    'begin: string, end: string, bank: list[string]',
    `
def ladder(self, begin, end, bank):
    queue = [(begin, 0)]
    for word, steps in queue:
        if word == end: return steps
        for i in range(len(word)):
            for c in 'ACGT':
                w = word[:i] + c + word[i+1:]
                if w in bank:
                    bank.remove(w); queue.append((w, steps + 1))
    return -1
`,
  ],
  [
    'x: ?',
    `
def isPalindrome(self, x):
    return str(x) == str(x)[::-1]
`,
  ],
  [
    'equations: list[(?, ?)], values: list[float]',
    `
def calc(self, equations, values):
    graph = {}
    for (a, b), v in zip(equations, values):
        graph.setdefault(a, {})[b] = v
        graph.setdefault(b, {})[a] = 1 / v
    return graph
`,
  ],
];

test.each(puzzles)('%s', (signature, code) => {
  const lines = code
    .trim()
    .split('\n')
    .map((line) => `    ${line}\n`);
  const source = `class Solution:\n${lines.join('')}`;
  const { parameters, init } = sketchOf(source);
  expect(parameters.map(parameterText).join(', ')).toBe(signature);
  expect(init).toEqual([]);
});

describe('functions', () => {
  test.each<[string, string]>([
    [
      'w: string, table: dict[string, integer]',
      `
def helper(w, table): return table.get(w.lower(), 0)
`,
    ],
    [
      'words: list[string], table: ?',
      `
def total(words, table): return sum(helper(w, table) for w in words)
`,
    ],
    [
      'values: list[integer]',
      `
def mean(values): return sum(values) / len(values)
`,
    ],
    [
      'xs: list[integer], factor: integer',
      `
def scaled(xs, factor): return [x * factor * 0.5 for x in xs]
`,
    ],
    [
      'mapping: dict[?, ?]',
      `
def inverted(mapping): return {v: k for k, v in mapping.items()}
`,
    ],
    [
      'people: list[{age: integer, name: string}]',
      `
def names_of(people): return [p['name'].title() for p in people if p['age'] >= 18]
`,
    ],
    [
      'x: list[string | list[?]]',
      `
def flat(x): return [z for y in x for z in y]
`,
    ],
    [
      'text: string, shift: integer',
      `
def caesar(text, shift):
    return ''.join(chr((ord(c) - 97 + shift) % 26 + 97) for c in text)
`,
    ],
    [
      'xs: list[integer], key?: function | null, reverse?: boolean',
      `
def find(xs, key=None, reverse=False):
    if key is None: key = lambda x: x
    return max(xs, key=key)
`,
    ],
    [
      'a: integer, seen: set[integer]',
      `
def mutate(a, seen): 
    seen.add(a); seen.discard(3)
`,
    ],
    [
      'a: integer, b: integer',
      `
def gcd(a, b):
    while b: a, b = b, a % b
    return a
`,
    ],
    [
      'coefficients: list[float], x: float',
      `
def poly(coefficients, x):
    r = 0.0
    for c in coefficients: r = r * x + c
    return r
`,
    ],
    [
      'data: bytes',
      `
def bytes_sum(data): return data.decode('utf8')
`,
    ],
    [
      'mask: integer, n: integer',
      `
def bits(mask, n): return [i for i in range(n) if mask >> i & 1]
`,
    ],
    [
      'm: matrix[?]',
      `
def transpose(m): return [list(r) for r in zip(*m)]
`,
    ],
    [
      'xs: list[string], =n: integer, =sep?: string',
      `
def kwonly(xs, *, n, sep=' '): return sep.join(xs[:n])
`,
    ],
    [
      'line: string',
      `
def parse(line):
    key, _, value = line.partition('=')
    return key.strip(), value
`,
    ],
    [
      'a: dict[?, ?], b: dict[?, ?]',
      `
def merge(a, b):
    out = dict(a); out.update(b); return out
`,
    ],
    [
      'xs: list[integer], n: integer',
      `
def guarded(xs, n):
    if not xs: raise ValueError('no xs')
    if n < 0: raise errors.Bad
    if isinstance(n, bool): raise TypeError
    return xs[n]
`,
    ],
    [
      'limit: integer',
      `
def gen(limit):
    a = 0
    while a < limit:
        yield a
        a += 1
`,
    ],
  ])('%s', (signature, code) => {
    expect(signatureOf(`${code.trim()}\n`)).toBe(signature);
  });
});
