import type OpenAI from 'openai';
import { Stream } from 'openai/core/streaming';
import type { Outcome } from './outcome.ts';
import type { Transcript } from './transcript.ts';

/**
 * Reads an answer into the transcript. What it is shows in its first character rather than in its
 * content type: endpoints send one JSON message where a stream was asked for, proxies put the
 * wrong type on a stream, and a wrong address answers with a page of HTML and status 200.
 */
export async function receive(
  client: OpenAI,
  response: Response,
  transcript: Transcript,
  controller: AbortController,
  heard: () => void,
  limitChars: number,
): Promise<Outcome> {
  if (response.body === null) return { kind: 'garbled', text: 'an empty answer' };
  const bytes = new Bytes(response.body, heard, limitChars * 8);
  const first = await bytes.firstCharacter();
  if (first === '{') return receiveMessage(await bytes.rest(), transcript);
  if (first === '<') return { kind: 'garbled', text: 'a page of HTML' };
  if (first === null) return { kind: 'garbled', text: 'an empty answer' };

  const stream = Stream.fromSSEResponse<unknown>(new Response(bytes.stream()), controller, client);
  for await (const chunk of stream) {
    transcript.add(chunk);
    const isWhole = transcript.finish !== 'unknown' && transcript.usage !== null;
    if (isWhole || transcript.lengthChars > limitChars) break;
  }
  if (bytes.wasTooLong) return { kind: 'answered', transcript };
  if (!transcript.isUnderstood) return { kind: 'garbled', text: 'no message' };
  if (transcript.finish === 'unknown' && transcript.text.trim() === '') {
    return { kind: 'broken', text: 'its answer broke off', mayPass: true };
  }
  return { kind: 'answered', transcript };
}

function receiveMessage(text: string, transcript: Transcript): Outcome {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { kind: 'broken', text: 'its answer is not valid JSON', mayPass: true };
  }
  if (typeof message === 'object' && message !== null && 'error' in message && message.error) {
    return rejectedInBody(message.error);
  }
  transcript.add(message);
  return transcript.isUnderstood
    ? { kind: 'answered', transcript }
    : { kind: 'garbled', text: 'JSON that is no chat message' };
}

/**
 * An error that came with status 200, whole or in mid-stream. Where it names no status it is
 * taken for a passing one, unless it speaks of the request's address.
 */
export function rejectedInBody(error: unknown): Outcome {
  const fields = typeof error === 'object' && error !== null ? error : {};
  const code = 'code' in fields ? Number(fields.code) : Number.NaN;
  const said = 'message' in fields ? fields.message : error;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  const isStatus = Number.isInteger(code) && code >= 400 && code < 600;
  const assumed = /unexpected endpoint|unknown (path|url)|not found/i.test(text) ? 404 : 500;
  return { kind: 'rejected', status: isStatus ? code : assumed, text, requestedDelayMs: null };
}

/** The bytes of a body: each arrival is told, and there is an end to them. */
class Bytes {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #heard: () => void;
  readonly #limit: number;
  #pending: Uint8Array[] = [];
  #length = 0;

  constructor(body: ReadableStream<Uint8Array>, heard: () => void, limit: number) {
    this.#reader = body.getReader();
    this.#heard = heard;
    this.#limit = limit;
  }

  get wasTooLong(): boolean {
    return this.#length > this.#limit;
  }

  /** The first character that is not blank, which stays to be read; null where there is none. */
  async firstCharacter(): Promise<string | null> {
    const decoder = new TextDecoder();
    const seen: Uint8Array[] = [];
    for (;;) {
      const chunk = await this.#next();
      if (chunk === null) return null;
      seen.push(chunk);
      const text = decoder.decode(chunk, { stream: true }).trimStart();
      if (text === '') continue;
      this.#pending = seen;
      return text.charAt(0);
    }
  }

  async rest(): Promise<string> {
    return new Response(this.stream()).text();
  }

  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      pull: async (sink) => {
        const chunk = this.#pending.shift() ?? (await this.#next());
        if (chunk === null) sink.close();
        else sink.enqueue(chunk);
      },
      cancel: (reason) => this.#reader.cancel(reason),
    });
  }

  async #next(): Promise<Uint8Array | null> {
    const { done, value } = await this.#reader.read();
    if (done) return null;
    this.#heard();
    this.#length += value.length;
    return this.wasTooLong ? null : value;
  }
}
