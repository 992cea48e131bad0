import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statedIn } from '../../daemon/core/constraint-text.ts';
import type { Constraint, Shape, Term } from '../../daemon/core/exploring.ts';

const parameters = ['n', 'k', 'a', 'b', 'nums', 's', 'words', 'grid'];

/** What lines say, in one notation: `1 <= len(nums)`, `sorted nums`. */
function said(lines: string, about: string | null = null): readonly string[] {
  const passages = lines.split('\n').map((text) => ({ text, about, source: 'docstring' as const }));
  return statedIn(passages, parameters).constraints.map(({ says }) => show(says));
}

function show(says: Constraint['says']): string {
  switch (says.kind) {
    case 'compare': {
      const where = (says.where ?? []).map(
        (each) => `${term(each.left)} ${each.operator} ${term(each.right)}`,
      );
      const condition = where.length === 0 ? '' : ` where ${where.join(', ')}`;
      return `${term(says.left)} ${says.operator} ${term(says.right)}${condition}`;
    }
    case 'sorted': {
      const by = says.by === undefined ? '' : ` by ${says.by}`;
      return `${says.isTurned === true ? 'turned ' : ''}${says.order} ${term(says.of)}${by}`;
    }
    case 'alphabet':
      return `${term(says.of)} of ${says.characters}`;
    case 'unique':
      return `unique ${term(says.of)}${says.isUnordered === true ? ' in any order' : ''}`;
    case 'among':
      return `${term(says.of)} among ${JSON.stringify(says.values)}`;
    case 'multiple':
      return `${term(says.of)} % ${says.factor} == ${says.remainder}`;
    case 'power':
      return `${term(says.of)} a power of ${says.base}`;
    case 'pattern':
      return `${term(says.of)} matches ${says.pattern}`;
    case 'balanced':
      return `${says.brackets} balanced in ${term(says.of)}`;
    case 'permutation':
      return `permutation ${term(says.of)} from ${says.from}`;
    case 'member':
      return `${term(says.item)} in ${term(says.of)}`;
    case 'graph': {
      const nodes = says.nodes === null ? '' : ` of ${term(says.nodes)}`;
      return `${says.is} ${term(says.of)}${nodes} from ${says.from}`;
    }
    case 'apart':
      return `${term(says.of)} apart${says.mayTouch ? ', touching' : ''}`;
    default:
      return `${says.kind} ${term(says.of)}`;
  }
}

function term(of: Term): string {
  switch (of.kind) {
    case 'number':
      return String(of.value);
    case 'parameter':
    case 'position':
      return of.name;
    case 'length':
      return `len(${term(of.of)})`;
    case 'each': {
      const { position } = of;
      if (position === undefined) return `${term(of.of)}[]`;
      const offset = position.offset === 0 ? '' : ` + ${position.offset}`;
      return `${term(of.of)}[${position.name}${offset}]`;
    }
    case 'at':
      return `${term(of.of)}[${of.index}]`;
    case 'columns':
      return `columns(${term(of.of)})`;
    case 'sum':
      return `(${term(of.left)} ${of.sign > 0 ? '+' : '-'} ${term(of.right)})`;
    case 'product':
      return `(${term(of.left)} * ${term(of.right)})`;
  }
}

const lower = 'abcdefghijklmnopqrstuvwxyz';

