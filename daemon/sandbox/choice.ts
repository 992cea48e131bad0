import { type FailureCode, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Sandbox } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import type { ImageWish } from '../core/project.ts';
import { BubblewrapLauncher, bubblewrapUsable } from './bubblewrap.ts';
import { ContainerLauncher, type ImageSource } from './container.ts';
import { type Derivation, DerivedImages } from './derived-images.ts';
import { findEngine } from './engine.ts';
import { Images } from './images.ts';
import type { Launcher } from './launcher.ts';
import { derivationOf } from './project-image.ts';
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

  /** `wish` is what a project's code needs of a container's image; elsewhere it is not granted. */
  async choose(
    settings: Settings,
    signal: AbortSignal,
    tell: Tell,
    wish: ImageWish | null = null,
  ): Promise<Result<Sandbox>> {
    const derived = wish === null ? ok(null) : await derivationOf(wish);
    if (!derived.ok) return derived;
    const image = { pinned: settings.image, derivation: derived.value };
    const kinds: readonly Kind[] =
      settings.sandbox === 'auto' ? ['container', 'bubblewrap', 'none'] : [settings.sandbox];
    const notes: string[] = [];
    let last: Result<Launcher> | null = null;
    for (const kind of kinds) {
      last = await this.#launcher(kind, image, signal, tell);
      if (last.ok) {
        tell({ kind: 'sandbox', isolation: kind, note: notes.join('; ') });
        return ok(new SlotSandbox(this.#slots, last.value));
      }
      if (last.failure.code === 'cancelled') return last;
      // An image that the user names is a wish for a container: nothing else will do.
      if (kind === 'container' && settings.image !== null) return last;
      // What the project says wrongly would only fail later, and less clearly.
      if (kind === 'container' && wish !== null && ofProject.has(last.failure.code)) return last;
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
    image: WantedImage,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<Launcher>> {
    const { pinned, derivation } = image;
    const key = kind === 'container' ? `container ${pinned ?? ''} ${derivation?.key ?? ''}` : kind;
    const ready = this.#ready.get(key);
    if (ready !== undefined) return ok(ready);
    const made = await this.#make(kind, image, signal, tell);
    if (!made.ok) return made;
    await made.value.reap();
    this.#ready.set(key, made.value);
    return made;
  }

  async #make(
    kind: Kind,
    image: WantedImage,
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
    { pinned, derivation }: WantedImage,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<Launcher>> {
    const engine = await findEngine(undefined, signal);
    if (!engine.ok) return engine;
    const recipes = recipesIn(this.#files.recipes);
    const probePath = (arch: string): string => this.#files.probe(probeFile(arch));
    const options = { folder: this.#files.state, recipes, probePath, pinned };
    const images = new Images(engine.value, options);
    const derived = new DerivedImages(engine.value, recipes, this.#files.state, probePath);
    const source: ImageSource = async (language, since, said) => {
      const base = await images.ready(language, since, said);
      if (!base.ok || derivation === null) return base;
      return derived.ready(language, base.value, derivation, since, said);
    };
    // Made now, so that `auto` can turn to bubblewrap where no image can be had.
    const ready = await source('python', signal, tell);
    return ready.ok ? ok(new ContainerLauncher(engine.value, source)) : ready;
  }
}

interface WantedImage {
  readonly pinned: string | null;
  readonly derivation: Derivation | null;
}

const ofProject: ReadonlySet<FailureCode> = new Set([
  'packages-not-installed',
  'image-build-failed',
]);
