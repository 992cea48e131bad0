import type { RuleInfo } from '../../../core/ports/language.ts';
import type { Edit, FunctionCode } from './function-code.ts';

/** Edits that belong together: all of them are made, or none. */
export interface Site {
  readonly edits: readonly Edit[];
  /** Top-level definitions that the new text needs. */
  readonly helpers?: string;
}

/** Finds what can be rewritten. It is asked again after each round, until it finds nothing. */
export type Way = (fn: FunctionCode) => Iterable<Site>;

/** One rewrite, with what a person wants to know of it. */
export interface Rule extends RuleInfo {
  /** When it applies. */
  readonly when: string;
  readonly example: {
    readonly before: string;
    readonly after: string;
    /** Argument lists, as Python text, on which both give equal results. */
    readonly calls: readonly string[];
  };
  /** Different ways to do it, the most promising first. */
  readonly ways: readonly Way[];
}
