import type { Changed } from '../protocol/history.ts';
import { KnownFile } from './assessment.ts';
import type { DaemonLink } from './daemon-link.ts';

/** Attempts of a run come in quickly; what is shown need not follow each. */
const pauseMs = 250;

/**
 * What the history knows of the files that are open. Each file is asked about one question at a
 * time; changes that come meanwhile make one more question.
 */
export class KnownFiles {
  readonly #link: DaemonLink;
  readonly #onChange: (path: string) => void;
  readonly #files = new Map<string, WatchedFile>();

  constructor(link: DaemonLink, onChange: (path: string) => void) {
    this.#link = link;
    this.#onChange = onChange;
  }

  watch(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.set(path, {
      known: null,
      answer: '',
      isAsking: false,
      isStale: false,
      timer: null,
    });
    this.refresh(path);
  }

  unwatch(path: string): void {
    const file = this.#files.get(path);
    if (file?.timer) clearTimeout(file.timer);
    this.#files.delete(path);
  }

  /** Null where nothing was told of it yet. */
  of(path: string): KnownFile | null {
    return this.#files.get(path)?.known ?? null;
  }

  changed({ path }: Changed): void {
    if (path === null) this.refreshAll();
    else this.refresh(path);
  }

  refreshAll(): void {
    for (const path of this.#files.keys()) this.refresh(path);
  }

  refresh(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    if (file.isAsking || file.timer !== null) file.isStale = true;
    else void this.#ask(path, file);
  }

  close(): void {
    for (const path of this.#files.keys()) this.unwatch(path);
  }

  async #ask(path: string, file: WatchedFile): Promise<void> {
    file.isAsking = true;
    file.isStale = false;
    const answer = await this.#link.useIfThere((client) => client.ask('known', { path }));
    file.isAsking = false;
    if (this.#files.get(path) !== file) return;
    file.timer = setTimeout(() => {
      file.timer = null;
      if (file.isStale) this.refresh(path);
    }, pauseMs);
    file.timer.unref();
    if (answer?.ok !== true) return;
    const text = JSON.stringify(answer.value);
    if (text === file.answer) return;
    file.answer = text;
    file.known = new KnownFile(answer.value);
    this.#onChange(path);
  }
}

interface WatchedFile {
  known: KnownFile | null;
  /** The last answer as text: an equal one changes nothing. */
  answer: string;
  isAsking: boolean;
  isStale: boolean;
  timer: NodeJS.Timeout | null;
}
