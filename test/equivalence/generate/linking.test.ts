import { expect, test } from 'vitest';
import { linked } from '../../../daemon/equivalence/generate/linking.ts';
import { unlinked } from '../../../daemon/equivalence/generate/unlinking.ts';
import type { Value } from '../../../protocol/cases.ts';

test('rows within rows without an instance leave as they are, however deep', () => {
  let deep: Value = [1];
  for (let depth = 0; depth < 50_000; depth++) deep = [deep];
  expect(linked(deep, new Map())).toBe(deep);
  expect(unlinked(deep)).toBe(deep);
});

test('an instance in a row of any length is found', () => {
  const row: Value = [...Array.from({ length: 200_000 }, () => 0), { $new: { type: 'Node' } }];
  const holder: Value = { $new: { type: 'Holder', args: [row] } };
  expect(linked(holder, new Map([['Holder', { names: ['up'], parameters: [] }]]))).toHaveProperty(
    '$graph.length',
    2,
  );
});
