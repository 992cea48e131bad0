import type { Counterexample } from '../../../protocol/comparison.ts';
import type { Exclusion } from '../../../protocol/domain.ts';
import { harmless, oneLine, type Style } from './style.ts';
import { table } from './table.ts';

/** How the command line names the function that was run, and its cases. */
export interface NamedSubject {
  readonly file: string;
  readonly function: string;
  readonly cases?: string | undefined;
}

/**
 * What is asked where two versions differ on a generated input alone, and how it is answered;
 * nothing where a case shows that they differ.
 */
export function questionLines(
  { id, outside, unread = [], exclusions = [] }: Counterexample,
  subject: NamedSubject,
  { paint }: Style,
): readonly string[] {
  if (id !== 'generated') return [];
  const unlike = [
    ...(outside === undefined ? [] : [`  ${oneLine(harmless(outside))}`]),
    ...unread.map(
      (each) => `  Its text asks for more than was understood: "${oneLine(harmless(each))}"`,
    ),
  ];
  if (exclusions.length === 0) {
    const how = 'Can this input occur? If it cannot, say so by "domain" in the case file.';
    return ['', `  ${paint.bold(how)}`, ...unlike];
  }
  const rows = exclusions.map((each) => [
    oneLine(harmless(each.text)),
    paint.dim(oneLine(harmless(commandOf(each, subject)))),
  ]);
  return [
    '',
    `  ${paint.bold('Can this input occur? If it cannot, say why, and run it again:')}`,
    ...unlike,
    ...table(rows),
  ];
}

function commandOf({ parameter, rule }: Exclusion, subject: NamedSubject): string {
  const words = [
    'afterburner cases',
    quoted(subject.file),
    '--function',
    quoted(subject.function),
    ...(subject.cases === undefined ? [] : ['--cases', quoted(subject.cases)]),
    '--domain',
    quoted(`${parameter}=${JSON.stringify(rule)}`),
  ];
  return words.join(' ');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
