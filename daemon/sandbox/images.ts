import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import { baseImage } from './base-image.ts';
import type { Engine } from './engine.ts';
import { buildImage } from './image-build.ts';
import { dropImage, imageExists, lookInto } from './image-facts.ts';
import { ImageLock } from './image-lock.ts';
import type { LockEntry } from './image-lock.ts';
import { pullImage } from './image-pull.ts';
import { UnderWay } from './under-way.ts';

/** How a language's image is made and known to be of use. */
export interface Recipe {
  readonly language: string;
  /** Path of its Dockerfile. */
  readonly dockerfile: string;
  /** Succeeds in every image that can run the language: `['python3', '--version']`. */
  readonly check: readonly [string, ...string[]];
}

/** An image that is there, was looked into, and is run by its id. */
export type ReadyImage = LockEntry;

export interface ImagesOptions {
  /** Where the lock is kept. */
  readonly folder: string;
  readonly recipes: readonly Recipe[];
  /** Path of the static probe for an architecture as images name it. */
  readonly probePath: (arch: string) => string;
  /** The user's own image, `name@sha256:…`, instead of the ones built here. */
  readonly pinned: string | null;
}

/** The images that runs need: made when first asked for, and not again while nothing changed. */
export class Images {
  readonly #engine: Engine;
  readonly #options: ImagesOptions;
  readonly #lock: ImageLock;
  readonly #making = new UnderWay<ReadyImage>();

  constructor(engine: Engine, options: ImagesOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#lock = new ImageLock(options.folder);
  }

  /** Who asks while an image is being made waits for that one. */
  ready(language: string, signal: AbortSignal, tell: Tell): Promise<Result<ReadyImage>> {
    return this.#making.share(language, signal, () => this.#make(language, signal, tell));
  }

  /** The image as it stands, made or not: null where `ready` would have to make it. */
  async find(language: string): Promise<Result<ReadyImage | null>> {
    const wanted = await this.#wanted(language);
    if (!wanted.ok) return wanted;
    const locked = await this.#lock.get(wanted.value.key);
    return ok(locked && (await this.#serves(locked, wanted.value)) ? locked : null);
  }

  async #make(language: string, signal: AbortSignal, tell: Tell): Promise<Result<ReadyImage>> {
    const wanted = await this.#wanted(language);
    if (!wanted.ok) return wanted;
    const { dockerfile, key, marks, probe, recipe } = wanted.value;
    const locked = await this.#lock.get(key);
    if (locked !== undefined && (await this.#serves(locked, wanted.value))) return ok(locked);

    const { pinned } = this.#options;
    const baseName = pinned ?? baseOf(dockerfile);
    const base = await (pinned === null
      ? baseImage(this.#engine, baseName, signal, tell)
      : this.#pinnedImage(pinned, signal, tell));
    if (!base.ok) return base;
    const what = pinned ?? `the ${language} image`;
    tell({ kind: 'preparing', what });
    const built = await buildImage(this.#engine, { what, dockerfile, probe }, signal, tell);
    if (!built.ok) return built;
    const facts = await lookInto(this.#engine, built.value, recipe, signal);
    if (!facts.ok) {
      await dropImage(this.#engine, built.value);
      return facts;
    }
    const imageId = built.value;
    const entry = { base: { name: baseName, id: base.value }, ...marks, imageId, ...facts.value };
    await this.#lock.set(key, entry);
    if (locked !== undefined && locked.imageId !== imageId)
      await dropImage(this.#engine, locked.imageId);
    return ok(entry);
  }

  /** What the image for a language is made of now, and the marks by which one made so is known. */
  async #wanted(language: string): Promise<Result<Wanted>> {
    const recipe = this.#options.recipes.find((each) => each.language === language);
    if (recipe === undefined) {
      return fail('language-unsupported', `There is no image for ${language}.`);
    }
    const { pinned } = this.#options;
    if (pinned !== null && !byDigest.test(pinned)) return refused(pinned);
    const sources = await this.#sources(recipe);
    if (!sources.ok) return sources;
    const { dockerfile, probe } = sources.value;
    const { arch } = this.#engine.facts;
    return ok({
      recipe,
      dockerfile,
      probe,
      key: pinned === null ? language : `${language} ${pinned}`,
      marks: { dockerfile: digest(dockerfile), probe: digest(probe), arch },
    });
  }

  async #serves({ arch, dockerfile, imageId, probe }: LockEntry, { marks }: Wanted) {
    return (
      dockerfile === marks.dockerfile &&
      probe === marks.probe &&
      arch === marks.arch &&
      (await imageExists(this.#engine, imageId))
    );
  }

  async #sources(recipe: Recipe): Promise<Result<{ dockerfile: string; probe: Uint8Array }>> {
    const { pinned, probePath } = this.#options;
    try {
      const probe = await readFile(probePath(this.#engine.facts.arch));
      const dockerfile =
        pinned === null ? await readFile(recipe.dockerfile, 'utf8') : derived(pinned);
      return ok({ dockerfile, probe });
    } catch (error) {
      return fail(
        'image-unavailable',
        `what the image is made of is not there: ${(error as Error).message}`,
        'Run npm run setup.',
      );
    }
  }

  async #pinnedImage(pinned: string, signal: AbortSignal, tell: Tell): Promise<Result<string>> {
    try {
      return ok((await this.#engine.docker.getImage(pinned).inspect()).Id);
    } catch {
      return pullImage(this.#engine, pinned, signal, tell);
    }
  }
}

interface Wanted {
  readonly recipe: Recipe;
  readonly dockerfile: string;
  readonly probe: Uint8Array;
  /** Under which it stands in the lock. */
  readonly key: string;
  readonly marks: Pick<LockEntry, 'arch' | 'dockerfile' | 'probe'>;
}

const byDigest = /^[^\s@]+@sha256:[0-9a-f]{64}$/;

function refused(image: string): Result<never> {
  return fail(
    'setting-invalid',
    `"${image}" is a name that can move: an image is named by digest here, as name@sha256:…`,
    'docker image inspect --format "{{index .RepoDigests 0}}" IMAGE prints the digest of one.',
  );
}

function derived(pinned: string): string {
  return `FROM ${pinned}\nCOPY probe /probe\nENTRYPOINT ["/probe"]\n`;
}

function baseOf(dockerfile: string): string {
  return /^FROM\s+(\S+)/m.exec(dockerfile)?.[1] ?? 'scratch';
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
