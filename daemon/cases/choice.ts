import { basename } from 'node:path';
import { unreadSentences } from '../../protocol/discovery.ts';
import { fail, type Failure, ok, type Result } from '../../protocol/failures.ts';
import { type CaseSet, defaultTolerance } from '../core/case-set.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { Language } from '../core/ports/language.ts';
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
 * comments and tests have. The last are added to a case file's where that is asked for. A function
 * that has none at all has an empty set that says so; a program's is a failure.
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
  if (linked !== null) return casesOfProblem(linked, subject, packs, own?.value ?? null);
  const none = (why?: string): Result<CaseSet> => {
    const failure = isOthers ? read.failure : missingFailure(subject, why);
    return noCases(subject, failure, own?.value ?? null);
  };
  if (discovery === 'never' || target.kind === 'program') return none();
  const discovered = await discoverCases(subject, finder);
  if (discovered.set !== null) {
    return own === null ? ok(discovered.set) : withDiscovered(own.value, subject, finder);
  }
  const [unread] = unreadSentences(discovered.unread, (each) => basename(each));
  return none(unread);
}

const otherFunction = 'cases-other-function';

/** What a case file without cases says of the inputs holds for those that are generated. */
function noCases(
  { path, target }: Subject,
  missing: Failure,
  own: CaseSet | null,
): Result<CaseSet> {
  if (target.kind === 'program') return { ok: false, failure: missing };
  const empty = {
    path,
    function: target.name,
    tolerance: defaultTolerance,
    cases: [],
    domain: null,
    problem: null,
  };
  return ok({ ...(own ?? empty), missing });
}

function missingFailure({ target, fileName }: Subject, why?: string): Failure {
  const missing = `There are no cases for ${target.name} of ${fileName}`;
  const message = why === undefined ? `${missing}.` : `${missing}: ${why}.`;
  return fail('cases-missing', message).failure;
}

/** What the function's own case file says of the inputs holds beside what the problem says. */
async function casesOfProblem(
  id: string,
  { language, target, fileName }: Subject,
  packs: KnownPacks,
  own: CaseSet | null,
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
  if (!cases.ok) return cases;
  const domain = bothDomains(cases.value.domain, own?.domain ?? null);
  return ok({ ...cases.value, function: target.name, problem: id, isShared: true, domain });
}

function bothDomains(one: CaseSet['domain'], other: CaseSet['domain']): CaseSet['domain'] {
  if (one === null || other === null) return one ?? other;
  const shared = Object.keys(one).filter((name) => Object.hasOwn(other, name));
  const both = shared.map((name) => [name, { allOf: [one[name], other[name]] }]);
  return { ...one, ...other, ...Object.fromEntries(both) } as CaseSet['domain'];
}
