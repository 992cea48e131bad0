import { stat } from 'node:fs/promises';
import type { ListedProblem, Pack, Problem } from '../../protocol/packs.ts';
import type { Language } from '../core/ports/language.ts';
import { readPack } from './pack-file.ts';

/** A problem with the path of its pack. */
export interface FoundProblem {
  readonly problem: Problem;
  readonly pack: string;
}

export interface PackPlaces {
  readonly languages: readonly Language[];
  /** Paths of the packs that come along. */
  readonly shipped: readonly string[];
  /** Path of the pack that had a problem when it was measured last; null where it never was. */
  packOf(problem: string): string | null;
  /** Paths of the packs that were measured. */
  measured(): readonly string[];
}

interface ReadPack {
  readonly stamp: string;
  readonly pack: Pack | null;
}

/** The packs in which the problem of a linked function is looked up; each is read when it changed. */
export class KnownPacks {
  readonly #places: PackPlaces;
  readonly #read = new Map<string, ReadPack>();

  constructor(places: PackPlaces) {
    this.#places = places;
  }

  /** Where it was measured last, else in a pack that comes along; null where no pack has it. */
  async find(id: string): Promise<FoundProblem | null> {
    const measured = this.#places.packOf(id);
    for (const path of [...(measured === null ? [] : [measured]), ...this.#places.shipped]) {
      const pack = await this.#packAt(path);
      const problem = pack?.problems.find((each) => each.id === id);
      if (problem !== undefined) return { problem, pack: path };
    }
    return null;
  }

  /** Every problem that `find` finds, once, as it finds it: sorted by title. */
  async all(): Promise<ListedProblem[]> {
    const ids = new Set<string>();
    for (const path of [...this.#places.shipped, ...this.#places.measured()]) {
      for (const { id } of (await this.#packAt(path))?.problems ?? []) ids.add(id);
    }
    const listed: ListedProblem[] = [];
    for (const id of ids) {
      const found = await this.find(id);
      if (found !== null) listed.push({ id, title: found.problem.title, pack: found.pack });
    }
    return listed.sort((one, other) => one.title.localeCompare(other.title, 'en'));
  }

  /** Null for a file that is gone or no pack any more: whoever measures it is told why. */
  async #packAt(path: string): Promise<Pack | null> {
    const found = await stat(path).catch(() => null);
    if (found === null) return null;
    const stamp = `${found.mtimeMs} ${found.size}`;
    const before = this.#read.get(path);
    if (before?.stamp === stamp) return before.pack;
    const read = await readPack(path, this.#places.languages);
    const pack = read.ok ? read.value : null;
    this.#read.set(path, { stamp, pack });
    return pack;
  }
}
