import { readFile } from 'node:fs/promises';
import type { Language } from '../../core/ports.ts';
import { loadGrammar } from '../grammar.ts';
import { adopt } from './adopt.ts';
import { pythonJob, pythonReport } from './harness.ts';
import { extract } from './layout.ts';
import { normalize } from './normalize.ts';
import { replace } from './replace.ts';
import { rewrite } from './rewrite.ts';
import { catalogue } from './rules/catalogue.ts';
import { functions } from './syntax.ts';

/** Python, with its harness read from a file. */
export async function createPython(harnessPath: string): Promise<Language> {
  const [harness] = await Promise.all([readFile(harnessPath), loadGrammar('python')]);
  return {
    id: 'python',
    extensions: ['.py'],
    functions,
    replace,
    extract,
    normalize,
    adopt,
    rules: catalogue,
    rewrite,
    job: (plan) => pythonJob(harness, plan),
    report: pythonReport,
  };
}
