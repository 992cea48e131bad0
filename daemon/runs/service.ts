import type { Comparison } from '../../protocol/comparison.ts';
import type {
  CompareParams,
  Doctor,
  MeasureParams,
  OptimizeParams,
} from '../../protocol/daemon.ts';
import type { DiscoverParams, Discovery } from '../../protocol/discovery.ts';
import { fail, type Failure, ok, type Result } from '../../protocol/failures.ts';
import type { Changed, Check } from '../../protocol/history.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import type { MeasurePackParams, PackMeasurement } from '../../protocol/pack-measurement.ts';
import type { ListedProblem } from '../../protocol/packs.ts';
import type { Recording, RecordParams } from '../../protocol/recording.ts';
import type { Replay, ReplayParams } from '../../protocol/replay.ts';
import type { ScaleParams, Scaling } from '../../protocol/scaling.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { History, Records, RunHeader } from '../core/ports/history.ts';
import type { Proposer } from '../core/ports/proposing.ts';
import type { Service, Tell } from '../core/ports/service.ts';
import { impurityNotices } from '../core/impurity-notices.ts';
import { inputsDigest } from './digests.ts';
import { exploringIn, type ExploringParts } from './exploring.ts';
import { generateCases, type GeneratingParts } from './generating.ts';
import { compareGrowth, growthBudgetMs } from './growing.ts';
import { type LoopParts, optimizeIn } from './optimizing.ts';
import { measurePack, type PackParts } from './packs.ts';
import { profileLines } from './profiling.ts';
import { record, type RecordParts } from './recording.ts';
import { casesTextOf, replay, type ReplayParts } from './replaying.ts';
import { scale, type ScalingParts } from './scaling.ts';
import { type Asked, withSession, type Session } from './session.ts';
import { findSubject, type FoundSubject, sketchOf } from './subject.ts';

/** What the service is made of; the composition root provides it. */
export interface Parts
  extends
    PackParts,
    LoopParts,
    ScalingParts,
    ExploringParts,
    RecordParts,
    GeneratingParts,
    Omit<ReplayParts, 'history'> {
  readonly history: History;
  proposersFor(settings: Settings, apiKey: string | null): Result<readonly Proposer[]>;
  /** Cases of the project's own text, and the case file that they would make. */
  discover(subject: FoundSubject): Promise<Result<Discovery>>;
  doctor(settings: Settings, signal: AbortSignal): Promise<Result<Doctor>>;
  problems(): Promise<ListedProblem[]>;
  /** A text without what is secret now. */
  clean(text: string): string;
  close(): Promise<void>;
}

