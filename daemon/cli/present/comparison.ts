import type { Comparison, Counterexample } from '../../../protocol/comparison.ts';
import { casesFrom, curves, doubts, notices, provenance, sideBySide } from './figures.ts';
import { evidenceLines } from './evidence.ts';
import { type NamedSubject, questionLines } from './question.ts';
import { cut, harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** A comparison for people. */
export function presentComparison(
  comparison: Comparison,
  title: string,
  style: Style,
  subject: NamedSubject,
): readonly string[] {
  const { paint } = style;
  const { baseline, candidate, objective, ratios, counterexample, evidence } = comparison;
  const lines = [
    `${paint.bold(title)}  ${paint.dim(objective)}  ${decision(comparison, style)}`,
    `  ${oneLine(harmless(comparison.reason))}`,
  ];
  if (counterexample) {
    lines.push('', ...difference(counterexample, style));
  }
  if (evidence) lines.push(...evidenceLines(evidence, counterexample !== null, style));
  if (counterexample) lines.push(...questionLines(counterexample, subject, style));
  if (baseline?.runtime && candidate?.runtime) {
    const names = ['baseline', 'candidate'] as const;
    lines.push('', ...sideBySide(baseline, candidate, ratios, objective, names, style));
    lines.push(
      ...curves(
        [
          [names[0], baseline],
          [names[1], candidate],
        ],
        style,
      ),
    );
  }
  const measured = candidate ?? baseline;
  if (measured) {
    lines.push(
      '',
      ...provenance(measured, casesFrom(measured, style)),
      ...notices(measured, style),
    );
  }
  return [...lines, ...doubts([comparison, baseline, candidate], style)];
}

function decision({ decision: word, equivalent }: Comparison, { paint }: Style): string {
  switch (word) {
    case 'improved':
      return paint.green('improved');
    case 'unchanged':
      return 'unchanged';
    case 'regressed':
      return paint.red('regressed');
    case 'rejected':
      return paint.red(equivalent ? 'rejected' : 'not equivalent');
  }
}

function difference(counterexample: Counterexample, style: Style): string[] {
  const columns = Math.max(40, style.columns - 14);
  const show = (value: unknown) => cut(harmless(JSON.stringify(value) ?? 'nothing'), columns);
  const rows = [['case', cut(counterexample.id, columns)]];
  const { kwargs, shown } = counterexample;
  if (shown) {
    // Objects by their states are long, and say less than the call that makes them.
    const text = (value: string) => cut(oneLine(harmless(value)), columns);
    return table([
      ...rows,
      ['call', text(shown.call)],
      ['expected', style.paint.green(text(shown.expected))],
      ['actual', style.paint.red(text(shown.actual))],
    ]);
  }
  rows.push(['args', show(counterexample.args)]);
  if (kwargs && Object.keys(kwargs).length > 0) rows.push(['kwargs', show(kwargs)]);
  rows.push(
    ['expected', style.paint.green(show(counterexample.expected))],
    ['actual', style.paint.red(show(counterexample.actual))],
  );
  return table(rows);
}
