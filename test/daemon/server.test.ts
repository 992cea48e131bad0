import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DaemonClient, dial } from '../../daemon/client.ts';
import type { Service } from '../../daemon/core/ports/service.ts';
import { FileLog } from '../../daemon/log.ts';
import { DaemonServer } from '../../daemon/server.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Changed } from '../../protocol/history.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { temporaryFolder } from '../child.ts';
import { header, measure, measurementOf, openNew } from '../history/fixture.ts';
import { sampleMeasurement, settings } from '../samples.ts';
import { scriptedService } from './scripted-service.ts';

interface Rig {
  readonly path: string;
  readonly server: DaemonServer;
  /** Why the daemon was told to leave. */
  readonly left: Promise<string>;
  client(): Promise<DaemonClient>;
}

async function rig(
  service: Service | Promise<Result<Service>> = scriptedService(),
  idleMs = 60_000,
): Promise<Rig> {
  const folder = temporaryFolder();
  const path = join(folder, 'daemon.sock');
  let leave: (why: string) => void = () => undefined;
  const left = new Promise<string>((resolve) => (leave = resolve));
  const server = new DaemonServer({
    build: 'test',
    log: new FileLog(join(folder, 'daemon.log'), 'debug'),
    service: service instanceof Promise ? service : Promise.resolve(ok(service)),
    idleMs,
    onLeave: leave,
  });
  await server.listen(path);
  onTestFinished(async () => {
    await server.close();
    await server.disconnect();
  });
  const client = async () => {
    const dialled = await dial(path);
    if (!dialled) throw new Error('nobody listens');
    onTestFinished(() => dialled.close());
    return dialled;
  };
  return { path, server, left, client };
}

function measuring(name: string) {
  return { subject: { path: '/a.py', source: 'x', function: name }, cases: null, settings };
}

