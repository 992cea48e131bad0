import {
  describeGain,
  describeSearch,
  formatBytes,
  formatByteSeconds,
  formatTime,
} from '../protocol/format.ts';
import { describeTests } from '../protocol/describe-tests.ts';
import type { Comparison, Objective, Ratio } from '../protocol/comparison.ts';
import { callText, outcomeText } from '../protocol/example-text.ts';
import type {
  Attempt,
  AttemptDetail,
  Figures,
  Ratios,
  RunDetail,
  RunSummary,
} from '../protocol/history.ts';
import type { Measurement } from '../protocol/measurement.ts';
import { capitalized, countOf, objectiveWords } from './words.ts';

export type ReportFormat = 'markdown' | 'csv' | 'json';

/** One attempt of the run in full, where the report is about that. */
export interface ReportedAttempt {
  readonly row: Attempt;
  readonly detail: AttemptDetail;
}

/** A run, or one attempt of it, to be pasted or kept. Markdown is written for a pull request. */
export function report(
  run: RunDetail,
  attempt: ReportedAttempt | null,
  format: ReportFormat,
): string {
  switch (format) {
    case 'markdown':
      return `${markdown(run, attempt).join('\n').trimEnd()}\n`;
    case 'csv':
      return csv(attempt === null ? run.attempts : [attempt.row]);
    case 'json': {
      const value = attempt === null ? run : { summary: run.summary, ...attempt };
      return `${JSON.stringify(value, null, 2)}\n`;
    }
  }
}

function markdown(run: RunDetail, attempt: ReportedAttempt | null): readonly string[] {
  if (attempt !== null) return attemptLines(run, attempt);
  const { summary, best, comparison, baseline } = run;
  const lines = [`### ${heading(run)}`, ''];
  if (run.failure !== null) lines.push(`The run failed: ${inline(run.failure.message)}`, '');
  if (best !== null) {
    const { ratios } = best.comparison;
    lines.push(...verdict(summary.objective, best.ratio, best.comparison.reason), '');
    lines.push(...figuresTable(best.comparison.baseline ?? baseline, best.measurement, ratios), '');
    lines.push(...search(best.comparison), ...tested(run));
    const rules = best.rules.length > 0 ? ` by ${best.rules.map(code).join(' + ')}` : '';
    lines.push(`Found in iteration ${best.iteration}${rules} (${inline(best.proposer)}).`, '');
    lines.push('The function now:', '', ...fenced(best.code, summary.language), '');
  } else if (comparison !== null) {
    lines.push(...verdict(summary.objective, comparison.ratio, comparison.reason), '');
    lines.push(...figuresTable(comparison.baseline, comparison.candidate, comparison.ratios), '');
    lines.push(...wrongOn(summary, comparison), ...search(comparison));
  } else {
    if (summary.kind === 'optimize') lines.push(nothingFound(run), '', ...tested(run));
    lines.push(...figuresTable(baseline, null, null), '');
  }
  const measured = best?.measurement ?? comparison?.candidate ?? baseline;
  if (measured !== null) lines.push(...surroundings(measured), '');
  if (run.attempts.length > 0) lines.push(...attemptsTable(run.attempts));
  return lines;
}

function heading({ summary }: RunDetail): string {
  const { kind, objective } = summary;
  const what =
    kind === 'measure' ? 'Measured' : kind === 'compare' ? 'Compared versions of' : 'Optimized';
  const of = objective === null ? '' : ` (${objectiveWords[objective]})`;
  return `${what} ${code(summary.function)}${of}`;
}

function verdict(
  objective: Objective | null,
  ratio: Ratio | null,
  reason: string,
): readonly string[] {
  if (objective === null || ratio === null) return [inline(reason)];
  const { text, interval } = describeGain(objective, ratio);
  const noun = objective === 'time' ? '' : ` ${objective}`;
  return [`**${text}${noun}** (95% CI ${interval}, ${countOf(ratio.pairs, 'paired round')})`];
}

/** The input and both outcomes, so that whoever reads it can try it. */
function wrongOn(
  { function: name }: RunSummary,
  { counterexample }: Comparison,
): readonly string[] {
  if (counterexample === null) return [];
  const { id, message, shown, after = [] } = counterexample;
  const where = id === 'generated' ? 'a generated input' : `case ${code(id)}`;
  const call = shown?.call ?? callText(name, counterexample);
  return [
    `Wrong on ${where}: ${inline(message)}.`,
    '',
    ...after.map((each) => `- after: ${code(callText(name, each))}`),
    `- call: ${code(call)}`,
    `- expected: ${code(shown?.expected ?? outcomeText(counterexample.expected))}`,
    `- actual: ${code(shown?.actual ?? outcomeText(counterexample.actual))}`,
    '',
  ];
}

/** How far it was looked for a difference beyond the cases; nothing where it was not. */
function search({ evidence, counterexample }: Comparison): readonly string[] {
  if (!evidence) return [];
  const { looked, leftOut } = describeSearch(evidence, counterexample !== null);
  const sentence = leftOut === '' ? looked : `${looked}; ${leftOut}`;
  return [[`${capitalized(sentence)}.`, ...evidence.notices].map(inline).join(' '), ''];
}

/** What the user's own tests said; their last lines where they fail. */
function tested({ tests }: RunDetail): readonly string[] {
  if (!tests) return [];
  const sentence = `${inline(capitalized(describeTests(tests)))}: ${code(tests.command)}`;
  const isShown = tests.state !== 'passed' && tests.output !== '';
  return [sentence, '', ...(isShown ? [...fenced(tests.output, 'text'), ''] : [])];
}

