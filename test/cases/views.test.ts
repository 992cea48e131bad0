import { expect, test } from 'vitest';
import { viewOf } from '../../daemon/cases/views.ts';

test('the entries of a large dict are listed once, however often they are asked for', () => {
  const members = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, 1]));
  const view = viewOf(members);
  if (view.kind !== 'dict') throw new Error(view.kind);
  expect(view.entries).toHaveLength(1000);
  expect(view.entries).toBe(view.entries);
});
