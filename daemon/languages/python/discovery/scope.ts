import type { PyValue } from './values.ts';

/** What names stand for at one place; a name that is bound to something not known is bound too. */
export class Scope {
  readonly #parent: Scope | null;
  readonly #bound = new Map<string, PyValue>();

  constructor(parent: Scope | null) {
    this.#parent = parent;
  }

  /** Dotted for an attribute, as `self.items`. */
  get(name: string): PyValue | undefined {
    return this.#bound.get(name) ?? this.#parent?.get(name);
  }

  set(name: string, value: PyValue): void {
    this.#bound.set(name, value);
  }
}
