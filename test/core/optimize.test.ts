import { describe, expect, it } from 'vitest';
import { optimize, type LoopInput } from '../../daemon/core/optimize.ts';
import type { Laboratory } from '../../daemon/core/laboratory.ts';
import type {
  FunctionInfo,
  Language,
  Proposal,
  ProposalRequest,
  Proposer,
  Version,
} from '../../daemon/core/ports.ts';
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
