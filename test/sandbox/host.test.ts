import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { machineFacts, parseCoreList, usableCores } from '../../daemon/sandbox/host.ts';

test.each([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['0-1,4,6-7', [0, 1, 4, 6, 7]],
])('cores %s', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores);
});

test('this machine has a processor, a kernel and usable cores', () => {
  expect(machineFacts()).toEqual({
    cpu: expect.stringMatching(/\S/) as string,
    cores: cpus().length,
    kernel: expect.stringMatching(/^\d/) as string,
  });
  expect(usableCores().length).toBeGreaterThan(0);
});
