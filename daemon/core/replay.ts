import type { Comparison, Ratio } from '../../protocol/comparison.ts';
import { describeGain } from '../../protocol/format.ts';
import type { Replay } from '../../protocol/replay.ts';

/**
 * Whether a comparison that was done again says the same. The decision has to be the same one, and
 * in the same environment a gain must come half way at least, on a logarithmic scale: other figures
 * than that are not compared between environments.
 */
export function judgeReplay(
  recorded: Comparison,
  replayed: Comparison,
): Pick<Replay, 'sameDecision' | 'sameEnvironment' | 'sameRatio' | 'holds' | 'text'> {
  const sameDecision =
    recorded.decision === replayed.decision && recorded.equivalent === replayed.equivalent;
  const environment = environmentOf(recorded);
  const sameEnvironment = environment !== null && environment === environmentOf(replayed);
  const [before, after] = [recorded.ratio, replayed.ratio];
  const comparable = sameEnvironment && before !== null && after !== null;
  const sameRatio = comparable ? overlap(before, after) : null;
  const shrank = comparable && sameDecision && isDecided(recorded) && !halfWay(before, after);
  const holds = sameDecision && !shrank;
  const parts = [verdictOn(recorded, replayed, sameDecision)];
  if (shrank) parts.push('but less than half of the difference is left');
  if (!sameEnvironment) {
    parts.push('the environment is another one: the figures cannot be compared, the decision can');
  } else if (comparable) {
    const { objective } = recorded;
    const [was, is] = [before, after].map((ratio) => describeGain(objective, ratio).text);
    if (sameRatio === true) parts.push(`${is} after ${was}: the intervals meet`);
    else parts.push(`${is} after ${was}: the intervals do not meet`);
  }
  return { sameDecision, sameEnvironment, sameRatio, holds, text: `${parts.join('; ')}.` };
}

function verdictOn(recorded: Comparison, replayed: Comparison, same: boolean): string {
  if (same) return `It is ${recorded.decision} again`;
  const [was, is] = [recorded, replayed].map(({ decision, equivalent }) =>
    equivalent ? decision : 'not equivalent',
  );
  return `It was ${was}, and is ${is} now`;
}

function environmentOf({ baseline, candidate }: Comparison): string | null {
  return (baseline ?? candidate)?.environment.id ?? null;
}

function overlap(one: Ratio, other: Ratio): boolean {
  return one.ci95[0] <= other.ci95[1] && other.ci95[0] <= one.ci95[1];
}

function isDecided({ decision }: Comparison): boolean {
  return decision === 'improved' || decision === 'regressed';
}

/** A difference that owes its decision to larger inputs may be none on these. */
function halfWay(before: Ratio, after: Ratio): boolean {
  if (before.ci95[0] <= 1 && before.ci95[1] >= 1) return true;
  return Math.log(after.median) / Math.log(before.median) >= 0.5;
}
