import { expect, it } from 'vitest';
import { describeInput } from '../../daemon/cases/describe.ts';
import type { Call, Value } from '../../protocol/cases.ts';

const rows = (n: number, row: Value): Value => Array.from({ length: n }, () => row);

it.each<[Partial<Call>, string]>([
  [{ args: [rows(20000, 7), 1999999] }, 'args: list of 20000 ints, int 1999999'],
  [{}, 'args: none'],
  [{ init: [[]], args: ['abc'] }, 'init: empty list; args: string "abc"'],
  [{ kwargs: { target: 3 } }, 'kwargs: target=int 3'],
  [{ args: [[1]], kwargs: { k: true } }, 'args: list of 1 int; kwargs: k=bool true'],
  [{ args: [rows(300, rows(200, 0.5))] }, 'args: list of 300 lists of 200 floats'],
  [{ args: [[['a'], ['a', 'b']]] }, 'args: list of 2 lists of 1 to 2 strings'],
  [{ args: [['ab', 'abcd']] }, 'args: list of 2 strings of 2 to 4 characters'],
  [{ args: [[1, 'a', null]] }, 'args: list of 3 values'],
  [{ args: [{ a: 1, b: 2 }, {}] }, 'args: dict of 2 keys to ints, empty dict'],
  [{ args: [{ $set: [1, 2] }, { $bytes: 'aGk=' }] }, 'args: set of 2 ints, bytes of length 2'],
  [{ args: [{ $int: '1'.repeat(40) }, null] }, 'args: int of 40 digits, null'],
  [{ args: ['x'.repeat(5000), { $float: 1 }] }, 'args: string of 5000 characters, float 1'],
])('describes %#: %j', (call, text) => {
  expect(describeInput({ id: 'a', init: null, args: [], kwargs: {}, ...call })).toBe(text);
});
