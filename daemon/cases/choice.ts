import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { FunctionInfo, Language, Version } from '../core/ports.ts';
import { readCases } from './case-file.ts';
import type { KnownPacks } from './known-packs.ts';
import { casesOf } from './pack-file.ts';
import { findSidecar } from './sidecar.ts';

/** A function of a user's file. */
interface Subject {
  readonly path: string;
  readonly fileName: string;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly version: Version;
}

/**
 * The cases of a function: those of the file that is named, else of its sidecar, else of the problem
 * that the function, or a case file without cases, is linked to.
 */
export async function chooseCases(
  subject: Subject,
  path: string | null,
  packs: KnownPacks,
): Promise<Result<CaseSet>> {
  const { language, target, version } = subject;
  const found = path ?? (await findSidecar(subject.path, target.name));
  const own = found === null ? null : await readCases(found, target.name, language.id);
  if (own !== null && (!own.ok || own.value.cases.length > 0)) return own;
  const linked = language.linkedProblem(version.source, target) ?? own?.value.problem ?? null;
  if (linked === null) {
    return fail('cases-missing', `There are no cases for ${target.name} of ${subject.fileName}.`);
  }
  return casesOfProblem(linked, subject, packs);
}

async function casesOfProblem(
  id: string,
  { language, target, fileName }: Subject,
  packs: KnownPacks,
): Promise<Result<CaseSet>> {
  if (target.kind === 'program') {
    const message = `${fileName} is linked to the problem ${id}, which asks for a function`;
    return fail('usage', `${message}.`, 'Name the function with --function.');
  }
  const found = await packs.find(id);
  if (found === null) {
    const message = `${target.name} of ${fileName} is linked to the problem ${id}`;
    return fail('problem-unknown', `${message}, which no known pack has.`);
  }
  const cases = casesOf(found.problem, found.pack, language.id);
  return cases.ok ? ok({ ...cases.value, function: target.name, problem: id }) : cases;
}
