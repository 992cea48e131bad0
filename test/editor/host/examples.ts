import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installation.ts';

/** Short comparisons: the tests ask whether figures are shown, not how exact they are. */
const quickSettings = {
  'afterburner.comparisonSeconds': 1,
  'afterburner.iterations': 1,
  'afterburner.candidatesPerIteration': 12,
  'afterburner.timingInputs': 'never',
};

/** A copy of examples/ to work in, with settings that make runs quick. */
export function makeExamples(folder: string): void {
  cpSync(join(root, 'examples'), folder, { recursive: true });
  mkdirSync(join(folder, '.vscode'));
  const text = JSON.stringify(quickSettings, null, 2);
  writeFileSync(join(folder, '.vscode/settings.json'), text);
}
