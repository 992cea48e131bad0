import { expect, it } from 'vitest';
import { readSettings } from '../../language-server/settings.ts';
import { settingsSchema } from '../../protocol/settings.ts';

const defaults = settingsSchema.parse({});

it.each([
  ['nothing', null, {}],
  ['what is no object', 7, {}],
  ['settings of the editor alone', { codeLens: false, objective: 'time' }, {}],
  ['empty texts where none is possible', { baseUrl: '', image: '' }, {}],
  ['null where it is no value', { iterations: null }, {}],
  ['values', { iterations: 3, proposers: ['openai'] }, { iterations: 3, proposers: ['openai'] }],
])('reads %s', (_, section, expected) => {
  expect(readSettings(section)).toEqual({
    settings: { ...defaults, ...expected },
    problems: [],
  });
});

it('names each value that makes no sense, and keeps the others', () => {
  const { settings, problems } = readSettings({ iterations: 'x', proposers: [], tokenBudget: 9 });
  expect(settings).toEqual({ ...defaults, tokenBudget: 9 });
  expect(problems).toEqual([
    expect.stringMatching(/^afterburner\.proposers is \[\], .*\["rules"\] is used\.$/),
    expect.stringMatching(/^afterburner\.iterations is "x", .*10 is used\.$/),
  ]);
});
