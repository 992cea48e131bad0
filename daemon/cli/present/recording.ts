import { formatTime } from '../../../protocol/format.ts';
import {
  commandEndText,
  leftOutOf,
  recordedText,
  type Recording,
} from '../../../protocol/recording.ts';
import { cut, harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** What was recorded, for people; where that is nothing, why, and what the command wrote last. */
export function presentRecording(recording: Recording, style: Style): readonly string[] {
  const { paint } = style;
  const { cases, reason, output, unreproduced } = recording;
  const rows = cases.map(({ id, call, ns }) => [
    cut(harmless(id), 44),
    cut(harmless(call), Math.max(24, style.columns - 66)),
    formatTime(ns),
  ]);
  const ended = commandEndText(recording);
  const example = unreproduced[0];
  const notes = [
    ...(ended === null ? [] : [ended]),
    ...leftOutOf(recording).map((what) => `left out: ${what}`),
    ...(example === undefined ? [] : [`such as ${example.call}: ${example.message}`]),
  ];
  const title =
    cases.length > 0 ? recordedText(recording) : `Nothing was recorded. ${reason ?? ''}`.trim();
  const said = cases.length > 0 || output === '' ? [] : ['', ...quoted(output, style)];
  return [
    paint.bold(oneLine(harmless(title))),
    '',
    ...table(rows),
    ...(rows.length > 0 && notes.length > 0 ? [''] : []),
    ...notes.map((note) => `  ${paint.yellow('!')} ${oneLine(harmless(note))}`),
    ...said,
  ];
}

/** The command's own words, which may hold anything. */
function quoted(output: string, { paint }: Style): readonly string[] {
  const lines = output.split('\n').map((line) => paint.dim(`  | ${oneLine(harmless(line))}`));
  return ['  The command wrote at its end:', ...lines];
}
