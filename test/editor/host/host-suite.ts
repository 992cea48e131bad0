import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from './installation.ts';
import { makeExamples } from './examples.ts';
import { suiteResultSchema, type SuiteResult } from './suite-result.ts';

export interface HostSuiteOptions {
  /** Takes the arguments of VS Code's executable; undefined downloads VS Code. */
  readonly executable: string | undefined;
  /** Only suites whose file has this in its name. */
  readonly only?: string | undefined;
}

/** Runs test/editor/suite inside an extension host, on the extension as it is in dist/. */
export async function runHostSuite({ executable, only }: HostSuiteOptions): Promise<SuiteResult> {
  const suite = await bundleSuite();
  const own = mkdtempSync(join(tmpdir(), 'afterburner-suite-'));
  const result = join(own, 'result.json');
  const home = join(own, 'home');
  const folder = join(own, 'examples');
  makeExamples(folder);
  let trouble = '';
  try {
    await runTests({
      ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(suite, 'index.cjs'),
      launchArgs: [folder, `--user-data-dir=${join(own, 'user-data')}`, '--disable-extensions'],
      extensionTestsEnv: {
        AFTERBURNER_HOME: home,
        AFTERBURNER_SUITE_RESULT: result,
        ...(only === undefined ? {} : { AFTERBURNER_SUITE_ONLY: only }),
      },
    });
  } catch (error) {
    trouble = String(error);
  }
  try {
    return resultOf(result, trouble);
  } finally {
    const env = { ...process.env, AFTERBURNER_HOME: home };
    spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'stop'], { env, timeout: 20_000 });
    for (const path of [own, suite]) {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** The counts that the suite left; an ending without them, or with none, is a failure. */
function resultOf(path: string, trouble: string): SuiteResult {
  const failure = (error: string): SuiteResult => ({
    passed: 0,
    failed: 1,
    pending: 0,
    failures: [{ title: 'the extension host', error }],
  });
  let result: SuiteResult;
  try {
    result = suiteResultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return failure(`It left no result. ${trouble}`);
  }
  if (result.passed + result.failed === 0) return failure('No test was run.');
  if (trouble === '' || result.failed > 0) return result;
  const failures = [...result.failures, { title: 'the extension host', error: trouble }];
  return { ...result, failed: result.failed + 1, failures };
}

/** Each suite becomes a file that the host can load; from .cache, mocha is found. */
async function bundleSuite(): Promise<string> {
  const sources = join(root, 'test/editor/suite');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const outdir = mkdtempSync(join(root, '.cache/suite-'));
  const suites = readdirSync(sources).filter((name) => name.endsWith('.suite.ts'));
  await build({
    entryPoints: ['index.ts', ...suites].map((name) => join(sources, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outdir;
}
