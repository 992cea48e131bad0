import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { HostFacts, Job, Lease, RunReport, Sandbox, Tell } from '../core/ports.ts';
import { usableCores } from './host.ts';
import type { Cores, Launcher, SandboxLimits } from './launcher.ts';
import { WarmProbe } from './warm-probe.ts';

export interface SlotOptions {
  /** Limits that most runs stay within: a run beyond them gets a sandbox of its own size. */
  readonly ceiling: SandboxLimits;
  /** By default the cores that this process may use. */
  readonly cores?: readonly number[];
  /** Runs that may wait for a slot. */
  readonly queueLimit?: number;
  /** A probe that nobody used for this long is closed. */
  readonly idleMs?: number;
}

interface Slot {
  readonly cores: Cores;
  /** By language. */
  readonly warm: Map<string, WarmProbe>;
  idleTimer: NodeJS.Timeout | null;
}

interface Waiter {
  readonly tell: Tell;
  take(slot: Result<Slot>): void;
}

/**
 * One slot for every core but one, which is left to the probes and everything else; on a machine
 * with one core they share it. Each slot serves one lease at a time, in the order of asking, and
 * keeps one warm probe for each language.
 */
export class SlotSandbox implements Sandbox {
  /** False where program and probe share a core: figures are less certain there. */
  readonly certain: boolean;
  readonly #launcher: Launcher;
  readonly #ceiling: SandboxLimits;
  readonly #queueLimit: number;
  readonly #idleMs: number;
  readonly #slots: readonly Slot[];
  readonly #free: Slot[];
  readonly #queue: Waiter[] = [];
  readonly #closing = new AbortController();

  constructor(launcher: Launcher, options: SlotOptions) {
    const [probe = 0, ...measuring] = options.cores ?? usableCores();
    this.certain = measuring.length > 0;
    this.#launcher = launcher;
    this.#ceiling = options.ceiling;
    this.#queueLimit = options.queueLimit ?? 64;
    this.#idleMs = options.idleMs ?? 60_000;
    this.#slots = (this.certain ? measuring : [probe]).map((core) => ({
      cores: { measuring: core, probe },
      warm: new Map(),
      idleTimer: null,
    }));
    this.#free = [...this.#slots];
  }

  get isolation(): Launcher['isolation'] {
    return this.#launcher.isolation;
  }

  async lease(language: string, signal: AbortSignal, tell: Tell): Promise<Result<Lease>> {
    const aborted = AbortSignal.any([signal, this.#closing.signal]);
    const slot = await this.#acquire(aborted, tell);
    if (!slot.ok) return slot;
    const probe = this.#probeOf(slot.value, language);
    const host = await probe.ready(this.#ceiling, aborted, tell);
    if (!host.ok) {
      this.#release(slot.value);
      return host;
    }
    return ok(
      new SlotLease(
        this.#launcher.isolation,
        slot.value.cores.measuring,
        host.value,
        (job, runSignal) => probe.run(job, AbortSignal.any([runSignal, this.#closing.signal])),
        () => this.#release(slot.value),
      ),
    );
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const slot of this.#slots) stopIdling(slot);
    await Promise.all(this.#slots.map(closeAll));
    await this.#launcher.close();
  }

  #acquire(signal: AbortSignal, tell: Tell): Promise<Result<Slot>> {
    const cancelled = fail('cancelled', 'The run was cancelled.');
    if (signal.aborted) return Promise.resolve(cancelled);
    const free = this.#free.shift();
    if (free !== undefined) {
      stopIdling(free);
      return Promise.resolve(ok(free));
    }
    if (this.#queue.length >= this.#queueLimit) {
      return Promise.resolve(
        fail('queue-full', `${this.#queue.length} runs wait for a core already.`),
      );
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
      tell({ kind: 'queued', ahead: this.#queue.length - 1 });
    });
  }

  #release(slot: Slot): void {
    const next = this.#queue.shift();
    if (next !== undefined) {
      next.take(ok(slot));
      this.#tellQueue();
      return;
    }
    this.#free.push(slot);
    slot.idleTimer = setTimeout(() => void closeAll(slot), this.#idleMs).unref();
  }

  #tellQueue(): void {
    for (const [ahead, waiter] of this.#queue.entries()) waiter.tell({ kind: 'queued', ahead });
  }

  #probeOf(slot: Slot, language: string): WarmProbe {
    const known = slot.warm.get(language);
    if (known !== undefined) return known;
    const probe = new WarmProbe(this.#launcher, language, slot.cores);
    slot.warm.set(language, probe);
    return probe;
  }
}

class SlotLease implements Lease {
  readonly isolation: Lease['isolation'];
  readonly core: number;
  readonly host: HostFacts;
  readonly #run: Lease['run'];
  #giveBack: (() => void) | null;

  constructor(
    isolation: Lease['isolation'],
    core: number,
    host: HostFacts,
    run: Lease['run'],
    giveBack: () => void,
  ) {
    this.isolation = isolation;
    this.core = core;
    this.host = host;
    this.#run = run;
    this.#giveBack = giveBack;
  }

  run(job: Job, signal: AbortSignal): Promise<Result<RunReport>> {
    if (this.#giveBack === null) throw new Error('Nothing is measured outside a slot.');
    return this.#run(job, signal);
  }

  async release(): Promise<void> {
    this.#giveBack?.();
    this.#giveBack = null;
  }
}

function stopIdling(slot: Slot): void {
  if (slot.idleTimer !== null) clearTimeout(slot.idleTimer);
  slot.idleTimer = null;
}

async function closeAll(slot: Slot): Promise<void> {
  const probes = [...slot.warm.values()];
  slot.warm.clear();
  await Promise.all(probes.map((probe) => probe.close()));
}
