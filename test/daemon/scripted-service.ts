import { basename } from 'node:path';
import type { Service, Tell } from '../../daemon/core/ports/service.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Check } from '../../protocol/history.ts';
import {
  sampleComparison,
  sampleDiscovery,
  sampleFasterMeasurement,
  sampleLineProfile,
  sampleMeasurement,
  sampleOptimization,
  samplePackMeasurement,
  sampleRecording,
  sampleReplay,
  sampleScaling,
} from '../samples.ts';

/**
 * A service whose answer is chosen by the name of the function (or the pack) that is asked for, so
 * that a test in another process is in control: `waits` says so in an event and ends when it is
 * cancelled.
 */
export function scriptedService(onClose: () => void = () => undefined): Service {
  return {
    measure: ({ subject }, tell, signal) =>
      play(subject.function, tell, signal, {
        passed: () => sampleMeasurement({ function: subject.function }),
        fails: () =>
          sampleMeasurement({
            verdict: 'failed',
            message: 'case large: expected 3, got 4',
            runtime: null,
            memory: null,
            integral: null,
            profile: null,
            sampler: null,
            cases: [
              { id: 'empty', verdict: 'passed', message: null },
              { id: 'large', verdict: 'failed', message: 'expected 3, got 4' },
            ],
          }),
      }),
    compare: ({ candidate }, tell, signal) =>
      play(candidate.function, tell, signal, {
        passed: () => sampleComparison(),
        unchanged: () =>
          sampleComparison({
            decision: 'unchanged',
            ratio: { median: 1.001, ci95: [0.99, 1.01], pairs: 40 },
            ratios: null,
            candidate: sampleMeasurement(),
            reason: 'no difference of 3% or more',
          }),
        regressed: () =>
          sampleComparison({
            decision: 'regressed',
            ratio: { median: 1.5, ci95: [1.4, 1.6], pairs: 20 },
            candidate: sampleFasterMeasurement(),
          }),
        differs: () =>
          sampleComparison({
            equivalent: false,
            decision: 'rejected',
            ratio: null,
            ratios: null,
            baseline: null,
            candidate: null,
            reason: 'differs on case two',
            counterexample: {
              id: 'two',
              args: [[1, 2], 3],
              expected: [1, 2],
              actual: null,
              message: 'expected [1, 2], got null',
            },
          }),
      }),
    optimize: ({ subject, apiKey }, tell, signal) =>
      play(subject.function, tell, signal, {
        passed: () => sampleOptimization(),
        nothing: () =>
          sampleOptimization({
            best: null,
            iterations: sampleOptimization().iterations.slice(0, 3),
          }),
        leaks: () => {
          throw new Error(`the endpoint refused the key ${apiKey}`);
        },
        blames: () => fail('sandbox-failed', `The endpoint refused ${apiKey}.`),
      }),
    measurePack: ({ path, problems, again }, tell, signal) =>
      play(basename(path, '.pack.json'), tell, signal, {
        passed: () => samplePackMeasurement({ problems, again }),
      }),
    scale: ({ subject }, tell, signal) =>
      play(subject.function, tell, signal, {
        passed: () => sampleScaling(),
        tells_nothing: () =>
          sampleScaling({
            time: {
              growth: null,
              text: 'too few sizes to tell how it grows: 2, at least 5 are needed',
              r2: null,
              plausible: [],
              ruledOut: [],
              curve: [],
            },
          }),
      }),
    profileLines: ({ subject }, tell, signal) =>
      play(subject.function, tell, signal, { passed: () => sampleLineProfile() }),
    replay: ({ run, attempt }, tell, signal) =>
      play(run, tell, signal, {
        last: () => sampleReplay({ attempt }),
        fails: () => sampleReplay({ attempt, holds: false, sameDecision: false }),
      }),
    problems: async () =>
      ok([{ id: 'pair-gap', title: 'Pairs with a gap', pack: '/packs/a.pack.json' }]),
    discover: ({ subject }) => {
      const found = { missing: 0, passed: 2 }[subject.function];
      return Promise.resolve(
        found === undefined
          ? fail('function-not-found', `There is no function ${subject.function}.`)
          : ok(sampleDiscovery(subject, found)),
      );
    },
    generateCases: ({ subject }, tell, signal) =>
      play(subject.function, tell, signal, {
        passed: () => sampleDiscovery(subject, 2),
        missing: () => sampleDiscovery(subject, 0),
      }),
    record: ({ subject, command }, tell, signal) => {
      const usual = sampleRecording({ function: subject.function, command });
      const sidecar = { ...usual.sidecar, path: subject.path.replace(/\.py$/, '.cases.json') };
      return play(subject.function, tell, signal, {
        passed: () => ({ ...usual, sidecar }),
        nothing: () => ({
          ...usual,
          cases: [],
          nothing: 'not-called' as const,
          reason: `${subject.function} was never called.`,
          exit: { kind: 'exited' as const, code: 4 },
          output: 'ERROR: file or directory not found: tests',
          sidecar: { ...sidecar, added: 0 },
        }),
      });
    },
    doctor: ({ sandbox }) =>
      Promise.resolve(
        ok({
          usable: sandbox !== 'none',
          isolation: 'container',
          findings: [
            { topic: 'engine', state: 'works', text: 'Docker 28.3.2 answers.', mend: null },
            {
              topic: 'bubblewrap',
              state: 'missing',
              text: 'bwrap is not installed.',
              mend: 'Install it: apt install bubblewrap.',
            },
          ],
        }),
      ),
    check: ({ subject }, tell, signal) =>
      play<Check>(subject.function, tell, signal, {
        passed: () => ({
          verdict: 'passed',
          message: null,
          cases: [{ id: 'two', verdict: 'passed', message: null, expected: null, actual: null }],
        }),
        fails: () => ({
          verdict: 'failed',
          message: 'case two: returned 4, expected 3',
          cases: [
            {
              id: 'two',
              verdict: 'failed',
              message: 'returned 4, expected 3',
              expected: '3',
              actual: '4',
            },
          ],
        }),
      }),
    records: {
      runs: () => ok({ runs: [], more: false }),
      known: () => ok({ versions: [], improvements: [], refutations: [] }),
      run: unknownRun,
      attempt: unknownRun,
      proposal: unknownRun,
      scalings: () => ok({ scalings: [] }),
      deleteRun: unknownRun,
    },
    onChange: () => undefined,
    close: () => {
      onClose();
      return Promise.resolve();
    },
  };
}

function unknownRun({ run }: { readonly run: string }): Result<never> {
  return fail('run-unknown', `The history knows no run ${run}.`);
}

async function play<T>(
  name: string,
  tell: Tell,
  signal: AbortSignal,
  answers: Readonly<Record<string, () => T | Result<T>>>,
): Promise<Result<T>> {
  tell({ kind: 'measuring', what: 'rounds', done: 1, total: 4 });
  switch (name) {
    case 'waits':
      tell({ kind: 'preparing', what: 'waiting' });
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      });
      return fail('cancelled', 'Cancelled.');
    case 'stubborn':
      tell({ kind: 'preparing', what: 'waiting' });
      return new Promise(() => undefined);
    case 'throws':
      throw new Error('the scripted defect');
    case 'no_sandbox':
      return fail('no-sandbox', 'Nothing here can keep code apart.');
    case 'sandbox_fails':
      return fail('sandbox-failed', 'The sandbox went away.');
    case 'dies':
      return process.exit(9);
  }
  const answer = answers[name]?.();
  if (answer === undefined) return fail('function-not-found', `There is no function ${name}.`);
  return typeof answer === 'object' && answer !== null && 'ok' in answer ? answer : ok(answer);
}
