import type { Doctor } from '../../../protocol/daemon.ts';
import { harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** What works, what does not, and how to mend it. */
export function presentDoctor(doctor: Doctor, { paint }: Style): readonly string[] {
  const signs = { works: paint.green('✓'), limited: paint.yellow('!'), missing: paint.red('✗') };
  const rows = doctor.findings.flatMap(({ topic, state, text, mend }) => [
    [signs[state], topic, oneLine(harmless(text))],
    ...(mend === null ? [] : [['', '', paint.dim(`→ ${oneLine(harmless(mend))}`)]]),
  ]);
  const verdict = doctor.usable
    ? `Afterburner can measure here; code runs under: ${doctor.isolation}.`
    : 'Nothing can be measured here yet.';
  return [...table(rows), '', verdict];
}
