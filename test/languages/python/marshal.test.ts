import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { marshal, type Marshalled, Tuple } from '../../../daemon/languages/python/marshal.ts';

/** What Python's own marshal module makes of each value, as `repr` shows it. */
function readByPython(values: readonly Marshalled[]): string[] {
  const program =
    'import marshal,sys; print(*map(ascii, marshal.loads(sys.stdin.buffer.read())), sep="\\n")';
  const input = marshal(new Tuple(...values));
  return execFileSync('python3', ['-c', program], { input, encoding: 'utf8' }).trim().split('\n');
}

it('writes what Python reads', () => {
  const table: readonly (readonly [Marshalled, string])[] = [
    [null, 'None'],
    [true, 'True'],
    [0, '0'],
    [-1, '-1'],
    [2 ** 31 - 1, '2147483647'],
    [-(2 ** 31), '-2147483648'],
    [2 ** 31, '2147483648'],
    [-(2 ** 53 - 1), '-9007199254740991'],
    [1.5, '1.5'],
    ['', "''"],
    ['é𝄞', "'\\xe9\\U0001d11e'"],
    [[1, [2, []]], '[1, [2, []]]'],
    [{ a: 1, b: { c: null } }, "{'a': 1, 'b': {'c': None}}"],
    [{}, '{}'],
    [{ tuple: [1] }, "{'tuple': [1]}"],
    [{ $tuple: [1, { $tuple: [] }] }, '(1, ())'],
    [{ $set: [3] }, '{3}'],
    [{ $frozenset: [{ $tuple: [1, 2] }] }, 'frozenset({(1, 2)})'],
    [{ $bytes: 'AP9h' }, "b'\\x00\\xffa'"],
    [{ $int: '-123456789012345678901234567890' }, '-123456789012345678901234567890'],
    [{ $float: 2 }, '2.0'],
    [{ $float: '-0' }, '-0.0'],
    [{ $float: 'nan' }, 'nan'],
    [{ $float: '-inf' }, '-inf'],
    [
      {
        $dict: [
          [1, 'x'],
          [{ $tuple: [2] }, null],
        ],
      },
      "{1: 'x', (2,): None}",
    ],
    [{ $escape: { $set: 1 } }, "{'$set': 1}"],
    [{ $set: [1], other: 2 }, "{'$set': [1], 'other': 2}"],
    [new Uint8Array([1, 2]), "b'\\x01\\x02'"],
    [new Map<string, Marshalled>([['k', new Tuple(1)]]), "{'k': (1,)}"],
  ];
  expect(readByPython(table.map(([value]) => value))).toEqual(table.map(([, text]) => text));
});

it('grows with what it is given', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => i * 7);
  const [text = ''] = readByPython([many]);
  expect(JSON.parse(text)).toEqual(many);
});
