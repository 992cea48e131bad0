import type { Comparison } from '../../../protocol/comparison.ts';
import type { Replay } from '../../../protocol/replay.ts';
import { change, provenance } from './figures.ts';
import { harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** A comparison that was done again, beside what was recorded of it. */
export function presentReplay(replay: Replay, style: Style): readonly string[] {
  const { paint } = style;
  const { recorded, replayed, holds, attempt } = replay;
  const which = attempt === null ? replay.run : `${replay.run}#${attempt}`;
  const verdict = holds ? paint.green('holds') : paint.red('does not hold');
  const measured = replayed.candidate ?? replayed.baseline;
  return [
    `${paint.bold(replay.function)}  ${paint.dim(`${replay.path}  ${recorded.objective}`)}  ${verdict}`,
    `  ${oneLine(harmless(replay.text))}`,
    '',
    ...table([
      ['', 'decision', 'change'].map((text) => paint.dim(text)),
      ['recorded', recorded.decision, ratio(recorded, style)],
      ['replayed', replayed.decision, ratio(replayed, style)],
    ]),
    '',
    ...table([
      ['run', which],
      ['recorded at', replay.recordedAt],
      ['inputs', replay.cases === 'kept' ? 'as they were kept' : 'from the case file, unchanged'],
      ['recorded in', (recorded.baseline ?? recorded.candidate)?.environment.id ?? '–'],
    ]),
    ...(measured ? provenance(measured) : []),
  ];
}

function ratio({ objective, ratio: found, reason }: Comparison, style: Style): string {
  return found === null ? oneLine(harmless(reason)) : change(objective, found, style);
}
