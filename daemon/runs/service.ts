import { createHash } from 'node:crypto';
import type { Comparison } from '../../protocol/comparison.ts';
import type {
  CompareParams,
  Doctor,
  MeasureParams,
  OptimizeParams,
} from '../../protocol/daemon.ts';
import { fail, type Failure, ok, type Result } from '../../protocol/failures.ts';
import type { Changed, Check } from '../../protocol/history.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import { optimize } from '../core/optimize.ts';
import type {
  History,
  Language,
  Proposer,
  Records,
  RunHeader,
  Service,
  Tell,
} from '../core/ports.ts';
import { editsBetween } from './edits.ts';
import { type Asked, withSession, type Session, type Surroundings } from './session.ts';
import { findSubject, type FoundSubject } from './subject.ts';

/** What the service is made of; the composition root provides it. */
export interface Parts extends Surroundings {
  readonly languages: readonly Language[];
  readonly history: History;
  proposersFor(settings: Settings, apiKey: string | null): Result<readonly Proposer[]>;
  /** The inputs in words, the costliest first where it is known what each costs. */
  describeInputs(cases: CaseSet, caseNs: readonly number[]): readonly string[];
  doctor(settings: Settings, signal: AbortSignal): Promise<Result<Doctor>>;
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
    const subject = await findSubject(params.subject, this.#parts.languages);
    if (!subject.ok) return subject;
    return this.#session(
      'measure',
      null,
      subject.value,
      params,
      tell,
      signal,
      async (run, session) => {
        const { laboratory } = session;
        const measured = await laboratory.measure(subject.value.version, signal);
        if (!measured.ok) return measured;
        this.#parts.history.measured(run, measured.value.measurement, measured.value.rounds);
        this.#parts.history.finish(run, { state: 'done', result: null, pairs: [] });
        return ok(measured.value.measurement);
      },
    );
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
    return this.#session(
      'compare',
      objective,
      baseline.value,
      params,
      tell,
      signal,
      async (run, session) => {
        const { laboratory } = session;
        const versions = [baseline.value.version, candidate.value.version] as const;
        const compared = await laboratory.compare(...versions, objective, signal);
        if (!compared.ok) return compared;
        const { comparison, pairs } = compared.value;
        this.#parts.history.compared(run, candidate.value.version.code, comparison, pairs);
        this.#parts.history.finish(run, { state: 'done', result: null, pairs: [] });
        return ok(comparison);
      },
    );
  }

  async optimize(
    params: OptimizeParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Optimization>> {
    const subject = await findSubject(params.subject, this.#parts.languages);
    if (!subject.ok) return subject;
    const { objective, settings, apiKey } = params;
    const proposers = this.#parts.proposersFor(settings, apiKey);
    if (!proposers.ok) return proposers;
    return this.#session(
      'optimize',
      objective,
      subject.value,
      params,
      tell,
      signal,
      async (run, session) => {
        const allowed = allowedProposers(proposers.value, session, settings, tell);
        if (!allowed.ok) return allowed;
        return this.#loop(run, subject.value, params, session, allowed.value, tell, signal);
      },
    );
  }

  async check(params: MeasureParams, tell: Tell, signal: AbortSignal): Promise<Result<Check>> {
    const subject = await findSubject(params.subject, this.#parts.languages);
    if (!subject.ok) return subject;
    const { version } = subject.value;
    return withSession(this.#parts, subject.value, params, tell, signal, async (session) => {
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

  doctor(settings: Settings, signal: AbortSignal): Promise<Result<Doctor>> {
    return this.#parts.doctor(settings, signal);
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

  async #loop(
    run: string,
    subject: FoundSubject,
    params: OptimizeParams,
    session: Session,
    proposers: readonly Proposer[],
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<Optimization>> {
    const { history } = this.#parts;
    const { settings, objective } = params;
    const { laboratory, cases } = session;
    const original = subject.version;
    const measured = await laboratory.measure(original, signal);
    if (!measured.ok) return measured;
    const baseline = measured.value.measurement;
    history.measured(run, baseline, measured.value.rounds);
    tell({ kind: 'baseline', measurement: baseline });
    // Without outcomes of the original, only what is written down can say what is right.
    const ended = baseline.verdict !== 'passed' && baseline.verdict !== 'failed';
    const judgeable = !ended || this.#parts.expectationsOf(cases).complete;
    const result = judgeable
      ? await optimize(
          {
            language: subject.language,
            target: subject.target,
            original,
            baseline,
            objective,
            proposers,
            laboratory,
            iterations: settings.iterations,
            candidatesPerIteration: settings.candidatesPerIteration,
            minimumGain: settings.minimumGain,
            inputs: this.#parts.describeInputs(cases, measured.value.caseNs),
            tell,
            record: (iteration, source, pairs) => history.candidate(run, iteration, source, pairs),
          },
          signal,
        )
      : ok({ best: null, iterations: [], stopped: 'original-fails' as const });
    if (!result.ok) return result;
    const { best, iterations, stopped } = result.value;
    const optimization: Optimization = {
      run,
      objective,
      baseline: best?.comparison.baseline ?? baseline,
      best:
        best === null || best.comparison.candidate === null
          ? null
          : {
              code: best.version.code,
              edits: editsBetween(original.source, best.version.source),
              ratio: best.comparison.ratio,
              comparison: best.comparison,
              measurement: best.comparison.candidate,
              iteration: best.iteration,
              proposer: best.proposer,
              rules: [...best.rules],
            },
      iterations: [...iterations],
      stopped,
    };
    history.finish(run, { state: 'done', result: optimization, pairs: best?.pairs ?? [] });
    return ok(optimization);
  }

  /** A session with its entry in the history, which never stays `running`. */
  async #session<T>(
    kind: RunHeader['kind'],
    objective: RunHeader['objective'],
    subject: FoundSubject,
    asked: Asked,
    tell: Tell,
    signal: AbortSignal,
    work: (run: string, session: Session) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { history } = this.#parts;
    return withSession(this.#parts, subject, asked, tell, signal, async (session) => {
      const run = history.begin(headerOf(kind, objective, subject, session, asked.settings));
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
    });
  }
}

const defect = fail('internal', 'Something broke in the daemon; its log tells more.').failure;

/** What a model wrote runs without isolation only where the user insists. */
function allowedProposers(
  proposers: readonly Proposer[],
  session: Session,
  settings: Settings,
  tell: Tell,
): Result<readonly Proposer[]> {
  const isolated = session.lease.isolation !== 'none' || settings.allowUnsandboxedModels;
  const allowed = proposers.filter((proposer) => isolated || proposer.trust === 'rules');
  if (allowed.length === 0) {
    return fail('isolation-refused', 'There is no sandbox here, and a model may write anything.');
  }
  if (allowed.length < proposers.length) {
    tell({
      kind: 'sandbox',
      isolation: session.lease.isolation,
      note: 'there is no sandbox here, so models are left out',
    });
  }
  return ok(allowed);
}

function headerOf(
  kind: RunHeader['kind'],
  objective: RunHeader['objective'],
  subject: FoundSubject,
  session: Session,
  settings: Settings,
): RunHeader {
  const calls = session.cases.cases.map((each) => each.call);
  return {
    kind,
    path: subject.path,
    function: subject.target.name,
    language: subject.language.id,
    objective,
    source: subject.version.source,
    code: subject.version.code,
    inputs: createHash('sha256').update(JSON.stringify(calls)).digest('hex').slice(0, 16),
    settings,
  };
}
