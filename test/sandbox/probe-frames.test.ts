import { describe, expect, test } from 'vitest';
import type { Job } from '../../daemon/core/ports/sandbox.ts';
import {
  decodeMarks,
  decodeReady,
  decodeResult,
  decodeSamples,
  encodeFrame,
  encodeRun,
  FrameDecoder,
  FrameError,
  frameTypes,
  maxPayloadBytes,
} from '../../daemon/sandbox/probe-frames.ts';
import { fields, number, text } from './fake-probe.ts';

const all = Object.values(frameTypes);

const job: Job = {
  argv: ['python3', 'main.py'],
  env: { NAME: 'value' },
  files: [{ path: 'main.py', content: new Uint8Array([1, 2]) }],
  input: new Uint8Array([9]),
  limits: {
    wallMs: 1,
    cpuMs: 2,
    memoryBytes: 3,
    processes: 4,
    outputBytes: 5,
    fileBytes: 2 ** 40,
  },
  sampleIntervalNs: 100_000,
};

describe('the decoder', () => {
  const stream = Buffer.concat([
    encodeFrame(frameTypes.ready, new Uint8Array([1, 2, 3])),
    encodeFrame(frameTypes.pong),
    encodeFrame(frameTypes.stdout, new Uint8Array(300).fill(7), new Uint8Array([8])),
  ]);
  const expected = new FrameDecoder(all).push(stream);

  test('gives frames back', () => {
    expect(expected.map(({ type, payload }) => [type, payload.length])).toEqual([
      [frameTypes.ready, 3],
      [frameTypes.pong, 0],
      [frameTypes.stdout, 301],
    ]);
  });

  test('gives the same, wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const decoder = new FrameDecoder(all);
      const frames = [
        ...decoder.push(stream.subarray(0, cut)),
        ...decoder.push(stream.subarray(cut)),
      ];
      expect(frames).toEqual(expected);
    }
  });

  test('gives the same, byte by byte', () => {
    const decoder = new FrameDecoder(all);
    expect([...stream].flatMap((byte) => decoder.push(new Uint8Array([byte])))).toEqual(expected);
  });

  test('refuses a type that it does not expect', () => {
    const decoder = new FrameDecoder([frameTypes.pong]);
    expect(() => decoder.push(encodeFrame(frameTypes.run))).toThrow(FrameError);
  });

  test('refuses a frame that is too large at its header', () => {
    const header = new Uint8Array(5);
    new DataView(header.buffer).setUint32(0, maxPayloadBytes + 1, true);
    header[4] = frameTypes.stdout;
    expect(() => new FrameDecoder(all).push(header)).toThrow(FrameError);
  });
});

test('a job is encoded field by field', () => {
  const [frame] = new FrameDecoder(all).push(encodeRun(job, { measuring: 6, probe: 7 })!);
  expect(frame!.type).toBe(frameTypes.run);
  expect(Buffer.from(frame!.payload)).toEqual(
    Buffer.from(
      fields(
        [1, text('python3')],
        [1, text('main.py')],
        [2, text('NAME=value')],
        [3, new Uint8Array([...text('main.py'), 0, 1, 2])],
        [4, new Uint8Array([9])],
        [5, number(1e6)],
        [6, number(2e6)],
        [7, number(3)],
        [8, number(4)],
        [9, number(5)],
        [10, number(2 ** 40)],
        [11, number(100_000)],
        [12, number(6)],
        [13, number(7)],
      ),
    ),
  );
});

test('a job that no frame can hold is refused', () => {
  const large = { ...job, input: new Uint8Array(maxPayloadBytes) };
  expect(encodeRun(large, { measuring: 0, probe: 0 })).toBeNull();
});

test('a greeting', () => {
  expect(decodeReady(fields([1, text('abc')], [2, text('pid1 filter ')]))).toEqual({
    version: 'abc',
    features: ['pid1', 'filter'],
  });
  expect(() => decodeReady(fields([1, text('abc')]))).toThrow(FrameError);
});

describe('a result', () => {
  const common = [
    [4, number(3)],
    [5, number(10)],
    [6, number(2 ** 45)],
    [7, number(30)],
    [8, number(40)],
    [10, number(1)],
  ] as const;

  test.each([
    [[1, number(3)], { kind: 'exited', code: 3 }],
    [[2, number(9)], { kind: 'signalled', signal: 9 }],
    [[3, text('No.')], { kind: 'not-started', reason: 'No.' }],
  ] as const)('with its exit', (field, exit) => {
    expect(decodeResult(fields(field, ...common))).toEqual({
      exit,
      breach: 'memory',
      startNs: 10,
      endNs: 2 ** 45,
      cpuNs: 30,
      maxRssBytes: 40,
      cgroupPeakBytes: null,
      clean: true,
    });
  });

  test('that is cut off, or lacks a field, or breaches no known limit, is refused', () => {
    const whole = fields([1, number(0)], ...common);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeResult(whole.subarray(0, length))).toThrow(FrameError);
    }
    const unknown = fields([1, number(0)], [4, number(99)], ...common.slice(1));
    expect(() => decodeResult(unknown)).toThrow(FrameError);
  });
});

test('marks and samples', () => {
  const mark = new Uint8Array([66, ...number(1), ...number(2), ...number(3), ...number(4)]);
  expect(decodeMarks(mark)).toEqual([{ kind: 'B', wallNs: 1, cpuNs: 2, bytes: 3, heldUpNs: 4 }]);
  const unknown = new Uint8Array(mark).fill(255, 25);
  expect(decodeMarks(unknown)[0]?.heldUpNs).toBeNull();
  expect(() => decodeMarks(mark.subarray(1))).toThrow(FrameError);
  expect(() => decodeMarks(mark.with(0, 99))).toThrow(FrameError);
  const samples = [new Uint8Array([...number(5), ...number(6)]), new Uint8Array(16)];
  expect(decodeSamples(samples)).toEqual({
    tNs: new Float64Array([5, 0]),
    bytes: new Float64Array([6, 0]),
  });
  expect(() => decodeSamples([new Uint8Array(15)])).toThrow(FrameError);
});
