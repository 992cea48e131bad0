import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { ProbeProcess } from './launcher.ts';

const keptStderrCharacters = 2000;

export interface SpawnOptions {
  /** Waited after the probe's input was closed, before it is killed outright. */
  readonly gentleMs: number;
  /** Runs once the process is gone, before `gone` resolves. */
  readonly cleanUp?: () => Promise<void>;
}

/** A probe that is a process of this machine, started by name or path. */
export async function spawnProbe(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<Result<ProbeProcess>> {
  // Detached: an interrupt typed at the terminal must reach the daemon, not the probe.
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  try {
    await once(child, 'spawn');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('no-sandbox', `${command} cannot be started: ${reason}.`);
  }
  return ok(new SpawnedProbe(child, options));
}

class SpawnedProbe implements ProbeProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly gone: Promise<string>;
  readonly #child: ChildProcess;
  readonly #gentleMs: number;

  constructor(child: ChildProcess, options: SpawnOptions) {
    if (child.stdin === null || child.stdout === null) throw new Error('The probe has no streams.');
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    this.#child = child;
    this.#gentleMs = options.gentleMs;
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-keptStderrCharacters);
    });
    // A probe that dies in the middle of a write is reported by `gone`, not by the stream.
    this.stdin.on('error', () => {});
    this.gone = new Promise((resolve) => {
      // `close`, not `exit`: only then has everything it said been read.
      child.once('close', (code, signal) => {
        const how = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`;
        const reason = said.trim() === '' ? how : `${how}, saying: ${said.trim()}`;
        // What cannot be removed now is an orphan, and reaped as one.
        const cleaned = options.cleanUp?.() ?? Promise.resolve();
        void cleaned.catch(() => {}).then(() => resolve(reason));
      });
    });
  }

  async kill(): Promise<void> {
    if (this.#gentleMs > 0) {
      this.stdin.end();
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), this.#gentleMs);
      await this.gone;
      clearTimeout(timer);
      return;
    }
    this.#child.kill('SIGKILL');
    await this.gone;
  }
}
