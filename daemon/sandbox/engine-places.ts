import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this process looks for an engine; a parameter, so that tests bring their own machine. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Null on Windows. */
  readonly uid: number | null;
  /** Prefix of the system's own socket paths: `/`, except in tests. */
  readonly root: string;
}

export interface Tls {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
  readonly verify: boolean;
}

/** How an engine would be reached. `unusable` is a place whose very description is at fault. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly tls: Tls | null;
    }
  | {
      readonly kind: 'unusable';
      readonly text: string;
      readonly reason: string;
      readonly mend: string;
    };

export interface EnginePlace {
  /** Who says so, in words: `DOCKER_HOST`, `the Docker context "work"`, `Colima`. */
  readonly source: string;
  readonly address: EngineAddress;
  /** How its user starts it. */
  readonly start: string;
  /** The user named it; the others are usual places that may well be empty. */
  readonly named: boolean;
}

/** Every place worth asking, in order, each address once. */
export function enginePlaces(around: Surroundings): readonly EnginePlace[] {
  const places = [...dockerHost(around), ...dockerContext(around), ...usualPlaces(around)];
  const seen = new Set<string>();
  return places.filter(({ address }) => {
    const text = addressText(address);
    return seen.has(text) ? false : seen.add(text);
  });
}

export function addressText(address: EngineAddress): string {
  switch (address.kind) {
    case 'socket':
      return address.path;
    case 'tcp':
      return `tcp://${address.host}:${address.port}`;
    case 'unusable':
      return address.text;
  }
}

function dockerHost(around: Surroundings): EnginePlace[] {
  const host = around.env['DOCKER_HOST'];
  if (!host) return [];
  return [
    {
      source: 'DOCKER_HOST',
      address: parseHost(host, around, () => environmentTls(around)),
      start: 'Start the engine that DOCKER_HOST names, or unset DOCKER_HOST.',
      named: true,
    },
  ];
}

/** What `docker context use` or DOCKER_CONTEXT chose; the context `default` is no place of its own. */
function dockerContext(around: Surroundings): EnginePlace[] {
  const config = around.env['DOCKER_CONFIG'] ?? join(around.home, '.docker');
  const name =
    around.env['DOCKER_CONTEXT'] ?? readJson(join(config, 'config.json'))?.['currentContext'];
  if (typeof name !== 'string' || name === '' || name === 'default') return [];
  const source = `the Docker context "${name}"`;
  const digest = createHash('sha256').update(name).digest('hex');
  const endpoint = field(
    field(readJson(join(config, 'contexts', 'meta', digest, 'meta.json')), 'Endpoints'),
    'docker',
  );
  const host = endpoint?.['Host'];
  const address: EngineAddress =
    typeof host === 'string'
      ? parseHost(host, around, () =>
          contextTls(
            join(config, 'contexts', 'tls', digest, 'docker'),
            endpoint?.['SkipTLSVerify'] !== true,
          ),
        )
      : {
          kind: 'unusable',
          text: name,
          reason: `it is chosen, but not described under ${join(config, 'contexts')}`,
          mend: 'Choose another with docker context use, or unset DOCKER_CONTEXT.',
        };
  return [
    {
      source,
      address,
      start: 'Start its engine, or choose another with docker context use.',
      named: true,
    },
  ];
}

function parseHost(text: string, around: Surroundings, tls: () => Tls | null): EngineAddress {
  const malformed: EngineAddress = {
    kind: 'unusable',
    text,
    reason: `"${text}" is not an engine's address`,
    mend: 'Write it as unix:///PATH, tcp://HOST:PORT or npipe:////./pipe/NAME.',
  };
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case 'unix':
      return { kind: 'socket', path: rest || defaultSocket(around) };
    case 'npipe':
      return { kind: 'socket', path: rest || '//./pipe/docker_engine' };
    case 'ssh':
      return {
        kind: 'unusable',
        text,
        reason: 'ssh addresses are not supported',
        mend:
          `Forward the socket with ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock ` +
          `${rest.replace(/[:/].*$/, '')} and set DOCKER_HOST=unix:///tmp/engine.sock.`,
      };
    case 'tcp':
    case 'http':
    case 'https': {
      const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null;
      if (url === null || url.hostname === '') return malformed;
      try {
        const secured = tls() ?? (scheme === 'https' ? anonymousTls : null);
        const port = Number(url.port || (secured ? 2376 : 2375));
        return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port, tls: secured };
      } catch (error) {
        return {
          kind: 'unusable',
          text,
          reason: `its TLS files cannot be read: ${(error as Error).message}`,
          mend: 'Put ca.pem, cert.pem and key.pem where DOCKER_CERT_PATH says.',
        };
      }
    }
    default:
      return malformed;
  }
}

