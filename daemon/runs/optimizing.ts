import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { OptimizeParams } from '../../protocol/daemon.ts';
import type { Optimization } from '../../protocol/optimization.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import { hotLinesIn, toldHotLines } from '../core/hot-lines.ts';
import { optimize } from '../core/optimize.ts';
import type { History } from '../core/ports/history.ts';
import type { Proposer } from '../core/ports/proposing.ts';
import type { Tell } from '../core/ports/service.ts';
import type { TestGate } from '../core/test-gate.ts';
import { profileOn } from '../measure/line-profiling.ts';
import { editsBetween } from './edits.ts';
import { exploringIn, type ExploringParts } from './exploring.ts';
import { compareGrowth, growthBudgetMs } from './growing.ts';
import type { ProjectSurroundings } from './project-command.ts';
import type { ScalingParts } from './scaling.ts';
import type { Session } from './session.ts';
import type { FoundSubject } from './subject.ts';
import { withTests } from './testing.ts';

/** What an optimization needs of the service's parts. */
export interface LoopParts
  extends ExploringParts, ProjectSurroundings, Pick<ScalingParts, 'expectationsOf' | 'scalableOf'> {
  readonly history: History;
  /** The inputs in words, the costliest first where it is known what each costs. */
  describeInputs(cases: CaseSet, caseNs: readonly number[]): readonly string[];
}

export interface OptimizeInput {
  /** Its id in the history. */
  readonly run: string;
  readonly subject: FoundSubject;
  readonly params: OptimizeParams;
  readonly session: Session;
  readonly proposers: readonly Proposer[];
}

/** How the best one grows has little time beside a loop. */
const mostGrowthMs = 4000;
/** Time under the sampling hook for each parent that a model starts from. */
const profileBudgetMs = 1000;

/** The loop in a session: measures the original, looks for better versions, records them all. */
export async function optimizeIn(
  parts: LoopParts,
  input: OptimizeInput,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Optimization>> {
  const { subject, session } = input;
  const { settings } = input.params;
  const { lease } = session;
  return withTests({ around: parts, subject, settings, lease }, tell, (tests) =>
    loopIn(parts, input, tests, tell, signal),
  );
}

async function loopIn(
  parts: LoopParts,
  { run, subject, params, session, proposers }: OptimizeInput,
  tests: TestGate | null,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Optimization>> {
  const allowed = allowedProposers(proposers, session, params.settings, tell);
  if (!allowed.ok) return allowed;
  const { settings, objective } = params;
  const { cases } = session;
  const laboratory = exploringIn(parts, session, subject, settings, 'many', tell);
  const { history } = parts;
  const original = subject.version;
  const language = subject.language.id;
  const measured = await laboratory.measure(original, signal);
  if (!measured.ok) return measured;
  const baseline = measured.value.measurement;
  history.measured(run, baseline, measured.value.rounds);
  tell({ kind: 'baseline', measurement: baseline });
  // Without outcomes of the original, only what is written down can say what is right.
  const ended = baseline.verdict !== 'passed' && baseline.verdict !== 'failed';
  const judgeable = !ended || parts.expectationsOf(cases).complete;
  const result = judgeable
    ? await optimize(
        {
          language: subject.language,
          target: subject.target,
          original,
          baseline,
          objective,
          proposers: allowed.value.map((proposer) => informed(proposer, subject, session, tell)),
          laboratory,
          iterations: settings.iterations,
          candidatesPerIteration: settings.candidatesPerIteration,
          minimumGain: settings.minimumGain,
          inputs: parts.describeInputs(cases, measured.value.caseNs),
          grown: (candidate, compared, stop) => {
            const versions = [original, candidate] as const;
            const { minimumGain } = settings;
            const budgetMs = growthBudgetMs(settings, mostGrowthMs);
            const input = { language, versions, objective, minimumGain, budgetMs };
            return compareGrowth(parts, session, compared, input, tell, stop);
          },
          ...(tests === null ? {} : { tests }),
          tell,
          record: (iteration, source, pairs) => history.candidate(run, iteration, source, pairs),
          revised: (attempt, iteration) => history.revised(run, attempt, iteration),
        },
        signal,
      )
    : ok({ best: null, front: [], iterations: [], stopped: 'original-fails' as const });
  if (!result.ok) return result;
  const { best, front, iterations, stopped } = result.value;
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
    front: [...front],
    tests: tests?.outcome ?? null,
    iterations: [...iterations],
    stopped,
  };
  history.finish(run, { state: 'done', result: optimization, pairs: best?.pairs ?? [] });
  return ok(optimization);
}

/** A model is told where the time goes; a parent that cannot be profiled stops no loop. */
function informed(
  proposer: Proposer,
  { language }: FoundSubject,
  { bench }: Session,
  tell: Tell,
): Proposer {
  const profiler = language.lineProfiler;
  if (proposer.trust !== 'model' || profiler === undefined) return proposer;
  return toldHotLines(proposer, async (version, signal) => {
    tell({ kind: 'measuring', what: 'Profiling', done: 0, total: 1 });
    const options = { bench, profiler, version, budgetMs: profileBudgetMs };
    const profiled = await profileOn(options, signal);
    return profiled.ok ? hotLinesIn(profiled.value) : [];
  });
}

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
