import { ok, type Result } from '../../../protocol/failures.ts';
import { programName } from '../../../protocol/daemon.ts';
import type { FunctionInfo, Replacement, Version } from '../../core/ports/subject.ts';
import { replace } from './replace.ts';
import { rewrite } from './rewrite.ts';
import { functions } from './syntax.ts';

/** A whole file that runs on its standard input, as if it were one function. */
export function programOf(source: string): Result<FunctionInfo> {
  // Parsed all the same: a syntax error is told before anything runs.
  const parsed = functions(source);
  if (!parsed.ok) return parsed;
  return ok({
    name: programName,
    kind: 'program',
    isAsync: false,
    isGenerator: false,
    start: 0,
    end: source.length,
    nameStart: 0,
    nameEnd: 0,
    docstring: null,
    decorators: [],
    parameters: [],
    binding: null,
  });
}

/** One rule applied to every function of the file; at most one way. */
export function rewriteProgram(rule: string, version: Version): readonly Replacement[] {
  let source = version.code;
  const listed = functions(source);
  if (!listed.ok) return [];
  const names = listed.value.filter(({ kind }) => kind !== 'nested').map(({ name }) => name);
  for (const name of names) {
    const found = functions(source);
    const target = found.ok ? found.value.findLast((each) => each.name === name) : undefined;
    if (target === undefined) continue;
    const [replacement] = rewrite(rule, { source, code: '' }, target);
    if (replacement === undefined) continue;
    const replaced = replace(source, target, replacement);
    if (replaced.ok) source = replaced.value.source;
  }
  return source === version.code ? [] : [{ code: source, imports: [], helpers: '' }];
}

/** What a model gave is the whole file where it parses. */
export function adoptProgram(code: string): Replacement | null {
  return functions(code).ok && code.trim() !== '' ? { code, imports: [], helpers: '' } : null;
}
