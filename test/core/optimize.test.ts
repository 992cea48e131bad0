import { describe, expect, it } from 'vitest';
import { optimize, type LoopInput } from '../../daemon/core/optimize.ts';
import { TestGate, type TestRun } from '../../daemon/core/test-gate.ts';
import type { Laboratory } from '../../daemon/core/laboratory.ts';
import type { FunctionInfo, Version } from '../../daemon/core/ports/subject.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import type { Proposal, ProposalRequest, Proposer } from '../../daemon/core/ports/proposing.ts';
import { fail, ok } from '../../protocol/failures.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Measurement } from '../../protocol/measurement.ts';

// A toy language: a file is one function, `NAME cost`, where cost is what the laboratory measures
// and a negative cost is a wrong answer.
const target: FunctionInfo = {
  name: 'f',
  kind: 'function',
  isAsync: false,
  isGenerator: false,
  start: 0,
  end: 1,
  nameStart: 0,
  nameEnd: 1,
  docstring: null,
  decorators: [],
  parameters: [],
  binding: null,
};

const toy: Language = {
  id: 'toy',
  extensions: ['.toy'],
  rules: [],
  program: () => fail('usage', 'no program'),
  functions: (source) => ok(source.startsWith('f ') ? [target] : []),
  replace: (_, __, { code }) => ok({ source: code, code }),
  extract: (source) => source,
  linkedProblem: () => null,
  sketch: () => {
    throw new Error('not needed here');
  },
  isTestFile: () => false,
  discover: () => ({ cases: [], unread: [] }),
  normalize: (source) => source.trim(),
  adopt: (code) => ({ code, imports: [], helpers: '' }),
  rewrite: () => [],
  kit: null,
  job: () => {
    throw new Error('nothing runs here');
  },
  report: () => ({ kind: 'silent' }),
};

const version = (cost: number): Version => ({ source: `f ${cost}`, code: `f ${cost}` });
const costOf = ({ source }: Version): number => Number(source.slice(2));
const measurement = (cost: number): Measurement =>
  ({ verdict: 'passed', runtime: { medianNs: cost } }) as unknown as Measurement;

/** Decides by the costs. */
const laboratory: Laboratory = {
  check: (it) =>
    Promise.resolve(
      ok({
        verdict: costOf(it) < 0 ? 'failed' : 'passed',
        message: costOf(it) < 0 ? 'case 1: returned 2, expected 1' : null,
        cases: [],
        counterexample: null,
      }),
    ),
  measure: (it) =>
    Promise.resolve(ok({ measurement: measurement(costOf(it)), caseNs: [], rounds: [] })),
  screen: (parent, versions) =>
    Promise.resolve(ok(versions.map((it) => costOf(it) / costOf(parent)))),
  compare: (baseline, candidate) => {
    const ratio = costOf(candidate) / costOf(baseline);
    const comparison: Comparison = {
      equivalent: true,
      counterexample: null,
      objective: 'time',
      ratio: { median: ratio, ci95: [ratio, ratio], pairs: 10 },
      ratios: null,
      decision: ratio < 0.97 ? 'improved' : ratio > 1.03 ? 'regressed' : 'unchanged',
      reason: `ratio ${ratio}`,
      baseline: measurement(costOf(baseline)),
      candidate: measurement(costOf(candidate)),
    };
    return Promise.resolve(ok({ comparison, pairs: [] }));
  },
};

const replacement = (code: string): Proposal => ({
  kind: 'replacement',
  replacement: { code, imports: [], helpers: '' },
  rules: [`rule-${code.slice(2)}`],
  reasoning: '',
});

/** Gives the lists of proposals in turn, then nothing; remembers what it was asked. */
function scripted(...rounds: readonly (readonly Proposal[])[]) {
  const asked: ProposalRequest[] = [];
  const proposer: Proposer = {
    name: 'scripted',
    trust: 'model',
    propose: (request) => {
      asked.push({ ...request, tried: [...request.tried] });
      return Promise.resolve(ok(rounds[asked.length - 1] ?? []));
    },
  };
  return { asked, proposer };
}

