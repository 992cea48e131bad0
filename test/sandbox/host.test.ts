import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { machineFacts, usableCores } from '../../daemon/sandbox/host.ts';

test('this machine has a processor, a kernel and usable cores', () => {
  expect(machineFacts()).toEqual({
    cpu: expect.stringMatching(/\S/) as string,
    cores: cpus().length,
    kernel: expect.stringMatching(/^\d/) as string,
  });
  expect(usableCores().length).toBeGreaterThan(0);
});
