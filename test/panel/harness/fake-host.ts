import { answer, type PanelHandlers } from '../../../extension/views/answers.ts';
import type { Counterexample } from '../../../protocol/comparison.ts';
import { fail, ok, type Failure } from '../../../protocol/failures.ts';
import type { RunDetail, RunSummary } from '../../../protocol/history.ts';
import { toldSchema, type PanelState, type Told } from '../../../protocol/panel.ts';
import { attemptDetail, folder, runDetail, someRuns } from './fixtures.ts';
import { at, scaled, someScalings } from './growth-fixtures.ts';

/**
 * The extension's side, played from a history that the test holds in its hands. What it answers
 * goes through the same code as in the extension, and all that it tells through the schemas.
 */
export class FakeHost {
  state: PanelState = { trusted: true, folders: [folder], failure: null, active: [] };
  runs: RunSummary[] = someRuns();
  details = new Map<string, RunDetail>([['run-1', runDetail()]]);
  /** What every wrong attempt differs on; undefined for those of the fixtures. */
  example: Counterexample | undefined;
  failure: Failure | null = null;
  scalings = someScalings();
  /** Why growth cannot be measured; null where it can. */
  scaleFailure: Failure | null = null;
  readonly asked: { readonly name: string; readonly params: unknown }[] = [];
  #post: (told: Told) => Promise<void> = async () => {};

  connect(post: (told: Told) => Promise<void>): void {
    this.#post = post;
  }

  async receive(message: unknown): Promise<void> {
    this.asked.push(message as { name: string; params: unknown });
    const told = await answer(this.#handlers, message, String);
    if (told !== null) await this.tell(told);
  }

  async tell(told: Told): Promise<void> {
    await this.#post(toldSchema.parse(told));
  }

  async tellState(change: Partial<PanelState>): Promise<void> {
    this.state = { ...this.state, ...change };
    await this.tell({ kind: 'state', state: this.state });
  }

  count(name: string): number {
    return this.asked.filter((each) => each.name === name).length;
  }

  last(name: string): unknown {
    return this.asked.findLast((each) => each.name === name)?.params;
  }

  readonly #handlers: PanelHandlers = {
    state: async () => ok(this.state),
    runs: async ({ search, kinds, improvedOnly, before, limit }) => {
      if (this.failure !== null) return { ok: false, failure: this.failure };
      const words = search.toLowerCase().split(/\s+/);
      const found = this.runs.filter(
        (run) =>
          words.every((word) => `${run.path} ${run.function}`.toLowerCase().includes(word)) &&
          (kinds.length === 0 || kinds.includes(run.kind)) &&
          (!improvedOnly || (run.ratio !== null && run.ratio.ci95[1] < 1)),
      );
      const from = before === null ? 0 : found.findIndex(({ id }) => id === before) + 1;
      const runs = found.slice(from, from + limit);
      return ok({ runs, more: from + runs.length < found.length });
    },
    run: async ({ run, after }) => {
      const detail = this.details.get(run);
      if (detail === undefined) return fail('internal', 'No such run', 'Choose another.');
      return ok({ ...detail, attempts: detail.attempts.filter(({ number }) => number > after) });
    },
    attempt: async ({ run, attempt }) => {
      const found = this.details.get(run)?.attempts[attempt - 1];
      return found
        ? ok(attemptDetail(found, this.example))
        : fail('internal', 'No such attempt', 'Choose another.');
    },
    showDiff: async () => ok(null),
    apply: async () => ok(null),
    rerun: async () => ok(null),
    cancel: async () => ok(null),
    copy: async () => ok(null),
    export: async () => ok(null),
    delete: async ({ run }) => {
      this.runs = this.runs.filter(({ id }) => id !== run);
      return ok(null);
    },
    scalings: async ({ function: name }) =>
      ok({ scalings: this.scalings.filter(({ scaling }) => scaling.function === name) }),
    scale: async () => {
      if (this.scaleFailure !== null) return { ok: false, failure: this.scaleFailure };
      this.scalings = [scaled({ id: 'scaling-new' }, { measuredAt: at(0) }), ...this.scalings];
      return ok(null);
    },
    openFunction: async () => ok(null),
    editCases: async () => ok(null),
    exclude: async () => ok(null),
    openFile: async () => ok(null),
    command: async () => ok(null),
  };
}
