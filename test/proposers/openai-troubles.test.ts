import { describe, expect, it } from 'vitest';
import { answer, good, rig, secret, shown } from './rig.ts';
import {
  after,
  begun,
  cutOff,
  endless,
  endQuietly,
  json,
  raw,
  stall,
  status,
  streamed,
  type Step,
} from './scripted-endpoint.ts';

describe('troubles that pass', () => {
  it.each<[string, readonly Step[], readonly number[]]>([
    ['429 and when to come back', [status(429, 'slow', { 'retry-after': '7' })], [7_000]],
    [
      '429 and a date',
      [status(429, 'slow', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' })],
      [9_000],
    ],
    ['429 in milliseconds', [status(429, 'slow', { 'retry-after-ms': '30' })], [30]],
    ['429 and nothing', [status(429, 'slow')], [375]],
    ['429 and nonsense', [status(429, 'slow', { 'retry-after': 'soon' })], [375]],
    ['500', [status(500, 'oops')], [375]],
    [
      '503 three times',
      [status(503, 'a'), raw(503, 'text/html', '<b>'), status(503, 'c')],
      [375, 750, 1_500],
    ],
    ['408 and 409', [status(408, 'late'), status(409, 'busy')], [375, 750]],
    ['a connection cut off at once', [cutOff], [375]],
    ['a connection cut off in mid-stream', [begun('```python\ndef find(', cutOff)], [375]],
    ['a stream that ends before it began', [begun('', endQuietly)], [375]],
    [
      'a broken chunk',
      [begun('a', (response) => void response.end('data: {"choices": [\n\n'))],
      [375],
    ],
    ['broken JSON', [raw(200, 'application/json', '{"choices": [')], [375]],
    [
      'an error in mid-stream',
      [
        begun(
          'a',
          (response) => void response.end('data: {"error": {"message": "out of slots"}}\n\n'),
        ),
      ],
      [375],
    ],
    [
      'an error with status 200',
      [json(200, { error: { message: 'overloaded', code: 529 } })],
      [375],
    ],
  ])('%s', async (_, steps, pausesMs) => {
    const { endpoint, runtime, propose } = await rig([...steps, streamed(answer)]);
    expect(shown(await propose())).toEqual([good]);
    expect(runtime.pausesMs).toEqual(pausesMs);
    expect(endpoint.received).toHaveLength(steps.length + 1);
  });

  it('a stall in mid-stream', async () => {
    const { endpoint, runtime, propose } = await rig([begun('```python', stall), streamed(answer)]);
    const result = propose();
    await endpoint.heard('stalled');
    await runtime.armed(2);
    runtime.advance(30_000);
    expect(shown(await result)).toEqual([good]);
    expect(endpoint.received).toHaveLength(2);
  });

  it('are given up in the end, with the reason, and the second time for good', async () => {
    const { endpoint, propose } = await rig(Array.from({ length: 9 }, () => status(500, 'oops')));
    expect(shown(await propose())).toMatch(
      /^model-unreachable: http:.* cannot be had after 4 attempts: 500: oops\.$/,
    );
    expect(shown(await propose())).toMatch(/^model-unreachable/);
    expect(shown(await propose())).toEqual([]);
    expect(endpoint.received).toHaveLength(8);
  });

  it('are forgotten with the next answer', async () => {
    const failing = Array.from({ length: 4 }, () => status(500, 'oops'));
    const { propose } = await rig([...failing, streamed(answer), ...failing, streamed(answer)]);
    expect(shown(await propose())).toMatch(/^model-unreachable/);
    expect(shown(await propose())).toEqual([good]);
    expect(shown(await propose())).toMatch(/^model-unreachable/);
    expect(shown(await propose())).toEqual([good]);
  });

  it('are not waited for longer than a run lasts', async () => {
    const { endpoint, runtime, propose } = await rig([
      status(429, 'slow', { 'retry-after': '3600' }),
    ]);
    expect(shown(await propose())).toMatch(/^model-unreachable: .*a pause of 3600 s\.$/);
    expect(runtime.pausesMs).toEqual([]);
    expect(endpoint.received).toHaveLength(1);
  });

  it('nothing listens', async () => {
    const { endpoint, runtime, proposer, propose } = await rig([]);
    await endpoint.close();
    expect(shown(await propose())).toMatch(/^model-unreachable: .*nothing listens there\.$/);
    expect(runtime.pausesMs).toHaveLength(3);
    expect(proposer.spent).toEqual({ promptTokens: 0, answerTokens: 0, cost: 0 });
  });

  it('a port that no web client may use is not tried again', async () => {
    const { runtime, proposer, propose } = await rig([], { baseUrl: 'http://127.0.0.1:25' });
    expect(shown(await propose())).toMatch(
      /^model-unreachable: .* no web client may use that port/,
    );
    expect(runtime.pausesMs).toEqual([]);
    expect(proposer.spent.promptTokens).toBe(0);
  });

  it('no complete answer in time is a failure, and is not repeated', async () => {
    const { endpoint, runtime, propose } = await rig([after('never', stall)], {
      modelTimeoutSeconds: 400,
    });
    const result = propose();
    await endpoint.heard('asked');
    runtime.advance(399_999);
    runtime.advance(1);
    expect(shown(await result)).toMatch(/^model-unreachable: .* no complete answer within 400 s/);
    expect(endpoint.received).toHaveLength(1);
    await endpoint.heard('all sockets closed');
  });
});

describe('troubles that do not pass', () => {
  it.each<[string, Step, RegExp]>([
    [
      '401',
      status(401, `Incorrect API key provided: ${secret}`),
      /^model-refused: .* refuses the key \(401: Incorrect API key provided: \[key\]\)\.$/,
    ],
    [
      '401, the key in part',
      status(401, 'Incorrect API key provided: sk-very*****6789.'),
      /provided: \[key\]/,
    ],
    ['403', status(403, 'no'), /^model-refused: .* refuses the key/],
    [
      '404',
      status(404, 'The model `tiny` does not exist'),
      /^model-refused: .* has no model “tiny”/,
    ],
    [
      '404 with a page',
      raw(404, 'text/html', '<html>nothing here</html>'),
      /^model-refused: .* is not where the API is/,
    ],
    ['402', status(402, 'no'), /^model-refused: .* wants to be paid first/],
    [
      '429 for want of credit',
      status(429, 'You exceeded: insufficient_quota'),
      /^model-refused: .* wants to be paid first/,
    ],
    ['413', status(413, 'big'), /^model-refused: .* too long/],
    [
      'a redirect',
      raw(308, 'text/html', '', { location: 'https://elsewhere.example/v1' }),
      /^model-refused: .*redirected to https:\/\/elsewhere/,
    ],
    [
      'HTML with status 200',
      raw(200, 'text/html', '<!doctype html><h1>Hello</h1>'),
      /^model-not-understood: .* sent a page of HTML\.$/,
    ],
    [
      'text with status 200',
      raw(200, 'text/plain', 'Ollama is running'),
      /^model-not-understood: .* sent no message\.$/,
    ],
    [
      'nothing with status 200',
      raw(200, 'text/plain', ''),
      /^model-not-understood: .* sent an empty answer\.$/,
    ],
    [
      'other JSON with status 200',
      json(200, { hello: 1 }),
      /^model-not-understood: .* sent JSON that is no chat message\.$/,
    ],
    [
      'a wrong address with status 200',
      json(200, { error: 'Unexpected endpoint or method. (POST /chat/completions)' }),
      /^model-refused: .* is not where the API is/,
    ],
    [
      'an error without end',
      endless('', 'no '.repeat(3_000), 401),
      /^model-refused: .* refuses the key/,
    ],
  ])('%s', async (_, step, message) => {
    const { endpoint, runtime, propose } = await rig([step]);
    const first = await propose();
    expect(shown(first)).toMatch(message);
    expect(!first.ok && first.failure.hint).toMatch(/\.$/);
    expect(runtime.pausesMs).toEqual([]);
    expect(shown(await propose())).toEqual([]);
    expect(endpoint.received).toHaveLength(1);
  });

  it('a refusal that nothing adapts to', async () => {
    const { endpoint, propose } = await rig([status(400, 'no'), status(400, 'no')]);
    expect(shown(await propose())).toMatch(/^model-refused: .* refuses the request \(400: no\)/);
    expect(endpoint.received.map(({ body }) => 'stream_options' in body)).toEqual([true, false]);
  });
});
