import type { Call } from '../../protocol/cases.ts';
import { formatTime } from '../../protocol/format.ts';
import type { Result } from '../../protocol/failures.ts';

// Inputs that nobody wrote: cases for a function that has none, and larger ones to time it on.

/** An input that the original bears. */
export interface MadeInput {
  readonly call: Omit<Call, 'id'>;
  /** How large it is, to be shown: `12 items`, `n = 30`; empty where that says nothing. */
  readonly size: string;
  /** Nanoseconds that the original took there. */
  readonly ns: number;
}

/** What became of generated inputs that were tried. */
export interface TriedInputs {
  readonly inputs: number;
  readonly outside: number;
  readonly unclear: number;
  readonly slow: number;
  /** The original does not do the same twice there. */
  readonly unstable: number;
}

export interface MadeCases {
  readonly inputs: readonly MadeInput[];
  readonly tried: TriedInputs;
  /** Why the original cannot be run at all; null where it can. */
  readonly unusable: string | null;
}

/** Larger inputs, or none where none would tell more than those that are there. */
export interface LargerInputs {
  readonly inputs: readonly MadeInput[];
  /**
   * Why they are no larger: they take long enough; its inputs can be no larger; larger ones could
   * not be carried; the original bears none or takes too long there; there was no more time; its
   * time does not grow with them.
   */
  readonly ended: 'enough' | 'bounded' | 'heavy' | 'refused' | 'slow' | 'budget' | 'constant';
}

/** Inputs of any size, alike but for that. */
export interface GrowingInputs {
  readonly kind: 'growing';
  /** A size that the original bears. */
  readonly n: number;
  /** Arguments that change with n, such as `args[0]`. */
  readonly grows: readonly string[];
  /** As far as they can be carried. */
  readonly largest: number;
  /** Those of one size; null where they would be no larger than smaller ones. */
  at(n: number): readonly Omit<Call, 'id'>[] | null;
}

/** Why no inputs of any size can be made. */
export interface FixedInputs {
  readonly kind: 'fixed';
  readonly why: 'bounded' | 'heavy' | 'refused' | 'slow';
}

/** Makes inputs for one function by running its original. The same come for the same seed. */
export interface InputMaker {
  cases(signal: AbortSignal): Promise<Result<MadeCases>>;
  /**
   * `known` are small ones, on which the original took so long at most. `pace` is how many times as
   * long a call really takes as it does where inputs are made, 1 where that is not known.
   */
  larger(
    known: readonly Call[],
    slowestNs: number,
    signal: AbortSignal,
    pace?: number,
  ): Promise<Result<LargerInputs>>;
  /** To see how it grows. */
  growing(
    known: readonly Call[],
    signal: AbortSignal,
  ): Promise<Result<GrowingInputs | FixedInputs>>;
}

/** What was generated for a function before, and what was said of it. */
export interface KeptInputs {
  /** Digest of the function's text that they were generated for. */
  readonly code: string;
  /** In place of cases, where there are none. */
  readonly inputs: readonly MadeInput[];
  /** Larger ones, to time it on. */
  readonly larger: readonly MadeInput[];
  readonly notices: readonly string[];
  /** Nanoseconds that it took at most on the small ones. */
  readonly slowestNs: number;
  /** Whether the larger ones were chosen again by what they really took. */
  readonly isMended: boolean;
}

/** Keeps them, so that every run of the same function has the same inputs. */
export interface InputMemory {
  find(key: string): Promise<KeptInputs | null>;
  keep(key: string, kept: KeptInputs): Promise<void>;
}

/**
 * Cases of which each takes less are toys. A call below a millisecond is mostly what every call
 * costs: the frame, arguments looked at, memory that is there already. What an algorithm does to
 * the time shows only above it, and so does what it does to resident memory, which comes in pages.
 */
export const toyNs = 1e6;

/** What a call that is timed shall take at least, and all that are added together at most. */
export const leastTimedNs = 50e6;
export const mostTimedNs = 500e6;

/** So many times outside of that is too far to be let stand. */
const muchOutside = 2;
const mostPace = 50;

/**
 * How many times as long larger inputs really take as it seemed when they were chosen, where they
 * turn out far too quick or too slow; null where they will do, or were as large as can be.
 */
