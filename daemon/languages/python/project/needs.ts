import { posix } from 'node:path';
import type { ProjectFile, ProjectNeeds, ReadText } from '../../../core/project.ts';
import { moduleName } from '../harness.ts';
import { importedBy, type Imported } from './imported.ts';
import { isStandard } from './standard-library.ts';

/** More of a project than this is sent to no run. */
const most = { modules: 1000, bytes: 16 * 1024 * 1024 };
/** As much more of it as tells what classes are like that are imported for types alone. */
const mostForTypes = { modules: 60, bytes: 1024 * 1024 };
/** Packages within packages. */
const deepest = 20;

/**
 * What a file needs of its project: the modules that it imports, found as Python would find them,
 * and the names of packages from elsewhere. Runs nothing: what is imported by a name that is made
 * when the program runs is not found.
 */
export async function needsOf(file: ProjectFile, read: ReadText): Promise<ProjectNeeds> {
  return new Search(file, await homeOf(file, read), read).run();
}

/** The folder from which a file's module is imported, and the module's name there. */
interface Home {
  readonly folder: string;
  readonly parts: readonly string[];
}

/** Folders with an `__init__.py` are packages; a relative import makes any folder one. */
async function homeOf({ path, sources, isProgram }: ProjectFile, read: ReadText): Promise<Home> {
  let folder = posix.dirname(path);
  const stem = moduleName(posix.basename(path));
  const isPackage = stem === '__init__';
  const parts = isPackage ? [] : [stem];
  const imported = sources.flatMap(importedBy);
  const dots = imported.flatMap((each) => (each.isForTypes ? [] : [each.dots]));
  const least = isPackage ? Math.max(1, ...dots) : Math.max(0, ...dots);
  const outermost = isProgram ? 0 : deepest;
  for (let depth = 0; depth < outermost; depth++) {
    const isOne = (await read(posix.join(folder, '__init__.py'))) !== null;
    if ((!isOne && depth >= least) || posix.dirname(folder) === folder) break;
    parts.unshift(posix.basename(folder));
    folder = posix.dirname(folder);
  }
  return { folder, parts };
}

/** A module of the project: its file's path where it is imported from, and on the disk. */
interface Found {
  readonly path: string;
  readonly place: string;
}

/** A module whose imports are still to be looked at. */
interface Pending {
  readonly text: string;
  readonly within: readonly string[];
  /** Nothing fails where it cannot be imported. */
  readonly isOptional: boolean;
}

class Search {
  readonly #file: ProjectFile;
  readonly #home: Home;
  readonly #read: ReadText;
  readonly #roots: string[];
  readonly #files = new Map<string, Uint8Array>();
  readonly #packages = new Map<string, boolean>();
  readonly #own: string;
  readonly #seen = new Set<string>();
  readonly #pending = new Map<string, Pending>();
  readonly #forTypes: { readonly within: readonly string[]; readonly imported: Imported }[] = [];
  #bytes = 0;
  /** Of modules and bytes. */
  #limit = most;

  constructor(file: ProjectFile, home: Home, read: ReadText) {
    this.#file = file;
    this.#home = home;
    this.#read = read;
    this.#roots = [...rootsOf(file, home)];
    const isPackage = posix.basename(file.path) === '__init__.py';
    this.#own = isPackage
      ? posix.join(...home.parts, '__init__.py')
      : `${posix.join(...home.parts)}.py`;
  }

