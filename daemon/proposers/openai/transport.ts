import OpenAI from 'openai';
import { Agent, fetch as undiciFetch } from 'undici';
import type { Endpoint } from './endpoint.ts';

/** Bytes of an error's body that are read. */
const errorLimitBytes = 16_384;

/** What a request tells an endpoint beside its body: nothing of the machine or the client. */
const sentHeaders: readonly string[] = ['accept', 'authorization', 'content-type'];

/**
 * A client that does nothing by itself: no retries, no logging, no time limits, no redirects, no
 * headers from the environment. Each request has a connection of its own, which closes when the
 * signal of the request aborts: who asks aborts it in every case, also after the answer.
 */
export function createClient(endpoint: Endpoint): OpenAI {
  const send = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const given = new Headers(init.headers);
    const headers: Record<string, string> = { 'user-agent': 'afterburner' };
    for (const name of sentHeaders) {
      const value = given.get(name);
      if (value !== null && (name !== 'authorization' || endpoint.key !== null)) {
        headers[name] = value;
      }
    }
    const dispatcher = new Agent({
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: 10_000 },
    });
    // An agent that lives on would connect anew, for nothing, after a request is called off.
    init.signal?.addEventListener('abort', () => void dispatcher.destroy(), { once: true });
    const response = await undiciFetch(String(url), {
      method: init.method ?? 'GET',
      headers,
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
      redirect: 'manual',
      dispatcher,
    });
    // The two kinds of Response differ in nothing that is used here.
    const global = response as unknown as Response;
    return global.ok ? global : shortened(global);
  };
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.key?.secret ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch: send,
  });
}

/** An error's response, whose body an endpoint could otherwise send without end. */
async function shortened(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body !== null) {
    // Leaving the loop cancels the rest.
    for await (const chunk of response.body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= errorLimitBytes) break;
    }
  }
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after', 'retry-after-ms', 'location']) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const status = response.status > 599 ? 500 : response.status;
  const body = status === 304 ? null : Buffer.concat(chunks).subarray(0, errorLimitBytes);
  return new Response(body, { status, headers });
}
