import { describe, expect, test } from 'vitest';
import { ProbeConnection } from '../../daemon/sandbox/probe-connection.ts';
import { encodeFrame, frameTypes } from '../../daemon/sandbox/probe-frames.ts';
import { FakeProbe, greeting, number, result, text } from './fake-probe.ts';
import { pythonJob } from './fixture.ts';

const cores = { measuring: 1, probe: 0 };
const never = new AbortController().signal;
const failure = (code: string, message: RegExp = /./) => ({
  ok: false,
  failure: { code, message: expect.stringMatching(message) as string },
});

async function connected(): Promise<{ probe: FakeProbe; connection: ProbeConnection }> {
  const probe = new FakeProbe();
  probe.say(greeting);
  const opened = await ProbeConnection.open(probe, never);
  if (!opened.ok) throw new Error(opened.failure.message);
  return { probe, connection: opened.value.connection };
}

describe('the handshake', () => {
  test('gives the version', async () => {
    const probe = new FakeProbe();
    probe.say(greeting);
    const opened = await ProbeConnection.open(probe, never);
    expect(opened).toMatchObject({ ok: true, value: { ready: { version: 'fake' } } });
  });

  test.each([
    ['garbage', (probe: FakeProbe) => probe.say(text('Segmentation fault')), /it sent/],
    ['another frame', (probe: FakeProbe) => probe.say(encodeFrame(frameTypes.pong)), /no greeting/],
    [
      'a complaint',
      (probe: FakeProbe) => probe.say(encodeFrame(136, text('No /proc.'))),
      /No \/proc/,
    ],
    ['nothing, and dies', (probe: FakeProbe) => probe.die('it exited with code 1'), /code 1/],
    ['nothing', () => {}, /not ready/],
  ])('fails where the probe says %s', async (_, act, message) => {
    const probe = new FakeProbe();
    const opening = ProbeConnection.open(probe, never, 20);
    act(probe);
    expect(await opening).toMatchObject(failure('sandbox-failed', message));
    expect(probe.killed).toBe(true);
  });

  test('ends with an aborted signal', async () => {
    const probe = new FakeProbe();
    const opened = await ProbeConnection.open(probe, AbortSignal.abort());
    expect(opened).toMatchObject(failure('cancelled'));
    expect(probe.killed).toBe(true);
  });
});

describe('a run', () => {
  test('is collected from its frames, and the probe may be used again', async () => {
    const { probe, connection } = await connected();
    const mark = new Uint8Array([73, ...number(1), ...number(2), ...number(3), ...number(4)]);
    probe.onFrame = () =>
      probe.say(
        encodeFrame(frameTypes.stdout, text('one ')),
        encodeFrame(frameTypes.stdout, text('two')),
        encodeFrame(frameTypes.marks, mark),
        encodeFrame(frameTypes.samples, new Uint8Array(32)),
        result(4),
      );
    const run = await connection.run(pythonJob(''), cores, never);
    if (!run.ok) throw new Error(run.failure.message);
    expect(run.value.reusable).toBe(true);
    expect(run.value.report).toMatchObject({
      exit: { kind: 'exited', code: 4 },
      marks: [{ kind: 'I', wallNs: 1, cpuNs: 2, bytes: 3, heldUpNs: 4 }],
      stdout: text('one two'),
      outcome: new Uint8Array(),
    });
    expect(run.value.report.samples.tNs.length).toBe(2);
    expect((await connection.run(pythonJob(''), cores, never)).ok).toBe(true);
  });

  test.each([
    ['is not clean', { clean: false }],
    ['breached memory', { breach: 3 }],
    ['breached processes', { breach: 4 }],
    ['breached the channel', { breach: 7 }],
  ])('that %s leaves the probe in doubt', async (_, facts) => {
    const { probe, connection } = await connected();
    probe.onFrame = () => probe.say(result(0, facts));
    const run = await connection.run(pythonJob(''), cores, never);
    expect(run).toMatchObject({ ok: true, value: { reusable: false } });
  });

  test.each([
    ['garbage', (probe: FakeProbe) => probe.say(text('garbage'))],
    ['a greeting', (probe: FakeProbe) => probe.say(greeting)],
    ['half a mark', (probe: FakeProbe) => probe.say(encodeFrame(133, text('B')), result(0))],
    ['nothing, and dies', (probe: FakeProbe) => probe.die('it was ended by SIGKILL')],
    ['nothing, its input broken', (probe: FakeProbe) => probe.stdin.destroy(new Error('EPIPE'))],
  ])('fails for good where the probe says %s', async (_, act) => {
    const { probe, connection } = await connected();
    probe.onFrame = () => act(probe);
    expect(await connection.run(pythonJob(''), cores, never)).toMatchObject(
      failure('sandbox-failed'),
    );
    expect(connection.usable).toBe(false);
    expect(probe.killed).toBe(true);
    expect(await connection.run(pythonJob(''), cores, never)).toMatchObject(
      failure('sandbox-failed'),
    );
  });

  test('is cancelled by the signal, and the probe may be used again', async () => {
    const { probe, connection } = await connected();
    const aborter = new AbortController();
    probe.onFrame = ({ type }) => {
      if (type === frameTypes.run) aborter.abort();
      else probe.say(result(0, { breach: 8 }));
    };
    const run = await connection.run(pythonJob(''), cores, aborter.signal);
    expect(run).toMatchObject(failure('cancelled'));
    expect(probe.received.map(({ type }) => type)).toEqual([frameTypes.run, frameTypes.cancel]);
    expect(connection.usable).toBe(true);
  });

  test('whose cancellation the probe does not obey ends with the probe', async () => {
    const { probe, connection } = await connected();
    const aborter = new AbortController();
    probe.onFrame = () => aborter.abort();
    const run = await connection.run(pythonJob(''), cores, aborter.signal);
    expect(run).toMatchObject(failure('cancelled'));
    expect(probe.killed).toBe(true);
  });
});

test('what nobody asked for puts an idle probe in doubt', async () => {
  const { probe, connection } = await connected();
  probe.say(result(0));
  await probe.gone;
  expect(connection.usable).toBe(false);
});
