import { mkdtempSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { SlotSandbox } from '../../daemon/sandbox/slot-sandbox.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import { UnconfinedLauncher } from '../../daemon/sandbox/unconfined.ts';
import { buildProbe, probePath } from '../../scripts/build-probe.mjs';
import { sandboxContract } from './contract.ts';
import { roomy } from './fixture.ts';

beforeAll(() => {
  buildProbe();
});

sandboxContract(
  'unconfined',
  async () => new SlotSandbox(new Slots({ ceiling: roomy }), new UnconfinedLauncher(probePath)),
  { confined: false },
);

test('folders of a daemon that is gone are reaped, those of one that lives are not', async () => {
  // No process has this number: it is above the kernel's limit.
  const dead = mkdtempSync(join(tmpdir(), 'afterburner-run-99999999-'));
  const alive = mkdtempSync(join(tmpdir(), `afterburner-run-${process.pid}-`));
  try {
    expect(await new UnconfinedLauncher(probePath).reap()).toBeGreaterThanOrEqual(1);
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  } finally {
    rmSync(alive, { recursive: true });
  }
});
