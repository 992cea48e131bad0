import { createHash } from 'node:crypto';
import type {
  CaseResult,
  Environment,
  Isolation,
  Measurement,
  Verdict,
} from '../../protocol/measurement.ts';
import { passNsOf } from '../core/clock.ts';
import { measurementDoubts, type Circumstances } from '../core/doubts.ts';
import type { Checked } from '../core/laboratory.ts';
import type { HostFacts } from '../core/ports/sandbox.ts';
import { bootstrapMedians, interval, median } from '../core/statistics.ts';
import type { Ended, Ran } from './round.ts';

/** The fingerprint leaves out the core: any of a machine's cores is the same environment. */
export function environmentOf(
  host: HostFacts,
  isolation: Isolation,
  core: number,
  toolchain: string,
): Environment {
  const { imageId, engine, cpu, cores, kernel, probe } = host;
  const facts = [imageId, engine, cpu, cores, kernel, probe, toolchain, isolation];
  const id = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  return { id, imageId, engine, cpu, cores, core, kernel, toolchain, probe, isolation };
}

/** Figures from the rounds of one version; without rounds, what the check said of it. */
export function measurementOf(
  subject: { readonly function: string; readonly language: string },
  checked: Checked,
  rounds: readonly Ran[],
  environment: Environment,
  circumstances: Circumstances,
): Measurement {
  const frame = {
    function: subject.function,
    language: subject.language,
    verdict: checked.verdict,
    message: checked.message,
    cases: checked.cases.map(({ id, verdict, message, source }) => ({
      id,
      verdict,
      message,
      ...(source === undefined ? {} : { source }),
    })),
    environment,
  };
  if (rounds.length === 0) {
    const none = { runtime: null, memory: null, integral: null, profile: null, sampler: null };
    return { ...frame, ...none, doubts: [] };
  }
  const passNs = rounds.map((round) => passNsOf(round.figures));
  const middle = medianRound(rounds, passNs);
  const samplers = rounds.flatMap((round) => (round.sampler === null ? [] : [round.sampler]));
  return {
    ...frame,
    runtime: {
      medianNs: median(passNs),
      ci95Ns: interval(bootstrapMedians(passNs), 0.95),
      rounds: rounds.length,
      cpuMedianNs: median(rounds.map((round) => round.figures.cpuPassNs)),
    },
    memory: {
      peakBytes: median(rounds.map((round) => round.figures.peakBytes)),
      baselineBytes: median(rounds.map((round) => round.figures.baselineBytes)),
    },
    integral: { byteSeconds: median(rounds.map((round) => round.figures.byteSeconds)) },
    profile: { t: [...middle.curve.t], bytes: [...middle.curve.bytes] },
    sampler:
      samplers.length === 0
        ? null
        : {
            rateHz: median(samplers.map((sampler) => sampler.rateHz)),
            p99GapNs: median(samplers.map((sampler) => sampler.p99GapNs)),
            samples: samplers.reduce((sum, sampler) => sum + sampler.samples, 0),
          },
    warmUp: warmUpOf(circumstances),
    doubts: measurementDoubts(
      rounds.map(({ figures }) => figures),
      circumstances,
    ),
  };
}

function warmUpOf({ repeat, warmUp }: Circumstances): Measurement['warmUp'] {
  if (warmUp === undefined) return null;
  const { isSteady, ratio, regions } = warmUp;
  return { passes: regions * repeat, ratio, steady: isSteady };
}

/** What the cases came to where a run ended before its outcomes were there. */
export function endedChecked(ended: Ended, ids: readonly string[]): Checked {
  const under = ended.begun - 1;
  const cases = ids.map((id, index): CaseResult => {
    if (index < under)
      return { id, verdict: 'error', message: 'its outcome was lost with the run' };
    if (index === Math.max(under, 0)) {
      return { id, verdict: ended.verdict, message: ended.message };
    }
    return { id, verdict: 'error', message: 'not run: the run had ended' };
  });
  const place = under >= 0 && ids[under] !== undefined ? ` (in case ${ids[under]})` : '';
  return {
    verdict: ended.verdict,
    message: `${ended.message}${place}`,
    cases,
    counterexample: null,
  };
}

/** The verdict over all cases: the first one that is not passed. */
export function verdictOf(cases: readonly CaseResult[]): Pick<Checked, 'verdict' | 'message'> {
  const bad = cases.filter((result) => result.verdict !== 'passed');
  const first = bad[0];
  if (first === undefined) return { verdict: 'passed', message: null };
  const count = bad.length === 1 ? 'case' : `${bad.length} cases fail, the first:`;
  const verdict: Verdict = first.verdict;
  return { verdict, message: `${count} ${first.id}: ${first.message ?? first.verdict}` };
}

function medianRound(rounds: readonly Ran[], passNs: readonly number[]): Ran {
  const order = passNs.map((ns, index) => ({ ns, index })).sort((a, b) => a.ns - b.ns);
  const middle = order[(order.length - 1) >> 1] as { index: number };
  return rounds[middle.index] as Ran;
}
