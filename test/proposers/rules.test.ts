import { expect, test } from 'vitest';
import type { FunctionInfo, Replacement } from '../../daemon/core/ports/subject.ts';
import type { Language, RuleInfo } from '../../daemon/core/ports/language.ts';
import type { ProposalRequest, Tried } from '../../daemon/core/ports/proposing.ts';
import { ok } from '../../protocol/failures.ts';
import { RulesProposer } from '../../daemon/proposers/rules.ts';

/** A language whose functions are words and whose rules append a letter to a word without it. */
function letters(rules: readonly (RuleInfo & { readonly needs?: string })[]): Language {
  const rewrite = (name: string, { code }: { code: string }): readonly Replacement[] => {
    const needs = rules.find((rule) => rule.name === name)?.needs ?? '';
    const applies = !code.includes(name) && code.includes(needs);
    return applies ? [{ code: code + name, imports: [`import ${name}`], helpers: '' }] : [];
  };
  return {
    id: 'letters',
    rules,
    rewrite,
    functions: () => ok([target]),
    normalize: (source: string) => [...source].sort().join(''),
    replace: (_source: string, _target: FunctionInfo, { code }: Replacement) =>
      ok({ source: code, code }),
  } as unknown as Language;
}

const target = { name: 'f' } as FunctionInfo;
const rule = (name: string, more: object = {}) => ({ name, why: `Because of ${name}.`, ...more });

function request(language: Language, more: Partial<ProposalRequest> = {}): ProposalRequest {
  return {
    language,
    target,
    original: { source: '_', code: '_' },
    parent: { source: '_', code: '_' },
    parentRules: [],
    objective: 'time',
    iteration: 1,
    figures: { passed: true, runtimeNs: 1, peakBytes: 1, byteSeconds: 1 },
    inputs: [],
    failing: null,
    tried: [],
    limit: 24,
    ...more,
  };
}

async function proposed(asked: ProposalRequest) {
  const result = await new RulesProposer().propose(asked, new AbortController().signal);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.map((proposal) => {
    if (proposal.kind !== 'replacement') throw new Error(proposal.reason);
    return proposal;
  });
}

const trial = (rules: readonly string[], status: string, ratio: number | null): Tried => ({
  iteration: 1,
  code: `_${rules.join('')}`,
  rules,
  status,
  ratio,
  reason: '',
});

const names = (proposals: Awaited<ReturnType<typeof proposed>>) =>
  proposals.map(({ rules }) => rules.join('+'));

test('first all that applies together, then each rule alone, then all but one', async () => {
  const found = await proposed(request(letters([rule('a'), rule('b'), rule('c')])));
  expect(names(found)).toEqual(['a+b+c', 'a', 'b', 'c', 'b+c', 'a+c', 'a+b']);
  expect(found[0]!.replacement).toEqual({
    code: '_abc\n',
    imports: ['import a', 'import b', 'import c'],
    helpers: '',
  });
  expect(found[0]!.reasoning).toBe('Because of a. Because of b. Because of c.');
});

test('a rule may make room for a later one', async () => {
  const found = await proposed(request(letters([rule('a'), rule('b', { needs: 'a' })])));
  expect(names(found)).toEqual(['a+b', 'a']);
});

test('the same search gives the same list', async () => {
  const asked = request(letters([rule('c'), rule('a'), rule('b')]));
  expect(names(await proposed(asked))).toEqual(names(await proposed(asked)));
});

test('no more than the limit', async () => {
  expect(await proposed(request(letters([rule('a'), rule('b')]), { limit: 2 }))).toHaveLength(2);
});

test('then what helped comes together, without what was wrong or harmful', async () => {
  const language = letters([rule('a'), rule('b'), rule('c'), rule('d'), rule('e')]);
  const tried = [
    trial(['a', 'b', 'c', 'd', 'e'], 'incorrect', null),
    trial(['a'], 'unchanged', 0.95),
    trial(['b'], 'incorrect', null),
    trial(['c'], 'unchanged', 1),
    trial(['d'], 'regressed', 1.5),
    trial(['e'], 'unchanged', 0.5),
  ];
  const found = names(await proposed(request(language, { iteration: 2, tried })));
  expect(found.slice(0, 3)).toEqual(['a+e', 'a+c+e', 'a+c+d+e']);
  expect(found.every((rules) => !rules.split('+').includes('b'))).toBe(true);
  expect(found).not.toContain('a');
});

test('from a better parent each rule is tried again, best first, after its own rules', async () => {
  const language = letters([rule('a'), rule('b'), rule('c')]);
  const tried = [
    trial(['a', 'b', 'c'], 'incorrect', null),
    trial(['a'], 'accepted', 0.4),
    trial(['b'], 'unchanged', 1.0),
    trial(['c'], 'unchanged', 0.8),
  ];
  const parent = { source: '_a', code: '_a' };
  const asked = request(language, { iteration: 2, tried, parent, parentRules: ['a'] });
  expect(names(await proposed(asked))).toEqual(['a+c', 'a+b']);
});

test('a list that is empty says that there is nothing new', async () => {
  const language = letters([rule('a')]);
  const tried = [trial(['a'], 'regressed', 2)];
  expect(await proposed(request(language, { tried }))).toEqual([]);
  expect(await proposed(request(letters([])))).toEqual([]);
});

test('what favours memory stays out of combinations for time, and the other way round', async () => {
  const language = letters([
    rule('a'),
    rule('m', { favours: 'memory' }),
    rule('t', { favours: 'time' }),
  ]);
  const [time] = names(await proposed(request(language)));
  const [memory] = names(await proposed(request(language, { objective: 'memory' })));
  expect([time, memory]).toEqual(['a+t', 'a+m']);
});

test('a cancelled request proposes nothing', async () => {
  const asked = request(letters([rule('a')]));
  expect(await new RulesProposer().propose(asked, AbortSignal.abort())).toEqual(ok([]));
});
