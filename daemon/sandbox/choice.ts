import { ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Sandbox, Tell } from '../core/ports.ts';
import { BubblewrapLauncher, bubblewrapUsable } from './bubblewrap.ts';
import { ContainerLauncher } from './container.ts';
import { findEngine } from './engine.ts';
import { Images } from './images.ts';
import type { Launcher } from './launcher.ts';
import { probeFile, recipesIn } from './recipes.ts';
import { SlotSandbox } from './slot-sandbox.ts';
import type { Slots } from './slots.ts';
import { UnconfinedLauncher } from './unconfined.ts';

export interface SandboxFiles {
  /** Holds a folder for each language with its Dockerfile. */
  readonly recipes: string;
  /** Holds the lock of built images. */
  readonly state: string;
  probe(fileName: string): string;
}

type Kind = Exclude<Settings['sandbox'], 'auto'>;

/**
 * The sandbox that a request's settings ask for. `auto` takes a container engine, else bubblewrap,
 * else none, and says which and why. All of them share one set of slots, so that two runs never
 * meet on a core. Launchers are kept: what is warm stays warm.
 */
export class SandboxChoice {
  readonly #files: SandboxFiles;
  readonly #slots: Slots;
  readonly #ready = new Map<string, Launcher>();

  constructor(files: SandboxFiles, slots: Slots) {
    this.#files = files;
    this.#slots = slots;
  }

  async choose(settings: Settings, signal: AbortSignal, tell: Tell): Promise<Result<Sandbox>> {
    const kinds: readonly Kind[] =
      settings.sandbox === 'auto' ? ['container', 'bubblewrap', 'none'] : [settings.sandbox];
    const notes: string[] = [];
    let last: Result<Launcher> | null = null;
    for (const kind of kinds) {
      last = await this.#launcher(kind, settings, signal, tell);
      if (last.ok) {
        tell({ kind: 'sandbox', isolation: kind, note: notes.join('; ') });
        return ok(new SlotSandbox(this.#slots, last.value));
      }
      if (last.failure.code === 'cancelled') return last;
      // An image that the user names is a wish for a container: nothing else will do.
      if (kind === 'container' && settings.image !== null) return last;
      notes.push(`no ${kind}: ${last.failure.message}`);
    }
    return last as Extract<Result<Launcher>, { ok: false }>;
  }

  async close(): Promise<void> {
    await this.#slots.close();
    await Promise.all([...this.#ready.values()].map((launcher) => launcher.close()));
  }

  async #launcher(
    kind: Kind,
    settings: Settings,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<Launcher>> {
    const key = kind === 'container' ? `container ${settings.image ?? ''}` : kind;
    const ready = this.#ready.get(key);
    if (ready !== undefined) return ok(ready);
    const made = await this.#make(kind, settings.image, signal, tell);
    if (!made.ok) return made;
    await made.value.reap();
    this.#ready.set(key, made.value);
    return made;
  }

  async #make(
    kind: Kind,
    image: string | null,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<Launcher>> {
    const ownProbe = this.#files.probe(probeFile(process.arch));
    switch (kind) {
      case 'container':
        return this.#containers(image, signal, tell);
      case 'bubblewrap': {
        const usable = await bubblewrapUsable(ownProbe, signal);
        return usable.ok ? ok(new BubblewrapLauncher(ownProbe)) : usable;
      }
      case 'none':
        return ok(new UnconfinedLauncher(ownProbe));
    }
  }

  async #containers(
    image: string | null,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<Launcher>> {
    const engine = await findEngine(undefined, signal);
    if (!engine.ok) return engine;
    const images = new Images(engine.value, {
      folder: this.#files.state,
      recipes: recipesIn(this.#files.recipes),
      probePath: (arch) => this.#files.probe(probeFile(arch)),
      pinned: image,
    });
    // Made now, so that `auto` can turn to bubblewrap where no image can be had.
    const ready = await images.ready('python', signal, tell);
    if (!ready.ok) return ready;
    const source = images.ready.bind(images);
    return ok(new ContainerLauncher(engine.value, source));
  }
}
