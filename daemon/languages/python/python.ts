import { readFile } from 'node:fs/promises';
import { ok } from '../../../protocol/failures.ts';
import type { Language } from '../../core/ports.ts';
import { loadGrammar } from '../grammar.ts';
import { adopt } from './adopt.ts';
import { pythonJob, pythonReport } from './harness.ts';
import { extract } from './layout.ts';
import { normalize } from './normalize.ts';
import { adoptProgram, programOf, rewriteProgram } from './program.ts';
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
    program: programOf,
    replace: (source, target, replacement) =>
      target.kind === 'program'
        ? ok({ source: replacement.code, code: replacement.code })
        : replace(source, target, replacement),
    extract: (source, target) => (target.kind === 'program' ? source : extract(source, target)),
    normalize,
    adopt: (code, target) => (target.kind === 'program' ? adoptProgram(code) : adopt(code, target)),
    rules: catalogue,
    rewrite: (rule, version, target) =>
      target.kind === 'program' ? rewriteProgram(rule, version) : rewrite(rule, version, target),
    job: (plan) => pythonJob(harness, plan),
    report: pythonReport,
  };
}
