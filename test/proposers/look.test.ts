import { afterEach, expect, it } from 'vitest';
import { lookAtModel } from '../../daemon/proposers/openai/look.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import { json, raw, ScriptedEndpoint, status, type Step } from './scripted-endpoint.ts';

let endpoint: ScriptedEndpoint | null = null;
afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});

async function look(step: Step) {
  endpoint = new ScriptedEndpoint([step]);
  const baseUrl = await endpoint.listen();
  const settings = settingsSchema.parse({ baseUrl, model: 'small' });
  return lookAtModel(settings, new AbortController().signal);
}

it.each<[string, Step, string, RegExp]>([
  ['has the model', json(200, { data: [{ id: 'small' }] }), 'works', /has small$/],
  ['has others', json(200, { data: [{ id: 'large' }] }), 'missing', /has no model small/],
  ['wants a key', status(401, 'no key'), 'works', /wants a key/],
  ['is something else', raw(200, 'text/html', '<html>'), 'limited', /lists no models/],
])('an endpoint that %s', async (_, step, state, text) => {
  expect(await look(step)).toMatchObject({ state, text: expect.stringMatching(text) });
  expect(endpoint?.received[0]?.headers.authorization).toBeUndefined();
});

it('an endpoint that is not there', async () => {
  const settings = settingsSchema.parse({ baseUrl: 'http://127.0.0.1:1', model: 'small' });
  const found = await lookAtModel(settings, new AbortController().signal);
  expect(found).toMatchObject({
    state: 'missing',
    text: expect.stringContaining('does not answer'),
  });
});

it('no endpoint at all', async () => {
  const found = await lookAtModel(settingsSchema.parse({}), new AbortController().signal);
  expect(found).toMatchObject({ state: 'works', mend: null });
});
