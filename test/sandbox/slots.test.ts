import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../protocol/events.ts';
import type { Lease, Sandbox } from '../../daemon/core/ports/sandbox.ts';
import { planCores } from '../../daemon/core/cores.ts';
import { SlotSandbox } from '../../daemon/sandbox/slot-sandbox.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import type { SlotOptions } from '../../daemon/sandbox/slots.ts';
import { frameTypes } from '../../daemon/sandbox/probe-frames.ts';
import { FakeLauncher, greeting, result } from './fake-probe.ts';
import { pythonJob, roomy } from './fixture.ts';

const never = new AbortController().signal;
const deaf = (): void => {};

function slots(options: Partial<SlotOptions> = {}): Slots {
  return new Slots({ ceiling: roomy, cores: planCores([0, 1], null), ...options });
}

async function leased(sandbox: Sandbox): Promise<Lease> {
  const lease = await sandbox.lease('python', never, deaf);
  if (!lease.ok) throw new Error(lease.failure.message);
  return lease.value;
}

describe('slots', () => {
  test('are the measuring cores of the plan, all with the same core for their probes', async () => {
    const cores = planCores([2, 3, 5], null);
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots({ cores }), launcher);
    expect([(await leased(sandbox)).core, (await leased(sandbox)).core]).toEqual([3, 5]);
    expect(launcher.starts.map(([, started]) => started)).toEqual([
      { measuring: 3, probe: 2 },
      { measuring: 5, probe: 2 },
    ]);
  });

  test('never meet on two threads of one core', async () => {
    const threads = new Map([
      [0, [2]],
      [1, [3]],
      [2, [0]],
      [3, [1]],
    ]);
    const shared = slots({ cores: planCores([0, 1, 2, 3], threads), queueLimit: 0 });
    const sandbox = new SlotSandbox(shared, new FakeLauncher());
    expect((await leased(sandbox)).core).toBe(1);
    const second = await sandbox.lease('python', never, deaf);
    expect(second).toMatchObject({ ok: false, failure: { code: 'queue-full' } });
  });

  test('say that a single core makes figures less certain', async () => {
    const usual = await leased(new SlotSandbox(slots(), new FakeLauncher()));
    expect(usual.sharesCore).toBe(false);
    const single = new SlotSandbox(slots({ cores: planCores([4], null) }), new FakeLauncher());
    expect(await leased(single)).toMatchObject({ core: 4, sharesCore: true });
  });

  test('are given in the order of asking, across sandboxes, and those who wait are told', async () => {
    const shared = slots();
    const [one, other] = [
      new SlotSandbox(shared, new FakeLauncher()),
      new SlotSandbox(shared, new FakeLauncher()),
    ];
    const first = await leased(one);
    const order: string[] = [];
    const wait = async (name: string, sandbox: Sandbox): Promise<void> => {
      const lease = await sandbox.lease('python', never, (event: RunEvent) => {
        if (event.kind === 'queued') order.push(`${name} waits for ${event.ahead}`);
      });
      if (!lease.ok) throw new Error(lease.failure.message);
      order.push(`${name} runs`);
      await lease.value.release();
    };
    const waiting = [wait('a', other), wait('b', one)];
    await first.release();
    await Promise.all(waiting);
    expect(order).toEqual(['a waits for 0', 'b waits for 1', 'b waits for 0', 'a runs', 'b runs']);
  });

  test('have a queue with an end', async () => {
    const sandbox = new SlotSandbox(slots({ queueLimit: 1 }), new FakeLauncher());
    await leased(sandbox);
    const waiting = sandbox.lease('python', never, deaf);
    const full = await sandbox.lease('python', never, deaf);
    expect(full).toMatchObject({ ok: false, failure: { code: 'queue-full' } });
    await sandbox.close();
    void waiting;
  });

  test('let go of who stops waiting', async () => {
    const sandbox = new SlotSandbox(slots(), new FakeLauncher());
    const first = await leased(sandbox);
    const aborter = new AbortController();
    const waiting = sandbox.lease('python', aborter.signal, deaf);
    aborter.abort();
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await first.release();
    await leased(sandbox);
  });

  test('are free again where no sandbox could be started', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    const { prepare } = launcher;
    launcher.prepare = (probe) => probe.die('it exited with code 1');
    const failed = await sandbox.lease('python', never, deaf);
    expect(failed).toMatchObject({ ok: false, failure: { code: 'sandbox-failed' } });
    expect(launcher.probes.length).toBe(2);
    launcher.prepare = prepare;
    await leased(sandbox);
  });

  test('cancel runs and waits when they close', async () => {
    const launcher = new FakeLauncher();
    launcher.prepare = (probe) => probe.say(greeting);
    const shared = slots();
    const sandbox = new SlotSandbox(shared, launcher);
    const running = (await leased(sandbox)).run(pythonJob(''), never);
    const waiting = sandbox.lease('python', never, deaf);
    await shared.close();
    const cancelled = { ok: false, failure: { code: 'cancelled' } };
    expect([await running, await waiting]).toMatchObject([cancelled, cancelled]);
    expect(launcher.probes.map(({ killed }) => killed)).toEqual([true]);
  });
});

