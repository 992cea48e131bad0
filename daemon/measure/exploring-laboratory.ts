import type { Counterexample, Objective } from '../../protocol/comparison.ts';
import type { Evidence } from '../../protocol/equivalence.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Equivalence } from '../core/equivalence.ts';
import type { Checked, Compared, Laboratory, Measured } from '../core/laboratory.ts';
import type { Version } from '../core/ports/subject.ts';
import type { VerifiedRuns } from './verified-runs.ts';

export interface ExploringOptions {
  /** What every version gets that passes the cases. */
  readonly checkMs: number;
  /** What one gets in all that turns out to be better. */
  readonly longMs: number;
}

interface Explored {
  readonly evidence: Evidence;
  readonly budgetMs: number;
}

/**
 * A laboratory that looks beyond the cases: a version that passes them is held against the original
 * on generated inputs before it is timed, and longer once it is found better. One that differs is
 * incorrect from then on, like one that fails a case.
 */
export class ExploringLaboratory implements Laboratory {
  readonly #inner: Laboratory;
  readonly #runs: VerifiedRuns;
  readonly #equivalence: Equivalence;
  readonly #original: Version;
  readonly #options: ExploringOptions;
  readonly #explored = new Map<string, Explored>();

  constructor(
    inner: Laboratory,
    runs: VerifiedRuns,
    equivalence: Equivalence,
    original: Version,
    options: ExploringOptions,
  ) {
    this.#inner = inner;
    this.#runs = runs;
    this.#equivalence = equivalence;
    this.#original = original;
    this.#options = options;
  }

  async check(version: Version, signal: AbortSignal): Promise<Result<Checked>> {
    const explored = await this.#explore(version, this.#options.checkMs, signal);
    return explored.ok ? this.#inner.check(version, signal) : explored;
  }

  measure(version: Version, signal: AbortSignal): Promise<Result<Measured>> {
    return this.#inner.measure(version, signal);
  }

  screen(...given: Parameters<Laboratory['screen']>): Promise<Result<readonly (number | null)[]>> {
    return this.#inner.screen(...given);
  }

  async compare(
    baseline: Version,
    candidate: Version,
    objective: Objective,
    signal: AbortSignal,
  ): Promise<Result<Compared>> {
    const before = await this.#explore(candidate, this.#options.checkMs, signal);
    if (!before.ok) return before;
    let compared = await this.#inner.compare(baseline, candidate, objective, signal);
    if (!compared.ok) return compared;
    if (compared.value.comparison.decision === 'improved') {
      const after = await this.#explore(candidate, this.#options.longMs, signal);
      if (!after.ok) return after;
      // What was refuted meanwhile is not timed again, but told as such.
      if (after.value) compared = await this.#inner.compare(baseline, candidate, objective, signal);
      if (!compared.ok) return compared;
    }
    const evidence = this.#explored.get(candidate.source)?.evidence ?? null;
    return ok({ ...compared.value, comparison: { ...compared.value.comparison, evidence } });
  }

  /** Whether the version was refuted by this. */
  async #explore(
    version: Version,
    budgetMs: number,
    signal: AbortSignal,
  ): Promise<Result<boolean>> {
    if (version.source === this.#original.source) return ok(false);
    for (const each of [this.#original, version]) {
      const checked = await this.#inner.check(each, signal);
      if (!checked.ok) return checked;
      // A smaller input than a generated case says more, and what cannot occur can be asked of it.
      if (checked.value.verdict !== 'passed' && !failsGeneratedAlone(checked.value)) {
        return ok(false);
      }
    }
    const before = this.#explored.get(version.source);
    if (before !== undefined && before.budgetMs >= budgetMs) return ok(false);
    const examined = await this.#equivalence.examine(version, budgetMs, signal);
    if (!examined.ok) return examined;
    const { evidence, counterexample } = examined.value;
    this.#explored.set(version.source, { evidence, budgetMs });
    if (counterexample === null) return ok(false);
    this.#runs.refute(version, messageOf(counterexample), counterexample);
    return ok(true);
  }
}

/** Whether a version got through all cases, and is wrong on generated ones only. */
function failsGeneratedAlone({ cases }: Checked): boolean {
  const failing = cases.filter(({ verdict }) => verdict !== 'passed');
  return (
    failing.length > 0 &&
    failing.every(({ verdict, source }) => verdict === 'failed' && source?.kind === 'generated')
  );
}

const mostShown = 200;

function messageOf({ init, args, kwargs, message, outside, shown: seen }: Counterexample): string {
  const parts = [init === undefined ? [] : [['init', init]], [['args', args]]].flat();
  if (kwargs !== undefined) parts.push(['kwargs', kwargs]);
  const text =
    seen?.call ?? parts.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ');
  const shown = text.length <= mostShown ? text : `${text.slice(0, mostShown - 1)}…`;
  const doubt = outside === undefined ? '' : `; in all known inputs, ${outside}`;
  return `on a generated input (${shown}${doubt}) it ${message}`;
}
