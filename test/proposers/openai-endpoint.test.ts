import { describe, expect, it } from 'vitest';
import { createOpenAiProposer } from '../../daemon/proposers/openai.ts';
import { endpointOf } from '../../daemon/proposers/openai/endpoint.ts';
import { settingsSchema, type Settings } from '../../protocol/settings.ts';

const env = { AFTERBURNER_API_KEY: 'key-of-the-test' };

function settings(change: Partial<Settings>): Settings {
  return settingsSchema.parse({ baseUrl: 'http://localhost:1', model: 'm', ...change });
}

function urlOf(baseUrl: string): string {
  const endpoint = endpointOf(settings({ baseUrl }), env);
  return endpoint.ok ? endpoint.value.baseUrl : `${endpoint.failure.code}`;
}

describe('the base URL', () => {
  it.each([
    ['http://localhost:11434', 'http://localhost:11434/v1'],
    ['http://localhost:11434/', 'http://localhost:11434/v1'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['http://localhost:11434/v1/', 'http://localhost:11434/v1'],
    ['  http://localhost:11434//v1//  ', 'http://localhost:11434/v1'],
    ['http://localhost:11434/v1/chat/completions', 'http://localhost:11434/v1'],
    ['localhost:8000', 'http://localhost:8000/v1'],
    ['127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
    ['api.example.com', 'https://api.example.com/v1'],
    ['https://api.example.com/openai/v1', 'https://api.example.com/openai/v1'],
    ['https://api.example.com/v1beta/openai/', 'https://api.example.com/v1beta/openai'],
    ['http://[::1]:8000', 'http://[::1]:8000/v1'],
    ['ftp://localhost', 'setting-invalid'],
    ['file:///etc/passwd', 'setting-invalid'],
    ['http://', 'setting-invalid'],
    ['http://user:word@localhost', 'setting-invalid'],
    ['http://localhost/v1?key=word', 'setting-invalid'],
    ['', 'model-not-configured'],
    ['  ', 'model-not-configured'],
  ])('%j is %j', (written, expected) => {
    expect(urlOf(written)).toBe(expected);
  });

  it('is not repeated where it holds a password', () => {
    const made = createOpenAiProposer(settings({ baseUrl: 'http://user:word@localhost' }), env);
    expect(JSON.stringify(made)).not.toMatch(/user:|word@/);
  });
});

describe('the key', () => {
  const endpoint = (baseUrl: string, variables: NodeJS.ProcessEnv) =>
    endpointOf(settings({ baseUrl }), variables);

  it('comes from AFTERBURNER_API_KEY, then from OPENAI_API_KEY', () => {
    const both = { AFTERBURNER_API_KEY: ' mine ', OPENAI_API_KEY: 'theirs' };
    expect(endpoint('https://a.example', both)).toMatchObject({
      value: { key: { secret: 'mine' } },
    });
    const blank = { AFTERBURNER_API_KEY: ' ', OPENAI_API_KEY: 'theirs' };
    expect(endpoint('https://a.example', blank)).toMatchObject({
      value: { key: { secret: 'theirs', variable: 'OPENAI_API_KEY' } },
    });
  });

  it.each([
    'http://localhost:1',
    'http://127.8.0.1',
    'http://[::1]',
    'http://192.168.1.5:8000',
    'http://box:8000',
    'http://box.local',
  ])('is not needed at %s', (baseUrl) => {
    expect(endpoint(baseUrl, {})).toMatchObject({ ok: true, value: { key: null } });
  });

  it.each([
    'https://api.example.com',
    'http://172.32.0.1',
    'http://[2001:db8::1]',
    'https://localhost.example.com',
  ])('is needed at %s', (baseUrl) => {
    expect(endpoint(baseUrl, {})).toMatchObject({
      ok: false,
      failure: {
        code: 'model-not-configured',
        hint: expect.stringContaining('AFTERBURNER_API_KEY'),
      },
    });
  });

  it('is refused where no header can carry it, and not repeated', () => {
    const made = endpoint('https://a.example', { OPENAI_API_KEY: 'sk-first\nsk-second' });
    expect(made).toMatchObject({ ok: false, failure: { code: 'model-not-configured' } });
    expect(JSON.stringify(made)).not.toContain('sk-');
  });
});

it.each<[string, Partial<Settings>, string]>([
  ['no model', { model: null }, 'model-not-configured'],
  ['a blank model', { model: ' ' }, 'model-not-configured'],
  ['no base URL', { baseUrl: null }, 'model-not-configured'],
  ['a cost budget without prices', { costBudget: 1 }, 'setting-invalid'],
])('%s is a failure of the settings', (_, change, code) => {
  const made = createOpenAiProposer(settings(change), env);
  expect(made).toMatchObject({ ok: false, failure: { code } });
});