describe('comparisons', () => {
  test.each<[string, string[]]>([
    ['1 <= n <= 10^4', ['1 <= n', 'n <= 10000']],
    ['1 ≤ nums.length ≤ 10⁴', ['1 <= len(nums)', 'len(nums) <= 10000']],
    ['-10^9 <= nums[i] <= 10^9', ['-1000000000 <= nums[]', 'nums[] <= 1000000000']],
    ['* `-2^31 <= n <= 2^31 - 1`', ['-2147483648 <= n', 'n <= 2147483647']],
    ['0 < len(nums)', ['0 < len(nums)']],
    ['n == len(nums)', ['n == len(nums)']],
    ['k <= len(nums)', ['k <= len(nums)']],
    ['2 <= s.length', ['2 <= len(s)']],
    ['Constraints: 1 <= k <= n', ['1 <= k', 'k <= n']],
    ['# 1 <= n < 100, 0 <= k', ['1 <= n', 'n < 100', '0 <= k']],
    ['1 <= n and n <= k', ['1 <= n', 'n <= k']],
    ['1 <= a, b <= 10**5', ['1 <= a', '1 <= b', 'a <= 100000', 'b <= 100000']],
    ['n, k >= 0', ['0 <= n', '0 <= k']],
    ['0 <= k < n, 3 <= a', ['0 <= k', 'k < n', '3 <= a']],
    ['n >= 1; k > 2.', ['1 <= n', '2 < k']],
    ['1 <= words[i].length <= 30', ['1 <= len(words[])', 'len(words[]) <= 30']],
    ['0 <= grid[i][j] <= 9', ['0 <= grid[][]', 'grid[][] <= 9']],
    ['words[i].length == 2', ['len(words[]) == 2']],
    ['1 <= n <= 5 * 10<sup>4</sup>', ['1 <= n', 'n <= 50000']],
    ['1 <= n <= 100,000', ['1 <= n', 'n <= 100000']],
    ['a + b <= 2 * n', ['(a + b) <= (2 * n)']],
    ['1 <= |s| <= 1e5', ['1 <= len(s)', 'len(s) <= 100000']],
    ['a != b', ['a != b']],
    [
      'm == grid.length\nn2 == grid[i].length\n1 <= m, n2 <= 200',
      ['1 <= len(grid)', '1 <= len(grid[])', 'len(grid) <= 200', 'len(grid[]) <= 200'],
    ],
  ])('%s', (line, expected) => {
    expect(said(line)).toEqual(expected);
  });
});

