import type { Objective, Ratio } from '../../../protocol/comparison.ts';
import { applyEdits } from '../../../protocol/edits.ts';
import { describeGain } from '../../../protocol/format.ts';
import type { FrontMember, Iteration, Optimization } from '../../../protocol/optimization.ts';
import { unreachable } from '../../../protocol/unreachable.ts';
import { evidenceLines } from './evidence.ts';
import { presentDifference } from './difference.ts';
import {
  caseCount,
  casesFrom,
  curves,
  doubts,
  notices,
  provenance,
  sideBySide,
} from './figures.ts';
import { questionLines } from './question.ts';
import { cut, harmless, oneLine, type Style, wrapped } from './style.ts';
import { table } from './table.ts';
import { testsLines } from './tests.ts';

export interface OptimizedFile {
  /** As the user wrote it. */
  readonly file: string;
  readonly source: string;
  /** The case file, where one was named. */
  readonly cases?: string | undefined;
}

/** An optimization for people: what was found, by how much, and what else was tried. */
export function presentOptimization(
  optimization: Optimization,
  subject: OptimizedFile,
  style: Style,
): readonly string[] {
  const { paint } = style;
  const { file, source } = subject;
  const { baseline, best, objective } = optimization;
  const title = `${paint.bold(baseline.function)}  ${paint.dim(`${file}  ${objective}`)}`;
  if (!best) {
    return [
      `${title}  ${paint.yellow('No improvement found')}`,
      `  ${stopped(optimization)}`,
      ...(optimization.tests ? testsLines(optimization.tests, style) : []),
      ...tried(optimization.iterations, style),
      ...questions(optimization, subject, style),
      ...tradeOffs(optimization, style),
      '',
      ...provenance(baseline, casesFrom(baseline, style)),
      ...notices(baseline, style),
      ...doubts([baseline], style),
    ];
  }
  const makers = best.rules.length > 0 ? best.rules.join(', ') : best.proposer;
  const names = ['baseline', 'best'] as const;
  const { comparison } = best;
  const ratios = comparison.ratios &&
    best.ratio && { ...comparison.ratios, [objective]: best.ratio };
  const measured = best.measurement;
  return [
    `${title}  ${headline(best.ratio, objective, style)}`,
    `  by ${makers}`,
    ...(comparison.evidence ? evidenceLines(comparison.evidence, false, style) : []),
    ...(optimization.tests ? testsLines(optimization.tests, style) : []),
    ...reasoning(optimization, style),
    '',
    ...sideBySide(comparison.baseline ?? baseline, measured, ratios, objective, names, style),
    ...curves(
      [
        [names[0], comparison.baseline ?? baseline],
        [names[1], measured],
      ],
      style,
    ),
    '',
    ...presentDifference(file, source, applyEdits(source, best.edits), style),
    ...tried(optimization.iterations, style),
    ...questions(optimization, subject, style),
    ...tradeOffs(optimization, style),
    '',
    ...provenance(measured, [caseCount(measured), ...casesFrom(measured, style)]),
    ...notices(measured, style),
    ...doubts([best.comparison, baseline, measured], style),
  ];
}

function headline(ratio: Ratio | null, objective: Objective, { paint }: Style): string {
  if (!ratio) return paint.green('Mended: the original fails its cases, this version passes them');
  const gain = describeGain(objective, ratio);
  return `${paint.green(paint.bold(gain.text))} ${paint.dim(`(95% CI ${gain.interval})`)}`;
}

/** Why the best is better, in its proposer's words. */
function reasoning({ best, iterations }: Optimization, style: Style): string[] {
  const origin = iterations.findLast(
    ({ status, index, proposer }) =>
      status === 'accepted' && index === best?.iteration && proposer === best.proposer,
  );
  const text = oneLine(harmless(origin?.reasoning ?? ''));
  if (text === '') return [];
  const lines = wrapped(text, Math.max(40, style.columns - 2), 3);
  return lines.map((line) => `  ${style.paint.dim(line)}`);
}

function stopped({ stopped: why, iterations }: Optimization): string {
  const count = iterations.filter(({ status }) => status !== 'duplicate').length;
  const versions = `${count} ${count === 1 ? 'version' : 'versions'} tried`;
  switch (why) {
    case 'budget':
      return `${versions}; the budget is used up.`;
    case 'plateau':
      return `${versions}; the last ones brought nothing new.`;
    case 'exhausted':
      return `${versions}; no proposer has another idea.`;
    case 'original-fails':
      return 'The original fails its cases, and nothing says what would be right.';
    default:
      return unreachable(why);
  }
}