/** Measures, compares and optimizes, and writes each run into the history. */
export class RunService implements Service {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async measure(
    params: MeasureParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Measurement>> {
    const found = await findSubject(params.subject, this.#parts.languages);
    if (!found.ok) return found;
    const about = {
      kind: 'measure',
      objective: null,
      subject: found.value,
      asked: params,
    } as const;
    return this.#recorded(about, tell, signal, async (run, { laboratory }) => {
      const measured = await laboratory.measure(found.value.version, signal);
      if (!measured.ok) return measured;
      const { rounds } = measured.value;
      const measurement = withNotices(measured.value.measurement, found.value);
      this.#parts.history.measured(run, measurement, rounds);
      this.#parts.history.finish(run, { state: 'done', result: null, pairs: [] });
      return ok({ ...measurement, ranks: this.#parts.history.ranksOf(run) });
    });
  }

  async compare(
    params: CompareParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Comparison>> {
    const baseline = await findSubject(params.baseline, this.#parts.languages);
    if (!baseline.ok) return baseline;
    const candidate = await findSubject(params.candidate, this.#parts.languages);
    if (!candidate.ok) return candidate;
    if (candidate.value.language !== baseline.value.language) {
      return fail('usage', 'The two files are not of one language.');
    }
    const { objective } = params;
    const versions = [baseline.value.version, candidate.value.version] as const;
    const about = {
      kind: 'compare',
      objective,
      subject: baseline.value,
      asked: params,
      candidate: versions[1].source,
    } as const;
    return this.#recorded(about, tell, signal, async (run, session) => {
      const { settings } = params;
      const laboratory = exploringIn(this.#parts, session, baseline.value, settings, 'one', tell);
      const compared = await laboratory.compare(...versions, objective, signal);
      if (!compared.ok) return compared;
      const { minimumGain } = settings;
      const language = baseline.value.language.id;
      const input = {
        language,
        versions,
        objective,
        minimumGain,
        budgetMs: growthBudgetMs(settings),
      };
      const grown = await compareGrowth(this.#parts, session, compared.value, input, tell, signal);
      if (!grown.ok) return grown;
      const { comparison, pairs } = grown.value;
      this.#parts.history.compared(run, versions[1].code, comparison, pairs);
      this.#parts.history.finish(run, { state: 'done', result: null, pairs: [] });
      return ok(comparison);
    });
  }

  async optimize(
    params: OptimizeParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Optimization>> {
    const found = await findSubject(params.subject, this.#parts.languages);
    if (!found.ok) return found;
    const { objective, settings, apiKey } = params;
    const proposers = this.#parts.proposersFor(settings, apiKey);
    if (!proposers.ok) return proposers;
    const subject = found.value;
    const about = { kind: 'optimize', objective, subject, asked: params } as const;
    return this.#recorded(about, tell, signal, (run, session) => {
      const input = { run, subject, params, session, proposers: proposers.value };
      return optimizeIn(this.#parts, input, tell, signal);
    });
  }

  measurePack(
    params: MeasurePackParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<PackMeasurement>> {
    return measurePack(this.#parts, params, tell, signal);
  }

  scale(params: ScaleParams, tell: Tell, signal: AbortSignal): Promise<Result<Scaling>> {
    return scale(this.#parts, params, tell, signal);
  }

  profileLines(
    params: MeasureParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<LineProfile>> {
    return profileLines(this.#parts, params, tell, signal);
  }

  replay(params: ReplayParams, tell: Tell, signal: AbortSignal): Promise<Result<Replay>> {
    return replay(this.#parts, params, tell, signal);
  }

  async check(params: MeasureParams, tell: Tell, signal: AbortSignal): Promise<Result<Check>> {
    const subject = await findSubject(params.subject, this.#parts.languages);
    if (!subject.ok) return subject;
    const { version } = subject.value;
    const asked = { ...params, isTimed: false };
    return withSession(this.#parts, subject.value, asked, tell, signal, async (session) => {
      const checked = await session.laboratory.check(version, signal);
      if (!checked.ok) return checked;
      const { verdict, message, cases } = checked.value;
      const shown = cases.map(({ shown, ...each }) => ({
        ...each,
        expected: shown?.expected ?? null,
        actual: shown?.actual ?? null,
      }));
      return ok({ verdict, message, cases: shown });
    });
  }

  async discover(params: DiscoverParams): Promise<Result<Discovery>> {
    const subject = await findSubject(params.subject, this.#parts.languages);
    return subject.ok ? this.#parts.discover(subject.value) : subject;
  }

  record(params: RecordParams, tell: Tell, signal: AbortSignal): Promise<Result<Recording>> {
    return record(this.#parts, params, tell, signal);
  }

  generateCases(
    params: MeasureParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Discovery>> {
    return generateCases(this.#parts, params, tell, signal);
  }

  doctor(settings: Settings, signal: AbortSignal): Promise<Result<Doctor>> {
    return this.#parts.doctor(settings, signal);
  }

  async problems(): Promise<Result<ListedProblem[]>> {
    return ok(await this.#parts.problems());
  }

  get records(): Records {
    return this.#parts.history;
  }

  onChange(listener: (changed: Changed) => void): void {
    this.#parts.history.onChange(listener);
  }

  async close(): Promise<void> {
    await this.#parts.close();
  }

  /** A session with its entry in the history, which never stays `running`. */
  async #recorded<T>(
    about: About,
    tell: Tell,
    signal: AbortSignal,
    work: (run: string, session: Session) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { history } = this.#parts;
    const { subject, asked } = about;
    const { kind, candidate = null } = about;
    const working = async (session: Session): Promise<Result<T>> => {
      const casesText = kind === 'measure' ? null : await casesTextOf(session.cases);
      const run = history.begin(headerOf(about, session));
      if (kind !== 'measure') {
        history.keepForReplay(run, { casesPath: asked.cases, casesText, candidate });
      }
      tell({ kind: 'begun', run });
      let failure: Failure | null = defect;
      try {
        const result = await work(run, session);
        failure = result.ok ? null : result.failure;
        return result;
      } finally {
        if (failure !== null) {
          const state = failure.code === 'cancelled' ? 'cancelled' : 'failed';
          const message = this.#parts.clean(failure.message);
          history.finish(run, { state, failure: { ...failure, message } });
        }
      }
    };
    const others = candidate === null ? [] : [candidate];
    // A measurement tells what the text says of the function; a comparison is about two versions.
    const leading = kind === 'measure' ? 'texts' : 'original';
    const led = { ...asked, leading } as const;
    return withSession(this.#parts, subject, led, tell, signal, working, others);
  }
}

/** What a run of the history is about. */
interface About extends Pick<RunHeader, 'kind' | 'objective'> {
  readonly subject: FoundSubject;
  readonly asked: Asked;
  /** The whole file of a comparison's other version. */
  readonly candidate?: string;
}

const defect = fail('internal', 'Something broke in the daemon; its log tells more.').failure;

function headerOf({ kind, objective, subject, asked }: About, { cases }: Session): RunHeader {
  return {
    kind,
    path: subject.path,
    function: subject.target.name,
    language: subject.language.id,
    objective,
    source: subject.version.source,
    code: subject.version.code,
    inputs: inputsDigest(cases),
    problem:
      subject.language.linkedProblem(subject.version.source, subject.target) ?? cases.problem,
    settings: asked.settings,
  };
}

/** A program's input is part of its cases. */
function withNotices(measurement: Measurement, subject: FoundSubject): Measurement {
  const { impurities } = sketchOf(subject);
  const isProgram = subject.target.kind === 'program';
  const notices = [
    ...(measurement.notices ?? []),
    ...impurityNotices(impurities.filter(({ kind }) => !(isProgram && kind === 'input'))),
  ];
  return notices.length === 0 ? measurement : { ...measurement, notices };
}
