import { ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { HostSnapshot } from '../core/host-doubts.ts';
import type {
  HostFacts,
  Job,
  Lease,
  LeaseRoom,
  RunReport,
  Sandbox,
} from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import { machineFacts } from './host.ts';
import { hostSnapshot } from './host-state.ts';
import type { Launcher } from './launcher.ts';
import type { Slot, Slots } from './slots.ts';
import type { WarmProbe } from './warm-probe.ts';

/** The Sandbox port over one launcher: container, bubblewrap and none alike. */
export class SlotSandbox implements Sandbox {
  readonly #slots: Slots;
  readonly #launcher: Launcher;

  constructor(slots: Slots, launcher: Launcher) {
    this.#slots = slots;
    this.#launcher = launcher;
  }

  get isolation(): Launcher['isolation'] {
    return this.#launcher.isolation;
  }

  async lease(
    language: string,
    signal: AbortSignal,
    tell: Tell,
    { beside = null, limits = this.#slots.ceiling }: LeaseRoom = {},
  ): Promise<Result<Lease>> {
    const aborted = AbortSignal.any([signal, this.#slots.closing]);
    const held = beside instanceof SlotLease ? beside.slot : null;
    const slot = held === null ? await this.#slots.acquire(aborted, tell) : ok(held);
    if (!slot.ok) return slot;
    const release = (): void => {
      if (held === null) this.#slots.release(slot.value);
    };
    const probe = slot.value.probe(this.#launcher, language);
    const host = await probe.ready(limits, aborted, tell);
    if (host.ok) {
      const { closing } = this.#slots;
      const parts = { slot: slot.value, probe, closing, release };
      return ok(new SlotLease(parts, this.isolation, host.value));
    }
    release();
    return host;
  }

  /** Closes what is warm and the launcher; the slots stay, for other sandboxes share them. */
  async close(): Promise<void> {
    await this.#slots.drop(this.#launcher);
    await this.#launcher.close();
  }
}

interface LeaseParts {
  readonly slot: Slot;
  readonly probe: WarmProbe;
  readonly closing: AbortSignal;
  readonly release: () => void;
}

class SlotLease implements Lease {
  readonly isolation: Lease['isolation'];
  readonly host: HostFacts;
  readonly #parts: LeaseParts;
  #released = false;

  constructor(parts: LeaseParts, isolation: Lease['isolation'], host: HostFacts) {
    this.#parts = parts;
    this.isolation = isolation;
    this.host = host;
  }

  /** For a second sandbox on the core, while this one is held. */
  get slot(): Slot {
    if (this.#released) throw new Error('The lease is not held any more.');
    return this.#parts.slot;
  }

  get core(): number {
    return this.#parts.slot.cores.measuring;
  }

  get sharesCore(): boolean {
    return this.core === this.#parts.slot.cores.probe;
  }

  snapshot(): HostSnapshot | null {
    return this.host.kernel === machineFacts().kernel ? hostSnapshot(this.core) : null;
  }

  run(job: Job, signal: AbortSignal): Promise<Result<RunReport>> {
    if (this.#released) throw new Error('Nothing is measured outside a slot.');
    return this.#parts.probe.run(job, AbortSignal.any([signal, this.#parts.closing]));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#parts.release();
  }
}
