import type { Outcome } from '../../protocol/cases.ts';
import type { Verdict } from '../../protocol/measurement.ts';
import type { HarnessReport } from '../core/ports/harness.ts';
import type { Mark, RunReport } from '../core/ports/sandbox.ts';
import type { RoundFigures, TimeShares } from '../core/ports/history.ts';
import { decidingClock } from '../core/clock.ts';
import { median } from '../core/statistics.ts';
import {
  areaOf,
  curveOf,
  samplerFigures,
  thinned,
  type Curve,
  type SamplerFigures,
  type Span,
} from './profile.ts';

/** A run that gave its outcomes and figures. */
export interface Ran {
  readonly kind: 'ran';
  readonly figures: RoundFigures;
  /** Nanoseconds of each case in the first pass, by the clock that decides. */
  readonly caseNs: readonly number[];
  /** Nanoseconds of each region after the first pass, in order, by the clock that decides. */
  readonly regionNs: readonly number[];
  /** The first pass, at most 512 points. */
  readonly curve: Curve;
  readonly sampler: SamplerFigures | null;
  /** Null in a timed run. */
  readonly outcomes: readonly Outcome[] | null;
  /** Of the outcomes; equal digests mean equal outcomes. */
  readonly digest: string;
  readonly freshNs: number;
  readonly toolchain: string;
}

/** A run that came to an end of its own: what the limits or the harness said of it. */
export interface Ended {
  readonly kind: 'ended';
  readonly verdict: Exclude<Verdict, 'passed'>;
  readonly message: string;
  /** Cases that had begun; the last of them was under way. */
  readonly begun: number;
}

/** What one run of one version came to. */
export type Round = Ran | Ended;

interface Plan {
  readonly cases: number;
  readonly repeat: number;
  /** After the first pass. */
  readonly regions: number;
  /** So many of these at the beginning are not counted. */
  readonly warmUp: number;
}

/**
 * Reads a run. Every figure is the kernel's: the harness's own times are finer, and are taken only
 * where the probe's stamps around them leave no room for a lie that would matter.
 */
export function roundOf(report: RunReport, harness: HarnessReport, plan: Plan): Round {
  const begun = report.marks.filter((mark) => mark.kind === 'B').length;
  const ended = endedEarly(report, harness);
  if (ended !== null) return { kind: 'ended', ...ended, begun };
  if (harness.kind !== 'ran') throw new Error('endedEarly lets only a complete report pass');

  const regions = regionsOf(report.marks);
  const asked = plan.cases + plan.regions;
  if (
    regions === null ||
    regions.length !== asked ||
    harness.caseNs.length !== plan.cases ||
    harness.regionNs.length !== plan.regions ||
    harness.digests.length !== plan.regions + 1
  ) {
    return tampered(begun, 'its measured regions are not those that were asked for');
  }
  const claimed = [...harness.caseNs, ...harness.regionNs];
  const spent: number[] = [];
  for (const [index, region] of regions.entries()) {
    const ns = believableNs(region, claimed[index] as number);
    if (ns === null) return tampered(begun, 'its clock does not agree with that of the kernel');
    spent.push(ns);
  }
  if (new Set(harness.digests).size > 1) {
    const message = 'its outcomes differ from one pass to the next, on the same inputs';
    return { kind: 'ended', verdict: 'error', message, begun };
  }
  const first = regions.slice(0, plan.cases);
  const firstPassNs = sum(spent.slice(0, plan.cases));
  const counted = plan.cases + plan.warmUp;
  const passNs = spent.slice(counted).map((ns) => ns / plan.repeat);
  const curve = curveOf(report.samples, first.map(spanOf));
  const later = regions.slice(counted);
  const isRepeated = later.length > 0;
  const measured = isRepeated ? later : first;
  const measuredNs = isRepeated ? spent.slice(counted) : spent.slice(0, plan.cases);
  const passes = isRepeated ? plan.repeat * later.length : 1;
  const own = regions.map((region, at) => Math.min(spent[at] as number, cpuOf(region)));
  const ownFirstPassNs = sum(own.slice(0, plan.cases));
  const regionCpuNs = sum(regions.map(cpuOf));
  const asker = report.marks[0] as Mark;
  const figures: RoundFigures = {
    firstPassNs,
    firstPassCpuNs: sum(first.map(cpuOf)),
    passNs,
    cpuPassNs: sum(measured.map(cpuOf)) / passes,
    ownPassNs: isRepeated ? median(own.slice(counted)) / plan.repeat : ownFirstPassNs,
    ownFirstPassNs,
    shares: sharesOf(measured, measuredNs),
    regionCpuNs,
    outsideCpuNs: Math.max(0, report.cpuNs - asker.cpuNs - regionCpuNs),
    peakBytes: highest(curve),
    baselineBytes: (first[0] as Region).begin.bytes,
    byteSeconds: (meanBytes(curve) * (passNs.length > 0 ? mean(passNs) : firstPassNs)) / 1e9,
  };
  const isOwn = decidingClock([[figures]]) === 'own';
  return {
    kind: 'ran',
    figures,
    caseNs: (isOwn ? own : spent).slice(0, plan.cases),
    regionNs: (isOwn ? own : spent).slice(plan.cases),
    curve: thinned(curve),
    sampler: samplerFigures(report.samples, regions.map(spanOf)),
    outcomes: harness.outcomes,
    digest: harness.digests[0] as string,
    freshNs: harness.freshNs,
    toolchain: harness.toolchain,
  };
}

