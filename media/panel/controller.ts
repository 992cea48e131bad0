import type { Failure, Result } from '../../protocol/failures.ts';
import type { PanelParams, PanelRequest, PanelResult, PanelState } from '../../protocol/panel.ts';
import { coalesced } from './coalesce.ts';
import { GrowthController } from './growth-controller.ts';
import { mergeDetail, mergeHead, withSummary } from './merge.ts';
import { isShown } from './marks.ts';
import {
  attemptAt,
  type Filter,
  type Model,
  type Notice,
  type OpenRun,
  type Scroll,
} from './model.ts';
import type { AskExtension, News } from './rpc.ts';
import type { Store } from './store.ts';

const pageSize = 50;
/** Between two rounds of asking what changed; between a key and the search. */
const breathMs = 150;
const noticeMs = 4000;

/** What the panel does: every change of the model comes from here. */
export class Controller {
  readonly #store: Store<Model>;
  readonly #ask: AskExtension;
  readonly growth: GrowthController;
  /** Answers to questions that were asked under another filter, or of another run, are dropped. */
  #listing = 0;
  #paging = false;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #scrolling: Partial<Scroll> = {};

  constructor(store: Store<Model>, ask: AskExtension) {
    this.#store = store;
    this.#ask = ask;
    this.growth = new GrowthController(store, ask);
  }

  async start(): Promise<void> {
    const state = await this.#ask('state', {});
    if (state.ok) this.#toldState(state.value);
    else this.#store.update({ runs: { phase: 'failed', failure: state.failure } });
  }

  readonly hear = (news: News): void => {
    if (news.kind === 'state') this.#toldState(news.state);
    else if (news.kind === 'growth') this.growth.open(news);
    else if (news.kind === 'reveal') {
      this.growth.close();
      this.openRun(news.run, news.attempt);
    } else {
      const { run, what } = news.changed;
      const open = this.#store.value.open;
      if (open !== null && what === 'deleted' && run === open.id) this.closeRun();
      else if (open !== null && (run === null || run === open.id)) this.#refreshRun();
      this.#refreshList();
      this.growth.refresh();
    }
  };

