import { parseArgs } from 'node:util';
import { runHostSuite } from './host/host-suite.ts';

// Runs the suite of the extension host in the VS Code that @vscode/test-electron downloads, or in
// the executable that VSCODE_EXECUTABLE names. `npm run test:editor` runs the same suite in
// code-server. --only NAME runs only suites whose file has it in its name.

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const { passed, failed, failures } = await runHostSuite({
  executable: process.env['VSCODE_EXECUTABLE'],
  only: values.only,
});
for (const { title, error } of failures) process.stdout.write(`\n✗ ${title}\n${error}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
