import type { Value } from '../../protocol/cases.ts';
import type { CaseSource } from '../../protocol/case-source.ts';

// Cases that stand in a project's own text: what languages find and what is made of it.

/** A text of the project; its path is relative to the project's root, with `/`. */
export interface ProjectText {
  readonly path: string;
  readonly text: string;
}

/** The file that a function stands in. */
export interface DiscoveryFile {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly source: string;
  /** Paths of other files that have the same name: an import may mean one of them. */
  readonly namesakes: readonly string[];
}

/** A call with values that can be read without running anything. Forms stay as they are. */
export interface FoundCase {
  /** Readable, not always unique: `test_pairs.py::test_empty`, `doctest line 12`. */
  readonly id: string;
  readonly init: readonly Value[] | null;
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
  readonly expectation:
    | { readonly kind: 'value'; readonly value: Value }
    | { readonly kind: 'raises'; readonly exception: string }
    | { readonly kind: 'original' };
  /** Its path is like that of a ProjectText. */
  readonly source: CaseSource;
}

/** A call whose values are made when it runs, or are too large, or come after other calls. */
export interface UnreadCall {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly why: 'run-time' | 'too-large' | 'state';
}

export interface Discovered {
  readonly cases: readonly FoundCase[];
  /** Each place once. */
  readonly unread: readonly UnreadCall[];
}
