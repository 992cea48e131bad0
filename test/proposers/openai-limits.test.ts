import { describe, expect, it } from 'vitest';
import { answer, good, rig, shown } from './rig.ts';
import { after, begun, cutOff, status, streamed, whole } from './scripted-endpoint.ts';

describe('an endpoint that knows less', () => {
  it('of stream_options, by name or not', async () => {
    for (const message of ['Unknown parameter: stream_options', 'Unrecognized request argument']) {
      const { endpoint, propose } = await rig([
        status(400, message),
        streamed(answer, { usage: null }),
        streamed(answer),
      ]);
      expect(shown(await propose())).toEqual([good]);
      expect(shown(await propose())).toEqual([good]);
      expect(endpoint.received.map(({ body }) => 'stream_options' in body)).toEqual([
        true,
        false,
        false,
      ]);
    }
  });

  it('of max_tokens and temperature', async () => {
    const { endpoint, propose } = await rig(
      [
        status(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        status(400, "Unsupported value: 'temperature' does not support 0."),
        streamed(`<thinking>Why.</thinking><solution>${answer}</solution>`),
      ],
      { promptProfile: 'afterburner' },
    );
    expect(shown(await propose())).toEqual([good]);
    const last = endpoint.received.at(-1)?.body;
    expect(last).toMatchObject({ max_completion_tokens: 8192 });
    expect(last).not.toHaveProperty('max_tokens');
    expect(last).not.toHaveProperty('temperature');
  });

  it('of streams', async () => {
    const { endpoint, propose } = await rig([
      status(400, 'streaming is not supported'),
      status(400, 'streaming is not supported'),
      whole(answer),
    ]);
    expect(shown(await propose())).toEqual([good]);
    expect(endpoint.received.at(-1)?.body).not.toHaveProperty('stream');
  });

  it('than the longest answer needs', async () => {
    const message = "This model's maximum context length is 4096 tokens, you asked for 9000.";
    const { endpoint, propose } = await rig([status(400, message), streamed(answer)]);
    expect(shown(await propose())).toEqual([good]);
    expect(endpoint.received.map(({ body }) => body['max_tokens'])).toEqual([8192, 2048]);
  });

  it('than the prompt needs', async () => {
    const message = 'the request exceeds the available context size';
    const steps = Array.from({ length: 9 }, () => status(400, message));
    const { endpoint, propose } = await rig(steps);
    expect(shown(await propose())).toMatch(/^model-refused: .* too long/);
    expect(endpoint.received.map(({ body }) => body['max_tokens'])).toEqual([8192, 2048, 512]);
  });
});

describe('an answer cut off by its length', () => {
  const cut = streamed('```python\ndef find(xs, y):\n    return x', { finish: 'length' });

  it('is asked for once more with more room', async () => {
    const { endpoint, propose } = await rig([cut, streamed(answer)]);
    expect(shown(await propose())).toEqual([good]);
    expect(endpoint.received.map(({ body }) => body['max_tokens'])).toEqual([8192, 32_768]);
  });

  it('is invalid where it is cut off again', async () => {
    const { endpoint, propose } = await rig([cut, cut]);
    expect(shown(await propose())).toEqual([
      '! The answer was cut off at the limit of its length.',
    ]);
    expect(endpoint.received).toHaveLength(2);
  });

  it('is invalid where the budget has no more room', async () => {
    const { endpoint, propose } = await rig([cut], { tokenBudget: 4_000 });
    expect(shown(await propose())).toEqual([
      '! The answer was cut off at the limit of its length.',
    ]);
    expect(endpoint.received).toHaveLength(1);
  });
});

describe('the budget', () => {
  const costly = streamed(answer, { usage: { prompt_tokens: 900, completion_tokens: 8_000 } });

  it('ends with a note, and then with silence', async () => {
    const { endpoint, proposer, propose } = await rig([costly, costly], { tokenBudget: 18_000 });
    expect(shown(await propose())).toEqual([good]);
    expect(shown(await propose())).toEqual([good]);
    expect(shown(await propose())).toMatch(/^model-budget: .* 17800 tokens are spent\.$/);
    expect(shown(await propose())).toEqual([]);
    expect(endpoint.received).toHaveLength(2);
    expect(proposer.spent).toEqual({ promptTokens: 1_800, answerTokens: 16_000, cost: 0 });
  });

  it('lowers the longest answer to what is left', async () => {
    const { endpoint, propose } = await rig([costly, costly], { tokenBudget: 14_000 });
    await propose();
    await propose();
    const asked = Number(endpoint.received[1]?.body['max_tokens']);
    expect(asked).toBeLessThan(14_000 - 8_900);
    expect(asked).toBeGreaterThan(2_000);
  });

  it('counts money', async () => {
    const { proposer, propose } = await rig([costly, costly, costly], {
      costBudget: 0.04,
      promptTokenPrice: 1,
      answerTokenPrice: 2,
    });
    await propose();
    expect(proposer.spent.cost).toBeCloseTo(0.0169);
    await propose();
    await propose();
    expect(shown(await propose())).toMatch(/^model-budget: .* at a cost of 0\.0507\.$/);
  });

  it('estimates where an endpoint does not count, and errs high', async () => {
    const { proposer, propose, endpoint } = await rig([streamed(answer, { usage: null })]);
    await propose();
    const prompt = JSON.stringify(endpoint.received[0]?.body['messages']);
    expect(proposer.spent.promptTokens).toBeGreaterThan(prompt.length / 3);
    expect(proposer.spent.promptTokens).toBeLessThan(prompt.length);
    expect(proposer.spent.answerTokens).toBeGreaterThan(answer.length / 3);
  });

  it('counts what broke off or was not waited for, and not what was refused', async () => {
    const { proposer, propose } = await rig([
      status(500, 'no'),
      begun('a', cutOff),
      streamed(answer),
    ]);
    await propose();
    expect(proposer.spent.promptTokens).toBeGreaterThan(100);
    const before = proposer.spent.promptTokens;
    await propose();
    expect(proposer.spent.promptTokens).toBe(before);
  });

  it('is not outrun by several requests at once', async () => {
    const small = streamed(answer, { usage: { prompt_tokens: 900, completion_tokens: 100 } });
    const gates = Array.from({ length: 8 }, () => after('go', small));
    const { endpoint, proposer, propose } = await rig(gates, { tokenBudget: 20_000 }, 8);
    const result = propose();
    await endpoint.heard('asked');
    endpoint.say('go');
    expect(shown(await result)).toEqual([good, good, good]);
    const limits = endpoint.received.map(({ body }) => Number(body['max_tokens']));
    expect(limits.slice(0, 2)).toEqual([8_192, 8_192]);
    expect(limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThan(20_000);
    expect(proposer.spent).toMatchObject({ promptTokens: 2_700, answerTokens: 300 });
  });
});
