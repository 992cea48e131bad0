import type { Breach, Job, Mark, RunReport } from '../core/ports/sandbox.ts';
import type { Cores } from './launcher.ts';

/**
 * Frames between daemon and probe: u32 payload length (little-endian), u8 type, payload. Payloads
 * of RUN, READY and RESULT are fields: u8 tag, u32 length, bytes. The same numbers stand in
 * probe/frames.h, job.h and report.h.
 */
export const maxPayloadBytes = 256 * 1024 * 1024;

const headerBytes = 5;

export const frameTypes = {
  run: 1,
  cancel: 2,
  ping: 3,
  ready: 129,
  stdout: 130,
  stderr: 131,
  outcome: 132,
  marks: 133,
  samples: 134,
  result: 135,
  error: 136,
  pong: 137,
} as const;

export interface Frame {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** Takes frames apart as their bytes arrive, however they are cut. */
export class FrameDecoder {
  readonly #known: ReadonlySet<number>;
  #header = new Uint8Array(headerBytes);
  #headerLength = 0;
  /** Payload bytes still to come. */
  #missing = 0;
  #pieces: Uint8Array[] = [];

  /** Frames of other types than these are refused. */
  constructor(known: readonly number[]) {
    this.#known = new Set(known);
  }

  /** Frames that are complete now. Throws a FrameError where the bytes cannot be frames. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    // A plain array, even of a Buffer: what reports hold must not depend on how bytes came in.
    let rest = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      rest = this.#headerLength < headerBytes ? this.#takeHeader(rest) : this.#takePayload(rest);
      const frame = this.#complete();
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  #takeHeader(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, headerBytes - this.#headerLength);
    this.#header.set(taken, this.#headerLength);
    this.#headerLength += taken.length;
    if (this.#headerLength === headerBytes) {
      const length = new DataView(this.#header.buffer).getUint32(0, true);
      const type = this.#header[4] ?? 0;
      if (!this.#known.has(type)) throw new FrameError(`a frame of the unknown type ${type}`);
      if (length > maxPayloadBytes) throw new FrameError(`a frame of ${length} bytes`);
      this.#missing = length;
    }
    return bytes.subarray(taken.length);
  }

  /** Keeps the pieces as they came: nothing is allocated for what a header merely claims. */
  #takePayload(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, this.#missing);
    this.#pieces.push(taken);
    this.#missing -= taken.length;
    return bytes.subarray(taken.length);
  }

