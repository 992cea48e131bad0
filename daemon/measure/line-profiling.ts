import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import { findFunction } from '../core/candidates.ts';
import type { FunctionInfo, Version } from '../core/ports/subject.ts';
import type { LinePlan, LineProfiler, LineReport } from '../core/ports/harness.ts';
import type { Mark, RunReport } from '../core/ports/sandbox.ts';
import { median } from '../core/statistics.ts';
import type { Bench } from './bench.ts';
import { endedEarly } from './round.ts';

/** A profile but for where it was made. */
interface ProfiledLines extends Omit<LineProfile, 'environment'> {
  readonly toolchain: string;
}

interface ProfileOptions {
  readonly bench: Bench;
  readonly profiler: LineProfiler;
  readonly version: Version;
  /** Time in which to sample, unless one pass takes longer. */
  readonly budgetMs: number;
}

const enoughSamples = 1000;
const fewestSamples = 50;
/** A run has passes without a hook beside those with one, which slows it down. */
const leash = 4;

/**
 * Where a version spends its time: one run samples its stack, another counts its lines. What falls
 * on which line is the program's own word, which nothing is decided by; times are the probe's.
 * Fails with `profile-impossible` where the version does not get to its end, or gets in the way of
 * the hooks. Where only counting takes too long, there are no hits.
 */
export async function profileOn(
  options: ProfileOptions,
  signal: AbortSignal,
): Promise<Result<ProfiledLines>> {
  const { bench, version } = options;
  const { language } = bench.setup;
  const target = findFunction(language, version.source, bench.setup.target.name);
  const span = linesOf(version, target ?? bench.setup.target);
  const { name } = bench.setup.target;
  const sampling = await runHooked(options, 'sample-lines', span, signal);
  if (!sampling.ok) return sampling;
  const sampled = sampling.value;
  if (sampled.kind === 'without') return impossible(name, sampled.why);
  const counting = await runHooked(options, 'count-lines', span, signal);
  if (!counting.ok) return counting;
  const counted = counting.value;
  if (counted.kind === 'without' && !counted.tooLong) return impossible(name, counted.why);
  const hits = counted.kind === 'lines' ? counted.counts : null;
  const samples = [...sampled.counts.values()].reduce((sum, count) => sum + count, 0);
  if (samples < fewestSamples) {
    return impossible(name, 'it was hardly ever at work when its stack was looked at: it waits');
  }
  const lines = new Set([...sampled.counts.keys(), ...(hits?.keys() ?? [])]);
  return ok({
    function: name,
    language: language.id,
    code: version.code,
    firstLine: span.first,
    lines: [...lines]
      .sort((a, b) => a - b)
      .map((line) => ({
        line,
        hits: hits === null ? null : (hits.get(line) ?? 0),
        share: (sampled.counts.get(line) ?? 0) / samples,
      })),
    passNs: sampled.passNs,
    samples,
    slowdown: {
      counting: counted.kind === 'lines' ? counted.slowdown : null,
      sampling: sampled.slowdown,
    },
    toolchain: sampled.toolchain,
  });
}

/** What a run under a hook came to. */
type Hooked =
  | {
      readonly kind: 'lines';
      readonly counts: ReadonlyMap<number, number>;
      readonly passNs: number;
      readonly slowdown: number | null;
      readonly toolchain: string;
    }
  | { readonly kind: 'without'; readonly why: string; readonly tooLong: boolean };

async function runHooked(
  { bench, profiler, version, budgetMs }: ProfileOptions,
  mode: LinePlan['mode'],
  lines: LinePlan['lines'],
  signal: AbortSignal,
): Promise<Result<Hooked>> {
  const { lease, target, fileName, modules, calls, limits, kit } = bench.setup;
  const sampling = { budgetMs, enough: enoughSamples };
  const { source } = version;
  const subject = { fileName, source, modules, function: target };
  const plan = { ...subject, calls, hashSeed: 1, mode, lines, sampling };
  const longer = { wallMs: limits.wallMs * leash, cpuMs: limits.cpuMs * leash };
  const job = { ...profiler.job(plan, kit), limits: { ...limits, ...longer }, sampleIntervalNs: 0 };
  const run = await lease.run(job, signal);
  if (!run.ok) return run;
  return ok(hookedOf(run.value, profiler.report(run.value.outcome), lines));
}