describe('a probe', () => {
  test('is kept between runs and leases', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    for (let i = 0; i < 3; i++) {
      const lease = await leased(sandbox);
      expect((await lease.run(pythonJob(''), never)).ok).toBe(true);
      expect(lease.host).toMatchObject({ engine: 'fake', probe: 'fake' });
      await lease.release();
    }
    expect(launcher.probes.length).toBe(1);
  });

  test('is one for each language', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    for (const language of ['python', 'ruby', 'python']) {
      const lease = await sandbox.lease(language, never, deaf);
      if (lease.ok) await lease.value.release();
    }
    expect(launcher.starts.map(([language]) => language)).toEqual(['python', 'ruby']);
  });

  test('is replaced after a run that leaves it in doubt', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    launcher.prepare = (probe, index) => {
      probe.onFrame = () => probe.say(result(index, { clean: index > 0 }));
      probe.say(greeting);
    };
    const lease = await leased(sandbox);
    const codes: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const run = await lease.run(pythonJob(''), never);
      codes.push(run.ok && run.value.exit);
    }
    expect(codes).toEqual([0, 1, 1].map((code) => ({ kind: 'exited', code })));
    expect(launcher.probes.map(({ killed }) => killed)).toEqual([true, false]);
  });

  test('that fails a run is replaced, and the run made once more', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    launcher.prepare = (probe, index) => {
      probe.onFrame = () => (index === 0 ? probe.die('it vanished') : probe.say(result(7)));
      probe.say(greeting);
    };
    const run = await (await leased(sandbox)).run(pythonJob(''), never);
    expect(run).toMatchObject({ ok: true, value: { exit: { code: 7 } } });
  });

  test('that fails a run twice is a failure of the sandbox', async () => {
    const launcher = new FakeLauncher();
    const sandbox = new SlotSandbox(slots(), launcher);
    launcher.prepare = (probe) => {
      probe.onFrame = () => probe.die('it vanished');
      probe.say(greeting);
    };
    const run = await (await leased(sandbox)).run(pythonJob(''), never);
    expect(run).toMatchObject({ ok: false, failure: { code: 'sandbox-failed' } });
    expect(launcher.probes.length).toBe(2);
  });

  test('is replaced by a larger one for a run beyond its limits, and that one stays', async () => {
    const launcher = new FakeLauncher();
    const lease = await leased(new SlotSandbox(slots(), launcher));
    const large = roomy.memoryBytes * 2;
    await lease.run(pythonJob(''), never);
    await lease.run(pythonJob('', { limits: { memoryBytes: large } }), never);
    await lease.run(pythonJob(''), never);
    const sizes = launcher.starts.map(([, , limits]) => limits.memoryBytes);
    expect(sizes.length).toBe(2);
    expect(sizes[0]).toBeGreaterThan(roomy.memoryBytes);
    expect(sizes[1]).toBeGreaterThan(large);
  });

  test('gives jobs the toolchain and the work folder, unless they bring their own', async () => {
    const launcher = new FakeLauncher();
    const lease = await leased(new SlotSandbox(slots(), launcher));
    await lease.run(pythonJob('', { env: { HOME: '/elsewhere' } }), never);
    const [frame] = launcher.probes[0]!.received;
    expect(frame!.type).toBe(frameTypes.run);
    const sent = new TextDecoder().decode(frame!.payload);
    for (const variable of ['PATH=/toolchain/bin', 'TMPDIR=/work/run', 'HOME=/elsewhere']) {
      expect(sent).toContain(variable);
    }
    expect(sent).not.toContain('HOME=/work/run');
  });

  test('is closed when nobody uses it for long', async () => {
    const launcher = new FakeLauncher();
    const lease = await leased(new SlotSandbox(slots({ idleMs: 1 }), launcher));
    await lease.release();
    await launcher.probes[0]!.gone;
    expect(launcher.probes[0]!.killed).toBe(true);
  });
});
