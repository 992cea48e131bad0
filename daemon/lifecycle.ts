import { closeSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, ok, type Result } from '../protocol/failures.ts';
import type { Service } from './core/ports/service.ts';
import { findFolders, type Folders, makeFolders } from './folders.ts';
import { type Claim, claimLock } from './lock.ts';
import { FileLog, type Log, logPath, readLogLevel } from './log.ts';
import { DaemonServer } from './server.ts';

export interface ComposeOptions {
  readonly folders: Folders;
  readonly log: Log;
}

/** Puts the daemon's parts together. Called by the one process that holds the lock. */
export type Compose = (options: ComposeOptions) => Promise<Result<Service>>;

export interface LifecycleOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly build: string;
  readonly compose: Compose;
  /** File descriptor on which to say that the daemon listens, or why it does not. */
  readonly readyFd: number | null;
}

const defaultIdleSeconds = 600;
const takeOverMs = 20_000;
const takeOverRetryMs = 25;
/** A cancelled run ends within a second; what does not must not keep the daemon for ever. */
const runsEndMs = 5_000;
const serviceCloseMs = 10_000;

/**
 * The daemon's life, from the lock to the exit code:
 *
 *     claim the lock ── taken, and its holder answers ──▶ say so, leave
 *           │
 *        listen ──▶ compose (requests wait) ──▶ serve ──▶ signal, stop, idle or a bug
 *                                                             │
 *     release the lock ◀── end connections ◀── close service ◀── cancel runs, stop listening
 */
export async function runDaemon(options: LifecycleOptions): Promise<number> {
  const folders = findFolders(options.env);
  const made = makeFolders(folders);
  if (!made.ok) return (announce(options.readyFd, made), 1);
  const log = new FileLog(logPath(folders.state), readLogLevel(options.env['AFTERBURNER_LOG']));

  const claimed = await takeOver(folders);
  if (!claimed.ok || claimed.value === null) {
    announce(options.readyFd, claimed.ok ? ok(null) : claimed);
    return claimed.ok ? 0 : 1;
  }

  const leave = leaving(log);
  const service = composed(options.compose, { folders, log });
  const server = new DaemonServer({
    build: options.build,
    log,
    service,
    idleMs: readSeconds(options.env['AFTERBURNER_IDLE_SECONDS'], defaultIdleSeconds) * 1000,
    onLeave: leave.now,
  });
  await server.listen(folders.socket);
  log.info(`listens on ${folders.socket}, build ${options.build}`);
  announce(options.readyFd, ok(null));

  log.info(`leaves: ${await leave.why}`);
  await Promise.race([server.close(), delay(runsEndMs)]);
  await Promise.race([closeService(service, log), delay(serviceCloseMs)]);
  await server.disconnect();
  claimed.value.release();
  log.info('is gone');
  return 0;
}

/** Null where another daemon serves already. One that is leaving is waited for. */
async function takeOver(folders: Folders): Promise<Result<(Claim & { kind: 'held' }) | null>> {
  const deadlineMs = performance.now() + takeOverMs;
  while (performance.now() < deadlineMs) {
    const claim = await claimLock(folders.data);
    if (claim.kind === 'held') return ok(claim);
    if (await answers(folders.socket)) return ok(null);
    await delay(takeOverRetryMs);
  }
  return fail('daemon-unreachable', 'Another daemon holds the lock and does not answer.');
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.on('connect', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });
}

/** A throw while composing is a bug: logged, and told to whoever asks for something. */
async function composed(compose: Compose, options: ComposeOptions): Promise<Result<Service>> {
  try {
    const service = await compose(options);
    if (!service.ok) options.log.error(`could not start: ${service.failure.message}`);
    return service;
  } catch (error) {
    options.log.error('composing threw', error);
    const text = error instanceof Error ? error.message : String(error);
    return fail('internal', `The daemon could not start: ${text}.`);
  }
}

async function closeService(composing: Promise<Result<Service>>, log: Log): Promise<void> {
  const service = await composing;
  try {
    if (service.ok) await service.value.close();
  } catch (error) {
    log.error('closing threw', error);
  }
}

/** Signals, bugs and the server come together here. A second signal does not wait. */
function leaving(log: Log): { readonly why: Promise<string>; now(why: string): void } {
  let now: (why: string) => void = () => undefined;
  const why = new Promise<string>((resolve) => (now = resolve));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      now(signal);
      process.once(signal, () => process.exit(1));
    });
  }
  process.on('uncaughtException', (error) => {
    log.error('nobody caught this', error);
    now('a defect');
  });
  return { why, now };
}

/** The starter may be gone by now, which is no reason not to serve others. */
function announce(readyFd: number | null, result: Result<null>): void {
  if (readyFd === null) return;
  try {
    writeSync(readyFd, `${JSON.stringify(result)}\n`);
    closeSync(readyFd);
  } catch {
    return;
  }
}

function readSeconds(text: string | undefined, fallback: number): number {
  const seconds = Number(text);
  return text && Number.isFinite(seconds) && seconds >= 0 ? seconds : fallback;
}
