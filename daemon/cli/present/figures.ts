import { countSources, sourcesText } from '../../../protocol/case-source.ts';
import type { Comparison, Objective, Ratio } from '../../../protocol/comparison.ts';
import {
  describeGain,
  formatBytes,
  formatByteSeconds,
  formatRate,
  formatTime,
} from '../../../protocol/format.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import { curve, scaleOf } from './curve.ts';
import { cut, harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

const nothing = '–';
const curveColumns = 72;

/** Figures of two versions beside each other, each with its paired ratio in words. */
export function sideBySide(
  before: Measurement,
  after: Measurement,
  ratios: Readonly<Record<Objective, Ratio>> | null,
  objective: Objective,
  names: readonly [string, string],
  style: Style,
): string[] {
  const { paint } = style;
  const rows: [string, string, string, Objective | null][] = [
    ['runtime', runtime(before), runtime(after), 'time'],
    ['memory', peak(before), peak(after), 'memory'],
    ['integral', area(before), area(after), 'integral'],
    ['CPU time', cpu(before), cpu(after), null],
  ];
  return table([
    ['', ...names, ratios ? 'change' : ''].map((text) => paint.dim(text)),
    ...rows.map(([name, left, right, key]) => [
      key === objective ? paint.bold(name) : name,
      left,
      right,
      key && ratios ? change(key, ratios[key], style) : '',
    ]),
  ]);
}

/** `2.30x faster (95% CI 2.20 to 2.40)`, green or red where it is certain. */
export function change(objective: Objective, ratio: Ratio, { paint }: Style): string {
  const gain = describeGain(objective, ratio);
  const color = { better: paint.green, worse: paint.red, same: paint.dim }[gain.direction];
  return `${color(gain.text)} ${paint.dim(`(95% CI ${gain.interval})`)}`;
}

/** The memory curves, on one scale; each with its name above it unless there is only one. */
export function curves(named: readonly (readonly [string, Measurement])[], style: Style): string[] {
  const { paint } = style;
  const shown = named.flatMap(([name, { profile }]) =>
    profile && profile.t.length > 1 ? [{ name, profile }] : [],
  );
  if (shown.length === 0) return [];
  const scale = scaleOf(shown.map(({ profile }) => profile));
  const columns = Math.min(style.columns, curveColumns);
  const lines: string[] = [];
  for (const { name, profile } of shown) {
    const title = shown.length > 1 ? `memory over time, ${name}` : 'memory over time';
    lines.push('', `  ${paint.dim(title)}`, ...curve(profile, scale, columns));
  }
  return lines;
}

/** Where and how densely it was measured, below rows that have more to say. */
export function provenance(
  { environment, sampler }: Measurement,
  before: readonly string[][] = [],
): string[] {
  const { isolation, engine, imageId, cpu: processor, core, cores, kernel } = environment;
  const image = imageId ? `, image ${imageId.replace('sha256:', '').slice(0, 12)}` : '';
  const rows = [
    ...before,
    ['sandbox', `${isolation}, ${engine}${image}`],
    ['machine', `${processor}, core ${core} of ${cores}, kernel ${kernel}`],
    ['toolchain', environment.toolchain],
    ['environment', environment.id],
  ];
  if (sampler) {
    const gap = formatTime(sampler.p99GapNs);
    rows.push(['sampling', `${formatRate(sampler.rateHz)}, 99% of gaps below ${gap}`]);
  }
  return table(rows);
}

/** What makes the figures less certain, with advice: of each kind the first, for it is enough. */
export function doubts(
  results: readonly (Pick<Comparison, 'doubts'> | null)[],
  style: Style,
): string[] {
  const all = results.flatMap((result) => result?.doubts ?? []);
  const kinds = all.map(({ kind }) => kind);
  const lines = all.filter(({ kind }, at) => kinds.indexOf(kind) === at).map((each) => each.advice);
  return lines.length === 0
    ? []
    : ['', ...lines.map((text) => `  ${style.paint.yellow('!')} ${text}`)];
}

/** How generated inputs came about, and what the function depends on beside its arguments. */
export function notices({ notices: sentences = [] }: Measurement, { paint }: Style): string[] {
  const lines = sentences.map((text) => `  ${paint.dim(oneLine(harmless(text)))}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** How many cases passed, as a row. */
export function caseCount({ cases: results }: Measurement): string[] {
  const passed = results.filter(({ verdict }) => verdict === 'passed').length;
  const others = results.length - passed;
  return ['cases', others === 0 ? `${passed} passed` : `${passed} passed, ${others} did not`];
}

/** Where cases were found that stand in no case file, as a row. */
export function casesFrom({ cases: results }: Measurement, { pathOf }: Style): string[][] {
  const counts = countSources(results);
  const found = counts.reduce((sum, { count }) => sum + count, 0);
  const from = sourcesText(counts, pathOf ?? ((path) => path));
  if (counts.every(({ kind }) => kind === 'generated')) return found === 0 ? [] : [['', from]];
  const total = found === 1 ? '1 case' : `${found} cases`;
  return [['found', oneLine(harmless(`${total}: ${from}`))]];
}

const mostFailing = 10;

/** The cases that did not pass, and why. */
export function failingCases({ cases: results }: Measurement, style: Style): string[] {
  const failing = results.filter(({ verdict }) => verdict !== 'passed');
  if (failing.length === 0) return [];
  const rows = failing
    .slice(0, mostFailing)
    .map(({ id, verdict, message }) => [
      style.paint.red('✗'),
      cut(harmless(id), 24),
      verdict,
      cut(harmless(message ?? ''), Math.max(20, style.columns - 44)),
    ]);
  const more = failing.length - mostFailing;
  return [...table(rows), ...(more > 0 ? [`  … and ${more} more`] : []), ''];
}

function runtime({ runtime: figures }: Measurement): string {
  return figures ? formatTime(figures.medianNs) : nothing;
}

function cpu({ runtime: figures }: Measurement): string {
  return figures ? formatTime(figures.cpuMedianNs) : nothing;
}

function peak({ memory }: Measurement): string {
  return memory ? formatBytes(memory.peakBytes) : nothing;
}

function area({ integral }: Measurement): string {
  return integral ? formatByteSeconds(integral.byteSeconds) : nothing;
}
