import type { DiscoveryFile, ProjectText } from '../../../core/discovery.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { importedNames, importTypes } from '../imports.ts';
import { parsePython } from '../parse.ts';

/** The texts by which a file can name the function, and the classes around it. */
export interface TargetNames {
  /** `pair_with_sum`, `pairs.pair_with_sum`, `Solution.method`. */
  readonly functions: ReadonlySet<string>;
  /** Of a method: `Solution`, `pairs.Solution`; empty for a function. */
  readonly classes: ReadonlySet<string>;
}

/** What a file calls the module, and what it calls the definition at the module's top. */
interface Bound {
  readonly modules: ReadonlySet<string>;
  readonly tops: ReadonlySet<string>;
}

/** The names of `functionName` in the file that it stands in. */
export function ownNames(functionName: string): TargetNames {
  const [top = ''] = functionName.split('.');
  return fullNames(functionName, { modules: new Set(), tops: new Set([top]) });
}

/** The names of a function of `file` in a text that imports it; null where it does not. */
export function importedAs(
  functionName: string,
  file: DiscoveryFile,
  { path, text }: ProjectText,
  packages: readonly ProjectText[],
): TargetNames | null {
  const [top = ''] = functionName.split('.');
  const bound = new Imports(file, top, packages).boundIn(parsePython(text), path, 0);
  return bound.modules.size + bound.tops.size === 0 ? null : fullNames(functionName, bound);
}

function fullNames(functionName: string, { modules, tops }: Bound): TargetNames {
  const [top = '', ...rest] = functionName.split('.');
  const all = [...tops, ...[...modules].map((module) => `${module}.${top}`)];
  const classOf = (name: string): string => [name, ...rest.slice(0, -1)].join('.');
  return {
    functions: new Set(all.map((name) => [name, ...rest].join('.'))),
    classes: new Set(rest.length === 0 ? [] : all.map(classOf)),
  };
}

/** A package may take its names from another, which takes them from the module. */
const mostPackages = 3;

class Imports {
  readonly #file: DiscoveryFile;
  readonly #top: string;
  readonly #packages: readonly ProjectText[];

  constructor(file: DiscoveryFile, top: string, packages: readonly ProjectText[]) {
    this.#file = file;
    this.#top = top;
    this.#packages = packages;
  }

  boundIn(tree: SyntaxNode, path: string, depth: number): Bound {
    const modules = new Set<string>();
    const tops = new Set<string>();
    for (const node of tree.walk()) {
      if (!node.is(...importTypes)) continue;
      for (const { from, name, bound } of importedNames(node)) {
        if (from === null) {
          const text = name.startsWith(`${bound}.`) ? name : bound;
          if (this.#isModule(name, path)) modules.add(text);
          else if (this.#exports(name, path, depth).has(this.#top))
            tops.add(`${text}.${this.#top}`);
          continue;
        }
        const isHere =
          this.#isModule(from, path) || this.#exports(from, path, depth).has(this.#top);
        if (name === '*') {
          if (isHere && !this.#top.startsWith('_')) tops.add(this.#top);
        } else if (isHere && name === this.#top) tops.add(bound);
        else if (this.#isModule(from.endsWith('.') ? from + name : `${from}.${name}`, path)) {
          modules.add(bound);
        }
      }
    }
    return { modules, tops };
  }

  /** Whether a dotted name, relative or not, means the module in a file at that path. */
  #isModule(dotted: string, path: string): boolean {
    const { path: own, namesakes } = this.#file;
    return this.#resolves(dotted, path, own, namesakes);
  }

  #resolves(dotted: string, from: string, wanted: string, others: readonly string[]): boolean {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(dotted) ?? [];
    const parts = rest === '' ? [] : rest.split('.');
    const module = moduleParts(wanted);
    if (dots !== '') {
      const folder = from.split('/').slice(0, -dots.length);
      return isSame(module, [...folder, ...parts]);
    }
    if (parts.length === 0 || !endsWith(module, parts)) return false;
    const near = (path: string): number => nearness(path, from);
    const rivals = others.filter((other) => endsWith(moduleParts(other), parts));
    return rivals.every((other) => near(other) < near(wanted));
  }

  /** What a package takes from the module, by the names that it gives it. */
  #exports(dotted: string, path: string, depth: number): ReadonlySet<string> {
    if (depth >= mostPackages) return new Set();
    const found = this.#packages.find(
      (each) => each.path !== path && this.#resolves(dotted, path, each.path, []),
    );
    if (found === undefined) return new Set();
    return this.boundIn(parsePython(found.text), found.path, depth + 1).tops;
  }
}

function moduleParts(path: string): readonly string[] {
  const parts = path.replace(/\.pyi?$/, '').split('/');
  return parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && endsWith(a, b);
}

function endsWith(parts: readonly string[], tail: readonly string[]): boolean {
  const from = parts.length - tail.length;
  return from >= 0 && tail.every((part, index) => parts[from + index] === part);
}

/** Folders that two paths have in common; of equal ones the shorter path is the nearer. */
function nearness(path: string, from: string): number {
  const [a, b] = [path.split('/'), from.split('/')];
  let common = 0;
  while (common < a.length - 1 && common < b.length - 1 && a[common] === b[common]) common++;
  return common - a.length / 1000;
}