async function check(
  proposers: readonly Proposer[],
  change: Partial<LoopInput> = {},
  signal = new AbortController().signal,
) {
  const events: RunEvent[] = [];
  const recorded: string[] = [];
  const result = await optimize(
    {
      language: toy,
      target,
      original: version(100),
      baseline: measurement(100),
      objective: 'time',
      proposers,
      laboratory,
      iterations: 10,
      candidatesPerIteration: 8,
      minimumGain: 0.03,
      inputs: [],
      tell: (event) => events.push(event),
      record: (iteration) => recorded.push(iteration.status),
      ...change,
    },
    signal,
  );
  return { result, events, recorded };
}

describe('the loop', () => {
  it('keeps the best, and feeds it to the next iteration', async () => {
    const { asked, proposer } = scripted([replacement('f 50')], [replacement('f 20')]);
    const { result } = await check([proposer]);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.best?.version.source).toBe('f 20');
    expect(result.value.best?.iteration).toBe(2);
    expect(result.value.best?.rules).toEqual(['rule-20']);
    expect(result.value.best?.comparison.ratio?.median).toBeCloseTo(0.2);
    expect(asked.map((request) => request.parent.source)).toEqual(['f 100', 'f 50', 'f 20']);
    expect(asked[1]?.figures.runtimeNs).toBe(50);
    expect(result.value.stopped).toBe('exhausted');
  });

  it('takes the best of several candidates, each against the best so far', async () => {
    const { proposer } = scripted([
      replacement('f 80'),
      replacement('f 30'),
      replacement('f 31'),
      replacement('f 200'),
    ]);
    const { result } = await check([proposer]);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.iterations.map(({ candidate, status }) => [candidate, status])).toEqual([
      ['f 30', 'accepted'],
      ['f 31', 'regressed'],
      ['f 80', 'unchanged'],
      ['f 200', 'regressed'],
    ]);
  });

  it('never accepts what is worse, unchanged or incorrect', async () => {
    const { proposer } = scripted([replacement('f 150'), replacement('f 99'), replacement('f -1')]);
    const { result, recorded } = await check([proposer]);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.best).toBeNull();
    expect(recorded.toSorted()).toEqual(['incorrect', 'regressed', 'unchanged']);
    const incorrect = result.value.iterations.find((entry) => entry.status === 'incorrect');
    expect(incorrect?.comparison?.reason).toContain('returned 2, expected 1');
  });

  it('drops duplicates, of the original too, and says so of a model', async () => {
    const { proposer } = scripted([
      replacement('f 100 '),
      replacement('f 50'),
      replacement('f 50 '),
    ]);
    const { recorded } = await check([proposer]);
    expect(recorded).toEqual(['duplicate', 'duplicate', 'accepted']);
  });

  it('records answers without usable code as invalid', async () => {
    const { proposer } = scripted([
      { kind: 'invalid', reason: 'a refusal', reasoning: '' },
      replacement('g 1'),
    ]);
    const { result } = await check([proposer]);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.iterations.map((entry) => [entry.status, entry.reasoning])).toEqual([
      ['invalid', 'a refusal'],
      ['invalid', 'it does not define the function'],
    ]);
  });

  it('stops on a plateau and on its budget', async () => {
    const worse = Array.from({ length: 9 }, (_, i) => [replacement(`f ${200 + i}`)]);
    const plateau = await check([scripted(...worse).proposer]);
    expect(plateau.result).toMatchObject({ ok: true, value: { stopped: 'plateau' } });
    expect(plateau.recorded).toHaveLength(2);
    const better = Array.from({ length: 9 }, (_, i) => [replacement(`f ${90 / 2 ** i}`)]);
    const budget = await check([scripted(...better).proposer], { iterations: 3 });
    expect(budget.result).toMatchObject({ ok: true, value: { stopped: 'budget' } });
    expect(budget.recorded).toHaveLength(3);
  });

  it('goes on with other proposers when one fails, and fails when all do', async () => {
    const broken: Proposer = {
      name: 'broken',
      trust: 'model',
      propose: () => Promise.resolve(fail('model-not-configured', 'No model.')),
    };
    const { proposer } = scripted([replacement('f 50')]);
    const both = await check([broken, proposer]);
    expect(both.result).toMatchObject({ ok: true, value: { best: { proposer: 'scripted' } } });
    expect(both.recorded).toContain('error');
    const alone = await check([broken]);
    expect(alone.result).toMatchObject({ ok: false, failure: { code: 'model-not-configured' } });
  });

  it('does not report a gain that fresh data deny', async () => {
    const { proposer } = scripted([replacement('f 98')]);
    let comparisons = 0;
    const luckyOnce: Laboratory = {
      ...laboratory,
      screen: () => Promise.resolve(ok([0.5])),
      compare: (baseline, candidate, objective, signal) => {
        comparisons += 1;
        const seen = comparisons === 1 ? version(50) : candidate;
        return laboratory.compare(baseline, seen, objective, signal);
      },
    };
    const { result, recorded } = await check([proposer], { laboratory: luckyOnce });
    expect(recorded).toEqual(['accepted']);
    expect(result).toMatchObject({ ok: true, value: { best: null } });
  });

  it('replaces an original that fails by what passes', async () => {
    const failing = { ...measurement(100), verdict: 'failed', message: 'case 1' } as Measurement;
    const { proposer } = scripted([replacement('f 40')]);
    const { result } = await check([proposer], { baseline: failing });
    expect(result).toMatchObject({ ok: true, value: { best: { version: { source: 'f 40' } } } });
  });

  it('is cancelled between proposers', async () => {
    const controller = new AbortController();
    controller.abort();
    const { proposer } = scripted([replacement('f 50')]);
    const { result } = await check([proposer], {}, controller.signal);
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

/** Each version needs as much memory as is said here, 100 by default; ratios are exact. */
function withMemory(memory: Readonly<Record<number, number>>, change: Partial<Comparison> = {}) {
  const compared: string[] = [];
  const memoryOf = (it: Version): number => memory[costOf(it)] ?? 100;
  const exactly = (ratio: number) => ({
    median: ratio,
    ci95: [ratio, ratio] as [number, number],
    pairs: 10,
  });
  const weighed: Laboratory = {
    ...laboratory,
    compare: async (baseline, candidate, objective, signal) => {
      compared.push(`${baseline.source} with ${candidate.source}`);
      const result = await laboratory.compare(baseline, candidate, objective, signal);
      if (!result.ok) return result;
      const time = exactly(costOf(candidate) / costOf(baseline));
      const ratios = { time, memory: exactly(memoryOf(candidate) / memoryOf(baseline)) };
      const comparison = {
        ...result.value.comparison,
        ratios: { ...ratios, integral: time },
        ...change,
      };
      return ok({ ...result.value, comparison });
    },
  };
  return { laboratory: weighed, compared };
}

/** Screens nothing out. */
function hopeful(lab: Laboratory): Laboratory {
  return { ...lab, screen: (_, versions) => Promise.resolve(ok(versions.map(() => 0.5))) };
}

describe('the front of time and memory', () => {
  const shown = (result: Awaited<ReturnType<typeof check>>['result']) => {
    if (!result.ok) throw new Error(result.failure.message);
    return result.value.front.map(({ attempt, best, iteration, memory, obtained, time }) => {
      const ratios = [time.median, memory.median].map((ratio) => Number(ratio.toFixed(4)));
      return [iteration, attempt, best ? 'best' : '', obtained, ...ratios];
    });
  };

  it('has what is slower than the best and leaner, in ratios to the original', async () => {
    const { proposer } = scripted([
      replacement('f 50'),
      replacement('f 60'),
      replacement('f 70'),
      replacement('f 900'),
    ]);
    const lab = withMemory({ 50: 200, 60: 80, 70: 90, 900: 1 });
    const screen = () => Promise.resolve(ok([0.5, 0.5, 0.5, 9]));
    const { result } = await check([proposer], { laboratory: { ...lab.laboratory, screen } });
    // The third is beaten in both by the second; the fourth was never compared.
    expect(shown(result)).toEqual([
      [1, 1, 'best', 'confirmed', 0.5, 2],
      [1, 2, '', 'confirmed', 0.6, 0.8],
    ]);
  });

  it('measures members once more that were compared with a later parent alone', async () => {
    const { proposer } = scripted(
      [replacement('f 80')],
      [replacement('f 40'), replacement('f 45'), replacement('f 50')],
    );
    const lab = withMemory({ 80: 50, 40: 200, 45: 150, 50: 100 });
    const { result } = await check([proposer], { laboratory: hopeful(lab.laboratory) });
    expect(shown(result)).toEqual([
      [2, 2, 'best', 'confirmed', 0.4, 2],
      [2, 3, '', 'confirmed', 0.45, 1.5],
      [2, 4, '', 'confirmed', 0.5, 1],
      [1, 1, '', 'measured', 0.8, 0.5],
    ]);
    expect(lab.compared.slice(-3)).toEqual([
      'f 100 with f 40',
      'f 100 with f 45',
      'f 100 with f 50',
    ]);
  });

  it('measures a few of them and says of the others that their ratios are products', async () => {
    const costs = [40, 45, 50, 55, 60, 65];
    const rounds = [
      [replacement('f 80')],
      [replacement('f 65'), replacement('f 60'), replacement('f 55')],
      [replacement('f 50'), replacement('f 45'), replacement('f 40')],
    ];
    const memory = Object.fromEntries(costs.map((cost, at) => [cost, 400 - 50 * at]));
    const lab = withMemory({ ...memory, 80: 50 });
    const { result } = await check([scripted(...rounds).proposer], {
      laboratory: hopeful(lab.laboratory),
    });
    expect(shown(result).map(([, , , obtained]) => obtained)).toEqual([
      ...Array.from({ length: 4 }, () => 'confirmed'),
      'chained',
      'chained',
      'measured',
    ]);
    expect(shown(result).map((member) => member.slice(-2))).toEqual([
      ...costs.map((cost, at) => [cost / 100, 4 - 0.5 * at]),
      [0.8, 0.5],
    ]);
  });

  it('lacks what fresh data reject, and survives a sandbox that fails by then', async () => {
    const rounds = [[replacement('f 80')], [replacement('f 40'), replacement('f 45')]];
    const memory = { 80: 100, 40: 200, 45: 120 };
    const lab = withMemory(memory);
    const late = (answer: Laboratory['compare']): Laboratory => ({
      ...hopeful(lab.laboratory),
      compare: (baseline, candidate, ...rest) =>
        baseline.source === 'f 100' && candidate.source === 'f 45'
          ? answer(baseline, candidate, ...rest)
          : lab.laboratory.compare(baseline, candidate, ...rest),
    });
    const rejecting = late(withMemory(memory, { decision: 'rejected' }).laboratory.compare);
    const rejected = await check([scripted(...rounds).proposer], { laboratory: rejecting });
    expect(shown(rejected.result).map(([, attempt]) => attempt)).toEqual([2, 1]);
    const failing = late(() => Promise.resolve(fail('sandbox-failed', 'It is gone.')));
    const failed = await check([scripted(...rounds).proposer], { laboratory: failing });
    expect(shown(failed.result).map(([, attempt, , obtained]) => [attempt, obtained])).toEqual([
      [2, 'confirmed'],
      [3, 'chained'],
      [1, 'measured'],
    ]);
    const cancelling = late(() => Promise.resolve(fail('cancelled', 'The run was cancelled.')));
    const cancelled = await check([scripted(...rounds).proposer], { laboratory: cancelling });
    expect(cancelled.result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });

  it('lacks the best where another ties with it in time and is leaner', async () => {
    const { proposer } = scripted([replacement('f 40'), replacement('f 41')]);
    const lab = withMemory({ 40: 200, 41: 150 });
    const { result } = await check([proposer], { laboratory: lab.laboratory });
    expect(shown(result)).toEqual([[1, 2, '', 'confirmed', 0.41, 1.5]]);
    expect(result).toMatchObject({ value: { best: { version: { source: 'f 40' } } } });
  });

  it('is empty where nothing was timed', async () => {
    const { proposer } = scripted([replacement('f 50')]);
    expect(shown((await check([proposer])).result)).toEqual([]);
  });
});

/** A gate whose tests fail with these versions, given by their costs. */
function gate(failing: readonly number[], change: Partial<TestRun> = {}) {
  const run: number[] = [];
  const tests = new TestGate({
    command: 'make test',
    original: version(100),
    run: (it) => {
      run.push(costOf(it));
      const passed = !failing.includes(costOf(it));
      const reason = passed ? 'exit code 0' : 'exit code 1';
      return Promise.resolve(ok({ passed, reason, seconds: 2, output: 'first\nlast', ...change }));
    },
    tell: () => {},
  });
  return { tests, run };
}

describe("the user's tests", () => {
  it('are run with the original and the best, once each', async () => {
    const { tests, run } = gate([]);
    const { proposer } = scripted([replacement('f 50')], [replacement('f 20')]);
    const { result } = await check([proposer], { tests });
    expect(result).toMatchObject({ ok: true, value: { best: { version: { source: 'f 20' } } } });
    expect(run).toEqual([100, 20]);
    expect(tests.outcome).toEqual({
      command: 'make test',
      state: 'passed',
      reason: 'exit code 0',
      seconds: 2,
      output: 'first\nlast',
    });
  });

  it('leave the next best where they fail with the best', async () => {
    const { tests, run } = gate([20]);
    const refuted: string[] = [];
    const { proposer } = scripted([replacement('f 50')], [replacement('f 20')]);
    const { result } = await check([proposer], {
      tests,
      revised: (attempt, { status, comparison }) =>
        refuted.push(`${attempt} ${status} ${comparison?.decision} ${comparison?.reason}`),
    });
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.best?.version.source).toBe('f 50');
    expect(run).toEqual([100, 20, 50]);
    expect(refuted).toEqual([
      '2 incorrect rejected the tests fail with it (exit code 1):\nfirst\nlast',
    ]);
    expect(result.value.iterations.map(({ status }) => status)).toEqual(['accepted', 'incorrect']);
    expect(tests.outcome.state).toBe('passed');
  });

  it('leave what was kept from a full comparison where no leader is left', async () => {
    const { tests, run } = gate([20]);
    const revised: string[] = [];
    const { proposer } = scripted([replacement('f 20'), replacement('f 60'), replacement('f 98')]);
    const { result } = await check([proposer], {
      tests,
      revised: (attempt, { status }) => revised.push(`${attempt} ${status}`),
    });
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.best?.version.source).toBe('f 60');
    expect(run).toEqual([100, 20, 60]);
    expect(result.value.iterations.map(({ status }) => status)).toEqual([
      'incorrect',
      'accepted',
      'unchanged',
    ]);
    expect(revised).toEqual(['1 incorrect', '2 accepted']);
  });

  it('leave none where they fail with all, and stop at a few', async () => {
    const costs = [80, 60, 45, 33, 24, 18];
    const { tests, run } = gate(costs);
    const { proposer } = scripted(...costs.map((cost) => [replacement(`f ${cost}`)]));
    const { result } = await check([proposer], { tests });
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.best).toBeNull();
    expect(run).toEqual([100, 18, 24, 33, 45]);
    expect(tests.outcome.state).toBe('failed');
    expect(result.value.iterations.filter(({ status }) => status === 'incorrect')).toHaveLength(4);
  });

  it('say nothing where they fail with the original', async () => {
    const { tests, run } = gate([100]);
    const { proposer } = scripted([replacement('f 50')]);
    const { result } = await check([proposer], { tests });
    expect(result).toMatchObject({ ok: true, value: { best: { version: { source: 'f 50' } } } });
    expect(run).toEqual([100]);
    expect(tests.outcome).toMatchObject({ state: 'fail-without-change', reason: 'exit code 1' });
  });

  it('say nothing where they cannot be run, and cost no result', async () => {
    const tests = new TestGate({
      command: 'make test',
      original: version(100),
      run: () => Promise.resolve(fail('project-too-large', 'Too large.', 'Leave some out.')),
      tell: () => {},
    });
    const { proposer } = scripted([replacement('f 50')]);
    const { result } = await check([proposer], { tests });
    expect(result).toMatchObject({ ok: true, value: { best: { version: { source: 'f 50' } } } });
    expect(tests.outcome).toMatchObject({ state: 'not-run', reason: 'Too large. Leave some out.' });
  });

  it('are not run where nothing is better', async () => {
    const { tests, run } = gate([]);
    const { proposer } = scripted([replacement('f 150')]);
    await check([proposer], { tests });
    expect(run).toEqual([]);
    expect(tests.outcome).toMatchObject({ state: 'not-run', reason: 'there was nothing to test' });
  });
});
