import { fail, ok, type Result } from '../../protocol/failures.ts';
import { programName } from '../../protocol/daemon.ts';
import type { ScaledSize, ScaleParams, Scaling } from '../../protocol/scaling.ts';
import type { Case, CaseSet } from '../core/case-set.ts';
import type { Clock } from '../../protocol/comparison.ts';
import { passNsBy } from '../core/clock.ts';
import type { ScalingStore } from '../core/keeping.ts';
import type { Language } from '../core/ports/language.ts';
import type { Tell } from '../core/ports/service.ts';
import {
  clockOf,
  fitMemory,
  fitTime,
  growthOf,
  memoryGrowthOf,
  type Scalable,
  type SizedRounds,
  usedBytesOf,
} from '../core/scaling.ts';
import { whyFixed } from '../core/making.ts';
import { median } from '../core/statistics.ts';
import { grow, type Grown, type GrownSize } from '../measure/growing.ts';
import { environmentOf } from '../measure/measurement.ts';
import { makerFor, type PreparingParts } from './preparing.ts';
import { type Session, type SessionParts, withSession } from './session.ts';
import { findSubject, type FoundSubject } from './subject.ts';

export interface ScalingParts extends SessionParts {
  readonly languages: readonly Language[];
  readonly history: ScalingStore;
  /** The case that says most about growth; null where none can. `text` stands for the file's. */
  scalableOf(
    cases: CaseSet,
    language: string,
    text?: string | null,
  ): Promise<Result<Scalable | null>>;
}

const rounds = 5;

/** Runs a function at growing sizes, and says how its runtime and its memory grow. */
export async function scale(
  parts: ScalingParts,
  params: ScaleParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Scaling>> {
  if (params.subject.function === programName) {
    return fail('usage', 'A program reads a text, which has no size.', 'Name a function.');
  }
  const found = await findSubject(params.subject, parts.languages);
  if (!found.ok) return found;
  const subject = found.value;
  const asked = { ...params, isTimed: false };
  return withSession(parts, subject, asked, tell, signal, async (session) => {
    const written = await parts.scalableOf(session.cases, subject.language.id);
    if (!written.ok) return written;
    const scalable =
      written.value === null
        ? await generatedScalable(parts, session, subject, signal)
        : ok(written.value);
    if (!scalable.ok) return scalable;
    const budgetMs = params.settings.comparisonSeconds * 1000;
    const plan = {
      scalable: scalable.value,
      versions: [subject.version],
      budgetMs,
      from: 1,
      rounds,
      progress: (n: number, spentMs: number) =>
        tell({ kind: 'measuring', what: `Measuring n = ${n}`, done: spentMs, total: budgetMs }),
      differ: () => null,
    };
    const grown = await grow(session.bench, plan, signal);
    if (!grown.ok) return grown;
    const sized = sizedRounds(grown.value, 0);
    if (sized.length === 0) return neverRan(grown.value, subject);
    const scaling = scalingOf(subject, session, scalable.value, grown.value, sized);
    const id = parts.history.scaled(subject.path, subject.version.code, scaling);
    return ok({ id, ...scaling });
  });
}

/** The sizes at which a version got to its end every time. */
export function sizedRounds({ sizes }: Pick<Grown, 'sizes'>, which: number): SizedRounds[] {
  return sizes.flatMap(({ n, rounds: all }) => {
    const own = all[which];
    return own === undefined ? [] : [{ n, rounds: own }];
  });
}

function scalingOf(
  subject: FoundSubject,
  { lease }: Session,
  { id, n, grows }: Scalable,
  grown: Grown,
  sized: readonly SizedRounds[],
): Omit<Scaling, 'id'> {
  const clock = clockOf(sized);
  const at = sized.map((each) => each.n);
  return {
    function: subject.target.name,
    language: subject.language.id,
    case: { id, n, grows: [...grows] },
    clock,
    sizes: grown.sizes.map((size) => shown(size, clock)),
    time: growthOf(fitTime(sized, clock), at),
    memory: memoryGrowthOf(fitMemory(sized), at),
    stopped: grown.stopped,
    environment: environmentOf(lease.host, lease.isolation, lease.core, grown.toolchain),
  };
}

function shown({ n, rounds: all, message }: GrownSize, clock: Clock): ScaledSize {
  const own = all[0];
  if (own === undefined) return { n, runtimeNs: null, usedBytes: null, rounds: 0, message };
  return {
    n,
    runtimeNs: median(own.map((round) => passNsBy(round, clock))),
    usedBytes: median(own.map(usedBytesOf)),
    rounds: own.length,
    message: null,
  };
}

/** Where no case that is written can grow, inputs are generated that do. */
async function generatedScalable(
  parts: Pick<PreparingParts, 'inputMakerOf'>,
  { bench, cases, modules }: Session,
  subject: FoundSubject,
  signal: AbortSignal,
): Promise<Result<Scalable>> {
  const maker = makerFor(parts, { subject, cases, modules, bench });
  if (maker === null) return nothingGrows(cases, subject, null);
  const known = cases.cases.map(({ call }) => ({ ...call, id: '' }));
  const found = await maker.growing(known, signal);
  if (!found.ok) return found;
  const growing = found.value;
  if (growing.kind === 'fixed') return nothingGrows(cases, subject, whyFixed[growing.why]);
  const { n, grows, largest } = growing;
  return ok({
    id: 'generated',
    n,
    grows,
    largest,
    at(wanted) {
      const calls = growing.at(wanted);
      if (calls === null) return fail('cases-invalid', 'its inputs can be no larger');
      const made = calls.map((call, index): Case => {
        const id = `generated ${index + 1}`;
        return { call: { ...call, id }, expectation: { kind: 'original' } };
      });
      const { missing: _, ...rest } = cases;
      return ok({ ...rest, cases: made });
    },
  });
}

function nothingGrows(
  { path }: CaseSet,
  { target }: FoundSubject,
  why: string | null,
): Result<never> {
  const none = `${path}: no case of ${target.name} has an input that can grow`;
  return fail(
    'cases-invalid',
    why === null ? `${none}.` : `${none}, and none can be generated: ${why}.`,
    'Write one with a declarative input, such as {"args": [{"$ints": {"n": 1000, "min": 0, "max": 1000000, "seed": 1}}]}.',
  );
}

function neverRan({ sizes }: Grown, { target }: FoundSubject): Result<never> {
  const last = sizes.at(-1);
  const why = last?.message ?? 'it did not end';
  return fail(
    'cases-invalid',
    `${target.name} could not be measured at any size up to n = ${last?.n ?? 0}: ${why}.`,
    'Name a case whose inputs may be of any size.',
  );
}
