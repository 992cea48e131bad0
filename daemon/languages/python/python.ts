import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../../protocol/failures.ts';
import type { Language } from '../../core/ports/language.ts';
import { loadGrammar } from '../grammar.ts';
import { adopt } from './adopt.ts';
import { discover, isTestFile } from './discovery/discover.ts';
import { exploringJob, exploringReport } from './exploring.ts';
import { pythonJob, pythonKit, pythonReport } from './harness.ts';
import { extract } from './layout.ts';
import { linesJob, linesReport } from './line-profiler.ts';
import { normalize } from './normalize.ts';
import { linkedProblem } from './problem-link.ts';
import { adoptProgram, programOf, rewriteProgram } from './program.ts';
import { absentJob } from './project/absent.ts';
import { pythonCommands } from './project/commands.ts';
import { compileJob, withCompiled } from './project/compiled.ts';
import { declaredIn } from './project/declared.ts';
import { asksForInstalled, installedFiles } from './project/installed.ts';
import { needsOf } from './project/needs.ts';
import { createRecorder } from './recording.ts';
import { replace } from './replace.ts';
import { rewrite } from './rewrite.ts';
import { catalogue } from './rules/catalogue.ts';
import { sketch } from './sketch/sketch.ts';
import { functions } from './syntax.ts';

/** Python, with its harnesses: five files make one program, the next three what that one loads. */
export async function createPython(folder: string): Promise<Language> {
  const names = [
    'encoding.py',
    'states.py',
    'foreign.py',
    'channel.py',
    'harness.py',
    'building.py',
    'objects.py',
    'foreign_objects.py',
    'exploring.py',
    'arcs.py',
    'steady.py',
    'lines.py',
  ] as const;
  const files = names.map((name) => readFile(join(folder, name)));
  const [texts] = await Promise.all([Promise.all(files), loadGrammar('python')]);
  const [inside, made] = [texts.slice(0, 5), texts.slice(5, 8)];
  const [exploring, arcs, steady, lines] = texts.slice(8) as [Buffer, Buffer, Buffer, Buffer];
  const parts = { harness: Buffer.concat(inside), building: Buffer.concat(made) };
  return {
    id: 'python',
    extensions: ['.py'],
    isTestFile,
    discover,
    functions,
    program: programOf,
    replace: (source, target, replacement) =>
      target.kind === 'program'
        ? ok({ source: replacement.code, code: replacement.code })
        : replace(source, target, replacement),
    extract: (source, target) => (target.kind === 'program' ? source : extract(source, target)),
    linkedProblem,
    normalize,
    sketch,
    adopt: (code, target) => (target.kind === 'program' ? adoptProgram(code) : adopt(code, target)),
    rules: catalogue,
    rewrite: (rule, version, target) =>
      target.kind === 'program' ? rewriteProgram(rule, version) : rewrite(rule, version, target),
    kit: pythonKit(parts),
    job: (plan, kit) => pythonJob(parts, plan, kit),
    report: pythonReport,
    project: {
      needs: needsOf,
      declared: declaredIn,
      compile: compileJob,
      withCompiled,
      absent: absentJob,
      installed: installedFiles,
      asksForInstalled,
      commands: pythonCommands,
    },
    inputExplorer: {
      job: (plan, kit) => exploringJob({ ...parts, exploring, arcs, steady }, plan, kit),
      report: exploringReport,
    },
    lineProfiler: {
      job: (plan, kit) => linesJob(parts, lines, plan, kit),
      report: linesReport,
    },
    recorder: await createRecorder(folder),
  };
}
