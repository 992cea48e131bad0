import type {
  Language,
  FunctionInfo,
  Proposal,
  ProposalRequest,
  Proposer,
  Replacement,
  RuleInfo,
  Version,
} from '../core/ports.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import { rankRules, type Standing } from './standings.ts';

/** Suggests what the language's catalogue of rewrite rules makes of the best version so far. */
export class RulesProposer implements Proposer {
  readonly name = 'rules';
  readonly trust = 'rules';

  async propose(
    request: ProposalRequest,
    signal: AbortSignal,
  ): Promise<Result<readonly Proposal[]>> {
    return ok(signal.aborted ? [] : search(request));
  }
}

type Suggestion = Extract<Proposal, { kind: 'replacement' }>;

/** Rules applied one after another, each to what the last one made. */
interface Chain {
  readonly version: Version;
  readonly target: FunctionInfo;
  readonly imports: readonly string[];
  readonly helpers: readonly string[];
  readonly rules: readonly RuleInfo[];
}

function search(request: ProposalRequest): readonly Suggestion[] {
  const { language, limit } = request;
  const seen = new Set<string>();
  for (const code of [request.parent.code, request.original.code, ...codesOf(request)])
    seen.add(language.normalize(code));
  const suggestions: Suggestion[] = [];
  for (const chain of candidates(request)) {
    const key = language.normalize(chain.version.code);
    if (seen.has(key)) continue;
    seen.add(key);
    suggestions.push(suggestionOf(chain, request.parentRules));
    if (suggestions.length >= limit) break;
  }
  return suggestions;
}

function codesOf(request: ProposalRequest): readonly string[] {
  return request.tried.flatMap(({ code }) => (code === null ? [] : [code]));
}

/** The most promising first: combinations of what is known to help, then each rule alone. */
function* candidates(request: ProposalRequest): Generator<Chain> {
  const { language } = request;
  const standings = rankRules(language.rules, request.tried);
  const start = beginning(request);
  const allowed = (unwanted: readonly Standing['verdict'][]) =>
    standings.filter(({ verdict }) => !unwanted.includes(verdict)).map(({ rule }) => rule);
  const inOrder = (rules: readonly RuleInfo[]) =>
    language.rules.filter((rule) => rules.includes(rule));

  const helpful = allowed(['worse', 'wrong', 'unknown', 'neutral']);
  const harmless = allowed(['worse', 'wrong']);
  const right = allowed(['wrong']);
  for (const rules of [helpful, harmless, right, language.rules])
    if (rules.length > 1)
      yield* someOf(compose(start, language, inOrder(rules), request.objective));

  const singles = new Map<RuleInfo, readonly Chain[]>();
  for (const { rule } of standings) singles.set(rule, alternatives(start, language, rule));
  for (const alternative of [0, 1, 2])
    for (const chains of singles.values()) yield* someOf(chains[alternative] ?? null);

  const first = helpful.length > 1 ? helpful : harmless;
  for (const [rule, chains] of singles) {
    if (!first.includes(rule)) continue;
    for (const chain of chains)
      yield* someOf(
        compose(
          chain,
          language,
          inOrder(first.filter((other) => other !== rule)),
          request.objective,
        ),
      );
  }
  for (const rule of first)
    yield* someOf(
      compose(
        start,
        language,
        inOrder(harmless.filter((other) => other !== rule)),
        request.objective,
      ),
    );
}

function beginning(request: ProposalRequest): Chain {
  const { language, target, parent } = request;
  return {
    version: parent,
    target: findAgain(language, parent, target) ?? target,
    imports: [],
    helpers: [],
    rules: [],
  };
}

function* someOf(chain: Chain | null): Generator<Chain> {
  if (chain !== null && chain.rules.length > 0) yield chain;
}

/** Every rule in turn, the first way of each that fits; those that cannot be applied are left out. */
function compose(
  start: Chain,
  language: Language,
  rules: readonly RuleInfo[],
  objective: ProposalRequest['objective'],
): Chain {
  let chain = start;
  for (const rule of rules) {
    const isAgainst =
      rule.favours !== undefined && (rule.favours === 'time') !== (objective === 'time');
    if (!isAgainst) chain = alternatives(chain, language, rule)[0] ?? chain;
  }
  return chain;
}

function alternatives(chain: Chain, language: Language, rule: RuleInfo): readonly Chain[] {
  return language
    .rewrite(rule.name, chain.version, chain.target)
    .flatMap((replacement) => extend(chain, language, rule, replacement) ?? []);
}

function extend(
  chain: Chain,
  language: Language,
  rule: RuleInfo,
  replacement: Replacement,
): Chain | null {
  const replaced = language.replace(chain.version.source, chain.target, replacement);
  if (!replaced.ok) return null;
  const target = findAgain(language, replaced.value, chain.target);
  if (target === null) return null;
  return {
    version: replaced.value,
    target,
    imports: [...chain.imports, ...replacement.imports],
    helpers: replacement.helpers === '' ? chain.helpers : [...chain.helpers, replacement.helpers],
    rules: [...chain.rules, rule],
  };
}

/** Its offsets move when the text above it or it itself changes; its name stays. */
function findAgain(
  language: Language,
  version: Version,
  target: FunctionInfo,
): FunctionInfo | null {
  const listed = language.functions(version.source);
  return listed.ok ? (listed.value.find(({ name }) => name === target.name) ?? null) : null;
}

function suggestionOf(chain: Chain, parentRules: readonly string[]): Suggestion {
  const code = chain.version.code;
  return {
    kind: 'replacement',
    replacement: {
      code: code.endsWith('\n') ? code : `${code}\n`,
      imports: [...new Set(chain.imports)],
      helpers: [...new Set(chain.helpers)].join('\n\n\n'),
    },
    rules: [...parentRules, ...chain.rules.map(({ name }) => name)],
    reasoning: [...new Set(chain.rules.map(({ why }) => why))].join(' '),
  };
}
