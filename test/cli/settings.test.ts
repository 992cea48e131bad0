import { describe, expect, it } from 'vitest';
import {
  readApiKey,
  readSettings,
  settingOptions,
  settingSources,
} from '../../daemon/cli/settings.ts';
import { settingsSchema } from '../../protocol/settings.ts';

function read(options: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) {
  const settings = readSettings(options, env);
  return settings.ok ? settings.value : settings.failure.message;
}

it('every setting has an option and a variable of its own', () => {
  const keys = Object.keys(settingsSchema.shape);
  expect(settingSources.map(({ key }) => key)).toEqual(keys);
  expect(new Set(settingSources.map(({ flag }) => flag)).size).toBe(keys.length);
  expect(new Set(settingSources.map(({ variable }) => variable)).size).toBe(keys.length);
  for (const option of settingOptions(settingSources.map(({ key }) => key))) {
    expect(option.description).not.toBe('');
  }
});

describe('reading', () => {
  it('gives the defaults where nothing is said', () => {
    expect(read({})).toEqual(settingsSchema.parse({}));
  });

  it('puts options before variables and variables before defaults', () => {
    const env = { AFTERBURNER_ITERATIONS: '3', AFTERBURNER_SANDBOX: 'none' };
    expect(read({ iterations: '5' }, env)).toMatchObject({ iterations: 5, sandbox: 'none' });
  });

  it('reads every kind', () => {
    expect(
      read(
        { proposer: ['rules', 'openai'], minimumGain: '0.1', allowUnsandboxedModels: true },
        { AFTERBURNER_COST_BUDGET: '2.5', AFTERBURNER_BASE_URL: 'http://localhost:1/v1' },
      ),
    ).toMatchObject({
      proposers: ['rules', 'openai'],
      minimumGain: 0.1,
      allowUnsandboxedModels: true,
      costBudget: 2.5,
      baseUrl: 'http://localhost:1/v1',
    });
    expect(
      read(
        {},
        { AFTERBURNER_PROPOSERS: 'openai, rules', AFTERBURNER_ALLOW_UNSANDBOXED_MODELS: '0' },
      ),
    ).toMatchObject({ proposers: ['openai', 'rules'], allowUnsandboxedModels: false });
  });

  it.each([
    ['iterations', 'many', '--iterations is many: it must be a number.'],
    ['iterations', '0', '--iterations is 0: it must be more than 0.'],
    ['iterations', '', '--iterations is : it must be a number.'],
    ['minimumGain', '7', '--minimum-gain is 7: it must be at most 0.9.'],
    ['sandbox', 'jail', '--sandbox is jail: choose auto or container or bubblewrap or none.'],
  ])('says what is wrong with %s = %s', (key, value, sentence) => {
    expect(read({ [key]: value })).toBe(sentence);
  });

  it('says what is wrong with a switch', () => {
    expect(read({}, { AFTERBURNER_ALLOW_UNSANDBOXED_MODELS: 'perhaps' })).toBe(
      'AFTERBURNER_ALLOW_UNSANDBOXED_MODELS is perhaps: choose true or false.',
    );
  });
});

it('the key is read from its two variables, ours first', () => {
  expect(readApiKey({})).toBe(null);
  expect(readApiKey({ OPENAI_API_KEY: 'b' })).toBe('b');
  expect(readApiKey({ AFTERBURNER_API_KEY: 'a', OPENAI_API_KEY: 'b' })).toBe('a');
});
