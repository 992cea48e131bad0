import { describe, expect, it } from 'vitest';
import { answer, good, other, rig, secret, shown } from './rig.ts';
import {
  after,
  begun,
  chunk,
  endless,
  endQuietly,
  json,
  raw,
  stall,
  status,
  streamed,
  whole,
  type Step,
} from './scripted-endpoint.ts';

describe('an answer', () => {
  it.each<[string, Step]>([
    ['streamed', streamed(answer)],
    ['in one piece', streamed(answer, { pieceChars: 10_000 })],
    ['in single characters', streamed(answer, { pieceChars: 1 })],
    ['with comments that keep the connection alive', streamed(answer, { comments: true })],
    ['with other line ends', streamed(answer, { lineEnd: '\r\n' })],
    ['without usage', streamed(answer, { usage: null })],
    ['as one JSON message', whole(answer)],
    [
      'as one JSON message after blanks',
      raw(
        200,
        'text/event-stream',
        '  \n{"choices":[{"message":{"content":' +
          JSON.stringify(answer) +
          '},"finish_reason":"stop"}]}',
      ),
    ],
    [
      'with content in parts',
      json(200, {
        choices: [
          { message: { content: [{ type: 'text', text: answer }] }, finish_reason: 'stop' },
        ],
      }),
    ],
    [
      'as a stream by another type',
      raw(200, 'application/json', chunk({ delta: { content: answer }, finish_reason: 'stop' })),
    ],
    ['that ended without saying so', begun(answer, endQuietly)],
    ['cut off after the code', streamed(`${answer}And s`, { finish: 'length' })],
    [
      'of three blocks',
      streamed(`\`\`\`python\n${other}\`\`\`\n${answer}\`\`\`python\nfind([], 1)\n\`\`\``),
    ],
    ['never cut short by a slow start', after('go', streamed(answer))],
  ])('%s', async (_, step) => {
    const { endpoint, propose } = await rig([step]);
    endpoint.say('go');
    expect(shown(await propose())).toEqual([good]);
    expect(endpoint.received).toHaveLength(1);
  });

  it('asks as the chat API says, and tells nothing else', async () => {
    const { endpoint, propose } = await rig([streamed(answer)]);
    await propose();
    const [received] = endpoint.received;
    expect(received?.path).toBe('POST /v1/chat/completions');
    expect(received?.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': expect.any(String),
      'accept-language': '*',
      authorization: `Bearer ${secret}`,
      connection: 'keep-alive',
      'content-length': expect.any(String),
      'content-type': 'application/json',
      host: expect.stringMatching(/^127\.0\.0\.1:/),
      'sec-fetch-mode': 'cors',
      'user-agent': 'afterburner',
    });
    expect(received?.body).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: expect.stringContaining('def find(xs, y):') }],
      max_tokens: 8192,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it.each(['reasoning_content', 'reasoning'] as const)('keeps %s apart', async (field) => {
    const { propose } = await rig([
      streamed(answer, { reasoning: `maybe ${other}`, reasoningField: field }),
    ]);
    const result = await propose();
    expect(shown(result)).toEqual([good]);
    expect(result.ok && result.value[0]?.reasoning).toContain('maybe def find');
  });

  it.each<[string, Step, string]>([
    ['a refusal in words', streamed("I'm sorry."), "! The answer holds no code: “I'm sorry.”"],
    ['a refusal in its field', streamed('', { refusal: 'No.' }), '! The model declined: “No.”'],
    ['nothing', streamed(''), '! The answer is empty.'],
    ['nothing, as JSON', whole(null), '! The answer is empty.'],
    [
      'what a filter stopped',
      streamed('', { finish: 'content_filter' }),
      "! The model declined: “the endpoint's content filter stopped it”",
    ],
  ])('%s is invalid', async (_, step, reason) => {
    const { endpoint, propose } = await rig([step]);
    expect(shown(await propose())).toEqual([reason]);
    expect(endpoint.received).toHaveLength(1);
  });

  it('loses the key, where an endpoint repeats it', async () => {
    const text = `You are ${secret}.\n\`\`\`python\n# ${secret}\n${good}\`\`\``;
    const { propose } = await rig([streamed(text, { reasoning: `Bearer ${secret}` })]);
    const result = await propose();
    expect(result.ok && result.value[0]?.reasoning).toContain('You are [key].');
  });

  it.each<[string, Step]>([
    ['in content', endless('', chunk({ delta: { content: 'x'.repeat(10_000) } }))],
    ['in reasoning', endless('', chunk({ delta: { reasoning_content: 'x'.repeat(10_000) } }))],
    ['in one line', endless('data: ', 'x'.repeat(10_000))],
    ['in comments', endless('', `: ${'x'.repeat(10_000)}\n\n`)],
    ['in blanks', endless('', ' '.repeat(10_000))],
    ['in one JSON message', endless('{"x":"', 'x'.repeat(10_000))],
  ])('without end %s is called off', async (_, step) => {
    const { endpoint, propose } = await rig([step, step, step, step]);
    const result = await propose();
    expect(shown(result)).not.toEqual([good]);
    await endpoint.heard('all sockets closed');
  });
});

