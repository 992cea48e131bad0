import type { SyntaxNode } from '../../syntax-node.ts';
import type { Guess, Guesses } from './guess.ts';
import type { Scope } from './scope.ts';

/** What an expression reader asks of whoever knows the functions of the file. */
export interface Functions {
  /** With `param 0`, `param name` and `returns`; null for what the file does not define. */
  named(name: string): Guess | null;
  method(object: Guess, name: string): Guess | null;
  /** A value was compared with None. */
  isCompared(value: Guess): void;
}

/** Goes through expressions, and gathers what they tell of the variables in them. */
export interface Reader {
  readonly make: Guesses;
  readonly functions: Functions;
  readonly scope: Scope;
  of(node: SyntaxNode | null | undefined): Guess;
}

/** Modules whose functions are known by their last name. */
export const libraries: ReadonlySet<string> = new Set(
  'math heapq bisect itertools functools collections operator re copy string random time'.split(
    ' ',
  ),
);
