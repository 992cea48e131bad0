import type { Check } from '../../protocol/history.ts';
import type { Verdict } from '../../protocol/measurement.ts';
import type { Say } from '../say.ts';

type CheckedCase = Check['cases'][number];

/** What the test view shows of one case. */
export type CaseReport =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly text: string }
  | {
      readonly kind: 'different';
      readonly text: string;
      readonly expected: string;
      readonly actual: string;
    };

export function reportCase(
  { verdict, message, expected, actual }: CheckedCase,
  say: Say,
): CaseReport {
  if (verdict === 'passed') return { kind: 'passed' };
  const text = message ?? verdictText(verdict, say);
  return expected !== null && actual !== null
    ? { kind: 'different', text, expected, actual }
    : { kind: 'failed', text };
}

/** A verdict in words, for where no message says more. */
export function verdictText(verdict: Verdict, say: Say): string {
  const words: Record<Verdict, string> = {
    passed: say('Passed.'),
    failed: say('The outcome is not the expected one.'),
    error: say('The code ended with an error.'),
    timeout: say('It took too long.'),
    oom: say('It used more memory than it may.'),
    'output-limit': say('It wrote more output than it may.'),
    killed: say('It was killed.'),
    'compile-error': say('The file does not compile.'),
  };
  return words[verdict];
}
