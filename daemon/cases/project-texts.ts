import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { ProjectText } from '../core/discovery.ts';
import { rootOf } from './project-root.ts';

/** The texts of a project that may hold tests of a file of it. Paths are relative, with `/`. */
export interface ProjectTexts {
  /** Absolute. */
  readonly root: string;
  /** Of the file itself. */
  readonly path: string;
  readonly namesakes: readonly string[];
  /** Those nearest to the file first. */
  readonly tests: readonly ProjectText[];
  /** There is more than was looked through. */
  readonly isPartial: boolean;
}

/** Bounds of a search: a project has less, and a home folder is not gone through. */
const most = { entries: 50_000, depth: 12, tests: 4000, milliseconds: 5000 };
/** A larger test is made by a program; texts beyond the sum are read again each time. */
const mostBytes = { ofOne: 512 * 1024, kept: 64 * 1024 * 1024 };
const atOnce = 32;

/** Folders of tools and of what was installed: nobody's tests. Hidden ones are left out too. */
const leftOut =
  /^(?:\..*|node_modules|venv|env|virtualenv|site-packages|dist-packages|__pycache__|__pypackages__|build|dist|target|vendor|.*\.egg-info)$/;

/** Finds the tests of a project. Texts are kept, and read again when they have changed. */
export class TestFinder {
  readonly #kept = new Map<string, { readonly stamp: string; readonly text: string }>();
  #keptBytes = 0;

  async around(path: string, isTest: (path: string) => boolean): Promise<ProjectTexts> {
    const { root, isMarked } = await rootOf(path);
    const listing = await list(root, isMarked);
    const own = inRoot(root, path);
    const name = basename(path);
    const isNamesake = (each: string): boolean => each !== own && basename(each) === name;
    const tests = listing.paths
      .filter((each) => each !== own && isTest(each))
      .toSorted((a, b) => distance(a, own) - distance(b, own) || (a < b ? -1 : 1));
    return {
      root,
      path: own,
      namesakes: listing.paths.filter(isNamesake),
      tests: await this.#texts(root, tests.slice(0, most.tests)),
      isPartial: listing.isPartial || tests.length > most.tests,
    };
  }

  async #texts(root: string, paths: readonly string[]): Promise<readonly ProjectText[]> {
    const texts: ProjectText[] = [];
    for (let at = 0; at < paths.length; at += atOnce) {
      const read = await Promise.all(
        paths.slice(at, at + atOnce).map(async (path) => ({
          path,
          text: await this.#text(join(root, path)),
        })),
      );
      texts.push(...read.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }])));
    }
    return texts;
  }

  /** Null for what is no text, too large or gone. */
  async #text(path: string): Promise<string | null> {
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile() || found.size > mostBytes.ofOne) return null;
    const stamp = `${found.mtimeMs} ${found.size}`;
    const before = this.#kept.get(path);
    if (before?.stamp === stamp) return before.text;
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null || bytes.includes(0)) return null;
    const text = new TextDecoder('utf-8').decode(bytes);
    this.#keep(path, stamp, text);
    return text;
  }

  #keep(path: string, stamp: string, text: string): void {
    this.#keptBytes += text.length - (this.#kept.get(path)?.text.length ?? 0);
    this.#kept.delete(path);
    this.#kept.set(path, { stamp, text });
    for (const [oldest, { text: gone }] of this.#kept) {
      if (this.#keptBytes <= mostBytes.kept) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= gone.length;
    }
  }
}

interface Listing {
  readonly paths: readonly string[];
  readonly isPartial: boolean;
}

/** Files under the root, those of nearer folders first. Links are not followed. */
async function list(root: string, isMarked: boolean): Promise<Listing> {
  const paths: string[] = [];
  const deadline = performance.now() + most.milliseconds;
  let folders: readonly string[] = [''];
  let entries = 0;
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > most.depth) return { paths, isPartial: true };
    const inner: string[] = [];
    for (const folder of folders) {
      if (entries > most.entries || performance.now() > deadline) return { paths, isPartial: true };
      const found = await entriesOf(join(root, folder));
      entries += found.length;
      // An environment of Python under another name than the usual ones.
      if (found.some(({ name }) => name === 'pyvenv.cfg')) continue;
      for (const entry of found) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) paths.push(path);
        const isEntered = entry.isDirectory() && !leftOut.test(entry.name);
        // A folder that is no project may be anything: only its folders of tests are entered.
        if (isEntered && (isMarked || depth > 0 || /^tests?$/.test(entry.name))) inner.push(path);
      }
    }
    folders = inner;
  }
  return { paths, isPartial: false };
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function inRoot(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** Steps from the folder of one path to that of the other. */
function distance(path: string, from: string): number {
  const [a, b] = [path.split('/').slice(0, -1), from.split('/').slice(0, -1)];
  const shared = a.findIndex((part, index) => part !== b[index]);
  const common = shared < 0 ? Math.min(a.length, b.length) : shared;
  return a.length + b.length - 2 * common;
}
