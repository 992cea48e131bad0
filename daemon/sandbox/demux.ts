import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';

const headerBytes = 8;
const errorTailBytes = 4096;

/**
 * Takes an engine's multiplexed stream apart: standard output flows on, under the reader's
 * backpressure; of standard error the end is kept. Each piece comes as a header (stream number,
 * three zero bytes, big-endian length) and that many bytes, cut anywhere by the transport.
 */
export class Demux extends Transform {
  #header = Buffer.alloc(0);
  #stream = 0;
  #left = 0;
  #errorTail = Buffer.alloc(0);

  /** The last of what was written to standard error. */
  get errorTail(): string {
    return this.#errorTail.toString('utf8').trim();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        const need = headerBytes - this.#header.length;
        this.#header = Buffer.concat([this.#header, chunk.subarray(at, at + need)]);
        at += Math.min(need, chunk.length - at);
        if (this.#header.length < headerBytes) break;
        this.#stream = this.#header[0] ?? 0;
        this.#left = this.#header.readUInt32BE(4);
        this.#header = Buffer.alloc(0);
        if (this.#stream > 2) {
          done(new Error(`the engine's stream is out of step (stream ${this.#stream})`));
          return;
        }
        continue;
      }
      const piece = chunk.subarray(at, at + this.#left);
      at += piece.length;
      this.#left -= piece.length;
      if (this.#stream === 2) {
        this.#errorTail = Buffer.concat([this.#errorTail, piece]).subarray(-errorTailBytes);
      } else {
        this.push(piece);
      }
    }
    done();
  }
}
