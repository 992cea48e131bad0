import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Registry {
  /** `127.0.0.1:PORT`: engines ask for no TLS there. */
  readonly host: string;
  close(): Promise<void>;
}

/** Debian's image registry on loopback, installed where it is missing and this user may. */
export async function startRegistry(): Promise<Registry> {
  await install();
  const folder = mkdtempSync(join(tmpdir(), 'afterburner-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  while (child.exitCode === null) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => null);
    if (answer?.ok) return { host, close };
    await delay(20);
  }
  await close();
  throw new Error('The registry did not start.');
}

async function install(): Promise<void> {
  const run = promisify(execFile);
  const there = await run('docker-registry', ['--version']).catch(() => null);
  if (there !== null) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  const args = ['install', '-y', '-q', '--no-install-recommends', 'docker-registry'];
  await run('apt-get', args, { env }).catch((error: Error) => {
    throw new Error(`This test needs Debian's docker-registry: ${error.message}`);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
