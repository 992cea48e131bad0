import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { BubblewrapLauncher, bubblewrapUsable } from '../../daemon/sandbox/bubblewrap.ts';
import { SlotSandbox } from '../../daemon/sandbox/slot-sandbox.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import { buildProbe, probePath } from '../../scripts/build-probe.mjs';
import { sandboxContract } from './contract.ts';
import { roomy, runWell } from './fixture.ts';

beforeAll(() => {
  buildProbe();
});

sandboxContract(
  'bubblewrap',
  async () => new SlotSandbox(new Slots({ ceiling: roomy }), new BubblewrapLauncher(probePath)),
);

test('bubblewrap says that it can be used', async () => {
  const usable = await bubblewrapUsable(probePath, new AbortController().signal);
  expect(usable).toMatchObject({ ok: true, value: expect.stringMatching(/^bubblewrap \d/) });
});

test("programs run with the toolchain of the host's PATH", async () => {
  const sandbox = new SlotSandbox(new Slots({ ceiling: roomy }), new BubblewrapLauncher(probePath));
  const ask = 'import sys; print(sys.base_prefix)';
  try {
    const { out } = await runWell(sandbox, ask);
    expect(out).toBe(execFileSync('python3', ['-I', '-c', ask], { encoding: 'utf8' }));
  } finally {
    await sandbox.close();
  }
});
