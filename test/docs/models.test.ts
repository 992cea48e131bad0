import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingSources } from '../../daemon/cli/settings.ts';

const text = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');
const ofTheModel = /^(model|baseUrl|prompt|token|cost|answer)/;

it('names no option that there is not', () => {
  const known = new Set([...settingSources.map(({ flag }) => flag), '--function', '--write']);
  const ofOthers = new Set(['--jinja']);
  const named = text.match(/--[a-z][a-z-]+/g) ?? [];
  expect(named.filter((flag) => !known.has(flag) && !ofOthers.has(flag))).toEqual([]);
});

it('names every option that is about models', () => {
  const flags = settingSources.filter(({ key }) => ofTheModel.test(key)).map(({ flag }) => flag);
  expect(flags.length).toBeGreaterThan(6);
  expect(flags.filter((flag) => !text.includes(flag))).toEqual([]);
});
