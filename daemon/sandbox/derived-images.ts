import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Engine } from './engine.ts';
import { buildImage, type BuildContext } from './image-build.ts';
import { dropImage, imageExists, lookInto } from './image-facts.ts';
import { ImageLock, type LockEntry } from './image-lock.ts';
import type { ReadyImage, Recipe } from './images.ts';
import { lackingFile, lackingIn } from './pip-install.ts';
import { runOnce } from './run-once.ts';
import { UnderWay } from './under-way.ts';

/** An image that is to be built on a language's own. */
export interface Derivation {
  /** Equal for two that give the same image on the same base. */
  readonly key: string;
  /** Folder of the project that it is for, absolute. */
  readonly project: string;
  /** In words: `the image with the project's packages`. */
  readonly what: string;
  /** Its builds, each on the one before; each Dockerfile is given its base as `BASE`. */
  readonly steps: () => Promise<Result<readonly DerivedStep[]>>;
  /** Whether the last step ends in an image without the probe. */
  readonly needsProbe: boolean;
  /** Whether the image may say what it lacks. */
  readonly tellsLacking?: boolean;
}

/** Images of projects that are kept. */
const mostKept = 10;

type DerivedStep = Omit<BuildContext, 'what' | 'probe'>;

/** Images on top of a language's own, cached by the id of that one and by what is put on it. */
export class DerivedImages {
  readonly #engine: Engine;
  readonly #recipes: readonly Recipe[];
  readonly #probePath: (arch: string) => string;
  readonly #lock: ImageLock;
  readonly #making = new UnderWay<ReadyImage>();

  /** `folder` is where the lock is kept. */
  constructor(
    engine: Engine,
    recipes: readonly Recipe[],
    folder: string,
    probePath: (arch: string) => string,
  ) {
    this.#engine = engine;
    this.#recipes = recipes;
    this.#probePath = probePath;
    this.#lock = new ImageLock(folder);
  }

  async ready(
    language: string,
    base: ReadyImage,
    derivation: Derivation,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<ReadyImage>> {
    const recipe = this.#recipes.find((each) => each.language === language);
    if (recipe === undefined) {
      return fail('language-unsupported', `There is no image for ${language}.`);
    }
    const key = `${language} with ${derivation.key}`;
    return this.#making.share(`${key} ${base.imageId}`, signal, async () => {
      const known = await this.#lock.get(key);
      if (known?.base.id === base.imageId && (await imageExists(this.#engine, known.imageId))) {
        await this.#lock.set(key, { ...known, used: usedNow(derivation, known.used) });
        tellLacking(known, derivation, tell);
        return ok(known);
      }
      const made = await this.#make(recipe, base, derivation, signal, tell);
      if (!made.ok) return made;
      await this.#lock.set(key, { ...made.value, used: usedNow(derivation, known?.used) });
      if (known !== undefined && known.imageId !== made.value.imageId) {
        await dropImage(this.#engine, known.imageId);
      }
      await this.#tidy(`${language} with `);
      tellLacking(made.value, derivation, tell);
      return made;
    });
  }

  /** Drops what was used longest ago, beyond a few; what something still runs stays. */
  async #tidy(prefix: string): Promise<void> {
    const keys = (await this.#lock.keys()).filter((key) => key.startsWith(prefix));
    for (const key of keys.slice(0, Math.max(0, keys.length - mostKept))) {
      const entry = await this.#lock.get(key);
      if (entry !== undefined) await dropImage(this.#engine, entry.imageId);
      if (entry === undefined || !(await imageExists(this.#engine, entry.imageId))) {
        await this.#lock.remove(key);
      }
    }
  }

  async #make(
    recipe: Recipe,
    base: ReadyImage,
    { what, steps, needsProbe, tellsLacking = false }: Derivation,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<ReadyImage>> {
    tell({ kind: 'preparing', what });
    const read = await steps();
    if (!read.ok) return read;
    const probe = needsProbe ? await readFile(this.#probePath(base.arch)) : null;
    const last: DerivedStep = {
      dockerfile: 'ARG BASE\nFROM $BASE\nCOPY probe /probe\nENTRYPOINT ["/probe"]\n',
    };
    const all: readonly DerivedStep[] = needsProbe ? [...read.value, last] : read.value;
    let id = base.imageId;
    for (const step of all) {
      const buildargs = { ...step.buildargs, BASE: id };
      const context = { ...step, what, buildargs, probe: step === last ? probe : null };
      const built = await buildImage(this.#engine, context, signal, tell);
      if (!built.ok) return built;
      id = built.value;
    }
    const facts = await lookInto(this.#engine, id, recipe, signal);
    if (!facts.ok) {
      await dropImage(this.#engine, id);
      return facts.failure.code === 'cancelled'
        ? facts
        : fail('image-unavailable', `${what}: ${facts.failure.message}`);
    }
    const { dockerfile, probe: mark, arch } = base;
    const made = { dockerfile: `${dockerfile} ${digestOf(all)}`, probe: mark, arch, imageId: id };
    const said = tellsLacking
      ? await runOnce(this.#engine, id, ['cat', lackingFile], signal)
      : null;
    const lacking = said?.ok ? lackingIn(said.value) : [];
    return ok({
      base: { name: `the ${recipe.language} image`, id: base.imageId },
      ...made,
      ...facts.value,
      ...(lacking.length === 0 ? {} : { lacking: [...lacking] }),
    });
  }
}

function tellLacking(
  { lacking = [] }: Pick<LockEntry, 'lacking'>,
  { what }: Derivation,
  tell: Tell,
): void {
  if (lacking.length === 0) return;
  tell({ kind: 'preparing', what: `${what} lacks ${lacking.map(nameOf).join(', ')}` });
}

function nameOf(lacking: string): string {
  return lacking.split(': ')[0] ?? lacking;
}

const mostProjects = 5;

function usedNow({ project }: Derivation, before: LockEntry['used']): LockEntry['used'] {
  const others = (before?.projects ?? []).filter((each) => each !== project);
  return { projects: [...others, project].slice(-mostProjects), at: new Date().toISOString() };
}

function digestOf(steps: readonly { readonly dockerfile: string }[]): string {
  const texts = steps.map(({ dockerfile }) => dockerfile);
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}
