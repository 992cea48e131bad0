// The one gate: format, lint, types, boundaries, dead code, then every test, in a real editor too. Ends
// with one line, `N passed, N failed`, over all of them. Arguments narrow down the unit tests, and
// leave the editor out.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const gates = ['format', 'lint', 'types', 'boundaries', 'dead-code'];
const folder = mkdtempSync(join(tmpdir(), 'afterburner-check-'));
const report = join(folder, 'report.json');
const editorReport = join(folder, 'editor.json');
const narrowed = process.argv.slice(2);

let passed = 0;
let failed = 0;
for (const gate of gates) {
  const { code, output, seconds } = await run(['npm', 'run', '--silent', gate], 'pipe');
  if (code === 0) passed += 1;
  else failed += 1;
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${gate} ${seconds.toFixed(1)} s\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
}

const vitest = ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json'];
const { code } = await run([...vitest, `--outputFile.json=${report}`, ...narrowed], 'inherit');
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot be loaded has no test that could fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  passed += numPassedTests;
  failed += numFailedTests + broken.length;
} catch {
  failed += 1;
}
if (code !== 0 && failed === 0) failed = 1;
if (narrowed.length === 0) await inEditor();
rmSync(folder, { recursive: true });

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** The editor's tests count by the report that they leave; without one, something broke. */
async function inEditor() {
  const editor = ['node', '--import', 'tsx', 'test/editor/run.ts', '--report', editorReport];
  const { code: status } = await run(editor, 'inherit');
  try {
    const counts = JSON.parse(readFileSync(editorReport, 'utf8'));
    passed += counts.passed;
    failed += counts.failed;
    if (status !== 0 && counts.failed === 0) failed += 1;
  } catch {
    failed += 1;
  }
}

/** Runs a command; what it prints is kept, or shown as it comes. */
function run([command, ...args], output) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', output, output] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    }
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ code: status, output: text, seconds: (performance.now() - started) / 1000 }),
    );
  });
}