  filter(change: Partial<Filter>): void {
    const { filter, scroll } = this.#store.value;
    this.#store.update({ filter: { ...filter, ...change }, scroll: { ...scroll, runs: 0 } });
    clearTimeout(this.#typing);
    if (change.search === undefined) void this.#list();
    else this.#typing = setTimeout(() => void this.#list(), breathMs);
  }

  async nextPage(): Promise<void> {
    const { runs } = this.#store.value;
    if (this.#paging || runs.phase !== 'loaded' || !runs.more) return;
    this.#paging = true;
    const listing = this.#listing;
    const page = await this.#askRuns(runs.runs.at(-1)?.id ?? null);
    this.#paging = false;
    const now = this.#store.value.runs;
    if (listing !== this.#listing || now.phase !== 'loaded') return;
    if (!page.ok) return this.#fail(page.failure);
    const known = new Set(now.runs.map(({ id }) => id));
    const fresh = page.value.runs.filter(({ id }) => !known.has(id));
    this.#store.update({
      runs: { phase: 'loaded', runs: [...now.runs, ...fresh], more: page.value.more },
    });
  }

  openRun(id: string, attempt: number | null): void {
    const { open, scroll } = this.#store.value;
    if (open?.id === id) {
      this.select(attempt);
      return;
    }
    this.#store.update({
      open: {
        id,
        detail: { phase: 'loading' },
        selected: attempt,
        attempt: { phase: 'loading' },
        axis: null,
        showAll: false,
      },
      notice: null,
      scroll: { ...scroll, run: 0, attempts: 0 },
    });
    this.#load(id, attempt);
  }

  closeRun(): void {
    this.#store.update({ open: null, notice: null });
  }

  select(attempt: number | null): void {
    const open = this.#store.value.open;
    if (open === null || open.selected === attempt) return;
    const chosen = { ...open, selected: attempt, attempt: { phase: 'loading' } } as const;
    this.#store.update({ open: withSelectedShown(chosen) });
    if (attempt !== null) void this.#loadAttempt(open.id, attempt);
  }

  show(change: Partial<Pick<OpenRun, 'axis' | 'showAll'>>): void {
    const open = this.#store.value.open;
    if (open === null) return;
    this.#store.update({ open: { ...open, ...change } });
    if (change.showAll === false && looksAtHidden(open)) this.select(null);
  }

  /** Remembered once the scrolling rests: nothing is to be drawn for it. */
  scrolled(change: Partial<Scroll>): void {
    this.#scrolling = { ...this.#scrolling, ...change };
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#store.update({ scroll: { ...this.#store.value.scroll, ...this.#scrolling } });
      this.#scrolling = {};
    }, breathMs);
  }

  ticked(nowMs: number): void {
    this.#store.update({ nowMs });
  }

  /** Asks for what a button stands for, and says what came of it. */
  async act<Name extends PanelRequest>(
    name: Name,
    params: PanelParams<Name>,
    done: string | null = null,
  ): Promise<Result<PanelResult<Name>>> {
    const result = await this.#ask(name, params);
    if (!result.ok) this.#fail(result.failure);
    else this.#say(done === null ? null : { tone: 'done', text: done });
    return result;
  }

  async deleteRun(run: string): Promise<void> {
    const result = await this.act('delete', { run });
    if (!result.ok) return;
    const { runs, open } = this.#store.value;
    if (runs.phase === 'loaded') {
      this.#store.update({ runs: { ...runs, runs: runs.runs.filter(({ id }) => id !== run) } });
    }
    if (open?.id === run) this.closeRun();
    this.#refreshList();
  }

  retry(): void {
    this.#store.update({ runs: { phase: 'loading' } });
    void this.#list();
  }

  #toldState(state: PanelState): void {
    const before = this.#store.value.state;
    this.#store.update({ state });
    const usable = state.trusted && state.failure === null;
    const wasUsable = before !== null && before.trusted && before.failure === null;
    if (!usable) return;
    const open = this.#store.value.open;
    const moved = before?.folders.join('\n') !== state.folders.join('\n');
    if (!wasUsable || moved) void this.#list();
    if (!wasUsable && open !== null) this.#load(open.id, open.selected);
    if (!wasUsable) this.growth.refresh();
  }

  #load(id: string, attempt: number | null): void {
    void this.#loadRun(id);
    if (attempt !== null) void this.#loadAttempt(id, attempt);
  }

  async #list(): Promise<void> {
    this.#listing += 1;
    const listing = this.#listing;
    const page = await this.#askRuns(null);
    if (listing !== this.#listing) return;
    this.#store.update({
      runs: page.ok
        ? { phase: 'loaded', ...page.value }
        : { phase: 'failed', failure: page.failure },
    });
  }

  readonly #refreshList = coalesced(async () => {
    const listing = this.#listing;
    const page = await this.#askRuns(null);
    const { runs } = this.#store.value;
    if (listing !== this.#listing || !page.ok) return;
    const merged =
      runs.phase === 'loaded' ? mergeHead(runs.runs, page.value, runs.more) : page.value;
    this.#store.update({ runs: { phase: 'loaded', ...merged } });
  }, breath);

  readonly #refreshRun = coalesced(async () => {
    const open = this.#store.value.open;
    if (open !== null) await this.#loadRun(open.id);
  }, breath);

  #askRuns(before: string | null) {
    const { search, kind, improvedOnly } = this.#store.value.filter;
    const kinds = kind === null ? [] : [kind];
    return this.#ask('runs', { search, kinds, improvedOnly, before, limit: pageSize });
  }

  async #loadRun(id: string): Promise<void> {
    const known = this.#store.value.open?.detail;
    const attempts = known?.phase === 'there' ? known.value.attempts : [];
    const after = attempts.at(-1)?.number ?? 0;
    const newer = await this.#ask('run', { run: id, after });
    // Tests at its end may have changed the fate of versions that are shown already.
    const wasRunning = known?.phase === 'there' && known.value.summary.state === 'running';
    const isTested = newer.ok && wasRunning && after > 0 && newer.value.tests != null;
    const answer = isTested ? await this.#ask('run', { run: id, after: 0 }) : newer;
    const { open, runs } = this.#store.value;
    if (open?.id !== id) return;
    // It was closed and opened meanwhile: the rest alone is no run, and all of it is on its way.
    if (after > 0 && open.detail.phase !== 'there') return;
    if (!answer.ok) {
      // What is on the screen stays there: the failure is said beside it.
      if (open.detail.phase === 'there') return this.#fail(answer.failure);
      const detail = { phase: 'failed', failure: answer.failure } as const;
      return this.#store.update({ open: { ...open, detail } });
    }
    const isMore = open.detail.phase === 'there' && !isTested;
    const value = isMore ? mergeDetail(open.detail.value, answer.value) : answer.value;
    const axis = open.axis ?? value.summary.objective ?? 'time';
    this.#store.update({
      open: withSelectedShown({ ...open, axis, detail: { phase: 'there', value } }),
      ...(runs.phase === 'loaded'
        ? { runs: { ...runs, runs: withSummary(runs.runs, value.summary) } }
        : {}),
    });
  }

  async #loadAttempt(run: string, attempt: number): Promise<void> {
    const answer = await this.#ask('attempt', { run, attempt });
    const open = this.#store.value.open;
    if (open?.id !== run || open.selected !== attempt) return;
    this.#store.update({
      open: {
        ...open,
        attempt: answer.ok
          ? { phase: 'there', value: answer.value }
          : { phase: 'failed', failure: answer.failure },
      },
    });
  }

  #fail({ message, hint }: Failure): void {
    this.#say({ tone: 'failed', text: `${message.replace(/\.$/, '')}. ${hint}` });
  }

  /** What went well passes by itself; what failed stays until something else is said. */
  #say(notice: Notice | null): void {
    this.#store.update({ notice });
    if (notice?.tone !== 'done') return;
    setTimeout(() => {
      if (this.#store.value.notice === notice) this.#store.update({ notice: null });
    }, noticeMs);
  }
}

/** What is looked at is never filtered out. */
function withSelectedShown(open: OpenRun): OpenRun {
  return looksAtHidden(open) ? { ...open, showAll: true } : open;
}

/** Whether the attempt that is looked at is one that is shown only where it is asked for. */
function looksAtHidden({ selected, detail }: OpenRun): boolean {
  if (selected === null || detail.phase !== 'there') return false;
  const attempt = attemptAt(detail.value.attempts, selected);
  return attempt !== null && !isShown(attempt.status, false);
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, breathMs));
}
