import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** What the daemon has to say to whoever looks for a defect. Params never go in here. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** An error is written with its stack. */
  error(message: string, error?: unknown): void;
  /** The text without what is secret now. */
  clean(text: string): string;
  /** Blots a secret out of everything that is written until the returned function is called. */
  conceal(secret: string): () => void;
}

const limitBytes = 1_000_000;

/** The file that a daemon writes to; one older file stays beside it. */
export function logPath(stateFolder: string): string {
  return join(stateFolder, 'daemon.log');
}

/** Appends to a file at once, so that a killed daemon's last words stand there. */
export class FileLog implements Log {
  readonly #path: string;
  readonly #lowest: number;
  readonly #secrets = new Map<symbol, string>();

  constructor(path: string, level: LogLevel) {
    this.#path = path;
    this.#lowest = levels.indexOf(level);
  }

  debug(message: string): void {
    this.#write('debug', message);
  }

  info(message: string): void {
    this.#write('info', message);
  }

  warn(message: string): void {
    this.#write('warn', message);
  }

  error(message: string, error?: unknown): void {
    this.#write('error', error === undefined ? message : `${message}\n${describe(error)}`);
  }

  clean(text: string): string {
    let result = text;
    for (const secret of this.#secrets.values()) result = result.replaceAll(secret, '[secret]');
    return result;
  }

  conceal(secret: string): () => void {
    const key = Symbol('secret');
    if (secret !== '') this.#secrets.set(key, secret);
    return () => void this.#secrets.delete(key);
  }

  #write(level: LogLevel, message: string): void {
    if (levels.indexOf(level) < this.#lowest) return;
    const line = `${new Date().toISOString()} ${process.pid} ${level} ${this.clean(message)}\n`;
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
      if (size + line.length > limitBytes) renameSync(this.#path, `${this.#path}.1`);
      appendFileSync(this.#path, line, { mode: 0o600 });
    } catch {
      // A full disk must not end a run; there is nowhere left to say it.
    }
  }
}

export function readLogLevel(text: string | undefined): LogLevel {
  return levels.find((level) => level === text) ?? 'info';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
