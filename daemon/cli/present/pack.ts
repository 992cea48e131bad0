import {
  formatBytes,
  formatByteSeconds,
  formatShare,
  formatTime,
} from '../../../protocol/format.ts';
import type { MeasuredSolution, PackMeasurement } from '../../../protocol/pack-measurement.ts';
import { cut, harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

const nothing = '–';

/** A measured pack for people: a table for each problem, the quickest solution first. */
export function presentPack(pack: PackMeasurement, style: Style): readonly string[] {
  const { paint } = style;
  const { problems, unsupported } = pack;
  const all = problems.flatMap(({ solutions }) => solutions);
  const earlier = all.filter(({ isEarlier }) => isEarlier).length;
  const counts = [
    `${all.length} ${all.length === 1 ? 'solution' : 'solutions'}`,
    ...(earlier > 0 ? [`${earlier} of them measured earlier`] : []),
    ...(unsupported > 0 ? [`${unsupported} more in languages that are not supported`] : []),
  ];
  const title = `${paint.bold(oneLine(harmless(pack.title)))}  ${paint.dim(counts.join(', '))}`;
  return [
    title,
    ...problems.flatMap((problem) => ['', ...presentProblem(problem, style)]),
    ...environments(all),
    ...doubts(all, style),
  ];
}

function presentProblem(
  { id, title, cases, solutions }: PackMeasurement['problems'][number],
  style: Style,
): string[] {
  const { paint } = style;
  const about = `${oneLine(harmless(title))}, ${cases} ${cases === 1 ? 'case' : 'cases'}`;
  const heading = `${paint.bold(id)}  ${paint.dim(about)}`;
  if (solutions.length === 0) return [heading, '  No solution in a language that is supported.'];
  const passing = solutions.filter(hasPassed).toSorted(byRuntime);
  const failing = solutions.filter((solution) => !hasPassed(solution));
  const titles = ['solution', 'runtime', 'rank', 'memory', 'rank', 'integral', 'rank', 'stated'];
  const rows = passing.map((solution) => row(solution, style));
  return [
    heading,
    ...(rows.length > 0 ? table([titles.map((text) => paint.dim(text)), ...rows], alignment) : []),
    ...table(failing.map((solution) => failure(solution, style))),
  ];
}

const right = 'right' as const;
const alignment = ['left', right, right, right, right, right, right] as const;

function row({ id, figures, ranks, complexity }: MeasuredSolution, { paint }: Style): string[] {
  const { medianNs, usedBytes, byteSeconds } = figures;
  const rank = (share: number | undefined) =>
    share === undefined ? nothing : paint.dim(formatShare(share));
  const figure = (value: number | null, format: (value: number) => string) =>
    value === null ? nothing : format(value);
  return [
    id,
    figure(medianNs, formatTime),
    rank(ranks?.time),
    figure(usedBytes, formatBytes),
    rank(ranks?.memory),
    figure(byteSeconds, formatByteSeconds),
    rank(ranks?.integral),
    paint.dim(complexity.time),
  ];
}

function failure({ id, figures, message }: MeasuredSolution, { paint, columns }: Style): string[] {
  const why = message === null ? '' : harmless(message);
  return [id, paint.red(figures.verdict), cut(why, Math.max(24, columns - 40))];
}

function hasPassed({ figures }: MeasuredSolution): boolean {
  return figures.verdict === 'passed';
}

function byRuntime({ figures: a }: MeasuredSolution, { figures: b }: MeasuredSolution): number {
  return (a.medianNs ?? 0) - (b.medianNs ?? 0);
}

function environments(solutions: readonly MeasuredSolution[]): string[] {
  const ids = [...new Set(solutions.map(({ environment }) => environment))];
  return ids.length === 0 ? [] : ['', ...table([['environment', ids.join(', ')]])];
}

/** Each kind once, with the first advice of its kind and how many it is about. */
function doubts(solutions: readonly MeasuredSolution[], { paint }: Style): string[] {
  const kinds = new Map<string, { readonly advice: string; readonly count: number }>();
  for (const { kind, advice } of solutions.flatMap((solution) => solution.doubts)) {
    const before = kinds.get(kind);
    kinds.set(kind, { advice: before?.advice ?? advice, count: (before?.count ?? 0) + 1 });
  }
  const lines = [...kinds.values()].map(({ advice, count }) => {
    const whose = `${count} of ${solutions.length} solutions`;
    return `  ${paint.yellow('!')} ${whose}, such as: ${advice}`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}
