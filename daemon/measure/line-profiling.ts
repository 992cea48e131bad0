import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { LinePlan, LineProfiler, LineReport, Mark, Version } from '../core/ports.ts';
import { median } from '../core/statistics.ts';
import type { Bench } from './bench.ts';
import { endedEarly } from './round.ts';

/** A profile but for where it was made. */
export interface ProfiledLines extends Omit<LineProfile, 'environment'> {
  readonly toolchain: string;
}

type Watched = Extract<LineReport, { kind: 'lines' }>;

/** A run under a hook, with nanoseconds of a pass in each of its regions. */
interface HookedRun {
  readonly watched: Watched;
  readonly passNs: readonly number[];
}

const enoughSamples = 1000;
/** A run has passes without a hook beside those with one, which slows it down. */
const leash = 4;

/**
 * Where a version spends its time: one run samples its stack, another counts its lines. What falls
 * on which line is the program's own word, which nothing is decided by; times are the probe's.
 * Fails with `profile-impossible` where the version does not get to its end, or gets in the way of
 * the hooks. Where only counting takes too long, there are no hits.
 */
export async function profileOn(
  bench: Bench,
  profiler: LineProfiler,
  version: Version,
  budgetMs: number,
  signal: AbortSignal,
): Promise<Result<ProfiledLines>> {
  const { target, language } = bench.setup;
  const sampled = await runHooked(bench, profiler, version, 'sample-lines', budgetMs, signal);
  if (!sampled.ok) return sampled;
  if ('message' in sampled.value) return impossible(target.name, sampled.value.message);
  const counted = await runHooked(bench, profiler, version, 'count-lines', budgetMs, signal);
  if (!counted.ok) return counted;
  if ('message' in counted.value && !counted.value.tooLong) {
    return impossible(target.name, counted.value.message);
  }
  const counting = 'message' in counted.value ? null : counted.value;
  const samples = new Map(sampled.value.watched.lines.map(({ line, count }) => [line, count]));
  const hits = new Map(counting?.watched.lines.map(({ line, count }) => [line, count]));
  const total = [...samples.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return impossible(target.name, 'no sample of the stack found it at work: it only waits');
  }
  const firstLine = lineAt(version.source, target.start);
  const lastLine = lineAt(version.source, target.end);
  const lines = [...new Set([...samples.keys(), ...hits.keys()])]
    .filter((line) => line >= firstLine && line <= lastLine)
    .sort((a, b) => a - b);
  return ok({
    function: target.name,
    language: language.id,
    code: version.code,
    firstLine,
    lines: lines.map((line) => ({
      line,
      hits: counting === null ? null : (hits.get(line) ?? 0),
      share: (samples.get(line) ?? 0) / total,
    })),
    passNs: median(passesOf(sampled.value, false)),
    samples: total,
    slowdown: {
      counting: counting === null ? null : slowdownOf(counting),
      sampling: slowdownOf(sampled.value),
    },
    toolchain: sampled.value.watched.toolchain,
  });
}

/** What came of a run that gave no lines. */
interface Without {
  readonly message: string;
  readonly tooLong: boolean;
}

async function runHooked(
  { setup }: Bench,
  profiler: LineProfiler,
  { source }: Version,
  mode: LinePlan['mode'],
  budgetMs: number,
  signal: AbortSignal,
): Promise<Result<HookedRun | Without>> {
  const { lease, target, fileName, calls, limits, kit } = setup;
  const sampling = { budgetMs, enough: enoughSamples };
  const plan = { fileName, source, function: target, calls, hashSeed: 1, mode, sampling };
  const longer = { wallMs: limits.wallMs * leash, cpuMs: limits.cpuMs * leash };
  const job = { ...profiler.job(plan, kit), limits: { ...limits, ...longer }, sampleIntervalNs: 0 };
  const run = await lease.run(job, signal);
  if (!run.ok) return run;
  const report = profiler.report(run.value.outcome);
  if (report.kind === 'refused') return ok({ message: refusals[report.why], tooLong: false });
  // The end that an alarm brings is the hook's own, where the function took its handler away.
  if (run.value.exit.kind === 'signalled' && run.value.exit.signal === alarmSignal) {
    return ok({ message: refusals.alarm, tooLong: false });
  }
  const ended = endedEarly(run.value, report);
  if (ended !== null) return ok({ message: ended.message, tooLong: ended.verdict === 'timeout' });
  if (report.kind !== 'lines') throw new Error('endedEarly lets only a complete report pass');
  const passNs = passesBetween(run.value.marks, report);
  if (passNs === null) {
    return ok({ message: 'its regions are not those that it tells of', tooLong: false });
  }
  if (isChangedByHook(report)) {
    return ok({ message: 'its outcomes change when its lines are watched', tooLong: false });
  }
  return ok({ watched: report, passNs });
}

const alarmSignal = 14;

const refusals = {
  tracing: 'it sets a trace function of its own, which counting its lines needs',
  alarm: 'it sets an alarm of its own, which sampling its stack needs',
} as const;

function impossible(name: string, why: string): Result<never> {
  return fail('profile-impossible', `${name} could not be profiled: ${why}.`);
}

/** Nanoseconds of a pass in each region, by the probe's stamps; null where they do not fit. */
function passesBetween(marks: readonly Mark[], { regions }: Watched): readonly number[] | null {
  if (marks[0]?.kind !== 'I' || marks.length !== 1 + 2 * regions.length) return null;
  const passes: number[] = [];
  for (const [index, { repeat }] of regions.entries()) {
    const [begin, end] = [marks[1 + 2 * index], marks[2 + 2 * index]];
    if (begin?.kind !== 'B' || end?.kind !== 'E') return null;
    passes.push((end.wallNs - begin.wallNs) / repeat);
  }
  const hasBoth = regions.some(({ hooked }) => hooked) && regions.some(({ hooked }) => !hooked);
  return hasBoth ? passes : null;
}

/** Of the regions with or without the hook; the first is cold, and counts only where it is alone. */
function passesOf({ watched, passNs }: HookedRun, hooked: boolean): readonly number[] {
  const chosen = passNs.filter((_, index) => watched.regions[index]?.hooked === hooked);
  return !hooked && chosen.length > 1 ? chosen.slice(1) : chosen;
}

function slowdownOf(run: HookedRun): number {
  return median(passesOf(run, true)) / median(passesOf(run, false));
}

/** Outcomes that differ without a hook too say nothing. */
function isChangedByHook({ regions }: Watched): boolean {
  const plain = new Set(regions.filter(({ hooked }) => !hooked).map(({ digest }) => digest));
  const watched = regions.filter(({ hooked }) => hooked);
  return plain.size === 1 && watched.some(({ digest }) => !plain.has(digest));
}

/** As the language counts them: a line ends with any of the three line ends. */
function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split(/\r\n|\r|\n/).length;
}
