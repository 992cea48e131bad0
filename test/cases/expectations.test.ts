import { expect, test } from 'vitest';
import { expectationsOf } from '../../daemon/cases/expectations.ts';
import { type CaseSet, defaultTolerance } from '../../daemon/core/case-set.ts';
import type { Outcome } from '../../protocol/cases.ts';

const call = { id: 'a', init: null, args: [1], kwargs: {} };
const source = { kind: 'doctest', path: '/a.py', line: 3 } as const;

function outcome(value: number): Outcome {
  const common = { id: 'a', exception: null, message: null, args: [1], kwargs: {}, self: null };
  return { kind: 'returned', value, ...common };
}

/** The original returns 4 where 5 is written; the texts of found cases have a source. */
test.each([
  { leading: 'texts', from: { source }, value: 4, verdict: 'failed' },
  { leading: 'texts', from: { source }, value: 5, verdict: 'passed' },
  { leading: 'original', from: { source }, value: 4, verdict: 'passed' },
  { leading: 'original', from: { source }, value: 3, verdict: 'failed' },
  { leading: 'original', from: {}, value: 4, verdict: 'failed' },
  { leading: 'original', from: {}, value: 5, verdict: 'passed' },
] as const)(
  '$value is $verdict where $leading lead: $from',
  ({ leading, from, value, verdict }) => {
    const set: CaseSet = {
      path: '/a.cases.json',
      problem: null,
      function: 'f',
      cases: [{ call, expectation: { kind: 'value', value: 5 }, ...from }],
      domain: null,
      tolerance: defaultTolerance,
    };
    const { cases } = expectationsOf(set, leading).judge([outcome(value)], [outcome(4)]);
    expect(cases[0]?.verdict).toBe(verdict);
  },
);