  #complete(): Frame | null {
    if (this.#headerLength < headerBytes || this.#missing > 0) return null;
    const frame = { type: this.#header[4] ?? 0, payload: concatenate(this.#pieces) };
    this.#headerLength = 0;
    this.#pieces = [];
    return frame;
  }
}

/** Bytes that cannot be frames, or frames that do not mean anything: the probe is in doubt. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

export function encodeFrame(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = new Uint8Array(headerBytes);
  new DataView(header.buffer).setUint32(0, length, true);
  header[4] = type;
  return concatenate([header, ...parts]);
}

const jobFields = {
  arg: 1,
  env: 2,
  file: 3,
  input: 4,
  wallNs: 5,
  cpuNs: 6,
  memoryBytes: 7,
  processes: 8,
  outputBytes: 9,
  fileBytes: 10,
  intervalNs: 11,
  measuringCore: 12,
  probeCore: 13,
} as const;

/** Null where the job is larger than a frame may be. */
export function encodeRun(job: Job, cores: Cores): Uint8Array | null {
  const { limits } = job;
  const parts = [
    ...job.argv.map((arg) => textField(jobFields.arg, arg)),
    ...Object.entries(job.env).map(([name, value]) => textField(jobFields.env, `${name}=${value}`)),
    ...job.files.map(({ path, content }) =>
      field(jobFields.file, utf8.encode(`${path}\0`), content),
    ),
    field(jobFields.input, job.input),
    numberField(jobFields.wallNs, limits.wallMs * 1e6),
    numberField(jobFields.cpuNs, limits.cpuMs * 1e6),
    numberField(jobFields.memoryBytes, limits.memoryBytes),
    numberField(jobFields.processes, limits.processes),
    numberField(jobFields.outputBytes, limits.outputBytes),
    numberField(jobFields.fileBytes, limits.fileBytes),
    numberField(jobFields.intervalNs, job.sampleIntervalNs),
    numberField(jobFields.measuringCore, cores.measuring),
    numberField(jobFields.probeCore, cores.probe),
  ].flat();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return length > maxPayloadBytes ? null : encodeFrame(frameTypes.run, ...parts);
}

export interface Ready {
  readonly version: string;
  /** `pid1`, `drops-user`, `filter`, `tmpfs`: what the probe can do where it runs. */
  readonly features: readonly string[];
}

export function decodeReady(payload: Uint8Array): Ready {
  const fields = decodeFields(payload);
  return {
    version: textOf(fields, 1),
    features: textOf(fields, 2)
      .split(' ')
      .filter((feature) => feature !== ''),
  };
}

const breaches: readonly (Breach | null)[] = [
  null,
  'wall',
  'cpu',
  'memory',
  'processes',
  'output',
  'file-size',
  'channel',
  'cancelled',
];

/** What a RESULT frame holds: a report without the data that came before it. */
export interface RunResult extends Omit<
  RunReport,
  'marks' | 'samples' | 'stdout' | 'stderr' | 'outcome'
> {
  /** Nothing of the run is left in the sandbox. */
  readonly clean: boolean;
}

export function decodeResult(payload: Uint8Array): RunResult {
  const fields = decodeFields(payload);
  const breach = breaches[numberOf(fields, 4)];
  if (breach === undefined) throw new FrameError('a result with an unknown breach');
  return {
    exit: decodeExit(fields),
    breach,
    startNs: numberOf(fields, 5),
    endNs: numberOf(fields, 6),
    cpuNs: numberOf(fields, 7),
    maxRssBytes: numberOf(fields, 8),
    cgroupPeakBytes: fields.has(9) ? numberOf(fields, 9) : null,
    clean: numberOf(fields, 10) === 1,
  };
}

function decodeExit(fields: ReadonlyMap<number, Uint8Array>): RunReport['exit'] {
  if (fields.has(3)) return { kind: 'not-started', reason: textOf(fields, 3) };
  if (fields.has(2)) return { kind: 'signalled', signal: numberOf(fields, 2) };
  return { kind: 'exited', code: numberOf(fields, 1) };
}

const markBytes = 33;
/** What the probe says where the kernel keeps no such account: all bits set. */
const unknown64 = 2n ** 64n - 1n;

export function decodeMarks(payload: Uint8Array): Mark[] {
  if (payload.length % markBytes !== 0) throw new FrameError('marks that are cut off');
  const view = viewOf(payload);
  const marks: Mark[] = [];
  for (let at = 0; at < payload.length; at += markBytes) {
    const kind = String.fromCharCode(view.getUint8(at));
    if (kind !== 'I' && kind !== 'B' && kind !== 'E') throw new FrameError('an unknown mark');
    const heldUp = view.getBigUint64(at + 25, true);
    marks.push({
      kind,
      wallNs: Number(view.getBigUint64(at + 1, true)),
      cpuNs: Number(view.getBigUint64(at + 9, true)),
      bytes: Number(view.getBigUint64(at + 17, true)),
      heldUpNs: heldUp === unknown64 ? null : Number(heldUp),
    });
  }
  return marks;
}

const sampleBytes = 16;

export function decodeSamples(pieces: readonly Uint8Array[]): RunReport['samples'] {
  const payload = concatenate(pieces);
  if (payload.length % sampleBytes !== 0) throw new FrameError('samples that are cut off');
  const count = payload.length / sampleBytes;
  const view = viewOf(payload);
  const tNs = new Float64Array(count);
  const bytes = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    tNs[i] = number64(view, i * sampleBytes);
    bytes[i] = number64(view, i * sampleBytes + 8);
  }
  return { tNs, bytes };
}

export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const utf8 = new TextEncoder();

function field(tag: number, ...parts: readonly Uint8Array[]): Uint8Array[] {
  const header = new Uint8Array(5);
  header[0] = tag;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  new DataView(header.buffer).setUint32(1, length, true);
  return [header, ...parts];
}

function textField(tag: number, text: string): Uint8Array[] {
  return field(tag, utf8.encode(text));
}

function numberField(tag: number, value: number): Uint8Array[] {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt(Math.round(value)), true);
  return field(tag, data);
}

function decodeFields(payload: Uint8Array): Map<number, Uint8Array> {
  const view = viewOf(payload);
  const fields = new Map<number, Uint8Array>();
  for (let at = 0; at < payload.length;) {
    const end = at + 5 <= payload.length ? at + 5 + view.getUint32(at + 1, true) : Infinity;
    if (end > payload.length) throw new FrameError('a field that is cut off');
    fields.set(view.getUint8(at), payload.subarray(at + 5, end));
    at = end;
  }
  return fields;
}

function textOf(fields: ReadonlyMap<number, Uint8Array>, tag: number): string {
  const data = fields.get(tag);
  if (data === undefined) throw new FrameError(`a frame without its field ${tag}`);
  return new TextDecoder().decode(data);
}

function numberOf(fields: ReadonlyMap<number, Uint8Array>, tag: number): number {
  const data = fields.get(tag);
  if (data?.length !== 8) throw new FrameError(`a frame without its number ${tag}`);
  return number64(viewOf(data), 0);
}

/** Nanoseconds and bytes stay below 2^53 for as long as a machine is up. */
function number64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
