import { describe, expect, it } from 'vitest';
import { failureText, wayOut } from '../../extension/commands/failure-text.ts';
import { measured, optimized } from '../../extension/commands/outcome-text.ts';
import { functionAt } from '../../extension/commands/pick-function.ts';
import { recorded } from '../../extension/commands/recording-text.ts';
import { fail, failureTable, type FailureCode } from '../../protocol/failures.ts';
import {
  sampleComparison,
  sampleIteration,
  sampleMeasurement,
  sampleOptimization,
  sampleRecording,
} from '../samples.ts';
import { say } from './say.ts';

describe('a failure', () => {
  const text = (...args: Parameters<typeof fail>) => failureText(fail(...args).failure, say);

  it('is told with what to do', () => {
    expect(text('cases-missing', 'There are no cases for f.')).toBe(
      'There are no cases for f. Write its cases first.',
    );
  });

  it('keeps advice that was given for it alone', () => {
    expect(text('cases-missing', 'No cases.', 'Ask Ada.')).toBe('No cases. Ask Ada.');
  });

  it('ends its sentence, and leaves further lines to the log', () => {
    expect(text('image-build-failed', 'The image could not be built:\nstep 1\nstep 2')).toBe(
      'The image could not be built. ' +
        'Mend what the log names; checking the set-up looks at the engine.',
    );
    expect(text('function-not-found', 'There is no g', '')).toBe('There is no g.');
  });

  it.each(Object.keys(failureTable) as FailureCode[])(
    '%s has no advice of the command line',
    (code) => {
      expect(text(code, 'It failed.')).not.toMatch(
        /--\w|afterburner [a-z]|npm run|AFTERBURNER_API/,
      );
    },
  );

  it.each([
    ['cases-missing', 'edit-cases'],
    ['no-sandbox', 'doctor'],
    ['engine-unreachable', 'doctor'],
    ['model-refused', 'settings'],
    ['model-unreachable', 'settings'],
    ['workspace-untrusted', 'trust'],
    ['cancelled', undefined],
  ] as const)('%s leads to %s', (code, way) => {
    expect(wayOut[code]).toBe(way);
  });
});

describe('what is said of a measurement', () => {
  it('is its figures', () => {
    expect(measured(sampleMeasurement(), say)).toEqual({
      kind: 'measured',
      text: 'pair_with_sum: 12.3 ms · 4.10 MB · ∫ 201 kB·s',
    });
  });

  it('is which case fails, where one does', () => {
    const cases = [
      { id: 'empty', verdict: 'failed' as const, message: 'returned 1, expected None' },
      { id: 'large', verdict: 'passed' as const, message: null },
    ];
    const failing = { verdict: 'failed' as const, message: '1 case fails', runtime: null, cases };
    expect(measured(sampleMeasurement(failing), say)).toEqual({
      kind: 'failing',
      text: 'pair_with_sum fails 1 of 2 cases. empty: returned 1, expected None.',
    });
  });

  it('is why it could not run at all', () => {
    const broken = { verdict: 'timeout' as const, message: 'took over 20 s', runtime: null };
    expect(measured(sampleMeasurement(broken), say).text).toBe(
      'pair_with_sum could not be measured: took over 20 s.',
    );
  });
});