const anonymousTls: Tls = { ca: null, cert: null, key: null, verify: true };

function environmentTls({ env, home }: Surroundings): Tls | null {
  if (!env['DOCKER_TLS_VERIFY'] && !env['DOCKER_TLS']) return null;
  const folder = env['DOCKER_CERT_PATH'] ?? join(home, '.docker');
  return {
    ca: readFileSync(join(folder, 'ca.pem')),
    cert: readFileSync(join(folder, 'cert.pem')),
    key: readFileSync(join(folder, 'key.pem')),
    verify: Boolean(env['DOCKER_TLS_VERIFY']),
  };
}

function contextTls(folder: string, verify: boolean): Tls | null {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      return null;
    }
  });
  return ca || cert || key
    ? { ca: ca ?? null, cert: cert ?? null, key: key ?? null, verify }
    : null;
}

function defaultSocket({ platform, root }: Surroundings): string {
  return platform === 'win32' ? '//./pipe/docker_engine' : join(root, 'var/run/docker.sock');
}

/** Docker's own socket, Podman's, and those of the usual desktop engines. */
function usualPlaces(around: Surroundings): EnginePlace[] {
  const { env, home, platform, root } = around;
  const place = (source: string, path: string, start: string): EnginePlace => ({
    source,
    address: { kind: 'socket', path },
    start,
    named: false,
  });
  if (platform === 'win32') {
    return [
      place('Docker', '//./pipe/docker_engine', 'Start Docker Desktop.'),
      place('Docker Desktop', '//./pipe/dockerDesktopLinuxEngine', 'Start Docker Desktop.'),
      place('Podman', '//./pipe/podman-machine-default', 'Run podman machine start.'),
    ];
  }
  const runtime = env['XDG_RUNTIME_DIR'] ?? join(root, 'run/user', String(around.uid ?? 0));
  const config = env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const inHome = (path: string) => join(home, path);
  const podman = 'Run systemctl --user start podman.socket.';
  return [
    place('Docker', defaultSocket(around), 'Run systemctl start docker.'),
    place('rootless Docker', join(runtime, 'docker.sock'), 'Run systemctl --user start docker.'),
    place('rootless Podman', join(runtime, 'podman/podman.sock'), podman),
    place('Podman', join(root, 'run/podman/podman.sock'), 'Run systemctl start podman.socket.'),
    place(
      'Podman machine',
      inHome('.local/share/containers/podman/machine/podman.sock'),
      'Run podman machine start.',
    ),
    place('Docker Desktop', inHome('.docker/run/docker.sock'), 'Start Docker Desktop.'),
    place('Docker Desktop', inHome('.docker/desktop/docker.sock'), 'Start Docker Desktop.'),
    place('Colima', inHome('.colima/default/docker.sock'), 'Run colima start.'),
    place('Colima', inHome('.colima/docker.sock'), 'Run colima start.'),
    place('Colima', join(config, 'colima/default/docker.sock'), 'Run colima start.'),
    place('Rancher Desktop', inHome('.rd/docker.sock'), 'Start Rancher Desktop.'),
    place('OrbStack', inHome('.orbstack/run/docker.sock'), 'Start OrbStack.'),
    place('Lima', inHome('.lima/docker/sock/docker.sock'), 'Run limactl start docker.'),
    place('Lima', inHome('.lima/default/sock/docker.sock'), 'Run limactl start.'),
    place('Lima', inHome('.lima/podman/sock/podman.sock'), 'Run limactl start podman.'),
  ];
}

type Json = Readonly<Record<string, unknown>>;

function readJson(path: string): Json | null {
  try {
    return asObject(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function field(value: Json | null, name: string): Json | null {
  return asObject(value?.[name]);
}

function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null ? (value as Json) : null;
}
