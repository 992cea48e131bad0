import { beforeAll, expect, test } from 'vitest';
import { BubblewrapLauncher, bubblewrapUsable } from '../../daemon/sandbox/bubblewrap.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import { buildProbe, probePath } from '../../scripts/build-probe.mjs';
import { sandboxContract } from './contract.ts';
import { roomy } from './fixture.ts';

beforeAll(() => {
  buildProbe();
});

sandboxContract('bubblewrap', async () =>
  new Slots({ ceiling: roomy }).over(new BubblewrapLauncher(probePath)),
);

test('bubblewrap says that it can be used', async () => {
  const usable = await bubblewrapUsable(probePath, new AbortController().signal);
  expect(usable).toMatchObject({ ok: true, value: expect.stringMatching(/^bubblewrap \d/) });
});
