import { basename } from 'node:path';
import { unreadSentences } from '../../protocol/discovery.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { FunctionInfo, Language, Version } from '../core/ports.ts';
import { readCases } from './case-file.ts';
import { discoverCases, withDiscovered } from './discovery.ts';
import type { KnownPacks } from './known-packs.ts';
import { casesOf } from './pack-file.ts';
import type { TestFinder } from './project-texts.ts';
import { findSidecar } from './sidecar.ts';

/** A function of a user's file. */
interface Subject {
  readonly path: string;
  readonly fileName: string;
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly version: Version;
}

/** When cases of the project's own text count. */
export type DiscoveryUse = 'missing' | 'always' | 'never';

export interface CaseSources {
  readonly packs: KnownPacks;
  readonly finder: TestFinder;
  readonly discovery: DiscoveryUse;
}

/**
 * The cases of a function: those of the file that is named, else of its sidecar, else of the problem
 * that the function, or a case file without cases, is linked to, else those that docstrings,
 * comments and tests have. The last are added to a case file's where that is asked for.
 */
export async function chooseCases(
  subject: Subject,
  path: string | null,
  { packs, finder, discovery }: CaseSources,
): Promise<Result<CaseSet>> {
  const { language, target, version } = subject;
  const found = path ?? (await findSidecar(subject.path, target.name));
  const read = found === null ? null : await readCases(found, target.name, language.id);
  // The file's own sidecar may be for another of its functions: then this one has none.
  const isOthers = path === null && read?.ok === false && read.failure.code === otherFunction;
  const own = isOthers ? null : read;
  if (own !== null && (!own.ok || own.value.cases.length > 0)) {
    const isMixed = own.ok && discovery === 'always' && target.kind !== 'program';
    return isMixed ? withDiscovered(own.value, subject, finder) : own;
  }
  const linked = language.linkedProblem(version.source, target) ?? own?.value.problem ?? null;
  if (linked !== null) return casesOfProblem(linked, subject, packs);
  const missing = isOthers ? read : noCases(subject);
  if (discovery === 'never' || target.kind === 'program') return missing;
  const discovered = await discoverCases(subject, finder);
  if (discovered.set !== null) return ok(discovered.set);
  const [unread] = unreadSentences(discovered.unread, (each) => basename(each));
  return isOthers || unread === undefined ? missing : noCases(subject, unread);
}

const otherFunction = 'cases-other-function';

function noCases({ target, fileName }: Subject, why?: string): Result<never> {
  const missing = `There are no cases for ${target.name} of ${fileName}`;
  return fail('cases-missing', why === undefined ? `${missing}.` : `${missing}: ${why}.`);
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
