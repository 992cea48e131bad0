import type { RuleInfo } from '../core/ports/language.ts';
import type { Tried } from '../core/ports/proposing.ts';

/** What earlier candidates say of a rule. */
export interface Standing {
  readonly rule: RuleInfo;
  readonly verdict: 'better' | 'neutral' | 'unknown' | 'worse' | 'wrong';
  /** The best ratio that it alone brought about; 1 where it was never timed. */
  readonly ratio: number;
}

/**
 * Rules by how much they are known to help: those that made the function better alone, then those
 * of which nothing is known, in the order of the catalogue, then those that did harm.
 */
export function rankRules(
  rules: readonly RuleInfo[],
  tried: readonly Tried[],
): readonly Standing[] {
  const standings = rules.map((rule) => standingOf(rule, tried));
  const order = ['better', 'neutral', 'unknown', 'worse', 'wrong'];
  return standings
    .map((standing, index) => ({ standing, index, group: groupOf(standing, order) }))
    .sort((a, b) => a.group - b.group || a.standing.ratio - b.standing.ratio || a.index - b.index)
    .map(({ standing }) => standing);
}

function groupOf(standing: Standing, order: readonly string[]): number {
  return order.indexOf(standing.verdict === 'neutral' ? 'unknown' : standing.verdict);
}

/**
 * A candidate speaks for the rule that it adds to its parent. The parent's rules are those that a
 * candidate shares with an accepted one before it.
 */
function standingOf(rule: RuleInfo, tried: readonly Tried[]): Standing {
  const own = tried.filter((candidate) => addedRule(candidate, tried) === rule.name);
  if (own.length === 0) return { rule, verdict: 'unknown', ratio: 1 };
  const ratios = own.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const ratio = ratios.length === 0 ? 1 : Math.min(...ratios);
  const statuses = new Set(own.map(({ status }) => status));
  if (statuses.has('accepted') || ratio < 0.99) return { rule, verdict: 'better', ratio };
  if (statuses.has('unchanged')) return { rule, verdict: 'neutral', ratio: 1 };
  if (statuses.has('regressed')) return { rule, verdict: 'worse', ratio };
  if (statuses.has('duplicate')) return { rule, verdict: 'unknown', ratio: 1 };
  return { rule, verdict: 'wrong', ratio: 1 };
}

function addedRule(candidate: Tried, tried: readonly Tried[]): string | null {
  const { rules } = candidate;
  if (rules.length === 1) return rules[0]!;
  const parent = rules.slice(0, -1);
  const isKnownParent = tried.some(
    ({ status, rules: others, iteration }) =>
      status === 'accepted' &&
      iteration < candidate.iteration &&
      others.length === parent.length &&
      others.every((name, index) => name === parent[index]),
  );
  return isKnownParent ? rules.at(-1)! : null;
}
