import type { Evidence } from '../../protocol/equivalence.ts';
import type { Arcs } from '../core/exploring.ts';

/** Which ways out of a version's branches were taken, over all processes that it ran in. */
export class Coverage {
  readonly #taken = new Set<number>();
  readonly #possible = new Set<number>();

  /** Places of the inputs that took a way that no earlier one had taken. */
  add({ taken, possible }: Arcs): readonly number[] {
    for (const arc of possible) this.#possible.add(arc);
    const pioneers: number[] = [];
    for (const { input, arcs } of taken) {
      const before = this.#taken.size;
      for (const arc of arcs) if (this.#possible.has(arc)) this.#taken.add(arc);
      if (this.#taken.size > before) pioneers.push(input);
    }
    return pioneers;
  }

  get isComplete(): boolean {
    return this.#taken.size === this.#possible.size;
  }

  get share(): NonNullable<Evidence['branches']>['original'] {
    return { taken: this.#taken.size, all: this.#possible.size };
  }
}
