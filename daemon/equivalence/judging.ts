import type { Call, Outcome, Value } from '../../protocol/cases.ts';
import type { Difference, Tolerance } from '../core/case-set.ts';
import type { Explored, ExploredOutcome } from '../core/exploring.ts';
import { compareOutcome } from '../cases/outcomes.ts';
import { magnitudesOf, scaledTolerance } from '../cases/magnitudes.ts';
import { show } from '../cases/show.ts';
import { isMisuse } from './domain.ts';
import { looselyDiffers, type Trait } from './loosely.ts';

/** What is held against a candidate's outcome on one input. */
export interface Reference {
  readonly call: Omit<Call, 'id'>;
  readonly explored: ExploredOutcome;
}

export interface JudgingPolicy {
  readonly tolerance: Tolerance;
  /** Whether nothing says which types the arguments have. */
  readonly isGuessed: boolean;
  /** What alone is compared, where the original does not do the same every time; else null. */
  readonly steady: readonly Trait[] | null;
}

export type Verdict =
  | { readonly kind: 'same' | 'unclear' }
  /** It differs as the original does from itself. */
  | { readonly kind: 'alike' }
  /** The candidate took too long: how long it may take is decided elsewhere. */
  | { readonly kind: 'slow' }
  /** Digests of long outcomes differ, which may mean nothing: they are to be seen in full. */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'different'; readonly difference: Difference };

/** Holds what a candidate did on an input against what the original did. */
export function judge(reference: Reference, candidate: Explored, policy: JudgingPolicy): Verdict {
  const { explored: original } = reference;
  if (candidate.kind === 'stopped') return { kind: 'slow' };
  if (candidate.kind === 'ended') return different(ending(original, candidate.how));
  if (candidate.kind === 'unbuilt') {
    return different(ending(original, `was not called: ${candidate.why}`));
  }
  const isSame = original.text === candidate.text && original.stdout === candidate.stdout;
  if (isSame) return { kind: 'same' };
  if (policy.isGuessed && original.kind === 'returned' && isMisuse(candidate)) {
    return { kind: 'unclear' };
  }
  if (original.isDigest || candidate.isDigest) return { kind: 'unseen' };
  if (policy.steady !== null) {
    const { steady } = policy;
    const missed = looselyDiffers(outcomeOf(original), outcomeOf(candidate), steady);
    return missed === null ? { kind: 'alike' } : different(missed);
  }
  const magnitudes = magnitudesOf(reference.call);
  const tolerance = scaledTolerance(policy.tolerance, magnitudes.largest);
  const found = firstDifference(original, candidate, tolerance);
  if (found === null) return { kind: 'same' };
  // Of such numbers two right versions make different things: see docs/equivalence.md.
  return magnitudes.isExtreme ? { kind: 'unclear' } : different(found);
}

/** The outcome itself, of a text that is no digest. What cannot be read is no value. */
export function outcomeOf({ text }: ExploredOutcome): Outcome {
  try {
    const read = JSON.parse(text) as Partial<Outcome>;
    return {
      id: '',
      kind: read.kind === 'raised' ? 'raised' : 'returned',
      value: read.value ?? null,
      exception: typeof read.exception === 'string' ? read.exception : null,
      message: typeof read.message === 'string' ? read.message : null,
      args: Array.isArray(read.args) ? (read.args as readonly Value[]) : [],
      kwargs: isRecord(read.kwargs) ? read.kwargs : {},
      self: read.self ?? null,
    };
  } catch {
    const malformed = { $ref: null };
    const none = { exception: null, message: null, args: [], kwargs: {}, self: null };
    return { id: '', kind: 'returned', value: malformed, ...none };
  }
}

function firstDifference(
  original: ExploredOutcome,
  candidate: ExploredOutcome,
  tolerance: Tolerance,
): Difference | null {
  const policy = { kind: 'original', tolerance } as const;
  const found = compareOutcome(outcomeOf(original), outcomeOf(candidate), policy);
  if (found !== null || original.stdout === candidate.stdout) return found;
  const [expected, actual] = [show(original.stdout), show(candidate.stdout)];
  return { path: 'stdout', message: `wrote ${actual}, expected ${expected}`, expected, actual };
}

function ending(original: ExploredOutcome, how: string): Difference {
  const expected = shownOutcome(original);
  return { path: 'process', message: `${how}, expected ${expected}`, expected, actual: how };
}

/** What an outcome came to, in short. */
export function shownOutcome(explored: ExploredOutcome): string {
  if (explored.kind === 'raised') return `${explored.exception ?? 'an exception'} to be raised`;
  return explored.isDigest ? 'a long result' : show(outcomeOf(explored).value);
}

function different(difference: Difference): Verdict {
  return { kind: 'different', difference };
}

function isRecord(value: unknown): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