describe('several answers', () => {
  it('are asked for at once, with chance, as many as the limit allows', async () => {
    const { endpoint, propose } = await rig(
      [streamed(answer), streamed('No.'), status(401, 'no')],
      {},
      5,
    );
    const result = await propose({ limit: 3 });
    expect([...shown(result)].toSorted()).toEqual(['! The answer holds no code: “No.”', good]);
    expect(endpoint.received.map(({ body }) => body['temperature'])).toEqual([0.7, 0.7, 0.7]);
  });

  it('are none where none is asked for', async () => {
    const { endpoint, propose } = await rig([]);
    expect(shown(await propose({ limit: 0 }))).toEqual([]);
    expect(endpoint.received).toEqual([]);
  });
});

it('asks the trained models without chance, and with it only where they would repeat themselves', async () => {
  const step = streamed(`<thinking>Why.</thinking><solution>${answer}</solution>`);
  const { endpoint, propose } = await rig([step, step, step], { promptProfile: 'afterburner' });
  await propose();
  await propose();
  await propose({ objective: 'memory' });
  expect(endpoint.received.map(({ body }) => body['temperature'])).toEqual([0, 0.7, 0]);
});

describe('an abort', () => {
  it.each<[string, Step, string]>([
    ['before the first byte', after('never', stall), 'asked'],
    ['in mid-stream', begun('```python\n', stall), 'stalled'],
  ])('%s ends the request and leaves no socket', async (_, step, reached) => {
    const { endpoint, propose } = await rig([step]);
    const controller = new AbortController();
    const result = propose({}, controller.signal);
    await endpoint.heard(reached);
    expect(endpoint.openSockets).toBe(1);
    controller.abort();
    expect(shown(await result)).toMatch(/^cancelled/);
    await endpoint.heard('all sockets closed');
    expect(endpoint.received).toHaveLength(1);
    expect(endpoint.connections).toBe(1);
  });

  it('counts, although another answer is there already', async () => {
    const { endpoint, propose } = await rig([streamed(answer), begun('a', stall)], {}, 2);
    const controller = new AbortController();
    const result = propose({}, controller.signal);
    await endpoint.heard('stalled');
    controller.abort();
    expect(shown(await result)).toMatch(/^cancelled/);
  });

  it('ends a pause', async () => {
    const { endpoint, runtime, propose } = await rig([status(429, 'slow')]);
    runtime.holdsPauses = true;
    const controller = new AbortController();
    const result = propose({}, controller.signal);
    await runtime.paused;
    controller.abort();
    expect(shown(await result)).toMatch(/^cancelled/);
    expect(endpoint.received).toHaveLength(1);
  });

  it('beforehand asks nothing', async () => {
    const { endpoint, propose } = await rig([]);
    expect(shown(await propose({}, AbortSignal.abort()))).toMatch(/^cancelled/);
    expect(endpoint.received).toEqual([]);
  });

  it('after an answer leaves no socket either', async () => {
    const { endpoint, propose } = await rig([streamed(answer)]);
    await propose();
    await endpoint.heard('all sockets closed');
  });
});
