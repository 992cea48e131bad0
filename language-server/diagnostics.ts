import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import type { Refutation } from '../protocol/history.ts';
import type { KnownVersion } from '../protocol/history.ts';
import type { Assessment } from './assessment.ts';
import { countOf, failureLine } from './words.ts';

const shownCases = 3;

/** At most two for a function: its own failing cases, and what refuted versions of it. */
export function diagnosticsOf(range: Range, assessment: Assessment): readonly Diagnostic[] {
  const { figures, refutations } = assessment;
  const found: Diagnostic[] = [];
  if (figures.kind === 'fresh' && figures.version.figures.verdict !== 'passed') {
    const message = failingCases(figures.version);
    found.push({ range, severity: DiagnosticSeverity.Warning, source, message });
  }
  if (refutations.length > 0) {
    const message = counterexamples(refutations);
    found.push({ range, severity: DiagnosticSeverity.Information, source, message });
  }
  return found;
}

const source = 'afterburner';

function failingCases(version: KnownVersion): string {
  const lines = version.failing
    .slice(0, shownCases)
    .map(({ id, verdict, message }) => `${id}: ${oneLine(message ?? verdict)}`);
  const rest = version.failing.length - lines.length;
  return [`${failureLine(version)}.`, ...lines, ...andMore(rest)].join('\n');
}

/** Two versions that fail by one case show the same thing. */
function counterexamples(refutations: readonly Refutation[]): string {
  const byCase = new Map<string, Refutation>();
  for (const found of refutations) if (!byCase.has(found.case)) byCase.set(found.case, found);
  const lines = [...byCase.values()]
    .slice(0, shownCases)
    .map(({ case: id, message }) => `${id}: ${oneLine(message)}`);
  const were = refutations.length === 1 ? 'was' : 'were';
  const first = `${countOf(refutations.length, 'suggested version')} ${were} wrong, shown by:`;
  return [first, ...lines, ...andMore(byCase.size - lines.length)].join('\n');
}

function andMore(count: number): readonly string[] {
  return count > 0 ? [`and ${count} more`] : [];
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
}
