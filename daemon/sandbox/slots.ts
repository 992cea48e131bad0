import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { CorePlan } from '../core/cores.ts';
import type { Tell } from '../core/ports/service.ts';
import { corePlan } from './host-state.ts';
import type { Cores, Launcher, SandboxLimits } from './launcher.ts';
import { WarmProbe } from './warm-probe.ts';

export interface SlotOptions {
  /** Limits that most runs stay within: a run beyond them gets a sandbox of its own size. */
  readonly ceiling: SandboxLimits;
  /** By default that of the cores that this process may use. */
  readonly cores?: CorePlan;
  /** Runs that may wait for a slot. */
  readonly queueLimit?: number;
  /** A probe that nobody used for this long is closed. */
  readonly idleMs?: number;
}

/** A measuring core and the probes that are warm on it. One run at a time holds it. */
export class Slot {
  readonly cores: Cores;
  readonly #warm = new Map<Launcher, Map<string, WarmProbe>>();
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(cores: Cores) {
    this.cores = cores;
  }

  /** The slot's one probe of a launcher and language, started when it is first used. */
  probe(launcher: Launcher, language: string): WarmProbe {
    const known = this.#warm.get(launcher) ?? new Map<string, WarmProbe>();
    this.#warm.set(launcher, known);
    const probe = known.get(language) ?? new WarmProbe(launcher, language, this.cores);
    known.set(language, probe);
    return probe;
  }

  stopIdling(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }

  startIdling(idleMs: number): void {
    this.#idleTimer = setTimeout(() => void this.close(), idleMs).unref();
  }

  /** Closes the probes of one launcher, or all. */
  async close(launcher?: Launcher): Promise<void> {
    const launchers = launcher === undefined ? [...this.#warm.keys()] : [launcher];
    const probes = launchers.flatMap((key) => [...(this.#warm.get(key)?.values() ?? [])]);
    for (const key of launchers) this.#warm.delete(key);
    await Promise.all(probes.map((probe) => probe.close()));
  }
}

interface Waiter {
  readonly tell: Tell;
  take(slot: Result<Slot>): void;
}

/**
 * One slot for every measuring core of the plan; on a machine with one core it is the probe's as
 * well. Slots are given in the order of asking, whatever the sandbox, so
 * that two runs never meet on a core.
 */
export class Slots {
  readonly ceiling: SandboxLimits;
  readonly #queueLimit: number;
  readonly #idleMs: number;
  readonly #slots: readonly Slot[];
  readonly #free: Slot[];
  readonly #queue: Waiter[] = [];
  readonly #closing = new AbortController();

  constructor(options: SlotOptions) {
    const { measuring, probe } = options.cores ?? corePlan();
    this.ceiling = options.ceiling;
    this.#queueLimit = options.queueLimit ?? 64;
    this.#idleMs = options.idleMs ?? 60_000;
    this.#slots = measuring.map((core) => new Slot({ measuring: core, probe }));
    this.#free = [...this.#slots];
  }

  /** Aborted once the slots close: every run ends then. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Waits for a slot; `queue-full` where too many wait already. */
  acquire(signal: AbortSignal, tell: Tell): Promise<Result<Slot>> {
    const cancelled = fail('cancelled', 'The run was cancelled.');
    if (signal.aborted) return Promise.resolve(cancelled);
    const free = this.#free.shift();
    if (free !== undefined) {
      free.stopIdling();
      return Promise.resolve(ok(free));
    }
    const waiting = this.#queue.length;
    if (waiting >= this.#queueLimit) {
      return Promise.resolve(fail('queue-full', `${waiting} runs wait for a core already.`));
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        tell,
        take: (slot) => {
          signal.removeEventListener('abort', leave);
          resolve(slot);
        },
      };
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        waiter.take(cancelled);
        this.#tellQueue();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiter);
      tell({ kind: 'queued', ahead: waiting });
    });
  }

  release(slot: Slot): void {
    const next = this.#queue.shift();
    if (next !== undefined) {
      next.take(ok(slot));
      this.#tellQueue();
      return;
    }
    this.#free.push(slot);
    if (!this.closing.aborted) slot.startIdling(this.#idleMs);
  }

  /** Closes what is warm of one launcher. */
  async drop(launcher: Launcher): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.close(launcher)));
  }

  /** Ends every run and every wait with `cancelled`. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const slot of this.#slots) slot.stopIdling();
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #tellQueue(): void {
    for (const [ahead, waiter] of this.#queue.entries()) waiter.tell({ kind: 'queued', ahead });
  }
}
