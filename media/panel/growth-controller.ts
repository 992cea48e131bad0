import type { FiledFunction } from '../../protocol/panel.ts';
import { coalesced } from './coalesce.ts';
import type { Model, OpenGrowth } from './model.ts';
import type { AskExtension } from './rpc.ts';
import type { Store } from './store.ts';

const breathMs = 150;

/** What the panel does with the growth of a function. */
export class GrowthController {
  readonly #store: Store<Model>;
  readonly #ask: AskExtension;

  constructor(store: Store<Model>, ask: AskExtension) {
    this.#store = store;
    this.#ask = ask;
  }

  open({ path, function: name }: FiledFunction): void {
    const { growth } = this.#store.value;
    if (growth !== null && isOf(growth, { path, function: name })) {
      this.#update(growth, { shown: null, failure: null });
      return this.refresh();
    }
    const figure = growth?.figure ?? 'time';
    this.#store.update({
      growth: {
        path,
        function: name,
        detail: { phase: 'loading' },
        shown: null,
        figure,
        failure: null,
      },
      notice: null,
    });
    this.refresh();
  }

  close(): void {
    this.#store.update({ growth: null, notice: null });
  }

  show(change: Partial<Pick<OpenGrowth, 'figure' | 'shown'>>): void {
    const { growth } = this.#store.value;
    if (growth !== null) this.#update(growth, change);
  }

  /** The answer comes once it was measured; that the history changed is told beside it. */
  async measure(): Promise<void> {
    const { growth } = this.#store.value;
    if (growth === null) return;
    this.#update(growth, { failure: null });
    const answer = await this.#ask('scale', filed(growth));
    if (answer.ok) this.#update(growth, { shown: null });
    else if (answer.failure.code !== 'cancelled') this.#update(growth, { failure: answer.failure });
    this.refresh();
  }

  /** What is looked at is asked for again; questions that come meanwhile make one more. */
  readonly refresh = coalesced(
    async () => {
      const { growth } = this.#store.value;
      if (growth === null) return;
      const answer = await this.#ask('scalings', filed(growth));
      this.#update(growth, {
        detail: answer.ok
          ? { phase: 'there', value: answer.value }
          : { phase: 'failed', failure: answer.failure },
      });
    },
    () => new Promise((resolve) => setTimeout(resolve, breathMs)),
  );

  /** Changes what is shown of the function, if it is still shown. */
  #update(of: FiledFunction, change: Partial<OpenGrowth>): void {
    const { growth } = this.#store.value;
    if (growth === null || !isOf(growth, of)) return;
    this.#store.update({ growth: { ...growth, ...change } });
  }
}

function filed({ path, function: name }: FiledFunction): FiledFunction {
  return { path, function: name };
}

function isOf(growth: FiledFunction, { path, function: name }: FiledFunction): boolean {
  return growth.path === path && growth.function === name;
}
