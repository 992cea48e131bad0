import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SuiteResult } from '../host/suite-result.ts';

const testMs = 240_000;

/**
 * What the extension host calls: runs every suite beside this file, and leaves the counts in a file.
 * A host that dies reports nothing, so whoever waits trusts that file and nothing else.
 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: testMs, color: false, reporter: 'spec' });
  const only = process.env['AFTERBURNER_SUITE_ONLY'];
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.suite.cjs') && (!only || file.includes(only))) {
      mocha.addFile(join(__dirname, file));
    }
  }
  const failures: SuiteResult['failures'][number][] = [];
  const result = await new Promise<SuiteResult>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, pending, failures });
    });
    runner.on('fail', (test, error: Error) => {
      failures.push({ title: test.fullTitle(), error: error.stack ?? String(error) });
    });
  });
  const path = process.env['AFTERBURNER_SUITE_RESULT'];
  if (path) writeFileSync(path, JSON.stringify(result));
  if (result.failed > 0) throw new Error(`${result.failed} tests failed.`);
}
