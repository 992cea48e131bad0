import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectSocket, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DaemonClient } from '../../daemon/client.ts';
import { connect, type ConnectOptions } from '../../daemon/connect.ts';
import { findFolders, makeFolders } from '../../daemon/folders.ts';
import { bundle, start, temporaryFolder } from '../child.ts';
import { settings } from '../samples.ts';

let daemon: string;
beforeAll(async () => {
  daemon = await bundle('test/daemon/fake-daemon.ts');
});

/** Options for a daemon in a home of its own. */
function options(env: NodeJS.ProcessEnv = {}, home = temporaryFolder()): ConnectOptions {
  const all = { PATH: process.env['PATH'], AFTERBURNER_HOME: home, ...env };
  return {
    folders: findFolders(all),
    build: env['TEST_BUILD'] ?? 'test',
    program: { command: process.execPath, args: [daemon] },
    env: all,
  };
}

async function client(connectOptions: ConnectOptions): Promise<DaemonClient> {
  const connected = await connect(connectOptions);
  if (!connected.ok) throw new Error(connected.failure.message);
  onTestFinished(async () => {
    await connected.value.stop(false);
    await connected.value.closed;
  });
  return connected.value;
}

function notes(connectOptions: ConnectOptions): readonly string[] {
  return readFileSync(join(connectOptions.folders.data, 'notes.txt'), 'utf8').trim().split('\n');
}

function log(connectOptions: ConnectOptions): string {
  return readFileSync(join(connectOptions.folders.state, 'daemon.log'), 'utf8');
}

function subject(name: string) {
  return { path: '/a.py', source: 'x', function: name };
}

function measuring(name: string) {
  return { subject: subject(name), cases: null, settings };
}

/** Resolves once the run tells that it waits. */
function untilWaiting(connected: DaemonClient, signal?: AbortSignal) {
  let waits: () => void;
  const waiting = new Promise<void>((resolve) => (waits = resolve));
  const result = connected.measure(measuring('waits'), {
    onEvent: (event) => event.kind === 'preparing' && waits(),
    ...(signal && { signal }),
  });
  return { result, waiting };
}

