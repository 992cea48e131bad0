import { countSources, sourcesText } from '../../../protocol/case-source.ts';
import { type Discovery, unreadSentences } from '../../../protocol/discovery.ts';
import { cut, harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** What was found, for people. `file` is shown as the user wrote it. */
export function presentDiscovery(
  discovery: Discovery,
  file: string,
  style: Style,
): readonly string[] {
  const { paint, pathOf: show = (path) => path } = style;
  const { cases, unread, leftOut, searched } = discovery;
  const rows = cases.map(({ id, call, expects }) => [
    cut(harmless(id), 44),
    cut(harmless(call), Math.max(24, style.columns - 74)),
    expects === null
      ? paint.dim('as the original')
      : cut(harmless(expects.startsWith('raises ') ? expects : `-> ${expects}`), 24),
  ]);
  const from = sourcesText(countSources(cases), show);
  const total = cases.length === 1 ? '1 case' : `${cases.length} cases`;
  const files = searched.files === 1 ? '1 file' : `${searched.files} files`;
  const notes = [
    ...unreadSentences(unread, show),
    ...(leftOut > 0 ? [`${leftOut} more are left out`] : []),
    ...(searched.isPartial ? [`${show(searched.root)} is larger than what is searched`] : []),
  ];
  return [
    `${paint.bold(discovery.function)}  ${paint.dim(file)}`,
    '',
    ...(rows.length === 0 ? [] : [...table(rows), '']),
    cases.length === 0
      ? `  No cases: none in its docstring, its comments or ${files} of tests.`
      : `  ${oneLine(harmless(`${total}: ${from}`))}`,
    ...notes.map((note) => `  ${paint.yellow('!')} ${oneLine(harmless(note))}`),
  ];
}