  async run(): Promise<ProjectNeeds> {
    const own = packageOf(this.#own);
    this.#seen.add(this.#own);
    for (const source of this.#file.sources)
      for (const imported of importedBy(source)) await this.#take(own, imported);
    const isAlone = this.#pending.size === 0;
    // Importing a module of a package runs the packages around it first.
    if (!isAlone && own.length > 0) await this.#add(own);
    await this.#follow();
    await this.#typesToo(isAlone);
    await this.#namedToo(isAlone);
    return {
      modules: this.#modulesFound(isAlone),
      packages: [...this.#packages].map(([name, isOptional]) => ({ name, isOptional })),
    };
  }

  /**
   * All that the modules found import when they run, and what that imports. What one can do without
   * comes last: so a module is needed if anything needs it.
   */
  async #follow(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next())
      for (const imported of importedBy(next.text)) {
        const isOptional = next.isOptional || imported.isOptional || imported.isDeferred;
        await this.#take(next.within, { ...imported, isOptional });
      }
  }

  #next(): Pending | undefined {
    const all = [...this.#pending];
    const [path, found] = all.find(([, each]) => !each.isOptional) ?? all[0] ?? [];
    if (path !== undefined) this.#pending.delete(path);
    return found;
  }

  /**
   * What is imported for its types alone. Instances of its classes may be made, and then it must be
   * there; packages that it would need are nothing that a run cannot do without.
   */
  async #typesToo(isAlone: boolean): Promise<void> {
    if (this.#forTypes.length === 0) return;
    const packages = new Map(this.#packages);
    this.#limit = {
      modules: Math.min(most.modules, this.#files.size + mostForTypes.modules),
      bytes: Math.min(most.bytes, this.#bytes + mostForTypes.bytes),
    };
    for (let next = this.#forTypes.shift(); next !== undefined; next = this.#forTypes.shift()) {
      await this.#take(next.within, { ...next.imported, isForTypes: false });
      await this.#follow();
    }
    await this.#ownToo(isAlone);
    this.#packages.clear();
    for (const [name, isOptional] of packages) this.#packages.set(name, isOptional);
  }

  /** What is imported for types alone may import the file itself, by its whole name. */
  async #ownToo(isAlone: boolean): Promise<void> {
    if (!isAlone || this.#files.size === 0) return;
    this.#seen.delete(this.#own);
    await this.#add(this.#home.parts, { isOptional: true, withOwn: true });
    this.#pending.clear();
  }

  /** Modules of types that inputs are made of: those of tests too, which are beside the project. */
  async #namedToo(isAlone: boolean): Promise<void> {
    const { types = [], root } = this.#file;
    if (types.length === 0) return;
    this.#roots.push(posix.join(root, 'tests'), posix.join(root, 'test'));
    this.#limit = most;
    for (const type of types) {
      const module = type.split('.').slice(0, -1);
      const whence = { dots: 0, module, name: null, isDeferred: false, isForTypes: false };
      await this.#take([], { ...whence, isOptional: true });
      await this.#follow();
    }
    await this.#ownToo(isAlone);
  }

  /** Whether a dotted name is one of the project's; what importing it runs is looked at later. */
  async #add(
    dotted: readonly string[],
    { isOptional = false, withOwn = false } = {},
  ): Promise<boolean> {
    const modules = await this.#modules(dotted);
    for (const { path, place } of modules ?? []) {
      const known = this.#pending.get(path);
      if (known !== undefined && !isOptional) this.#pending.set(path, { ...known, isOptional });
      if (this.#seen.has(path) || this.#isFull) continue;
      this.#seen.add(path);
      const text = await this.#read(place);
      if (text === null) continue;
      if (path !== this.#own || withOwn) this.#keep(path, text);
      this.#pending.set(path, { text, within: packageOf(path), isOptional });
    }
    return modules !== null;
  }

  async #take(within: readonly string[], imported: Imported): Promise<void> {
    const { dots, module, name, isOptional, isForTypes } = imported;
    if (isForTypes) {
      this.#forTypes.push({ within, imported });
      return;
    }
    if (dots > within.length) return;
    const whole = dots === 0 ? module : [...within.slice(0, within.length - dots + 1), ...module];
    const top = whole[0];
    if (top === undefined || (dots === 0 && isStandard(top))) return;
    const isModule = await this.#add(whole, { isOptional });
    const isLocal =
      (name !== null && (await this.#add([...whole, name], { isOptional }))) || isModule;
    if (isLocal || dots > 0) return;
    this.#packages.set(top, isOptional && (this.#packages.get(top) ?? true));
  }

  /** A file that imports nothing of its project but types runs as it does alone, with them beside. */
  #modulesFound(isAlone: boolean): ProjectNeeds['modules'] {
    const files = [...this.#files].map(([path, content]) => ({ path, content }));
    if (!isAlone) return { path: this.#own, module: this.#home.parts.join('.'), files };
    if (files.length === 0) return null;
    const module = moduleName(posix.basename(this.#file.path));
    const path = `${module}.py`;
    const within = packageOf(this.#own);
    return {
      path,
      module,
      ...(within.length === 0 ? {} : { package: within.join('.') }),
      files: files.filter((each) => each.path !== path),
    };
  }

  get #isFull(): boolean {
    return this.#files.size >= this.#limit.modules || this.#bytes >= this.#limit.bytes;
  }

  #keep(path: string, text: string): void {
    const content = Buffer.from(text);
    this.#files.set(path, content);
    this.#bytes += content.length;
  }

  /** The files that importing a dotted name runs, outermost first; null where it is none of ours. */
  async #modules(dotted: readonly string[]): Promise<readonly Found[] | null> {
    for (const root of this.#roots) {
      const found: Found[] = [];
      for (let length = 1; length <= dotted.length; length++) {
        const path = posix.join(...dotted.slice(0, length));
        const file = await this.#fileOf(root, path);
        // A folder without a file of its own is a package all the same.
        if (file !== null) found.push(file);
      }
      if (found.length > 0) return found.filter(({ path }) => !reserved.test(path));
    }
    return null;
  }

  async #fileOf(root: string, path: string): Promise<Found | null> {
    for (const each of [posix.join(path, '__init__.py'), `${path}.py`]) {
      const place = posix.join(root, each);
      if ((await this.#read(place)) !== null) return { path: each, place };
    }
    return null;
  }
}

/** Names that a run's own files have. */
const reserved = /^afterburner_/;

/** Folders that a module is looked for in, the first one first. */
function rootsOf({ path, root, isProgram }: ProjectFile, { folder }: Home): readonly string[] {
  const own = posix.dirname(path);
  const roots = isProgram ? [own] : [folder];
  for (let above = folder; above !== root && above.startsWith(`${root}/`);) {
    above = posix.dirname(above);
    roots.push(above);
  }
  return [...new Set([...roots, posix.join(root, 'src'), posix.join(root, 'lib'), own])];
}

/** The package that a module's relative imports start from. */
function packageOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
