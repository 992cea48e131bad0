import type { CodeLens, Command, Range } from 'vscode-languageserver';
import { type ActiveRun, type FunctionAt, lensCommands } from '../protocol/editor.ts';
import type { Improvement, KnownVersion } from '../protocol/history.ts';
import type { Assessment } from './assessment.ts';
import { capitalized, failureLine, figuresLine, improvementWords } from './words.ts';

/** A function as its lenses need it. */
export interface LensSubject {
  readonly uri: string;
  readonly name: string;
  readonly range: Range;
  readonly assessment: Assessment;
  /** Runs of this function that are under way, the oldest first. */
  readonly active: readonly ActiveRun[];
}

/** The lenses of a function, from left to right; the editor puts them on one line above it. */
export function lensesOf(subject: LensSubject, showsProposals: boolean): readonly CodeLens[] {
  const commands =
    subject.active.length > 0
      ? subject.active.flatMap(whileRunning)
      : whenQuiet(subject, showsProposals);
  return commands.map((command) => ({ range: subject.range, command }));
}

function whileRunning(run: ActiveRun): readonly Command[] {
  return [told(run.text), called('Cancel', lensCommands.cancelRuns, { token: run.token })];
}

function whenQuiet(subject: LensSubject, showsProposals: boolean): readonly Command[] {
  const { assessment } = subject;
  const at: FunctionAt = { uri: subject.uri, function: subject.name, position: null };
  const measure = called('Measure', lensCommands.measure, at);
  const optimize = called('Optimize efficiency', lensCommands.optimize, at);
  const found = assessment.improvements
    .slice(0, 1)
    .map((improvement) => foundLens(improvement, showsProposals));
  const { figures } = assessment;
  switch (figures.kind) {
    case 'none':
      return [...found, measure, optimize];
    case 'stale':
      return [...found, figuresLens(figures.version, true, showsProposals), measure, optimize];
    case 'fresh': {
      const passed = figures.version.figures.verdict === 'passed';
      const shown = figuresLens(figures.version, false, showsProposals);
      return passed ? [...found, shown, optimize] : [...found, shown, measure, optimize];
    }
  }
}

function figuresLens(version: KnownVersion, isStale: boolean, showsHistory: boolean): Command {
  const line = figuresLine(version, isStale);
  const text = version.figures.verdict === 'passed' && line !== '' ? line : failureLine(version);
  const title = isStale ? `${text} (before your changes)` : text;
  return showsHistory ? called(title, lensCommands.showHistory, { run: version.run }) : told(title);
}

function foundLens(improvement: Improvement, showsProposals: boolean): Command {
  const title = `${capitalized(improvementWords(improvement))} found`;
  const { run, attempt } = improvement;
  return showsProposals ? called(title, lensCommands.showProposal, { run, attempt }) : told(title);
}

function called(title: string, command: string, argument: object): Command {
  return { title, command, arguments: [argument] };
}

/** A lens that leads nowhere. */
function told(title: string): Command {
  return { title, command: '' };
}
