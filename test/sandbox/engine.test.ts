import { createHash } from 'node:crypto';
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo, Server as RawServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explain } from '../../daemon/sandbox/engine-faults.ts';
import { enginePlaces } from '../../daemon/sandbox/engine-places.ts';
import type { Surroundings } from '../../daemon/sandbox/engine-places.ts';
import { findEngine } from '../../daemon/sandbox/engine.ts';

const certificates = join(import.meta.dirname, '../fixtures/tls');
const answerMs = 300;

let root: string;
let home: string;
const servers: (Server | RawServer)[] = [];

beforeEach(() => {
  // Short, for a socket's path has little room.
  root = mkdtempSync(join(tmpdir(), 'e'));
  home = join(root, 'h');
  mkdirSync(home);
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(root, { recursive: true, force: true });
});

describe('where an engine is looked for', () => {
  const sockets = {
    named: 'named.sock',
    context: 'context.sock',
    docker: 'var/run/docker.sock',
    'rootless docker': 'run/user/7/docker.sock',
    'rootless podman': 'run/user/7/podman/podman.sock',
    podman: 'run/podman/podman.sock',
    'docker desktop, mac': 'h/.docker/run/docker.sock',
    'docker desktop, linux': 'h/.docker/desktop/docker.sock',
    colima: 'h/.colima/default/docker.sock',
    rancher: 'h/.rd/docker.sock',
    orbstack: 'h/.orbstack/run/docker.sock',
    lima: 'h/.lima/docker/sock/docker.sock',
  };

  test('each usual place is found, and the order is fixed', async () => {
    const names = Object.keys(sockets);
    for (const name of names) await listen(sockets[name as keyof typeof sockets], engine({ name }));
    const around = surroundings({ DOCKER_HOST: `unix://${join(root, sockets.named)}` });
    describeContext('work', `unix://${join(root, sockets.context)}`);
    writeConfig({ currentContext: 'work' });

    const order: string[] = [];
    for (let left = names.length; left > 0; left -= 1) {
      const found = await findEngine(around, undefined, answerMs);
      if (!found.ok) break;
      order.push(found.value.facts.system);
      rmSync(found.value.address);
    }

    expect(order).toEqual(names);
  });

  test('DOCKER_CONTEXT goes before the current context, and default is none', async () => {
    for (const name of ['one', 'two', 'var/run/docker.sock']) await listen(name, engine({ name }));
    describeContext('one', `unix://${join(root, 'one')}`);
    describeContext('two', `unix://${join(root, 'two')}`);
    writeConfig({ currentContext: 'one' });

    expect(await system({})).toBe('one');
    expect(await system({ DOCKER_CONTEXT: 'two' })).toBe('two');
    expect(await system({ DOCKER_CONTEXT: 'default' })).toBe('var/run/docker.sock');
    expect(await system({ DOCKER_CONFIG: join(root, 'nowhere') })).toBe('var/run/docker.sock');
  });

  test.each([
    ['unix:///a/b.sock', { kind: 'socket', path: '/a/b.sock' }],
    ['npipe:////./pipe/x', { kind: 'socket', path: '//./pipe/x' }],
    ['tcp://h:1234', { kind: 'tcp', host: 'h', port: 1234, tls: null }],
    ['tcp://h', { kind: 'tcp', host: 'h', port: 2375, tls: null }],
    ['h:1234', { kind: 'tcp', host: 'h', port: 1234, tls: null }],
    ['tcp://[::1]:5', { kind: 'tcp', host: '::1', port: 5, tls: null }],
  ])('DOCKER_HOST=%s', (host, address) => {
    expect(enginePlaces(surroundings({ DOCKER_HOST: host }))[0]?.address).toEqual(address);
  });

  test('on Windows the engines have named pipes', () => {
    const around = { ...surroundings({}), platform: 'win32' as const };
    expect(enginePlaces(around).map(({ address }) => address)).toContainEqual({
      kind: 'socket',
      path: '//./pipe/docker_engine',
    });
  });

  test('one address is asked once, whoever names it', () => {
    const around = surroundings({ DOCKER_HOST: `unix://${join(root, 'var/run/docker.sock')}` });
    const addresses = enginePlaces(around).map(({ address }) => JSON.stringify(address));
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('what is told of an engine', () => {
  test('over TCP, with a name, version, cgroups and cores', async () => {
    const port = await listenTcp(createServer(engine({ name: 'remote' })));
    const found = await find({ DOCKER_HOST: `tcp://127.0.0.1:${port}` });
    expect(found).toMatchObject({
      source: 'DOCKER_HOST',
      address: `tcp://127.0.0.1:${port}`,
      facts: {
        name: 'Docker',
        version: '20.10.24',
        cgroupVersion: 1,
        arch: 'amd64',
        cores: 3,
        kernel: '6.1.0',
        system: 'remote',
      },
      passedOver: [],
    });
  });

  test('over TLS, with the files of DOCKER_CERT_PATH or of a context', async () => {
    const port = await listenTcp(secureServer(engine({ name: 'secure' })));
    const host = `tcp://localhost:${port}`;
    const env = { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates };
    expect(await system(env)).toBe('secure');

    const digest = describeContext('work', host);
    const folder = join(home, '.docker/contexts/tls', digest, 'docker');
    cpSync(certificates, folder, { recursive: true });
    expect(await system({ DOCKER_CONTEXT: 'work' })).toBe('secure');
  });

  test('Podman by its own name', async () => {
    await listen('run/podman/podman.sock', engine({ name: 'x', component: 'Podman Engine' }));
    expect((await find({}))?.facts.name).toBe('Podman');
  });

  test('a named engine that does not answer is passed over, and told', async () => {
    await listen('var/run/docker.sock', engine({ name: 'usual' }));
    const found = await find({ DOCKER_HOST: 'unix:///nowhere.sock' });
    expect(found?.facts.system).toBe('usual');
    expect(found?.passedOver).toMatchObject([
      { source: 'DOCKER_HOST', reason: 'there is no socket at /nowhere.sock' },
    ]);
  });
});

describe('why there is no engine', () => {
  test('nothing anywhere', async () => {
    const found = await findEngine(surroundings({}), undefined, answerMs);
    expect(found).toMatchObject({
      ok: false,
      failure: { code: 'engine-unreachable', hint: expect.stringContaining('Install Docker') },
    });
    if (!found.ok) expect(found.attempts.every(({ absent }) => absent)).toBe(true);
  });

  test.each<[string, string, () => Promise<Record<string, string>>]>([
    [
      'a socket that is not there',
      'there is no socket at',
      async () => ({ DOCKER_HOST: `unix://${join(root, 'none.sock')}` }),
    ],
    [
      'a socket that nobody listens on any more',
      'nothing listens there',
      async () => {
        const server = await listen('live.sock', engine({ name: 'x' }));
        linkSync(join(root, 'live.sock'), join(root, 'stale.sock'));
        await new Promise((resolve) => server.close(resolve));
        servers.pop();
        return { DOCKER_HOST: `unix://${join(root, 'stale.sock')}` };
      },
    ],
    [
      'a port that nobody listens on',
      'nothing listens there',
      async () => {
        const server = createServer();
        const port = await listenTcp(server);
        await new Promise((resolve) => server.close(resolve));
        servers.pop();
        return { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
      },
    ],
    [
      'an engine that hangs',
      'it does not answer',
      async () => ({ DOCKER_HOST: `tcp://127.0.0.1:${await listenTcp(createServer(() => {}))}` }),
    ],
    [
      'something else that speaks HTTP',
      'not as a container engine does',
      async () => {
        const port = await listenTcp(createServer((_, answer) => answer.end('"hello"')));
        return { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
      },
    ],
    [
      'something that does not',
      'breaks off the conversation',
      async () => {
        const port = await listenTcp(
          createRawServer((socket) => socket.resume().end('SSH-2.0-x\r\n')),
        );
        return { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
      },
    ],
    [
      'one that wants TLS',
      'breaks off the conversation',
      async () => {
        const port = await listenTcp(secureServer(engine({ name: 'x' })));
        return { DOCKER_HOST: `tcp://localhost:${port}` };
      },
    ],
    [
      'one that knows no TLS',
      'TLS failed',
      async () => {
        const port = await listenTcp(createServer(engine({ name: 'x' })));
        return {
          DOCKER_HOST: `tcp://localhost:${port}`,
          DOCKER_TLS_VERIFY: '1',
          DOCKER_CERT_PATH: certificates,
        };
      },
    ],
    [
      'one whose certificate nobody vouches for',
      'TLS failed',
      async () => {
        const port = await listenTcp(secureServer(engine({ name: 'x' })));
        return { DOCKER_HOST: `https://localhost:${port}` };
      },
    ],
    [
      'TLS files that are not there',
      'TLS files cannot be read',
      async () => ({
        DOCKER_HOST: 'tcp://localhost:1',
        DOCKER_TLS_VERIFY: '1',
        DOCKER_CERT_PATH: join(root, 'none'),
      }),
    ],
    [
      'one that is too old',
      'its API is 1.24',
      async () => {
        await listen('old.sock', engine({ name: 'x', api: '1.24' }));
        return { DOCKER_HOST: `unix://${join(root, 'old.sock')}` };
      },
    ],
    [
      'one that runs Windows containers',
      'it runs windows containers',
      async () => {
        await listen('win.sock', engine({ name: 'x', os: 'windows' }));
        return { DOCKER_HOST: `unix://${join(root, 'win.sock')}` };
      },
    ],
    ['ssh', 'ssh addresses are not supported', async () => ({ DOCKER_HOST: 'ssh://me@far' })],
    ['no address', "is not an engine's address", async () => ({ DOCKER_HOST: 'ftp://x' })],
    ['no host', "is not an engine's address", async () => ({ DOCKER_HOST: 'tcp://:[' })],
    ['a context that is not there', 'not described', async () => ({ DOCKER_CONTEXT: 'lost' })],
  ])('%s', async (_, reason, arrange) => {
    const found = await findEngine(surroundings(await arrange()), undefined, answerMs);
    expect(found.ok).toBe(false);
    if (found.ok) return;
    const [attempt] = found.attempts;
    expect(attempt?.reason).toContain(reason);
    expect(attempt?.mend).toMatch(/^[A-Z].*\.$/s);
    expect(found.failure.message).toContain(reason);
    expect(found.failure.hint).toContain(attempt?.mend);
  });

  test.each([
    ['EACCES', 'this user may not use /s', 'sudo usermod -aG docker $USER'],
    ['EPERM', 'this user may not use /s', 'sudo usermod -aG docker $USER'],
    ['ENOTFOUND', 'its host name is not known', 'host name'],
    ['EHOSTUNREACH', 'its host cannot be reached', 'network'],
    ['CERT_HAS_EXPIRED', 'TLS failed: words', 'DOCKER_CERT_PATH'],
    ['ESOMETHING', 'words', 'Start it.'],
  ])('%s is put into words', (code, reason, mend) => {
    const place = {
      source: 'x',
      address: { kind: 'socket', path: '/s' },
      start: 'Start it.',
      named: true,
    } as const;
    const fault = explain(Object.assign(new Error('words'), { code }), place);
    expect(fault.reason).toContain(reason);
    expect(fault.mend).toContain(mend);
  });

  test('an environment that dockerode cannot read is told as such', async () => {
    await listen('var/run/docker.sock', engine({ name: 'x' }));
    vi.stubEnv('DOCKER_HOST', 'tcp://:[');
    try {
      const found = await findEngine(surroundings({}), undefined, answerMs);
      expect(found).toMatchObject({
        ok: false,
        failure: { hint: expect.stringContaining('unset DOCKER_HOST') },
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('who stops looking gets no engine', async () => {
    await listen('var/run/docker.sock', engine({ name: 'x' }));
    const found = await findEngine(surroundings({}), AbortSignal.abort(), answerMs);
    expect(found).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

function surroundings(env: Record<string, string>): Surroundings {
  return { env, home, platform: 'linux', uid: 7, root };
}

async function find(env: Record<string, string>) {
  const found = await findEngine(surroundings(env), undefined, 5_000);
  return found.ok ? found.value : null;
}

async function system(env: Record<string, string>) {
  return (await find(env))?.facts.system;
}

function engine(options: { name: string; api?: string; os?: string; component?: string }) {
  const { name, api = '1.41', os = 'linux', component = 'Engine' } = options;
  const answers: Record<string, object> = {
    '/version': {
      Version: '20.10.24',
      ApiVersion: api,
      Arch: 'amd64',
      Os: os,
      KernelVersion: '6.1.0',
      Components: [{ Name: component }],
    },
    '/info': { NCPU: 3, OperatingSystem: name, CgroupVersion: '1' },
  };
  const listener: RequestListener = (request, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
  };
  return listener;
}

function secureServer(listener: RequestListener) {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(certificates, name)));
  return createSecureServer({ cert, key }, listener);
}

async function listen(path: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  await new Promise<void>((resolve) => server.listen(join(root, path), resolve));
  servers.push(server);
  return server;
}

async function listenTcp(server: Server | RawServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

function writeConfig(config: object) {
  mkdirSync(join(home, '.docker'), { recursive: true });
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify(config));
}

function describeContext(name: string, host: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  const folder = join(home, '.docker/contexts/meta', digest);
  mkdirSync(folder, { recursive: true });
  const meta = { Name: name, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
  return digest;
}
