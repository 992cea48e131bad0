import { createServer, type Server } from 'node:http';

interface Asked {
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A model endpoint on this machine that has nothing to suggest. */
export class FakeEndpoint {
  readonly #server: Server;
  readonly url: string;
  /** The first question. */
  readonly asked: Promise<Asked>;

  private constructor(server: Server, url: string, asked: Promise<Asked>) {
    this.#server = server;
    this.url = url;
    this.asked = asked;
  }

  static async start(): Promise<FakeEndpoint> {
    let tell: (asked: Asked) => void;
    const asked = new Promise<Asked>((resolve) => (tell = resolve));
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        tell({ authorization: request.headers.authorization, body });
        const message = { role: 'assistant', content: 'It is as good as it gets.' };
        const choices = [{ index: 0, message, finish_reason: 'stop' }];
        const answer = {
          id: '1',
          object: 'chat.completion',
          created: 0,
          model: 'a-model',
          choices,
        };
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return new FakeEndpoint(server, `http://127.0.0.1:${port}/v1`, asked);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