const alarmSignal = 14;

const refusals = {
  tracing: 'it sets a trace function of its own, which counting its lines needs',
  alarm: 'it sets an alarm of its own, which sampling its stack needs',
  threads: 'threads that it left behind cannot come along into the process that is sampled',
} as const;

function hookedOf(run: RunReport, report: LineReport, { first, last }: LinePlan['lines']): Hooked {
  if (report.kind === 'refused') return without(refusals[report.why]);
  // The end that an alarm brings is the hook's own, where the function took its handler away.
  if (run.exit.kind === 'signalled' && run.exit.signal === alarmSignal) {
    return without(refusals.alarm);
  }
  const ended = endedEarly(run, report);
  if (ended !== null) return without(ended.message, ended.verdict === 'timeout');
  if (report.kind !== 'lines') throw new Error('endedEarly lets only a complete report pass');
  const regions = regionsOf(run.marks, report.regions);
  if (regions === null) return without('its measured regions are not those that it tells of');
  if (isChangedByHook(report.regions)) {
    return without('its outcomes change when its lines are watched');
  }
  const own = report.lines.filter(({ line }) => line >= first && line <= last);
  return {
    kind: 'lines',
    counts: new Map(own.map(({ line, count }) => [line, count])),
    passNs: median(
      warm(regions.filter(({ kind }) => kind === 'plain')).map(({ passNs }) => passNs),
    ),
    slowdown: slowdownOf(regions),
    toolchain: report.toolchain,
  };
}

function without(why: string, tooLong = false): Hooked {
  return { kind: 'without', why, tooLong };
}

function impossible(name: string, why: string): Result<never> {
  return fail('profile-impossible', `${name} could not be profiled: ${why}.`);
}

type ToldRegion = Extract<LineReport, { kind: 'lines' }>['regions'][number];

interface Region {
  readonly kind: ToldRegion['kind'];
  readonly passNs: number;
}

/** The regions with their times by the probe's stamps; null where the two do not fit. */
function regionsOf(marks: readonly Mark[], told: readonly ToldRegion[]): readonly Region[] | null {
  if (marks[0]?.kind !== 'I' || marks.length !== 1 + 2 * told.length) return null;
  const regions: Region[] = [];
  for (const [index, { kind, repeat }] of told.entries()) {
    const [begin, end] = [marks[1 + 2 * index], marks[2 + 2 * index]];
    if (begin?.kind !== 'B' || end?.kind !== 'E') return null;
    regions.push({ kind, passNs: (end.wallNs - begin.wallNs) / repeat });
  }
  return regions.some(({ kind }) => kind === 'plain') ? regions : null;
}

/** The first region is cold, and counts only where there is no other. */
function warm(regions: readonly Region[]): readonly Region[] {
  return regions.length > 1 ? regions.slice(1) : regions;
}

/** Within pairs of a region without the hook and the next one with it; null where all broke. */
function slowdownOf(regions: readonly Region[]): number | null {
  const ratios: number[] = [];
  let before: Region | null = null;
  for (const region of regions) {
    if (region.kind === 'hooked' && before !== null) ratios.push(region.passNs / before.passNs);
    before = region.kind === 'plain' ? region : null;
  }
  return ratios.length === 0 ? null : median(ratios.length > 1 ? ratios.slice(1) : ratios);
}

/** Outcomes that differ without a hook too say nothing. */
function isChangedByHook(regions: readonly ToldRegion[]): boolean {
  const told = regions.filter(({ digest }) => digest !== '');
  const plain = new Set(told.filter(({ kind }) => kind === 'plain').map(({ digest }) => digest));
  return plain.size === 1 && told.some(({ digest }) => !plain.has(digest));
}

/** Lines of the function in the whole file; a program has no head. */
function linesOf(
  { source }: Version,
  { kind, start, nameStart, end }: FunctionInfo,
): LinePlan['lines'] {
  const first = lineAt(source, start);
  const head = kind === 'program' ? first : lineAt(source, nameStart);
  return { first, head, last: lineAt(source, Math.max(start, end - 1)) };
}

/** A line ends with any of the three line ends. */
function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split(/\r\n|\r|\n/).length;
}
