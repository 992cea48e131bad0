import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { protocolVersion } from '../protocol/daemon.ts';
import { fail, ok, type Result, resultSchema } from '../protocol/failures.ts';
import { type DaemonClient, dial } from './client.ts';
import { type Folders, makeFolders } from './folders.ts';
import { logPath } from './log.ts';

/** The program that is the daemon. */
export interface DaemonProgram {
  readonly command: string;
  readonly args: readonly string[];
}

export interface ConnectOptions {
  readonly folders: Folders;
  readonly build: string;
  readonly program: DaemonProgram;
  /** The daemon's environment, should it be started now; keys of models are left out. */
  readonly env: NodeJS.ProcessEnv;
}

const attempts = 4;
const helloMs = 10_000;
const leaveMs = 20_000;

/**
 * A connection to this user's daemon, which is started where none listens. One of another build
 * is asked to make room, unless it is busy.
 */
export async function connect(options: ConnectOptions): Promise<Result<DaemonClient>> {
  const made = makeFolders(options.folders);
  if (!made.ok) return made;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const client = await dial(options.folders.socket);
    if (!client) {
      const started = await startDaemon(options);
      if (!started.ok) return started;
      continue;
    }
    const greeted = await greet(client, options.build);
    if (greeted.ok && greeted.value) return ok(client);
    client.close();
    if (!greeted.ok) return greeted;
  }
  return fail('daemon-unreachable', 'The daemon was started, and does not answer.');
}

/** False where the daemon leaves, so that another can be started. */
async function greet(client: DaemonClient, build: string): Promise<Result<boolean>> {
  const hello = await within(client.hello(build), helloMs);
  if (hello === undefined) return fail('daemon-unreachable', 'The daemon does not answer.');
  if (hello === null) return ok(false);
  if (hello.version === protocolVersion && hello.build === build) return ok(true);
  const leaves = await within(client.stop(true), helloMs);
  if (leaves === false) {
    return fail('daemon-mismatch', 'A daemon of another version of Afterburner is busy.');
  }
  if ((await within(client.closed, leaveMs)) === undefined) {
    return fail('daemon-unreachable', `The old daemon (process ${hello.pid}) does not leave.`);
  }
  return ok(false);
}

/** Resolves when the daemon has said on its pipe that it listens, or why it does not. */
async function startDaemon(options: ConnectOptions): Promise<Result<void>> {
  const { command, args } = options.program;
  const log = logPath(options.folders.state);
  const logFd = openLog(log);
  if (logFd === null) return fail('folder-unusable', `${log} cannot be written.`);
  const child = spawn(command, [...args, '--ready-fd', '3'], {
    cwd: options.folders.state,
    env: withoutKeys(options.env),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', logFd, logFd, 'pipe'],
  });
  closeSync(logFd);
  const said = await new Promise<string>((resolve) => {
    let text = '';
    const pipe = child.stdio[3] as Readable;
    pipe.setEncoding('utf8');
    pipe.on('data', (data: string) => (text += data));
    pipe.on('error', () => undefined);
    pipe.on('close', () => resolve(text));
    child.on('error', (error) => resolve(JSON.stringify(fail('internal', error.message))));
  });
  child.unref();
  const result = readySchema.safeParse(said.endsWith('\n') ? JSON.parse(said) : null);
  if (!result.success) {
    return fail('daemon-unreachable', `The daemon could not be started: see ${log}.`);
  }
  return result.data.ok ? ok(undefined) : result.data;
}

function openLog(path: string): number | null {
  try {
    return openSync(path, 'a', 0o600);
  } catch {
    return null;
  }
}

const readySchema = resultSchema(z.null());

/** Keys come with the requests: what the daemon runs could read them in its environment. */
function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { AFTERBURNER_API_KEY: _own, OPENAI_API_KEY: _usual, ...rest } = env;
  return process.versions['electron'] ? { ...rest, ELECTRON_RUN_AS_NODE: '1' } : rest;
}

/** Undefined where the time is over first. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const timer = new AbortController();
  const expired = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, expired]);
  } finally {
    timer.abort();
  }
}
