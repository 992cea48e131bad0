import { ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { HostSnapshot } from '../core/host-doubts.ts';
import type { HostFacts, Job, Lease, RunReport, Sandbox, Tell } from '../core/ports.ts';
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

  async lease(language: string, signal: AbortSignal, tell: Tell): Promise<Result<Lease>> {
    const aborted = AbortSignal.any([signal, this.#slots.closing]);
    const slot = await this.#slots.acquire(aborted, tell);
    if (!slot.ok) return slot;
    const probe = slot.value.probe(this.#launcher, language);
    const host = await probe.ready(this.#slots.ceiling, aborted, tell);
    if (host.ok)
      return ok(new SlotLease(this.#slots, slot.value, probe, this.isolation, host.value));
    this.#slots.release(slot.value);
    return host;
  }

  /** Closes what is warm and the launcher; the slots stay, for other sandboxes share them. */
  async close(): Promise<void> {
    await this.#slots.drop(this.#launcher);
    await this.#launcher.close();
  }
}

class SlotLease implements Lease {
  readonly isolation: Lease['isolation'];
  readonly host: HostFacts;
  readonly #slots: Slots;
  readonly #slot: Slot;
  readonly #probe: WarmProbe;
  #released = false;

  constructor(
    slots: Slots,
    slot: Slot,
    probe: WarmProbe,
    isolation: Lease['isolation'],
    host: HostFacts,
  ) {
    this.#slots = slots;
    this.#slot = slot;
    this.#probe = probe;
    this.isolation = isolation;
    this.host = host;
  }

  get core(): number {
    return this.#slot.cores.measuring;
  }

  get sharesCore(): boolean {
    return this.#slot.cores.measuring === this.#slot.cores.probe;
  }

  snapshot(): HostSnapshot | null {
    return this.host.kernel === machineFacts().kernel ? hostSnapshot(this.core) : null;
  }

  run(job: Job, signal: AbortSignal): Promise<Result<RunReport>> {
    if (this.#released) throw new Error('Nothing is measured outside a slot.');
    return this.#probe.run(job, AbortSignal.any([signal, this.#slots.closing]));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#slots.release(this.#slot);
  }
}
