import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withSettings } from '../../scripts/readme.ts';

const readme = readFileSync('README.md', 'utf8');

it('has the table of settings that the program has', async () => {
  expect(readme, 'npm run readme brings it up to date').toBe(await withSettings(readme));
});

it.each([
  'README.md',
  'ARCHITECTURE.md',
  'docs/measurement.md',
  'docs/sandbox.md',
  'docs/cases.md',
  'docs/editor.md',
  'docs/packs.md',
])('%s links to what is there', (file) => {
  const folder = file.includes('/') ? 'docs/' : '';
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#:]+)\)/g)].map(([, to]) => to);
  for (const link of links) expect(existsSync(`${folder}${link}`), link).toBe(true);
});
