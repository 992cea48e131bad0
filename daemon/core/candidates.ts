import { programName } from '../../protocol/daemon.ts';
import type { FunctionInfo, Version } from './ports/subject.ts';
import type { Language } from './ports/language.ts';
import type { Proposal } from './ports/proposing.ts';

/** A proposal that became a whole file, ready to run. */
export interface Candidate {
  readonly version: Version;
  readonly proposer: string;
  readonly rules: readonly string[];
  readonly reasoning: string;
}

export type Admission =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'duplicate'; readonly code: string }
  | { readonly kind: 'invalid'; readonly reason: string; readonly code: string | null };

/** Lets each version in once: two that differ in layout and comments alone are the same. */
export class Admissions {
  readonly #language: Language;
  readonly #target: FunctionInfo;
  readonly #seen = new Set<string>();

  constructor(language: Language, target: FunctionInfo, original: Version) {
    this.#language = language;
    this.#target = target;
    this.#seen.add(language.normalize(original.source));
  }

  /** Puts a proposal in the place of the parent's function. */
  admit(proposal: Proposal, proposer: string, parent: Version): Admission {
    if (proposal.kind === 'invalid') {
      return { kind: 'invalid', reason: proposal.reason, code: null };
    }
    const { code } = proposal.replacement;
    const place = findFunction(this.#language, parent.source, this.#target.name);
    if (place === null) return { kind: 'invalid', reason: 'the function is gone', code };
    const replaced = this.#language.replace(parent.source, place, proposal.replacement);
    if (!replaced.ok) return { kind: 'invalid', reason: replaced.failure.message, code };
    const version = replaced.value;
    if (findFunction(this.#language, version.source, this.#target.name) === null) {
      return { kind: 'invalid', reason: 'it does not define the function', code };
    }
    const key = this.#language.normalize(version.source);
    if (this.#seen.has(key)) return { kind: 'duplicate', code: version.code };
    this.#seen.add(key);
    const { reasoning, rules } = proposal;
    return { kind: 'candidate', candidate: { version, proposer, rules, reasoning } };
  }
}

/** The function of that name, as it stands in this text; null where the text lacks it. */
export function findFunction(
  language: Language,
  source: string,
  name: string,
): FunctionInfo | null {
  if (name === programName) {
    const program = language.program(source);
    return program.ok ? program.value : null;
  }
  const functions = language.functions(source);
  if (!functions.ok) return null;
  return functions.value.findLast((found) => found.name === name) ?? null;
}
