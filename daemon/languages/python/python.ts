import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../../protocol/failures.ts';
import type { Language } from '../../core/ports.ts';
import { loadGrammar } from '../grammar.ts';
import { adopt } from './adopt.ts';
import { pythonJob, pythonKit, pythonReport } from './harness.ts';
import { extract } from './layout.ts';
import { normalize } from './normalize.ts';
import { linkedProblem } from './problem-link.ts';
import { adoptProgram, programOf, rewriteProgram } from './program.ts';
import { replace } from './replace.ts';
import { rewrite } from './rewrite.ts';
import { catalogue } from './rules/catalogue.ts';
import { functions } from './syntax.ts';

/** Python, with its harness read from its folder: two files that make one program. */
export async function createPython(folder: string): Promise<Language> {
  const files = ['encoding.py', 'harness.py'].map((name) => readFile(join(folder, name)));
  const [texts] = await Promise.all([Promise.all(files), loadGrammar('python')]);
  const harness = Buffer.concat(texts);
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
    linkedProblem,
    normalize,
    adopt: (code, target) => (target.kind === 'program' ? adoptProgram(code) : adopt(code, target)),
    rules: catalogue,
    rewrite: (rule, version, target) =>
      target.kind === 'program' ? rewriteProgram(rule, version) : rewrite(rule, version, target),
    kit: pythonKit(harness),
    job: (plan, kit) => pythonJob(harness, plan, kit),
    report: pythonReport,
  };
}
