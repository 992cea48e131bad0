import { describe, expect, test } from 'vitest';
import { lensesOf } from '../../../extension/diff/lens-rows.ts';
import { type Decided, viewOf } from '../../../extension/diff/view.ts';
import { fail, ok } from '../../../protocol/failures.ts';
import { comparison, proposal, say } from './samples.ts';

const undecided: Decided = { accepted: [], rejected: new Set() };
const subject = proposal();
const { base, proposed } = subject;
const half = base.replace('a = 1', 'a = 2');

function rows(current: string, decided: Decided = undecided, of = subject): string[] {
  const view = viewOf(of, ok(current), decided);
  return lensesOf(of, view, say).map(({ line, title }) =>
    `${line} ${title}`.replaceAll('\u00A0', ' '),
  );
}

const gain = '2.30x faster (95% CI 2.20 to 2.40)';
const evidence = `${gain}, 212 cases equal, memory -38%, integral -61%`;

describe('what stands above function and hunks', () => {
  test('evidence once, and what to do for all and for each', () => {
    expect(rows(base)).toEqual([
      '2 $(check-all) Accept all',
      '2 $(close) Reject',
      `2 ${evidence}`,
      '3 $(check) Accept',
      '3 $(discard) Reject',
      '7 $(check) Accept',
      '7 $(discard) Reject',
    ]);
  });

  test('hovering over the evidence tells all of it', () => {
    const [told] = lensesOf(subject, viewOf(subject, ok(base), undecided), say).filter(
      ({ does }) => does === 'history',
    );
    expect(told?.tooltip).toBe(
      `${gain}, memory -38%, integral -61%, 212 cases equal, iteration 4, rules: set-membership + local-binding\nShow it in the history`,
    );
  });

  test('it follows edits above the function', () => {
    expect(rows(`# new\n${base}`)[0]).toBe('3 $(check-all) Accept all');
  });

  test('one hunk that is left is the whole; a mixture says that it was not measured', () => {
    const left = [
      '2 $(check) Accept',
      '2 $(close) Reject',
      `2 this mixture has not been measured, ${evidence}`,
    ];
    expect(rows(half)).toEqual(left);
    expect(rows(base, { accepted: [], rejected: new Set([0]) })).toEqual(left);
  });

  test('a function that was edited: why, and to optimize again', () => {
    expect(rows(base.replace('return b', 'return b[1:]'))).toEqual([
      '2 $(rocket) Optimize again',
      '2 $(close) Close',
      '2 $(warning) f has changed since this version was measured.',
    ]);
  });

  test('a version that is in the file', () => {
    expect(rows(proposed)).toEqual(['2 $(close) Close', `2 $(check) in the file: ${evidence}`]);
  });

  test('a wrong version can be looked at, and not accepted', () => {
    const wrong = comparison({
      equivalent: false,
      decision: 'rejected',
      reason: 'not equivalent: case empty: expected None, got 0',
    });
    expect(rows(base, undecided, proposal({ comparison: wrong }))).toEqual([
      '2 $(close) Close',
      '2 $(warning) Not equivalent: case empty: expected None, got 0',
    ]);
    expect(viewOf(proposal({ comparison: null }), ok(base), undecided).kind).toBe('unproven');
  });
});

describe('the view from one edit to the next', () => {
  test('accepting the last hunk ends it, undo brings it back', () => {
    expect(viewOf(subject, ok(half), undecided).kind).toBe('open');
    expect(viewOf(subject, ok(proposed), undecided).kind).toBe('done');
    expect(viewOf(subject, ok(base), { ...undecided, accepted: [true, true] }).kind).toBe('open');
  });

  test('it ends too where the rest was rejected', () => {
    const decided = { accepted: [true, false], rejected: new Set([1]) };
    expect(viewOf(subject, ok(half), decided)).toMatchObject({ kind: 'done', isMixture: true });
  });

  test('a file that is gone shows the change in the text that was measured', () => {
    const view = viewOf(subject, fail('file-not-found', 'pairs.py is no longer there.'), undecided);
    expect(view.kind).toBe('refused');
    expect(view.unified.lines.filter(({ kind }) => kind !== 'same')).toHaveLength(4);
  });
});