describe('starting', () => {
  it('happens on demand, in folders that only the user can enter', async () => {
    const rig = options();
    const connected = await client(rig);
    expect(await connected.measure(measuring('passed'))).toMatchObject({ ok: true });
    for (const folder of [rig.folders.data, rig.folders.state, rig.folders.runtime]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    expect(statSync(rig.folders.socket).mode & 0o777).toBe(0o600);
  });

  it('leaves one daemon when ten clients start at once', async () => {
    const rig = options();
    const clients = await Promise.all(Array.from({ length: 10 }, () => client(rig)));
    const hellos = await Promise.all(clients.map((connected) => connected.hello('test')));
    expect(new Set(hellos.map((hello) => hello?.pid)).size).toBe(1);
    expect(notes(rig)).toEqual([`composed ${hellos[0]!.pid}`]);
  }, 60_000);

  it('replaces the socket of a daemon that was killed', async () => {
    const rig = options();
    const first = await client(rig);
    const pid = (await first.hello('test'))!.pid;
    process.kill(pid, 'SIGKILL');
    await first.closed;
    expect(existsSync(rig.folders.socket)).toBe(true);
    const second = await client(rig);
    expect((await second.hello('test'))!.pid).not.toBe(pid);
  });

  it('replaces whatever lies at the place of its socket', async () => {
    const rig = options();
    makeFolders(rig.folders);
    writeFileSync(rig.folders.socket, 'no socket');
    expect(await (await client(rig)).measure(measuring('passed'))).toMatchObject({ ok: true });
  });

  it('tells why the daemon cannot be put together, and leaves', async () => {
    const rig = options({ TEST_COMPOSE: 'fails' });
    const connected = await client(rig);
    expect(await connected.measure(measuring('passed'))).toMatchObject({
      failure: { code: 'history-newer' },
    });
  });

  it('fails in words where the program is missing or breaks', async () => {
    const rig = options();
    const broken = {
      ...rig,
      program: { command: process.execPath, args: ['-e', 'process.exit(7)'] },
    };
    expect(await connect(broken)).toMatchObject({ failure: { code: 'daemon-unreachable' } });
    const missing = { ...rig, program: { command: '/nowhere/node', args: [] } };
    expect(await connect(missing)).toMatchObject({ ok: false });
  });

  it('fails in words where its folder is a file', async () => {
    const home = join(temporaryFolder(), 'file');
    writeFileSync(home, '');
    expect(await connect(options({}, home))).toMatchObject({
      failure: { code: 'folder-unusable' },
    });
  });
});

it('fails in words where the log cannot be written', async () => {
  const rig = options();
  makeFolders(rig.folders);
  mkdirSync(join(rig.folders.state, 'daemon.log'));
  expect(await connect(rig)).toMatchObject({ failure: { code: 'folder-unusable' } });
});

describe('another build', () => {
  it('makes room when it is idle', async () => {
    const home = temporaryFolder();
    const old = await client(options({ TEST_BUILD: 'old' }, home));
    const rig = options({ TEST_BUILD: 'new' }, home);
    const connected = await client(rig);
    await old.closed;
    expect(await connected.hello('new')).toMatchObject({ build: 'new' });
    expect(notes(rig).map((line) => line.split(' ')[0])).toEqual([
      'composed',
      'closed',
      'composed',
    ]);
  });

  it('stays when it is busy, and its run goes on', async () => {
    const home = temporaryFolder();
    const old = await client(options({ TEST_BUILD: 'old' }, home));
    const controller = new AbortController();
    const { result, waiting } = untilWaiting(old, controller.signal);
    await waiting;
    expect(await connect(options({ TEST_BUILD: 'new' }, home))).toMatchObject({
      failure: { code: 'daemon-mismatch' },
    });
    controller.abort();
    expect(await result).toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('leaving', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is clean on %s', async (signal) => {
    const rig = options();
    const connected = await client(rig);
    const { result, waiting } = untilWaiting(connected);
    await waiting;
    process.kill((await connected.hello('test'))!.pid, signal);
    expect(await result).toMatchObject({ failure: { code: 'cancelled' } });
    await connected.closed;
    expect(existsSync(rig.folders.socket)).toBe(false);
    expect(notes(rig).map((line) => line.split(' ')[0])).toEqual(['composed', 'closed']);
  });

  it('is clean when nobody needs it', async () => {
    const rig = options({ AFTERBURNER_IDLE_SECONDS: '0.05' });
    makeFolders(rig.folders);
    const { ended } = start(daemon, [], { env: rig.env });
    expect(await ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(existsSync(rig.folders.socket)).toBe(false);
    expect(log(rig)).toContain('nobody needs it');
  });

  it('lets the next daemon start at once', async () => {
    const rig = options();
    for (let round = 0; round < 3; round += 1) {
      const connected = await client(rig);
      expect(await connected.stop(false)).toBe(true);
    }
    await client(rig);
    const composed = notes(rig).filter((line) => line.startsWith('composed'));
    const closed = notes(rig).filter((line) => line.startsWith('closed'));
    expect([composed.length, closed.length]).toEqual([4, 3]);
  });

  it('of the daemon in the middle of a request is told', async () => {
    const rig = options();
    expect(await (await client(rig)).measure(measuring('dies'))).toMatchObject({
      failure: { code: 'daemon-unreachable', message: expect.stringContaining('went away') },
    });
  });

  it('of a client that is killed cancels its run', async () => {
    const rig = options();
    const connected = await client(rig);
    const other = await bundle('test/daemon/waiting-client.ts');
    const { child, saw } = start(other, [rig.folders.socket], { env: rig.env });
    await saw('waits');
    expect(await connected.hello('test')).toMatchObject({ running: 1 });
    child.kill('SIGKILL');
    await until(async () => (await connected.hello('test'))?.running === 0);
    expect(log(rig)).toContain('measure ends: cancelled');
  });
});

describe('keys', () => {
  it('reach the service, and neither the log nor any file nor an error text', async () => {
    const rig = options({ OPENAI_API_KEY: 'sesame-env', AFTERBURNER_LOG: 'debug' });
    const connected = await client(rig);
    for (const name of ['leaks', 'blames', 'passed']) {
      const result = await connected.optimize({
        subject: subject(name),
        cases: null,
        objective: 'time',
        settings,
        apiKey: 'sesame-request',
      });
      expect(JSON.stringify(result)).not.toContain('sesame');
      if (name !== 'passed') expect(JSON.stringify(result)).toContain('[secret]');
    }
    const { pid } = (await connected.hello('test'))!;
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('sesame');
    }
    expect(log(rig)).toContain('[secret]');
    for (const folder of [rig.folders.data, rig.folders.state]) {
      for (const file of readdirSync(folder)) {
        expect(readFileSync(join(folder, file), 'utf8')).not.toContain('sesame');
      }
    }
  });
});

describe('folders', () => {
  it('keep the socket path within the limit of the kernel', async () => {
    const deep = join(temporaryFolder(), 'deep'.repeat(40));
    const rig = options({}, deep);
    expect(Buffer.byteLength(rig.folders.socket)).toBeLessThan(104);
    expect(await (await client(rig)).measure(measuring('passed'))).toMatchObject({ ok: true });
    expect(statSync(rig.folders.runtime).mode & 0o777).toBe(0o700);
  });

  it("use the session's runtime folder only where it is this user's", () => {
    const own = temporaryFolder();
    const env = { XDG_RUNTIME_DIR: own };
    expect(findFolders(env).socket).toBe(join(own, 'afterburner', 'daemon.sock'));
    expect(findFolders({ XDG_RUNTIME_DIR: join(own, 'absent') }).socket).not.toContain(own);
  });
});

it('gives up on something else that listens in its place without a word', async () => {
  const rig = options();
  makeFolders(rig.folders);
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(rig.folders.socket, resolve));
  onTestFinished(() => void server.close());
  expect(await connect(rig)).toMatchObject({ failure: { code: 'daemon-unreachable' } });
  connectSocket(rig.folders.socket)
    .on('error', () => undefined)
    .destroy();
});

/** Asks again as soon as it is answered: each question is a round trip, none is a sleep. */
async function until(question: () => Promise<boolean>): Promise<void> {
  while (!(await question())) continue;
}
