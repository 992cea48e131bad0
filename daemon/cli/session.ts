import type { DaemonClient, RequestOptions } from '../client.ts';
import { connect, type ConnectOptions } from '../connect.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { type Failure, failureTable, type Result } from '../../protocol/failures.ts';
import { watchInterrupt } from './interrupt.ts';
import { presentFailure } from './present/failure.ts';
import { ProgressLine } from './present/progress.ts';
import { harmless, oneLine, type Style, styleOf } from './present/style.ts';
import { shownPath } from './shown-path.ts';
import type { Surroundings } from './terminal.ts';

/** What every command works with: the daemon on one side, the user on the other. */
export class Session {
  readonly surroundings: Surroundings;
  readonly connection: ConnectOptions;
  readonly #json: boolean;

  constructor(surroundings: Surroundings, connection: ConnectOptions, json: boolean) {
    this.surroundings = surroundings;
    this.connection = connection;
    this.#json = json;
  }

  /** How a presenter is to write for standard output. */
  get style(): Style {
    const { stdout, cwd } = this.surroundings;
    return { ...styleOf(stdout), pathOf: (path) => shownPath(cwd, path) };
  }

  /** Sends a request to the daemon, with progress on a terminal and cancelled by Ctrl-C. */
  async request<T>(
    send: (client: DaemonClient, options: RequestOptions) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const progress = new ProgressLine(this.surroundings.stderr);
    const remarkable: Extract<RunEvent, { kind: 'sandbox' }>[] = [];
    const interrupt = watchInterrupt(
      () => progress.cancelling(),
      () => progress.end(),
    );
    try {
      const client = await connect(this.connection);
      if (!client.ok) return client;
      try {
        const { signal } = interrupt;
        const onEvent = (event: RunEvent): void => {
          progress.tell(event);
          if (event.kind !== 'sandbox' || event.note === '') return;
          const isNew = remarkable.every(({ note }) => note !== event.note);
          if (isNew) remarkable.push(event);
        };
        return await send(client.value, { signal, onEvent });
      } finally {
        client.value.close();
      }
    } finally {
      progress.end();
      interrupt.dispose();
      for (const event of remarkable) this.#note(event);
    }
  }

  /** Not the sandbox that one would expect, and why. */
  #note({ isolation, note }: Extract<RunEvent, { kind: 'sandbox' }>): void {
    const text = oneLine(harmless(`code runs under ${isolation}: ${note}`));
    this.surroundings.stderr.write(`afterburner: ${text}\n`);
  }

  /** The answer, as JSON or for people; lines are only made where they are shown. */
  show(value: unknown, lines: () => readonly string[]): void {
    const { stdout } = this.surroundings;
    stdout.write(this.#json ? `${JSON.stringify(value)}\n` : `${lines().join('\n')}\n`);
  }

  /** A remark beside the answer. */
  remark(text: string): void {
    const { stdout, stderr } = this.surroundings;
    (this.#json ? stderr : stdout).write(`${text}\n`);
  }

  /** Says what is wrong; returns the exit code. */
  fail(failure: Failure): number {
    const { stdout, stderr } = this.surroundings;
    stderr.write(`${presentFailure(failure)}\n`);
    if (this.#json) stdout.write(`${JSON.stringify({ error: failure })}\n`);
    return failureTable[failure.code].exit;
  }
}
