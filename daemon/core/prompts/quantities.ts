import type { HotLine } from '../ports/proposing.ts';

/** `61% of the time, 1800 times: for x in xs:`, with its number in front. */
export function hotLine({ line, text, share, hits }: HotLine): string {
  const often = hits === null ? '' : `, ${hits} ${hits === 1 ? 'time' : 'times'}`;
  return `line ${line}, ${Math.round(share * 100)}% of the time${often}: ${text}`;
}

/** `12.3 ms`: three significant digits and the unit that suits the size. */
export function duration(ns: number): string {
  if (ns >= 1e9) return `${digits(ns / 1e9)} s`;
  if (ns >= 1e6) return `${digits(ns / 1e6)} ms`;
  if (ns >= 1e3) return `${digits(ns / 1e3)} µs`;
  return `${digits(ns)} ns`;
}

/** `45.1 MiB`. */
export function memory(bytes: number): string {
  if (bytes >= 2 ** 30) return `${digits(bytes / 2 ** 30)} GiB`;
  if (bytes >= 2 ** 20) return `${digits(bytes / 2 ** 20)} MiB`;
  return `${digits(bytes / 2 ** 10)} KiB`;
}

/** `0.554 MiB·s`: the area under resident memory over time. */
export function memoryTime(byteSeconds: number): string {
  return `${digits(byteSeconds / 2 ** 20)} MiB·s`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
