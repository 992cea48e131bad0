import type { Guess } from './guess.ts';

/** Variables of a function, a comprehension or the module, and what is guessed of each. */
export class Scope {
  readonly outer: Scope | null;
  readonly #variables = new Map<string, Guess>();

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  find(name: string): Guess | null {
    return this.#variables.get(name) ?? this.outer?.find(name) ?? null;
  }

  own(name: string): Guess | null {
    return this.#variables.get(name) ?? null;
  }

  set(name: string, guess: Guess): void {
    this.#variables.set(name, guess);
  }
}
