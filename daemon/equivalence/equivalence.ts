import type { Call } from '../../protocol/cases.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import type { Evidence } from '../../protocol/equivalence.ts';
import { ok } from '../../protocol/failures.ts';
import { counterexampleOf } from '../cases/expectations.ts';
import { showCall } from '../cases/show-call.ts';
import type { Case, CaseSet } from '../core/case-set.ts';
import type { Equivalence, Examined, VersionExplorer } from '../core/equivalence.ts';
import type { InputSketch, Shape, SketchedParameter } from '../core/exploring.ts';
import { partsOf } from '../core/shapes.ts';
import { impurityNotices } from '../core/impurity-notices.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { examine, type Findings } from './examination.ts';
import { exclusionsOf } from './exclusions.ts';
import { createGenerator, type GeneratedInput, type Generator } from './generate/generator.ts';
import { noticesOf } from './nature.ts';
import { Original } from './original.ts';
import { outcomeOf } from './judging.ts';
import { type Found, Verifying } from './verifying.ts';

export interface EquivalenceInput {
  readonly explorer: VersionExplorer;
  readonly original: Version;
  readonly sketch: InputSketch;
  readonly cases: Pick<CaseSet, 'cases' | 'domain' | 'tolerance'> &
    Partial<Pick<CaseSet, 'function'>>;
  readonly seed: number;
  readonly tell: Tell;
  /** In place of the usual one, in tests. */
  readonly generator?: Generator;
}

/** Looks for inputs on which candidates differ from one original; what it does is learned once. */
export function createEquivalence(input: EquivalenceInput): Equivalence {
  const { explorer, sketch, cases, seed, tell } = input;
  const calls = cases.cases.map(({ call }) => call);
  const generator = input.generator ?? createGenerator(sketch, calls, cases.domain, seed);
  const { raises } = sketch;
  const setup = { explorer, version: input.original, generator, calls, raises };
  const original = new Original(setup);
  const policy = { tolerance: cases.tolerance, isGuessed: isGuessed(sketch) };
  return {
    async examine(candidate, budgetMs, signal) {
      const began = performance.now();
      const verifying = new Verifying(original, candidate, explorer, policy);
      const progress = (compared: number, share: number): void =>
        tell({ kind: 'measuring', what: `Exploring, ${compared} inputs`, done: share, total: 1 });
      progress(0, 0);
      const setting = { original, generator, candidate, verifying, budgetMs, progress };
      const findings = await examine(setting, signal);
      if (!findings.ok) return findings;
      const seconds = (performance.now() - began) / 1000;
      const evidence = evidenceOf(findings.value, original, cases.cases, sketch, seed, seconds);
      return ok({
        evidence,
        counterexample: counterexampleIn(findings.value, sketch, calls, cases.function ?? 'f'),
      });
    },
  };
}

function evidenceOf(
  { compared, excluded, coverage, unusable }: Findings,
  original: Original,
  cases: readonly Case[],
  sketch: InputSketch,
  seed: number,
  seconds: number,
): Evidence {
  const [first, second] = [original.coverage.share, coverage.share];
  const recorded = cases.filter(({ source }) => source?.kind === 'recorded').length;
  const discovered = cases.filter(({ source }) => source !== undefined).length - recorded;
  const written = cases.length - discovered - recorded;
  const notices = [
    ...(original.unusable === null ? [] : [`Nothing was explored: ${original.unusable}.`]),
    ...(unusable === null ? [] : [`The candidate could not be explored: ${unusable}.`]),
    ...(isThin(compared, excluded) ? [thin] : []),
    ...noticesOf(original.nature),
    ...impurityNotices(sketch.impurities, 'explored'),
  ];
  return {
    cases: { written, discovered, recorded },
    generated: compared,
    excluded,
    branches: first.all + second.all === 0 ? null : { original: first, candidate: second },
    seconds,
    seed,
    notices: [...new Set(notices)],
  };
}

const thin =
  'Most generated inputs could not be compared: that the versions are the same rests on the cases.';
const few = 20;

/** Too little was compared to say more than the cases do, though there was more to compare. */
function isThin(compared: number, { unclear, slow, unstable }: Evidence['excluded']): boolean {
  return compared < few && unclear + slow + unstable > compared;
}

function counterexampleIn(
  { found, before }: Findings,
  sketch: InputSketch,
  known: readonly Call[],
  functionName: string,
): Examined['counterexample'] {
  if (found === null) return null;
  const shown = shownIn(found, functionName);
  const { outside } = found.input;
  const after = before.slice(-mostBefore).map(({ call }) => written(call));
  const message =
    before.length === 0
      ? shown.message
      : `${shown.message}, after ${callsIn(before, functionName)} in the same process`;
  const exclusions = [...exclusionsOf(found.input.call, sketch, known)];
  const unread = [...(sketch.unread ?? [])];
  return {
    ...shown,
    message,
    ...(after.length === 0 ? {} : { after }),
    ...(outside === null ? {} : { outside }),
    ...(unread.length === 0 ? {} : { unread }),
    exclusions,
  };
}

/** Of the calls before it, those right before it; and so many as a line holds. */
const mostBefore = 20;
const mostNamed = 3;
const longestNamed = 160;

function callsIn(before: readonly GeneratedInput[], functionName: string): string {
  const named = before.map(({ call }) => showCall(call, functionName)).join(', ');
  if (before.length <= mostNamed && named.length <= longestNamed) return named;
  return before.length === 1 ? 'another call' : `${before.length} other calls`;
}

/** A call as a counterexample has it. */
function written({ init, self, args, kwargs }: Omit<Call, 'id'>) {
  return {
    ...(init === null || init.length === 0 ? {} : { init }),
    ...(self === undefined ? {} : { self }),
    args,
    ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
  };
}

/** Both outcomes where both are there; else what became of the process. */
function shownIn(
  { input, original, candidate, difference }: Found,
  functionName: string,
): Counterexample {
  const call: Call = { ...input.call, id: 'generated' };
  const each = { call, expectation: { kind: 'original' } } as const;
  const reference = { ...outcomeOf(original), id: call.id };
  const isSeen = 'text' in candidate && !candidate.isDigest && !original.isDigest;
  const actual = isSeen ? { ...outcomeOf(candidate), id: call.id } : reference;
  const found = counterexampleOf(each, reference, actual, difference, functionName);
  if (isSeen) return found;
  const shown = found.shown && { shown: { ...found.shown, actual: difference.actual } };
  return { ...found, ...shown, actual: difference.actual };
}

/** Whether nothing tells a parameter's type: then a strange one may have been tried. */
function isGuessed({ parameters, init }: InputSketch): boolean {
  return [...parameters, ...(init ?? [])].some(isOpen);
}

/** Also where it is an instance that is given, or filled with, what nobody knows. */
function isOpen({ shape, source }: SketchedParameter): boolean {
  return shape.kind === 'unknown' || source === 'none' || holdsOpen(shape);
}

function holdsOpen(shape: Shape): boolean {
  if (shape.kind !== 'instance') return partsOf(shape).some(holdsOpen);
  const { parameters, methods = [] } = shape;
  return [...parameters, ...methods.flatMap((each) => each.parameters)].some(isOpen);
}
