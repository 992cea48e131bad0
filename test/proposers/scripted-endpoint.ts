import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What one request gets. */
export type Step = (response: ServerResponse, endpoint: ScriptedEndpoint) => void | Promise<void>;

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real HTTP server on loopback that answers its requests by a script, one step each. */
export class ScriptedEndpoint {
  readonly received: Received[] = [];
  /** Ever made. */
  connections = 0;
  readonly #steps: Step[];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.received.push({
        path: `${request.method} ${request.url}`,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>,
      });
      const step = this.#steps.shift() ?? status(418, 'the script is at its end');
      void step(response, this);
    });
  });
  readonly #sockets = new Set<Socket>();
  readonly #waiting: { what: string; resolve: () => void }[] = [];
  readonly #said = new Set<string>();

  constructor(steps: readonly Step[]) {
    this.#steps = [...steps];
    this.#server.on('connection', (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (this.#sockets.size === 0) this.say('all sockets closed');
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Lets a step tell the test how far it is. */
  say(what: string): void {
    this.#said.add(what);
    for (const waiting of this.#waiting) if (waiting.what === what) waiting.resolve();
  }

  async heard(what: string): Promise<void> {
    if (this.#said.has(what)) return;
    await new Promise<void>((resolve) => this.#waiting.push({ what, resolve }));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface Said {
  readonly reasoning?: string;
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  readonly refusal?: string;
  readonly finish?: string | null;
  readonly usage?: { prompt_tokens: number; completion_tokens: number } | null;
  readonly pieceChars?: number;
  readonly comments?: boolean;
  readonly lineEnd?: string;
}

/** A whole answer as a stream, in pieces. */
export function streamed(text: string, said: Said = {}): Step {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of streamParts(text, said)) response.write(part);
    response.end();
  };
}

/** A stream that begins well, and then what `then` does. */
export function begun(text: string, then: Step): Step {
  return (response, endpoint) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const part = chunk({ delta: { content: text } });
    response.write(part, () => void then(response, endpoint));
  };
}

export const stall: Step = (_, endpoint) => endpoint.say('stalled');

export const cutOff: Step = (response) => void response.socket?.destroy();

export const endQuietly: Step = (response) => void response.end();

/** Waits for the test before anything is sent. */
export function after(what: string, step: Step): Step {
  return async (response, endpoint) => {
    endpoint.say('asked');
    await endpoint.heard(what);
    await step(response, endpoint);
  };
}

/** One JSON message, although a stream was asked for. */
export function whole(text: string | null, extra: Record<string, unknown> = {}): Step {
  return json(200, {
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    ...extra,
  });
}

export function status(code: number, message: string, headers: Record<string, string> = {}): Step {
  return json(code, { error: { message, type: 'x', code: null } }, headers);
}

export function json(code: number, body: unknown, headers: Record<string, string> = {}): Step {
  return raw(code, 'application/json', JSON.stringify(body), headers);
}

export function raw(
  code: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): Step {
  return (response) => {
    response.writeHead(code, { 'content-type': type, ...headers });
    response.end(body);
  };
}

/** Sends one piece over and over until the client has had enough. */
export function endless(head: string, piece: string, code = 200): Step {
  return (response) => {
    response.writeHead(code, { 'content-type': 'text/event-stream' });
    response.write(head);
    const more = () => {
      while (!response.destroyed) if (!response.write(piece)) return;
    };
    response.on('drain', more);
    more();
  };
}

export function chunk(choice: Record<string, unknown>): string {
  return `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, ...choice }] })}\n\n`;
}

function streamParts(text: string, said: Said): readonly string[] {
  const { pieceChars = 7, finish = 'stop', comments = false } = said;
  const usage =
    said.usage === undefined ? { prompt_tokens: 100, completion_tokens: 20 } : said.usage;
  const parts = [chunk({ delta: { role: 'assistant', content: '' } })];
  if (comments) parts.unshift(': waiting\n\n', '\n', 'retry: 100\n\n');
  if (said.reasoning !== undefined) {
    const field = said.reasoningField ?? 'reasoning_content';
    parts.push(chunk({ delta: { content: null, [field]: said.reasoning } }));
  }
  if (said.refusal !== undefined) parts.push(chunk({ delta: { refusal: said.refusal } }));
  for (let at = 0; at < text.length; at += pieceChars) {
    parts.push(chunk({ delta: { content: text.slice(at, at + pieceChars) } }));
    if (comments) parts.push(': still here\n\n');
  }
  if (finish !== null) parts.push(chunk({ delta: {}, finish_reason: finish }));
  if (usage !== null) parts.push(`data: ${JSON.stringify({ id: 'x', choices: [], usage })}\n\n`);
  parts.push('data: [DONE]\n\n');
  return parts.map((part) => part.replace(/\n/g, said.lineEnd ?? '\n'));
}
