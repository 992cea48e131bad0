import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = new URL('../..', import.meta.url).pathname;

/**
 * Runs a program without input; gives whether it succeeded, and what it said. `onLine` is told the
 * lines on standard error as they come.
 */
export function run(command, args, { onLine = () => {}, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
      env: { ...process.env, ...options.env },
    });
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
      for (const line of String(chunk).split('\n')) if (line.trim() !== '') onLine(line);
    });
    child.on('error', (error) => resolve({ ok: false, out, said: `${said}${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, out, said: said.trim() }));
  });
}

/** The end of what a program said, indented. */
export function tail(said, lines = 15) {
  return said
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}

export function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return statSync(join(folder, program)).isFile();
    } catch {
      return false;
    }
  });
}

/** Whether `output` is there and no older than every file under `inputs`. */
export function isCurrent(output, inputs) {
  const made = modifiedMs(output);
  return made !== null && inputs.every((input) => newestMs(join(root, input)) <= made);
}

function newestMs(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestMs(join(path, name))),
    status.mtimeMs,
  );
}

function modifiedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
