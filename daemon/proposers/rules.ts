import type { Proposal, ProposalRequest, Proposer } from '../core/ports/proposing.ts';
import type { Replacement, Version } from '../core/ports/subject.ts';
import type { RuleInfo } from '../core/ports/language.ts';
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
  /** The function as it has become, in the file as it was. */
  readonly version: Version;
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
    if (chain.rules.length === 0 || seen.has(key)) continue;
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
  const workshop = new Workshop(request);
  const standings = rankRules(language.rules, request.tried);
  const without = (...unwanted: readonly Standing['verdict'][]) => {
    const left = standings.filter(({ verdict }) => !unwanted.includes(verdict));
    return language.rules.filter((rule) => left.some((standing) => standing.rule === rule));
  };
  const helpful = without('worse', 'wrong', 'unknown', 'neutral');
  const harmless = without('worse', 'wrong');
  for (const rules of [helpful, harmless, without('wrong'), language.rules])
    if (rules.length > 1) yield workshop.compose(rules);

  const singles = standings.map(({ rule }) => workshop.alternatives(workshop.start, rule));
  for (const way of [0, 1, 2]) for (const chains of singles) yield chains[way] ?? workshop.start;

  const first = helpful.length > 1 ? helpful : harmless;
  for (const rule of first) {
    const others = first.filter((other) => other !== rule);
    for (const chain of workshop.alternatives(workshop.start, rule))
      yield workshop.compose(others, chain);
  }
  for (const rule of first) yield workshop.compose(harmless.filter((other) => other !== rule));
}

/** Applies rules to the parent. What was made before is not made again. */
class Workshop {
  readonly start: Chain;
  readonly #request: ProposalRequest;
  readonly #wrong: ReadonlySet<string>;
  readonly #made = new Map<string, readonly Replacement[]>();

  constructor(request: ProposalRequest) {
    this.#request = request;
    this.start = { version: request.parent, imports: [], helpers: [], rules: [] };
    const failed = request.tried.filter(({ status }) => status === 'incorrect');
    this.#wrong = new Set(
      failed.flatMap(({ code }) => (code === null ? [] : [request.language.normalize(code)])),
    );
  }

  /** Every rule in turn, the first way of each that is not known to be wrong. */
  compose(rules: readonly RuleInfo[], start: Chain = this.start): Chain {
    let chain = start;
    for (const rule of rules) if (this.#isWanted(rule)) chain = this.#step(chain, rule);
    return chain;
  }

  alternatives(chain: Chain, rule: RuleInfo): readonly Chain[] {
    return this.#rewrite(rule, chain.version).map((replacement) => ({
      version: { source: chain.version.source, code: replacement.code },
      imports: [...chain.imports, ...replacement.imports],
      helpers: replacement.helpers === '' ? chain.helpers : [...chain.helpers, replacement.helpers],
      rules: [...chain.rules, rule],
    }));
  }

  #step(chain: Chain, rule: RuleInfo): Chain {
    const alternatives = this.alternatives(chain, rule);
    if (alternatives.length < 2) return alternatives[0] ?? chain;
    const ways = this.alternatives(this.start, rule);
    const isWrong = (index: number) => {
      const alone = ways.length === alternatives.length ? ways[index] : undefined;
      return alone !== undefined && this.#wrong.has(this.#normalized(alone));
    };
    return alternatives.find((_, index) => !isWrong(index)) ?? chain;
  }

  #normalized(chain: Chain): string {
    return this.#request.language.normalize(chain.version.code);
  }

  #isWanted({ favours }: RuleInfo): boolean {
    return favours === undefined || (favours === 'time') === (this.#request.objective === 'time');
  }

  #rewrite(rule: RuleInfo, version: Version): readonly Replacement[] {
    const key = `${rule.name} ${version.code}`;
    const { language, target } = this.#request;
    const made = this.#made.get(key) ?? language.rewrite(rule.name, version, target);
    this.#made.set(key, made);
    return made;
  }
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