/** A service whose runs the test sees begin and end. */
function observed(): {
  readonly service: Service;
  readonly began: Promise<AbortSignal>;
  answer(result: Result<ReturnType<typeof sampleMeasurement>>): void;
} {
  let began: (signal: AbortSignal) => void;
  let answer: (result: Result<ReturnType<typeof sampleMeasurement>>) => void = () => undefined;
  const beganPromise = new Promise<AbortSignal>((resolve) => (began = resolve));
  const answered = new Promise<Result<ReturnType<typeof sampleMeasurement>>>(
    (resolve) => (answer = resolve),
  );
  const service: Service = {
    ...scriptedService(),
    measure: (_params, _tell, signal) => (began(signal), answered),
  };
  return { service, began: beganPromise, answer };
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

describe('requests', () => {
  it('answers with the result, after the events', async () => {
    const client = await (await rig()).client();
    const events: RunEvent[] = [];
    const result = await client.measure(measuring('passed'), {
      onEvent: (event) => events.push(event),
    });
    expect(result).toEqual(ok(sampleMeasurement({ function: 'passed' })));
    expect(events).toEqual([{ kind: 'measuring', what: 'rounds', done: 1, total: 4 }]);
  });

  it('keeps the events of two runs apart', async () => {
    const client = await (await rig()).client();
    const first: RunEvent[] = [];
    const second: RunEvent[] = [];
    await Promise.all([
      client.measure(measuring('passed'), { onEvent: (event) => first.push(event) }),
      client.measure(measuring('fails'), { onEvent: (event) => second.push(event) }),
    ]);
    expect([first.length, second.length]).toEqual([1, 1]);
  });

  it('waits for the service, while hello does not', async () => {
    let compose: (service: Result<Service>) => void = () => undefined;
    const { client } = await rig(new Promise<Result<Service>>((resolve) => (compose = resolve)));
    const connected = await client();
    const result = connected.measure(measuring('passed'));
    expect(await connected.hello('test')).toMatchObject({ build: 'test', running: 1 });
    compose(ok(scriptedService()));
    expect(await result).toMatchObject({ ok: true });
  });

  it('tells why there is no service', async () => {
    const failure = fail('history-newer', 'A newer Afterburner wrote the history.');
    const client = await (await rig(Promise.resolve(failure))).client();
    expect(await client.measure(measuring('passed'))).toEqual(failure);
  });

  it('tells of a defect without ending', async () => {
    const client = await (await rig()).client();
    expect(await client.measure(measuring('throws'))).toMatchObject({
      failure: { code: 'internal', message: expect.stringContaining('the scripted defect') },
    });
    expect(await client.measure(measuring('passed'))).toMatchObject({ ok: true });
  });

  it('refuses params that are malformed', async () => {
    const client = await (await rig()).client();
    const result = await client.measure({ ...measuring('passed'), cases: 7 as never });
    expect(result).toMatchObject({ failure: { code: 'usage' } });
  });

  it('survives a client that sends what is no message', async () => {
    const { path, client } = await rig();
    for (const bytes of [
      'Content-Length: 12\r\n\r\nno JSON here',
      'Content-Length: x\r\n\r\n{}',
      '\0',
    ]) {
      const socket = connectSocket(path);
      const closed = new Promise((resolve) => socket.on('close', resolve));
      socket.on('error', () => undefined);
      socket.end(bytes);
      socket.resume();
      await closed;
    }
    expect(await (await client()).measure(measuring('passed'))).toMatchObject({ ok: true });
  });
});

/** The scripted service with a history that is a real one. */
function remembering() {
  const history = openNew();
  const onChange = history.onChange.bind(history);
  const service: Service = { ...scriptedService(), records: history, onChange };
  return { history, service };
}

describe('the history', () => {
  it('is asked, and deleted from', async () => {
    const { history, service } = remembering();
    const client = await (await rig(service)).client();
    const run = measure(history, 'def f(): ...', measurementOf(7));
    const asked = { under: [], search: '', kinds: [], improvedOnly: false, before: null, limit: 9 };
    expect(await client.ask('runs', asked)).toMatchObject({
      ok: true,
      value: { runs: [{ id: run, figures: { medianNs: 7 } }], more: false },
    });
    expect(await client.ask('known', { path: header.path })).toMatchObject({
      value: { versions: [{ code: 'def f(): ...', run }] },
    });
    expect(await client.ask('run', { run, after: 0 })).toMatchObject({ value: { attempts: [] } });
    expect(await client.ask('attempt', { run, attempt: 1 })).toMatchObject({
      failure: { code: 'version-missing' },
    });
    expect(await client.ask('deleteRun', { run })).toEqual(ok(null));
    expect(await client.ask('proposal', { run, attempt: null })).toMatchObject({
      failure: { code: 'run-unknown' },
    });
    expect(await client.ask('runs', { ...asked, limit: 0 })).toMatchObject({
      failure: { code: 'usage' },
    });
  });

  it('tells every client of what another one brings about', async () => {
    const { history, service } = remembering();
    const { client } = await rig(service);
    const [first, second] = [await client(), await client()];
    const told: Changed[][] = [[], []];
    const heard = [first, second].map(
      (each, index) =>
        new Promise<void>((resolve) =>
          each.onChanged((changed) => {
            told[index]!.push(changed);
            if (changed.what === 'deleted') resolve();
          }),
        ),
    );
    // Both have to be there before anything happens.
    await Promise.all([first.hello('test'), second.hello('test')]);
    const run = history.begin(header);
    history.finish(run, { state: 'cancelled', failure: null });
    await first.ask('deleteRun', { run });
    await Promise.all(heard);
    for (const changes of told) {
      expect(changes[0]).toEqual({ run, path: header.path, what: 'begun' });
      expect(changes.at(-1)).toEqual({ run, path: header.path, what: 'deleted' });
    }
  });

  it('does not wait for a client that reads nothing', async () => {
    const { history, service } = remembering();
    const { path, client } = await rig(service);
    const deaf = connectSocket(path);
    await new Promise((resolve) => deaf.once('connect', resolve));
    deaf.pause();
    const reads = await client();
    const heard = new Promise<void>((resolve) =>
      reads.onChanged(({ what }) => what === 'ended' && resolve()),
    );
    await reads.hello('test');
    const run = history.begin(header);
    for (let n = 0; n < 200; n += 1) history.measured(run, measurementOf(n), []);
    history.finish(run, { state: 'cancelled', failure: null });
    await heard;
    deaf.destroy();
  });

  it('does not keep a daemon that is asked to leave', async () => {
    let compose: (service: Result<Service>) => void = () => undefined;
    const { client, left } = await rig(
      new Promise<Result<Service>>((resolve) => (compose = resolve)),
    );
    const asks = await client();
    const answer = asks.ask('known', { path: '/a.py' });
    expect(await asks.hello('test')).toMatchObject({ running: 0 });
    expect(await (await client()).stop(true)).toBe(true);
    expect(await left).toBe('a client asked');
    compose(ok(scriptedService()));
    expect(await answer).toMatchObject({ ok: true });
  });

  it('answers no more once the daemon leaves', async () => {
    const { service } = remembering();
    const { server, client } = await rig(service);
    const connected = await client();
    await connected.hello('test');
    await server.close();
    expect(await connected.ask('known', { path: '/a.py' })).toMatchObject({
      failure: { code: 'cancelled' },
    });
  });
});

describe('cancelling', () => {
  it('aborts the run and waits for its answer', async () => {
    const { service, began, answer } = observed();
    const { client } = await rig(service);
    const controller = new AbortController();
    const result = (await client()).measure(measuring('x'), { signal: controller.signal });
    const signal = await began;
    expect(signal.aborted).toBe(false);
    controller.abort();
    await fired(signal);
    answer(fail('cancelled', 'The program was killed.'));
    expect(await result).toEqual(fail('cancelled', 'The program was killed.'));
  });

  it('cancels what a client that went had under way, and nothing else', async () => {
    const going = observed();
    const { client } = await rig({
      ...scriptedService(),
      measure: going.service.measure,
    });
    const stays = await client();
    const controller = new AbortController();
    const staying = stays.compare(
      {
        baseline: measuring('waits').subject,
        candidate: measuring('waits').subject,
        cases: null,
        objective: 'time',
        settings,
      },
      { signal: controller.signal },
    );
    const goes = await client();
    void goes.measure(measuring('x'));
    const signal = await going.began;
    goes.close();
    await fired(signal);
    going.answer(fail('cancelled', 'Cancelled.'));
    expect(await stays.hello('test')).toMatchObject({ running: 1 });
    controller.abort();
    expect(await staying).toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('cancels every run when the daemon leaves, and tells their clients', async () => {
    const { server, client } = await rig();
    const connected = await client();
    let saw = () => {};
    const waiting = new Promise<void>((resolve) => (saw = resolve));
    const result = connected.measure(measuring('waits'), {
      onEvent: (event) => event.kind === 'preparing' && saw(),
    });
    await waiting;
    await server.close();
    expect(await result).toMatchObject({ failure: { code: 'cancelled' } });
    await server.disconnect();
    await connected.closed;
  });
});

describe('leaving', () => {
  it('happens when nobody has needed the daemon for a while', async () => {
    expect(await (await rig(scriptedService(), 1)).left).toBe('nobody needs it');
  });

  it('does not happen while a client is there', async () => {
    const { client, left } = await rig(scriptedService(), 50);
    const connected = await client();
    const first = await Promise.race([
      left,
      connected.measure(measuring('waits'), {
        signal: AbortSignal.timeout(300),
      }),
    ]);
    expect(first).toMatchObject({ failure: { code: 'cancelled' } });
    connected.close();
    expect(await left).toBe('nobody needs it');
  });

  it('happens on request, unless only an idle daemon is to leave and it is busy', async () => {
    const { service, began, answer } = observed();
    const { client, left } = await rig(service);
    const busy = await client();
    const result = busy.measure(measuring('x'));
    await began;
    const other = await client();
    expect(await other.stop(true)).toBe(false);
    expect(await other.stop(false)).toBe(true);
    expect(await left).toBe('a client asked');
    answer(fail('cancelled', 'Cancelled.'));
    await result;
  });
});
