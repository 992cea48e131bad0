import type { Value } from '../../protocol/cases.ts';
import type { TextEdit } from '../../protocol/optimization.ts';

/** What a language server must know of a language; the rest of it is the daemon's business. */
export interface EditorLanguage {
  /** As in the daemon's answers. */
  readonly id: string;
  /** The Language Server Protocol's names for it. */
  readonly languageIds: readonly string[];
  /** With their dots. */
  readonly extensions: readonly string[];
  openOutline(): Outline;
  /**
   * The function's own text at column 0, lines ending in `\n`, from that text as it stands in the
   * file and the white space before it: the same as the daemon's, for a file that parses.
   */
  code(text: string, margin: string): string;
  /** A case to begin with: a value for each parameter, or null where there is no such function. */
  exampleCase(source: string, functionName: string): ExampleCase | null;
  /** What a function does beside computing a value, in sentences; none where there is none. */
  impurities(source: string, functionName: string): readonly string[];
  /** The problem that the function says it solves; null where it says nothing. */
  linkedProblem(source: string, functionName: string): string | null;
  /**
   * What makes the function say that it solves a problem, or none: a comment above it, unless it
   * says so elsewhere already. Null where there is no such function.
   */
  linkEdits(
    source: string,
    functionName: string,
    problem: string | null,
  ): readonly TextEdit[] | null;
}

export interface ExampleCase {
  /** Constructor arguments, for a method of an instance. */
  readonly init: readonly Value[] | null;
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

/** A function of a text that is being edited. Offsets are UTF-16 code units, end exclusive. */
export interface OutlinedFunction {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'nested';
  /** Decorators included. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** A place in a text; columns are UTF-16 code units, rows end at `\n`, `\r\n` or a lone `\r`. */
export interface TextPlace {
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The functions of one text while it is edited: every change is told, and only what changed is
 * parsed again.
 */
export interface Outline {
  /** The text between two places was replaced; the third is where the new one ends. */
  edited(start: TextPlace, oldEnd: TextPlace, newEnd: TextPlace): void;
  /** All that can be made out, in order; of two with one name the one that counts. */
  functions(text: string): readonly OutlinedFunction[];
  /**
   * A text that does not parse can be read in several ways, and a parser that goes on from the
   * last one may choose another than one that begins anew. While this is true, `settle` may change
   * what `functions` answers; it costs a whole parse.
   */
  readonly isProvisional: boolean;
  settle(): void;
  close(): void;
}
