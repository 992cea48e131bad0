import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Result } from '../../protocol/failures.ts';
import type { Job, Limits, RunReport, Sandbox } from '../../daemon/core/ports/sandbox.ts';
import { program } from './programs.ts';

const mebibyte = 2 ** 20;

export const roomy: Limits = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 300 * mebibyte,
  processes: 30,
  outputBytes: 4 * mebibyte,
  fileBytes: 100 * mebibyte,
};

export interface Ask {
  readonly limits?: Partial<Limits>;
  readonly input?: Uint8Array;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly sampleIntervalNs?: number;
  readonly signal?: AbortSignal;
  /** Stands in the command line of the program and of all that it forks. */
  readonly token?: string;
}

/** A job that runs a Python program, the prelude before it. */
export function pythonJob(body: string, ask: Ask = {}): Job {
  return {
    argv: ask.argv ?? ['python3', '-I', 'main.py', ask.token ?? 'untold'],
    env: ask.env ?? {},
    files: [{ path: 'main.py', content: new TextEncoder().encode(program(body)) }],
    input: ask.input ?? new Uint8Array(),
    limits: { ...roomy, ...ask.limits },
    sampleIntervalNs: ask.sampleIntervalNs ?? 100_000,
  };
}

/** Leases a slot for one run. */
export async function attempt(
  sandbox: Sandbox,
  body: string,
  ask: Ask = {},
): Promise<Result<RunReport>> {
  const signal = ask.signal ?? new AbortController().signal;
  const lease = await sandbox.lease('python', new AbortController().signal, () => {});
  if (!lease.ok) return lease;
  try {
    return await lease.value.run(pythonJob(body, ask), signal);
  } finally {
    await lease.value.release();
  }
}

export interface Seen extends RunReport {
  readonly out: string;
  readonly err: string;
  readonly said: string;
}

/** A run that the sandbox itself must not fail. */
export async function run(sandbox: Sandbox, body: string, ask: Ask = {}): Promise<Seen> {
  const result = await attempt(sandbox, body, ask);
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const { stdout, stderr, outcome } = result.value;
  return { ...result.value, out: text(stdout), err: text(stderr), said: text(outcome) };
}

/** A run that ended by itself, with nothing on standard error to explain a failure. */
export async function runWell(sandbox: Sandbox, body: string, ask: Ask = {}): Promise<Seen> {
  const seen = await run(sandbox, body, ask);
  expect(seen.err).toBe('');
  expect({ exit: seen.exit, breach: seen.breach }).toEqual({
    exit: { kind: 'exited', code: 0 },
    breach: null,
  });
  return seen;
}

export function uniqueToken(): string {
  return `token-${randomUUID()}`;
}

export interface HostProcess {
  readonly pid: number;
  readonly parent: number;
}

/** Processes of this machine, sandboxed ones included, whose command line holds the token. */
export function processesWith(token: string): HostProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(token)) return [];
        const status = readFileSync(`/proc/${name}/status`, 'latin1');
        return [{ pid: Number(name), parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]) }];
      } catch {
        return [];
      }
    });
}

/** Highest memory between the first region's begin and end, beyond what was there before. */
export function growthBytes(seen: RunReport): number {
  const begin = seen.marks.find(({ kind }) => kind === 'B');
  const end = seen.marks.find(({ kind }) => kind === 'E');
  if (begin === undefined || end === undefined) throw new Error('The region was not marked.');
  const { tNs, bytes } = seen.samples;
  const inside = bytes.filter((_, i) => tNs[i]! >= begin.wallNs && tNs[i]! <= end.wallNs);
  return Math.max(...inside) - begin.bytes;
}
