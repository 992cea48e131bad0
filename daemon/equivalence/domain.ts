import type { Explored, ExploredOutcome } from '../core/exploring.ts';

/** What an original's outcome says about an input; docs/equivalence.md gives the reasons. */
export type Standing =
  /** It can occur: both versions must do the same. */
  | 'inside'
  /** The original does not bear it. */
  | 'outside'
  /** An operation inside failed: it may be behaviour, or an input that nobody gives. */
  | 'unclear'
  /** The original takes too long there, or ends its process. */
  | 'slow';

/** Exceptions that say that an argument is of the wrong kind, or an assumption was not kept. */
const misuse: ReadonlySet<string> = new Set([
  'TypeError',
  'AttributeError',
  'NameError',
  'UnboundLocalError',
  'AssertionError',
  'NotImplementedError',
]);

/** Which exceptions of an original are behaviour. */
export class Behaviour {
  readonly #documented: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  /** `documented`: types that the function raises or documents, with or without their modules. */
  constructor(documented: readonly string[]) {
    this.#documented = new Set(documented.map(lastName));
  }

  /** What a call did that somebody wrote or recorded. */
  learn(explored: Explored): void {
    if (explored.kind === 'raised') this.#seen.add(explored.exception ?? '');
  }

  standingOf(explored: Explored): Standing {
    switch (explored.kind) {
      case 'stopped':
      case 'ended':
        return 'slow';
      case 'unbuilt':
        return 'outside';
      case 'returned':
        return 'inside';
      case 'raised':
        return this.#ofException(explored);
    }
  }

  #ofException({ exception, isDeliberate }: ExploredOutcome): Standing {
    const name = exception ?? '';
    if (this.#seen.has(name) || this.#documented.has(lastName(name))) return 'inside';
    if (name === 'SystemExit') return 'inside';
    if (isDeliberate && name !== 'AssertionError') return 'inside';
    return misuse.has(name) ? 'outside' : 'unclear';
  }
}

/** Whether an exception looks like an argument of a type that the version was not made for. */
export function isMisuse(explored: ExploredOutcome): boolean {
  return (
    explored.kind === 'raised' && !explored.isDeliberate && misuse.has(explored.exception ?? '')
  );
}

function lastName(exception: string): string {
  return exception.slice(exception.lastIndexOf('.') + 1);
}
