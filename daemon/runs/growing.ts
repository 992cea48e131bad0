import type { Objective } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import { farBeyond, growthChangeOf, withGrowth } from '../core/growth-change.ts';
import type { Compared } from '../core/laboratory.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Version } from '../core/ports/subject.ts';
import { grow } from '../measure/growing.ts';
import { type ScalingParts, sizedRounds } from './scaling.ts';
import type { Session } from './session.ts';

/** Two versions that were compared, and what may be spent on how they grow. */
export interface GrowthInput {
  readonly language: string;
  readonly versions: readonly [Version, Version];
  readonly objective: Objective;
  readonly minimumGain: number;
  readonly budgetMs: number;
}

/** Milliseconds for it: no more than twice what the comparison itself may take. */
export function growthBudgetMs(
  { comparisonSeconds }: Pick<Settings, 'comparisonSeconds'>,
  most = 6000,
): number {
  return Math.min(most, comparisonSeconds * 2000);
}

const rounds = 3;
const from = 16;
const mostPassMs = 1500;

/**
 * A comparison with what its versions do on growing inputs, where a case can grow and the decision
 * may hang on it: an improvement is told more of, and a tie may be none.
 */
export async function compareGrowth(
  parts: Pick<ScalingParts, 'expectationsOf' | 'scalableOf'>,
  session: Pick<Session, 'bench' | 'cases'>,
  compared: Compared,
  { language, versions, objective, minimumGain, budgetMs }: GrowthInput,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Compared>> {
  const { comparison } = compared;
  const { decision, baseline } = comparison;
  if (decision !== 'improved' && decision !== 'unchanged') return ok(compared);
  if (comparison.ratio === null || baseline?.runtime === null) return ok(compared);
  const found = await parts.scalableOf(session.cases, language);
  // Whatever is wrong with the case file since, the comparison itself stands.
  if (!found.ok || found.value === null) return ok(compared);
  const scalable = found.value;
  const passMs = (baseline?.runtime.medianNs ?? 0) / 1e6;
  // At best it grows in proportion: then even that would take too long.
  const isFeasible = scalable.largest >= farBeyond * scalable.n && passMs * farBeyond <= mostPassMs;
  if (decision === 'unchanged' && !isFeasible) return ok(compared);
  const plan = {
    scalable,
    versions,
    budgetMs,
    from,
    rounds,
    progress: (n: number, spentMs: number) =>
      tell({ kind: 'measuring', what: `Growing to n = ${n}`, done: spentMs, total: budgetMs }),
    differ: (cases, outcomes) => {
      const [original = [], candidate = []] = outcomes;
      const judged = parts.expectationsOf(cases, 'original').judge(candidate, original);
      return judged.cases.find(({ verdict }) => verdict !== 'passed')?.message ?? null;
    },
  } satisfies Parameters<typeof grow>[1];
  const grown = await grow(session.bench, plan, signal);
  if (!grown.ok) return grown;
  const sized = [sizedRounds(grown.value, 0), sizedRounds(grown.value, 1)] as const;
  const pair = { baseline: sized[0], candidate: sized[1], given: scalable.n };
  const growth = growthChangeOf(pair, objective);
  if (growth === null) return ok({ ...compared, comparison: { ...comparison, growth } });
  const [before, after] = sized.map((each) => each.at(-1)?.rounds ?? []);
  const atLargest = (before ?? []).flatMap((round, index) => {
    const candidate = after?.[index];
    return candidate === undefined ? [] : [{ baseline: round, candidate }];
  });
  const told = withGrowth(comparison, growth, atLargest, minimumGain);
  return ok({ ...compared, comparison: told });
}
