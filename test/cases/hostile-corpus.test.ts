import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readCases } from '../../daemon/cases/case-file.ts';

const folder = fileURLToPath(new URL('../fixtures/hostile/', import.meta.url));
const endings = new Set([
  'incorrect',
  'tampered',
  'timeout',
  'oom',
  'output-limit',
  'killed',
  'error',
  'harmless',
]);

it('says of every hostile candidate what it tries and what must come of it', async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py'));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names.filter((each) => each !== 'total.py')) {
    const [trick, expected] = (await readFile(folder + name, 'utf8')).split('\n');
    expect(trick, name).toMatch(/^# trick: \w/);
    const words = expected?.replace('# expected: ', '').split('|') ?? [];
    expect(
      words.filter((word) => !endings.has(word)),
      name,
    ).toEqual([]);
  }
});

it('has cases that say what is right', async () => {
  const cases = await readCases(`${folder}total.cases.json`, 'total', 'python');
  if (!cases.ok) throw new Error(cases.failure.message);
  const sums = cases.value.cases.map(({ call: { args }, expectation }) => {
    const sum = (args[0] as number[]).reduce((total, x) => total + x, 0);
    return expectation.kind === 'value' ? expectation.value === sum : expectation.kind;
  });
  expect(sums).toEqual([true, true, true, 'original']);
});
