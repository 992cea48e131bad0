import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Bundles a TypeScript entry under test/ so that plain Node runs it: real child processes. */
export async function bundle(entry: string, define: Record<string, string> = {}): Promise<string> {
  const folder = join(root, '.cache', 'test');
  mkdirSync(folder, { recursive: true });
  const outfile = join(mkdtempSync(join(folder, 'bundle-')), `${basename(entry, '.ts')}.mjs`);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define,
    logLevel: 'error',
  });
  return outfile;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'afterburner-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard output and error together hold the text. */
  saw(text: string): Promise<void>;
}

/** Starts a bundled entry; it is killed when the test is over, should it still run then. */
export function start(file: string, args: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'pipe', ...options });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((look) => look());
  child.stdout?.on('data', (data) => ((stdout += data), wake()));
  child.stderr?.on('data', (data) => ((stderr += data), wake()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const saw = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!(stdout + stderr).includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${text}:\n${stdout}${stderr}`)));
    });
  return { child, ended, saw };
}