export function mendingPace(
  { larger, isMended }: Pick<KeptInputs, 'larger' | 'isMended'>,
  measuredNs: number,
): number | null {
  const expectedNs = Math.max(0, ...larger.map(({ ns }) => ns));
  if (isMended || expectedNs === 0 || measuredNs <= 0) return null;
  const isSlow = measuredNs > muchOutside * mostTimedNs;
  const isQuick = measuredNs < leastTimedNs / muchOutside && expectedNs >= leastTimedNs;
  if (!isSlow && !isQuick) return null;
  return Math.min(mostPace, Math.max(1 / mostPace, measuredNs / expectedNs));
}

/** `It has no cases: 20 inputs were generated, …` */
export function madeCasesNotice({ inputs }: MadeCases): string {
  const made = inputs.length === 1 ? '1 input was' : `${inputs.length} inputs were`;
  return `It has no cases: ${made} generated from what its text tells, and what it does there is expected.`;
}

/** `Its own cases take 4.1 µs at most: it is timed on 3 generated inputs of 20,000 items as well.` */
export function largerNotice(
  { inputs, ended }: LargerInputs,
  slowestNs: number,
  own: 'own' | 'generated',
): string {
  const whose = own === 'own' ? 'Its own' : 'The small';
  const cases = `${whose} cases take ${formatTime(slowestNs)} at most`;
  if (inputs.length === 0) return `${cases}, and it is timed on them: ${whyNone[ended]}.`;
  const made = inputs.length === 1 ? '1 generated input' : `${inputs.length} generated inputs`;
  const why = ended === 'enough' ? '' : `; ${whyNoLarger[ended]}`;
  return `${cases}: it is timed on ${made}${sizesText(inputs)} as well${why}.`;
}

/** ` of 20,000 items`, ` with n = 32`, ` with n = 4,999,979 and the like` */
function sizesText(inputs: readonly MadeInput[]): string {
  const [first, second] = [
    ...new Set(inputs.map(({ size }) => size).filter((size) => size !== '')),
  ];
  if (first === undefined) return '';
  const word = /^[0-9]/.test(first) ? 'of' : 'with';
  return ` ${word} ${first}${second === undefined ? '' : ' and the like'}`;
}

const whyNone: Readonly<Record<LargerInputs['ended'], string>> = {
  enough: 'larger ones tell no more',
  bounded: 'its inputs can be no larger',
  heavy: 'larger inputs that can be carried take it no longer',
  refused: 'it bears no larger inputs that could be generated',
  slow: 'the next larger inputs take it too long',
  budget: 'none that take it longer were found in time',
  constant: 'larger inputs take it no longer',
};

const whyNoLarger: Readonly<Record<Exclude<LargerInputs['ended'], 'enough'>, string>> = {
  bounded: 'its inputs can be no larger',
  heavy: 'larger ones would be too much to carry',
  refused: 'it bears no larger ones',
  slow: 'the next larger ones take it too long',
  budget: 'there was no time to look for larger ones',
  constant: 'larger ones take it no longer',
};

/** Why no inputs of growing sizes can be made for it, to follow a colon. */
export const whyFixed: Readonly<Record<FixedInputs['why'], string>> = {
  bounded: 'its inputs can be no larger',
  heavy: 'larger inputs would be too much to carry',
  refused: 'it bears no inputs that could be generated',
  slow: 'the smallest inputs take it too long already',
};

/** Why no cases could be generated, as a sentence for the failure that says there are none. */
export function whyNoCases({ tried, unusable }: MadeCases): string {
  if (unusable !== null) return `None could be generated: ${unusable}.`;
  if (tried.inputs === 0) return 'None could be generated within its domain and constraints.';
  const parts = [
    [tried.outside, 'that it does not bear'],
    [tried.unclear, 'of which it is unclear whether they can occur'],
    [tried.slow, 'that take it too long'],
    [tried.unstable, 'on which it does not do the same twice'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const why = parts.length === 0 ? '' : `: there are ${parts.join(', ')}`;
  return `None of ${tried.inputs} generated inputs can be one${why}.`;
}

export const noCasesHint =
  'Record its calls, write a case file, or say the types of its parameters.';
