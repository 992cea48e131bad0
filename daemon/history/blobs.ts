import { gunzipSync, gzipSync } from 'node:zlib';

/** Texts and raw figures as compact blobs. */

export function packText(text: string): Uint8Array {
  return gzipSync(Buffer.from(text));
}

export function packJson(value: unknown): Uint8Array {
  return packText(JSON.stringify(value));
}

export function unpackText(blob: Uint8Array): string {
  return gunzipSync(blob).toString();
}

export function unpackJson(blob: Uint8Array): unknown {
  return JSON.parse(unpackText(blob));
}