const mostRows = 20;

/** Every candidate with its fate; duplicates are only counted. */
function tried(iterations: readonly Iteration[], style: Style): string[] {
  const { paint } = style;
  const shown = iterations.filter(({ status }) => status !== 'duplicate');
  if (iterations.length === 0) return [];
  const rows = shown
    .slice(0, mostRows)
    .map((iteration) => [
      String(iteration.index),
      iteration.proposer,
      fate(iteration, style),
      ratio(iteration),
      cut(harmless(what(iteration)), Math.max(24, style.columns - 46)),
    ]);
  const hidden: string[] = [];
  if (shown.length > mostRows) hidden.push(`${shown.length - mostRows} more`);
  const duplicates = iterations.length - shown.length;
  if (duplicates > 0) hidden.push(`${duplicates} ${duplicates === 1 ? 'duplicate' : 'duplicates'}`);
  return [
    '',
    ...table(
      [['#', 'proposer', 'fate', 'change', 'what'].map((text) => paint.dim(text)), ...rows],
      ['right'],
    ),
    ...(hidden.length > 0 ? [`  ${paint.dim(`… and ${hidden.join(', ')}`)}`] : []),
  ];
}

const mostQuestions = 2;

/** Of the versions that are wrong on a generated input alone: can it occur? */
function questions(
  { iterations, baseline }: Optimization,
  { file, cases }: OptimizedFile,
  style: Style,
): string[] {
  const inputs = new Map<string, readonly string[]>();
  for (const { index, status, comparison } of iterations) {
    const example = comparison?.counterexample;
    if (status !== 'incorrect' || example?.id !== 'generated') continue;
    const input = JSON.stringify([example.init, example.args, example.kwargs]);
    const named = { file, function: baseline.function, cases };
    const what = cut(harmless(comparison?.reason ?? ''), Math.max(40, style.columns - 6));
    inputs.set(input, [
      '',
      `  #${index} ${what}`,
      ...questionLines(example, named, style).slice(1),
    ]);
  }
  return [...inputs.values()].slice(0, mostQuestions).flat();
}

const mostMembers = 6;
const chainedMeans = 'chained: compared with a later version only, its ratios multiplied in';

/** Versions that none beats in both time and memory, where there is one beside the best. */
function tradeOffs({ front = [] }: Optimization, style: Style): string[] {
  const { paint } = style;
  if (front.every(({ best }) => best)) return [];
  const rows = front.slice(0, mostMembers).map((member) => {
    const made = member.rules.length > 0 ? member.rules.join(', ') : member.proposer;
    const isChained = member.obtained === 'chained';
    const notes = [...(member.best ? ['best'] : []), ...(isChained ? ['chained'] : [])].join(', ');
    return [
      `#${member.attempt}`,
      bounded('time', member.time, style),
      bounded('memory', member.memory, style),
      cut(harmless(notes === '' ? made : `${notes}: ${made}`), Math.max(24, style.columns - 68)),
    ];
  });
  const more = front.length - mostMembers;
  const hasChained = front.slice(0, mostMembers).some(({ obtained }) => obtained === 'chained');
  return [
    '',
    `  ${paint.dim('none of these beats another in both time and memory (95% CI, to the original)')}`,
    ...table(rows),
    ...(hasChained ? [`  ${paint.dim(chainedMeans)}`] : []),
    ...(more > 0 ? [`  ${paint.dim(`… and ${more} more`)}`] : []),
  ];
}

function bounded(objective: Objective, ratio: FrontMember['time'], { paint }: Style): string {
  const { direction, interval, text } = describeGain(objective, ratio);
  const color = { better: paint.green, worse: paint.red, same: paint.dim }[direction];
  return `${color(text)} ${paint.dim(`(${interval})`)}`;
}

function fate({ status }: Iteration, { paint }: Style): string {
  switch (status) {
    case 'accepted':
      return paint.green(status);
    case 'incorrect':
    case 'error':
      return paint.red(status);
    case 'regressed':
    case 'invalid':
      return paint.yellow(status);
    default:
      return status;
  }
}

function ratio({ comparison }: Iteration): string {
  if (!comparison?.ratio) return '–';
  return describeGain(comparison.objective, comparison.ratio).text;
}

/** The rules that made it; what came of it where it is no version to time; else the thought. */
function what({ rules, reasoning: thought, comparison, status }: Iteration): string {
  const why = status === 'incorrect' || status === 'error' ? comparison?.reason : undefined;
  const made = rules.join(', ');
  if (made !== '') return why ? `${made}: ${why}` : made;
  return why ?? thought;
}
