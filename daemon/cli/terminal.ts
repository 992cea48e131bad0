import type { WriteStream } from 'node:tty';

/** A stream that people or programs read. */
export interface Output {
  readonly isTerminal: boolean;
  readonly hasColors: boolean;
  readonly columns: number;
  write(text: string): void;
}

const usualColumns = 80;

/** Colours go to a terminal only, and never where `NO_COLOR` is set. */
export function output(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  // A reader that went away (`| head`) is no reason to break.
  stream.on('error', () => undefined);
  const isTerminal = (stream as Partial<WriteStream>).isTTY === true;
  return {
    isTerminal,
    hasColors: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    get columns() {
      return stream.columns || usualColumns;
    },
    write: (text) => void stream.write(text),
  };
}

/** Everything that a command gets from outside. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
}
