import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readFigures, withFigures } from '../../scripts/bench.ts';

it('has the figures that were measured last', async () => {
  const text = readFileSync('docs/measurement.md', 'utf8');
  expect(text, 'npm run figures measures them').toBe(await withFigures(text, readFigures()));
});

it('puts a benchmark with its machine, its figures and their goals into the table', async () => {
  const text = await withFigures('a\n\n<!-- figures -->\n<!-- /figures -->\n\nb\n', {
    sampler: {
      measuredAt: '2026-01-02',
      machine: '2 cores',
      figures: [['rate', '9.9 kHz', 'at least 9.5 kHz']],
    },
  });
  expect(text).toContain('2026-01-02: 2 cores.');
  expect(text).toMatch(/\| rate +\| 9\.9 kHz +\| at least 9\.5 kHz +\|/);
  expect(text.startsWith('a\n')).toBe(true);
  expect(text.endsWith('b\n')).toBe(true);
});
