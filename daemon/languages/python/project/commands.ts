import type { CommandSupport } from '../../../core/project.ts';

/** How commands of a Python project are run: its modules are found as after `pip install -e .`. */
export const pythonCommands: CommandSupport = {
  searched: { PYTHONPATH: ['', 'src'] },
  aliases: { python: 'python3' },
  env: { LC_ALL: 'C.UTF-8', PYTHONIOENCODING: 'utf-8', PYTHONNOUSERSITE: '1' },
  toolsOf,
};

/** Programs of tests by their names in a command, each with the package that brings it. */
const tools: Readonly<Record<string, string>> = {
  pytest: 'pytest',
  'py.test': 'pytest',
  coverage: 'coverage',
  nose2: 'nose2',
};

/** Of words that stand as a program or as a module to be run, not within others. */
function toolsOf(command: string): readonly string[] {
  const words = command.split(/[\s;&|()'"]+/).map((word) => word.replace(/^.*\//, ''));
  return [...new Set(words.flatMap((word) => tools[word] ?? []))];
}