describe('words', () => {
  test.each<[string, string[]]>([
    ['nums is sorted in ascending order.', ['ascending nums']],
    ['`nums` is sorted in non-decreasing order', ['ascending nums']],
    ['The array nums is sorted in descending order', ['descending nums']],
    ['nums is non-empty', ['non-empty nums']],
    ['nums must not be empty', ['non-empty nums']],
    ['nums is sorted and non-empty', ['ascending nums', 'non-empty nums']],
    ['All the integers of nums are unique.', ['unique nums']],
    ['All elements in nums are distinct', ['unique nums']],
    ['nums has no duplicates', ['unique nums']],
    ['nums contains distinct values', ['unique nums']],
    ['s consists of lowercase English letters.', [`s of ${lower}`]],
    ['words[i] consists of lowercase English letters', [`words[] of ${lower}`]],
    ['s consists of only digits', ['s of 0123456789']],
    ['s contains only lowercase letters and spaces', [`s of ${lower} `]],
    ["s consists of the characters '(' and ')'", ['s of ()']],
    [
      'Given a sorted array of distinct integers nums and a target, find it.',
      ['ascending nums', 'unique nums'],
    ],
    ['Given a non-empty list nums, return its sum.', ['non-empty nums']],
  ])('%s', (line, expected) => {
    expect(said(line)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    [
      'a non-empty sorted list of distinct integers',
      ['non-empty nums', 'ascending nums', 'unique nums'],
    ],
    ['A sorted list of integers, without duplicates', ['ascending nums', 'unique nums']],
    [
      'list of positive integers (1 <= len(nums) <= 100)',
      ['1 <= len(nums)', 'len(nums) <= 100', '1 <= nums[]'],
    ],
    ['a positive integer', ['1 <= nums']],
    ['list of ints, sorted in descending order', ['descending nums']],
    ['a string of lowercase English letters', [`nums of ${lower}`]],
    ['1 <= nums.length <= 9', ['1 <= len(nums)', 'len(nums) <= 9']],
    ['Must not be empty.', ['non-empty nums']],
  ])('about a parameter: %s', (line, expected) => {
    expect(said(line, 'nums')).toEqual(expected);
  });
});

/** What must not be taken for a promise about the inputs. */
describe('said in passing', () => {
  test.each([
    'Returns 0 if n < 2.',
    'If n < 2, return n.',
    'When k > n the result is empty',
    'Raises ValueError unless n > 0',
    'so that n <= 3 holds afterwards (n < 2)',
    'k = 3',
    'n == 5',
    'Input: nums = [1, 2], k = 3',
    'other <= 10',
    '1 <= other <= n',
    'nums[i + 1] > 2',
    '1 <= 2',
    'n / 2 <= k',
    'n <',
    '<= n',
    'The result is sorted in ascending order.',
    'Returns a sorted list of nums.',
    'nums will be sorted in place',
    'nums is not sorted',
    'nums need not be sorted',
    'nums may be sorted',
    'nums is sorted by their distance',
    's consists of lowercase letters and punctuation',
    's contains digits',
    'Returns the unique elements of nums',
    'Time: O(n), space: O(1) <= n!',
    'x -> n',
    'n ** 2 >= k items are taken',
    '',
  ])('%s', (line) => {
    expect(said(line)).toEqual([]);
  });

  test.each([
    'the list to be sorted',
    'unsorted list of integers',
    'list of integers, not necessarily sorted',
    'a list that will be sorted',
    'sorts the list',
    'whether the output is sorted',
    'the list, or None if n > 3',
    'how many (usually k < 3) to take',
    'list which may contain no duplicates',
  ])('about a parameter: %s', (line) => {
    expect(said(line, 'nums')).toEqual([]);
  });
});

const list: Shape = { kind: 'list', items: { kind: 'integer' } };
const shapes = new Map<string, Shape>([
  ['n', { kind: 'integer' }],
  ['k', { kind: 'integer' }],
  ['a', { kind: 'integer' }],
  ['b', { kind: 'integer' }],
  ['nums', list],
  ['s', { kind: 'string' }],
  ['words', { kind: 'list', items: { kind: 'string' } }],
  ['grid', { kind: 'list', items: list }],
]);

describe('where shapes are known', () => {
  const told = (text: string, about: string | null) => {
    const passages = text
      .split('\n')
      .map((line) => ({ text: line, about, source: 'docstring' as const, isPrecondition: false }));
    return statedIn(passages, [...shapes.keys()], shapes);
  };

  test.each<[about: string | null, text: string, expected: string[]]>([
    [null, 'grid[i].length == grid[0].length', ['len(grid[]) == len(grid[0])']],
    [null, 'nums[i] < nums[i + 1] for all i', ['ascending nums', 'unique nums']],
    [null, 'nums[i] != nums[j] for i != j', ['unique nums']],
    [null, 'nums[0] == 0', ['nums[0] == 0']],
    [null, 'nums[-1] <= k', ['nums[-1] <= k']],
    [
      null,
      '0 <= nums[i] < i for i >= 1',
      ['0 <= nums[i] where 1 <= i', 'nums[i] < i where 1 <= i'],
    ],
    [
      null,
      'grid[i] = [u_i, v_i]\n0 <= u_i < v_i < n\nThere are no self-loops or duplicate edges.',
      [
        '0 <= grid[][0]',
        'grid[i][0] < grid[i][1]',
        'grid[][1] < n',
        'grid[i][0] != grid[i][1]',
        'unique grid in any order',
      ],
    ],
    [
      null,
      'All the numbers in nums are between 1 and n (inclusive).',
      ['1 <= nums[]', 'nums[] <= n'],
    ],
    [null, 'nums[i] is either -1, 0 or 1.', ['nums[] among [-1,0,1]']],
    [null, 'n is even and positive', ['n % 2 == 0', '1 <= n']],
    [null, 'The length of s is at most 100.', ['len(s) <= 100']],
    [null, "s consists of only '0' and '1'.", ['s of 01']],
    [null, 'nums contains only positive integers', ['1 <= nums[]']],
    [null, 'n is in the range [1, 2000].', ['1 <= n', 'n <= 2000']],
    [null, 'k is a multiple of 3', ['k % 3 == 0']],
    [null, 'nums is a permutation of 1 to n', ['permutation nums from 1', 'len(nums) == n']],
    [null, 'The number of elements in nums is odd.', ['len(nums) % 2 == 1']],
    [null, 'nums must be strictly increasing', ['ascending nums', 'unique nums']],
    [null, 'Each word has at most 20 characters.', ['len(words[]) <= 20']],
    [null, 'No two elements of nums are equal.', ['unique nums']],
    [null, 'k is guaranteed to be an element of nums.', ['k in nums']],
    [null, 's has no leading or trailing spaces.', ['s matches ^(?!\\s)[^]*(?<!\\s)$']],
    [null, 'grid is rectangular', ['rectangular grid']],
    [null, 'a and b are non-negative', ['0 <= a', '0 <= b']],
    [
      null,
      'words[i] and s consist of lowercase letters',
      ['words[] of abcdefghijklmnopqrstuvwxyz', 's of abcdefghijklmnopqrstuvwxyz'],
    ],
    [null, 'nums does not contain duplicates', ['unique nums']],
    ['nums', 'sorted list of distinct ints', ['ascending nums', 'unique nums']],
    ['nums', 'a list of at least two integers', ['2 <= len(nums)']],
    ['nums', 'ints in the range 0 to 9', ['0 <= nums[]', 'nums[] <= 9']],
    ['n', 'number of rows, at least 1 and at most 100', ['1 <= n', 'n <= 100']],
    ['n', 'positive even integer', ['1 <= n', 'n % 2 == 0']],
    ['n', 'zero-based index into nums, 0 <= n < len(nums)', ['0 <= n', 'n < len(nums)']],
    ['k', 'must be less than len(nums)', ['k < len(nums)']],
    ['nums', 'the values (not empty)', ['non-empty nums']],
    ['grid', 'pairs (x, y) with x < y', ['grid[i][0] < grid[i][1]']],
    ['s', "one of 'add', 'del' or 'mod'", ['s among ["add","del","mod"]']],
    ['n', 'how many to take; at most the length of nums', ['n <= len(nums)']],
  ])('%s: %s', (about, text, expected) => {
    expect(told(text, about).constraints.map(({ says }) => show(says))).toEqual(expected);
  });

  /** Real inputs must not be left out. */
  test.each<[about: string | null, text: string]>([
    [null, 'nums may be empty'],
    [null, 'nums may contain negative numbers'],
    [null, 'nums is not necessarily sorted'],
    [null, 'n >= 1 is not required'],
    [null, 'nums should be sorted before the call if n > 3'],
    [null, 'The function returns a sorted list'],
    [null, 'k can be larger than n'],
    [null, 'Each element of nums is compared with k'],
    [null, 'nums are numbers'],
    [null, 'words are in order of appearance'],
    [null, 'the first k numbers are sorted'],
    [null, 'n is the size of the board'],
    [null, 'If nums is sorted, k is returned'],
    [null, 'All numbers are printed'],
    [null, 'The result has no duplicates'],
    ['nums', 'may be unsorted'],
    ['nums', 'list of ints, possibly empty, in any order'],
    ['nums', 'ints, which need not be sorted'],
    ['n', 'an int or None'],
  ])('%s: %s says nothing', (about, text) => {
    expect(told(text, about).constraints).toEqual([]);
  });

  test.each([
    ['It is guaranteed that there is exactly one solution.', ['there is exactly one solution']],
    ['You may assume that the frobs are calibrated.', ['the frobs are calibrated']],
    ['The frobs are guaranteed to be calm.', ['The frobs are guaranteed to be calm']],
    ['You may assume the frobs are calm. They come in pairs.', ['the frobs are calm']],
    ['The frobs are counted.', []],
  ])('a promise that is not understood is kept: %s', (text, kept) => {
    const { constraints, unread } = told(text, null);
    expect(constraints).toEqual([]);
    expect(unread).toEqual(kept);
  });
});

test('reads any text', () => {
  const piece = fc.constantFrom(
    'n',
    'nums',
    '<=',
    '<',
    '=',
    '(',
    ')',
    '[',
    ']',
    'i',
    '10',
    '^',
    '**',
    '.length',
    'len(',
    '|',
    ',',
    'and',
    'sorted',
    'is',
    'of',
    '-',
    '+',
    '*',
    '.',
    '9e99',
    "'a'",
    'in ascending order',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, spaced) => {
      const text = pieces.join(spaced ? ' ' : '');
      const passages = [{ text, about: null, source: 'comment' }] as const;
      for (const { says } of statedIn(passages, parameters).constraints)
        expect(JSON.stringify(says)).toMatch(/"name"/);
    }),
    { numRuns: 2000 },
  );
});
