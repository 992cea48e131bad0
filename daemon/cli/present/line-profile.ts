import { formatNumber, formatTime } from '../../../protocol/format.ts';
import { hotLines } from '../../../protocol/hot-lines.ts';
import type { LineProfile, ProfiledLine } from '../../../protocol/line-profile.ts';
import { harmless, type Style, visibleLength } from './style.ts';
import { table } from './table.ts';

const barColumns = 10;
/** Lines that are marked as the slowest, at most. */
const mostHot = 3;

/** The function's source, with what each line takes beside it, and what the hooks cost. */
export function presentLineProfile(
  profile: LineProfile,
  file: string,
  style: Style,
): readonly string[] {
  const { paint } = style;
  const { environment, samples, passNs, slowdown } = profile;
  const counting =
    slowdown.counting === null
      ? 'and takes too long while its lines are counted'
      : `and ${formatNumber(slowdown.counting)}x as long while its lines are counted`;
  const sampling =
    slowdown.sampling === null
      ? 'what sampling costs could not be measured'
      : `a pass takes ${formatNumber(slowdown.sampling)}x as long while it is sampled`;
  return [
    `${paint.bold(profile.function)}  ${paint.dim(file)}`,
    '',
    ...source(profile, style),
    '',
    ...table([
      ['one pass', formatTime(passNs)],
      ['shares', `of ${samples} samples of the stack; what a line calls is the line's`],
      ['distortion', sampling],
      ['', counting],
      ['sandbox', `${environment.isolation}, ${environment.engine}`],
      ['environment', environment.id],
    ]),
  ];
}

function source({ code, firstLine, lines }: LineProfile, style: Style): readonly string[] {
  const { paint } = style;
  const known = new Map(lines.map((line) => [line.line, line]));
  const hot = new Set(hotLines(lines, mostHot).map(({ line }) => line));
  const texts = code.replace(/\n$/, '').split(/\r\n|\r|\n/);
  const rows = texts.map((_, index) => {
    const found = known.get(firstLine + index);
    const mark = hot.has(firstLine + index) ? paint.red('▸') : ' ';
    return [mark, String(firstLine + index), hits(found), share(found), bar(found)];
  });
  const header = ['', 'line', 'hits', 'share', ' '.repeat(barColumns)];
  const align = ['left', 'right', 'right', 'right', 'left'] as const;
  const margins = table([header.map((text) => paint.dim(text)), ...rows], align);
  const width = Math.max(...margins.map(visibleLength));
  return margins.map((margin, index) => {
    const text = texts[index - 1];
    if (text === undefined) return margin.trimEnd();
    const space = ' '.repeat(width - visibleLength(margin));
    const columns = Math.max(20, style.columns - width - 2);
    const shown = clipped(harmless(text.replaceAll('\t', '    ')), columns);
    const isHot = hot.has(firstLine + index - 1);
    return `${margin}${space}  ${isHot ? paint.bold(shown) : shown}`.trimEnd();
  });
}

function hits(line: ProfiledLine | undefined): string {
  return line === undefined || line.hits === null ? '' : String(line.hits);
}

function share(line: ProfiledLine | undefined): string {
  if (line === undefined || line.share === 0) return '';
  return line.share < 0.005 ? '<1%' : `${Math.round(line.share * 100)}%`;
}

/** As long as the share, to an eighth of a column. */
function bar(line: ProfiledLine | undefined): string {
  const eighths = Math.round((line?.share ?? 0) * barColumns * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + (['', ...'▏▎▍▌▋▊▉'][eighths % 8] ?? '');
}

/** Unlike other texts, a line of code keeps its indentation. */
function clipped(text: string, columns: number): string {
  const signs = [...text];
  return signs.length <= columns ? text : `${signs.slice(0, columns - 1).join('')}…`;
}
