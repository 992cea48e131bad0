import { describeTests } from '../../../protocol/describe-tests.ts';
import type { ProjectTests } from '../../../protocol/optimization.ts';
import { harmless, type Style } from './style.ts';

const mostLines = 12;

/** What the user's tests came to; where they fail, their last lines. */
export function testsLines(tests: ProjectTests, { paint, columns }: Style): readonly string[] {
  const passed = tests.state === 'passed';
  const words = harmless(describeTests(tests));
  const told = `  ${passed ? paint.green(words) : paint.yellow(words)}  ${paint.dim(harmless(tests.command))}`;
  if (passed || tests.output === '') return [told];
  const lines = tests.output.split('\n').slice(-mostLines);
  return [told, ...lines.map((line) => `    ${paint.dim(clipped(harmless(line), columns - 6))}`)];
}

/** With its indentation, which means something in what tests say. */
function clipped(line: string, columns: number): string {
  const signs = [...line.replaceAll('\t', '    ').trimEnd()];
  return signs.length <= columns ? signs.join('') : `${signs.slice(0, columns - 1).join('')}…`;
}