describe('what is said of an optimization', () => {
  it('is the gain with its interval, and of what', () => {
    expect(optimized(sampleOptimization(), say)).toEqual({
      kind: 'improved',
      text: 'pair_with_sum: 11.3x less memory over time (95% CI 11.1 to 11.5)',
    });
  });

  it('is what was tried, where nothing was better', () => {
    const iterations = [
      sampleIteration({ status: 'incorrect' }),
      sampleIteration({ status: 'unchanged' }),
      sampleIteration({ index: 2, status: 'regressed' }),
    ];
    const nothing = {
      ...sampleOptimization(),
      best: null,
      iterations,
      stopped: 'plateau' as const,
    };
    expect(optimized(nothing, say)).toEqual({
      kind: 'unimproved',
      text: 'No version beats pair_with_sum. 3 versions were tried in 2 iterations.',
      doubtful: null,
    });
    const one = { ...nothing, iterations: iterations.slice(0, 1) };
    expect(optimized(one, say).text).toMatch(/ 1 version was tried in 1 iteration\.$/);
    const none = { ...nothing, iterations: [] };
    expect(optimized(none, say).text).toMatch(/Nothing in it could be rewritten/);
  });

  it('asks whether inputs can occur that nobody wrote', () => {
    const wrongOn = (id: string) => {
      const example = { id, args: [[]], expected: 0, actual: 1, message: 'returned 1, expected 0' };
      const comparison = { ...sampleComparison(), counterexample: example };
      return sampleIteration({ status: 'incorrect', comparison });
    };
    const run = { ...sampleOptimization(), best: null, stopped: 'budget' as const };
    const one = { ...run, iterations: [wrongOn('a-case'), wrongOn('generated')] };
    expect(optimized(one, say)).toMatchObject({
      text: expect.stringMatching(
        / One differs on a generated input alone: can that input occur\?$/,
      ),
      doubtful: 2,
    });
    const two = { ...run, iterations: [wrongOn('generated'), wrongOn('generated')] };
    expect(optimized(two, say)).toMatchObject({
      text: expect.stringMatching(/ 2 differ on generated inputs alone: can those inputs occur\?$/),
      doubtful: 1,
    });
  });

  it('is that the original fails, where nothing says what is right', () => {
    const baseline = sampleMeasurement({
      verdict: 'error',
      message: 'NameError: x',
      runtime: null,
    });
    const failing = {
      ...sampleOptimization(),
      baseline,
      best: null,
      stopped: 'original-fails' as const,
    };
    expect(optimized(failing, say)).toEqual({
      kind: 'failing',
      text: 'pair_with_sum could not be measured: NameError: x.',
    });
  });
});

describe('the function at a position', () => {
  const named = (name: string, from: [number, number], to: [number, number]) => {
    const range = {
      start: { line: from[0], character: from[1] },
      end: { line: to[0], character: to[1] },
    };
    return { name, range, nameRange: range };
  };
  const functions = [
    named('first', [0, 0], [3, 10]),
    named('Box.area', [6, 4], [8, 20]),
    named('outer', [10, 0], [20, 9]),
    named('outer.inner', [12, 4], [14, 8]),
  ];

  it.each([
    ['its first character', 0, 0, 'first'],
    ['the end of its last line', 3, 10, 'first'],
    ['after it', 4, 0, null],
    ['before its indentation', 6, 0, null],
    ['a method', 7, 0, 'Box.area'],
    ['around an inner one', 11, 0, 'outer'],
    ['the inner one', 13, 2, 'outer.inner'],
    ['after the inner one', 15, 0, 'outer'],
  ])('%s', (_what, line, character, name) => {
    expect(functionAt(functions, { line, character })?.name ?? null).toBe(name);
  });
});

describe('a recording', () => {
  it('is told with what was left out', () => {
    expect(recorded(sampleRecording(), say)).toEqual({
      kind: 'recorded',
      text:
        'Recorded 1 of 840 calls of pair_with_sum. Left out: 3 with inputs that cannot be made ' +
        'again (function 3), 2 that do something else when run alone, 1 with inputs that are too long.',
    });
  });

  it('that has nothing is told with its reason, and how the command ended', () => {
    const nothing = sampleRecording({
      cases: [],
      calls: { ...sampleRecording().calls, large: 0, unreadable: [], unreproduced: 0 },
      nothing: 'not-imported',
      reason: 'The file of pair_with_sum was never imported.',
      exit: { kind: 'exited', code: 4 },
    });
    expect(recorded(nothing, say)).toEqual({
      kind: 'nothing',
      text:
        'Nothing was recorded. The file of pair_with_sum was never imported. ' +
        'The command ended with exit code 4.',
    });
  });
});
