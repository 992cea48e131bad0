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
  const titles = ['solution', 'runtime', 'rank', 'memory', 'rank', 'integral', 'rank', 'stated'];
  const rows = solutions.toSorted(byRuntime).map((solution) => row(solution, style));
  return [heading, ...table([titles.map((text) => paint.dim(text)), ...rows], alignment)];
}

const right = 'right' as const;
const alignment = ['left', right, right, right, right, right, right] as const;

function row(solution: MeasuredSolution, { paint, columns }: Style): string[] {
  const { id, figures, ranks, message, complexity } = solution;
  const { verdict, medianNs, usedBytes, byteSeconds } = figures;
  if (verdict !== 'passed') {
    const why = message === null ? '' : `: ${harmless(message)}`;
    const text = cut(`${verdict}${why}`, Math.max(24, columns - 70));
    return [id, ...Array.from({ length: 6 }, () => nothing), paint.red(text)];
  }
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

/** What did not pass comes last. */
function byRuntime({ figures: a }: MeasuredSolution, { figures: b }: MeasuredSolution): number {
  const cost = ({ verdict, medianNs }: typeof a) =>
    verdict === 'passed' ? (medianNs ?? Infinity) : Infinity;
  return cost(a) === cost(b) ? 0 : cost(a) - cost(b);
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