function nothingFound({ attempts, stopped }: RunDetail): string {
  const tried = attempts.filter(({ status }) => status !== 'duplicate').length;
  const why =
    stopped === 'original-fails'
      ? ' The original fails its cases, and nothing says what is right.'
      : '';
  return `No improvement found: ${countOf(tried, 'version')} tried.${why}`;
}

function figuresTable(
  before: Measurement | null,
  after: Measurement | null,
  ratios: Ratios | null,
): readonly string[] {
  if (before === null) return [];
  const rows = objectives.flatMap((objective) => {
    const old = figureOf(before, objective);
    if (old === null) return [];
    if (after === null) return [`| ${figureNames[objective]} | ${old} |`];
    const ratio = ratios?.[objective];
    const gain = ratio === undefined ? '' : describeGain(objective, ratio).text;
    return [
      `| ${figureNames[objective]} | ${old} | ${figureOf(after, objective) ?? ''} | ${gain} |`,
    ];
  });
  if (rows.length === 0) return [`Verdict: ${before.verdict}. ${inline(before.message ?? '')}`];
  return after === null
    ? ['| | |', '|:--|--:|', ...rows]
    : ['| | before | after | |', '|:--|--:|--:|:--|', ...rows];
}

const figureNames = { time: 'Runtime', memory: 'Peak memory', integral: 'Integral' } as const;

function figureOf({ runtime, memory, integral }: Measurement, objective: Objective): string | null {
  switch (objective) {
    case 'time':
      return runtime && formatTime(runtime.medianNs);
    case 'memory':
      return memory && formatBytes(memory.peakBytes);
    case 'integral':
      return integral && formatByteSeconds(integral.byteSeconds);
  }
}

function surroundings({ cases, environment, notices = [] }: Measurement): readonly string[] {
  const passed = cases.filter((found) => found.verdict === 'passed').length;
  const { toolchain, cpu, isolation } = environment;
  return [
    `${passed} of ${countOf(cases.length, 'case')} passed. ` +
      `${inline(toolchain)} on ${inline(cpu)}, isolation: ${isolation}.`,
    ...(notices.length === 0 ? [] : ['', notices.map(inline).join(' ')]),
  ];
}

function attemptsTable(attempts: readonly Attempt[]): readonly string[] {
  const rows = attempts.map(({ number, iteration, proposer, rules, status, reason }) => {
    const by = rules.length > 0 ? rules.join(' + ') : proposer;
    return `| ${number} | ${iteration} | ${inline(by)} | ${status} | ${inline(reason)} |`;
  });
  return [
    '<details>',
    `<summary>${countOf(attempts.length, 'version')} tried</summary>`,
    '',
    '| # | iteration | by | outcome | |',
    '|--:|--:|:--|:--|:--|',
    ...rows,
    '',
    '</details>',
  ];
}

function attemptLines(run: RunDetail, { row, detail }: ReportedAttempt): readonly string[] {
  const { summary } = run;
  const { comparison, candidate, reasoning } = detail.iteration;
  const by = row.rules.length > 0 ? row.rules.map(code).join(' + ') : inline(row.proposer);
  const lines = [
    `### Version ${row.number} of ${code(summary.function)}: ${row.status}`,
    '',
    `Iteration ${row.iteration}, by ${by}. ${inline(row.reason)}`,
    '',
  ];
  if (comparison !== null && comparison.ratio !== null) {
    lines.push(...verdict(comparison.objective, comparison.ratio, comparison.reason), '');
    lines.push(...figuresTable(comparison.baseline, comparison.candidate, comparison.ratios), '');
  }
  if (comparison !== null) lines.push(...wrongOn(summary, comparison), ...search(comparison));
  if (reasoning.trim() !== '') lines.push(...quoted(reasoning), '');
  if (candidate !== null) lines.push(...fenced(candidate, summary.language), '');
  if (comparison?.candidate) lines.push(...surroundings(comparison.candidate));
  return lines;
}

const objectives = ['time', 'memory', 'integral'] as const;

const attemptColumns = ['number', 'iteration', 'proposer', 'rules', 'status', 'recorded_at'];
const figureColumns = [
  'verdict',
  'median_ns',
  'ci95_low_ns',
  'ci95_high_ns',
  'used_bytes',
  'byte_seconds',
];
const ratioColumns = objectives.flatMap((objective) => [
  `${objective}_ratio`,
  `${objective}_ratio_ci95_low`,
  `${objective}_ratio_ci95_high`,
]);
const columns = [attemptColumns, figureColumns, ratioColumns, 'reason'].flat();

type Cell = string | number;

/** A line for each attempt, as RFC 4180 has it; empty where a figure is missing. */
function csv(attempts: readonly Attempt[]): string {
  const rows = attempts.map((attempt): Cell[] => {
    const { number, iteration, proposer, rules, status, recordedAt, ratios, reason } = attempt;
    const identity: Cell[] = [number, iteration, proposer, rules.join(' '), status, recordedAt];
    const gains = objectives.flatMap((objective): Cell[] => {
      const ratio = ratios?.[objective];
      return ratio === undefined ? ['', '', ''] : [ratio.median, ratio.ci95[0], ratio.ci95[1]];
    });
    return [identity, figureCells(attempt.figures), gains, reason].flat();
  });
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function figureCells(figures: Figures | null): Cell[] {
  if (figures === null) return ['', '', '', '', '', ''];
  const { verdict: found, medianNs, ci95Ns, usedBytes, byteSeconds } = figures;
  const cells = [found, medianNs, ci95Ns?.[0], ci95Ns?.[1], usedBytes, byteSeconds];
  return cells.map((value) => value ?? '');
}

/** A text that a spreadsheet would take for a formula is kept from that. */
function csvCell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A fence longer than any in the text. */
function fenced(text: string, language: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.replace(/\n$/, ''), fence];
}

function quoted(text: string): readonly string[] {
  return text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`.trimEnd());
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function inline(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}