interface Region {
  readonly begin: Mark;
  readonly end: Mark;
}

/** What the limits or the harness said of a run that did not get to its end; null where it did. */
export function endedEarly(
  report: RunReport,
  harness: Exclude<HarnessReport, { kind: 'ran' }> | { readonly kind: 'ran' | 'lines' },
): { verdict: Exclude<Verdict, 'passed' | 'failed'>; message: string } | null {
  switch (report.breach) {
    case 'wall':
      return { verdict: 'timeout', message: 'it did not end within the time limit' };
    case 'cpu':
      return { verdict: 'timeout', message: 'it used more CPU time than the limit' };
    case 'memory':
      return { verdict: 'oom', message: 'it needed more memory than the limit' };
    case 'output':
      return { verdict: 'output-limit', message: 'it wrote more output than the limit' };
    case 'processes':
      return { verdict: 'killed', message: 'it started more processes than the limit' };
    case 'file-size':
      return { verdict: 'killed', message: 'it wrote more to files than the limit' };
    case 'channel':
      return { verdict: 'killed', message: 'it tampered with the channel of the measurement' };
    case 'cancelled':
    case null:
      break;
  }
  if (report.exit.kind === 'not-started') {
    return { verdict: 'error', message: `it could not be started: ${report.exit.reason}` };
  }
  if (report.exit.kind === 'signalled') {
    return { verdict: 'error', message: `it was ended by ${signalName(report.exit.signal)}` };
  }
  if (harness.kind === 'unusable') {
    const where = {
      import: 'importing the file',
      lookup: 'finding the function',
      input: 'reading its inputs',
    };
    return {
      verdict: 'error',
      message: `${where[harness.stage]} raised ${harness.exception}: ${harness.message}`,
    };
  }
  if (harness.kind === 'silent' || report.exit.code !== 0) {
    const lastLine = Buffer.from(report.stderr).toString('utf8').trim().split('\n').at(-1) ?? '';
    const said = lastLine === '' ? '' : ` (${lastLine.slice(0, 200)})`;
    return {
      verdict: 'error',
      message: `it ended before its outcomes were there, with exit code ${report.exit.code}${said}`,
    };
  }
  return null;
}

function regionsOf(marks: readonly Mark[]): readonly Region[] | null {
  if (marks[0]?.kind !== 'I' || marks.length % 2 !== 1) return null;
  const regions: Region[] = [];
  for (let index = 1; index < marks.length; index += 2) {
    const begin = marks[index] as Mark;
    const end = marks[index + 1] as Mark;
    if (begin.kind !== 'B' || end.kind !== 'E') return null;
    regions.push({ begin, end });
  }
  return regions;
}

/**
 * The harness's time where it lies within the probe's stamps and misses at most 2% or 0.2 ms of
 * them (the way to and from the probe); the probe's otherwise, so that a slow clock gains nothing.
 * Null for one that cannot be honest: on its one core, a program cannot use more CPU time than
 * went by. Half of it is granted, since threads of its own may hold the harness up.
 */
function believableNs(region: Region, claimedNs: number): number | null {
  const seenNs = region.end.wallNs - region.begin.wallNs;
  if (claimedNs > seenNs + 1000 || claimedNs < cpuOf(region) / 2 - 2e6) return null;
  return seenNs - claimedNs <= Math.max(0.2e6, seenNs * 0.02) ? claimedNs : seenNs;
}

function meanBytes(curve: Curve): number {
  const seconds = (curve.t.at(-1) ?? 0) - (curve.t[0] ?? 0);
  return seconds > 0 ? areaOf(curve) / seconds : mean(curve.bytes);
}

function tampered(begun: number, what: string): Round {
  return { kind: 'ended', verdict: 'killed', message: `it was tampered with: ${what}`, begun };
}

function spanOf(region: Region): Span {
  return {
    startNs: region.begin.wallNs,
    endNs: region.end.wallNs,
    startBytes: region.begin.bytes,
    endBytes: region.end.bytes,
  };
}

function cpuOf(region: Region): number {
  return region.end.cpuNs - region.begin.cpuNs;
}

/**
 * Over all regions together: where one case of many takes nearly all the time, the middle one says
 * nothing. Waiting for the probe is not in the times that were believed, unless it was late.
 */
function sharesOf(regions: readonly Region[], spentNs: readonly number[]): TimeShares | null {
  let heldUpNs = 0;
  for (const { begin, end } of regions) {
    if (begin.heldUpNs === null || end.heldUpNs === null) return null;
    heldUpNs += end.heldUpNs - begin.heldUpNs;
  }
  const wholeNs = Math.max(1, sum(spentNs));
  const share = (ns: number): number => Math.min(1, Math.max(0, ns / wholeNs));
  const idleNs = wholeNs - heldUpNs - sum(regions.map(cpuOf));
  return { heldUp: share(heldUpNs), idle: share(idleNs) };
}

function highest(curve: Curve): number {
  return curve.bytes.reduce((most, bytes) => Math.max(most, bytes), 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function signalName(signal: number): string {
  const names: Readonly<Record<number, string>> = {
    4: 'SIGILL',
    6: 'SIGABRT',
    7: 'SIGBUS',
    8: 'SIGFPE',
    9: 'SIGKILL',
    11: 'SIGSEGV',
    15: 'SIGTERM',
  };
  return names[signal] ?? `signal ${signal}`;
}
