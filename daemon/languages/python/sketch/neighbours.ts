import type { ProjectModules } from '../../../core/project.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { moduleOf, type Module } from './module.ts';

/** What a name means where it stands. */
export type Meaning =
  | { readonly kind: 'class' | 'function'; readonly node: SyntaxNode }
  /** What was assigned to it. */
  | { readonly kind: 'value'; readonly node: SyntaxNode; readonly name: string }
  | { readonly kind: 'module'; readonly module: Module }
  /** It is imported, and not from the project: its own name, whatever it is called here. */
  | { readonly kind: 'outside'; readonly name: string };

/** More of a project is not looked at: reading what is written takes time too. */
const most = { modules: 60, characters: 1_000_000, inOne: 250_000 };
/** Names of names of names: what one module takes from another. */
const deepest = 12;

/** A file and the modules of its project, each read when it is first asked for. */
export class Neighbours {
  readonly own: Module;
  readonly #root: SyntaxNode;
  readonly #ownName: string | null;
  readonly #texts = new Map<string, () => string>();
  readonly #packages = new Set<string>();
  readonly #read = new Map<string, Module | null>();
  readonly #modules = new WeakMap<SyntaxNode, Module>();
  #characters = 0;

  constructor(tree: SyntaxNode, project: ProjectModules | null) {
    const isPackage = project !== null && /(?:^|\/)__init__\.py$/.test(project.path);
    const parts = project?.module.split('.') ?? [];
    const within = project?.package?.split('.') ?? (isPackage ? parts : parts.slice(0, -1));
    this.#root = tree;
    const isElsewhere = project?.package !== undefined;
    this.#ownName = isElsewhere ? [...within, ...parts].join('.') : (project?.module ?? null);
    this.own = moduleOf(tree, null, within);
    this.#modules.set(tree, this.own);
    for (const { path, content } of project?.files ?? []) {
      const [, stem, last] = /^((?:.*\/)?([^/]+))\.py$/.exec(path) ?? [];
      if (stem === undefined) continue;
      const name = (last === '__init__' ? stem.slice(0, -'/__init__'.length) : stem)
        .split('/')
        .join('.');
      if (last === '__init__') this.#packages.add(name);
      let text: string | null = null;
      this.#texts.set(name, () => (text ??= new TextDecoder().decode(content)));
    }
  }

  /** The module in which a node stands; the file itself for what was read of no file. */
  moduleOf(node: SyntaxNode): Module {
    let root = node;
    for (let above = node.parent; above !== null; above = above.parent) root = above;
    return this.#modules.get(root) ?? this.own;
  }

  /** A class as a program that is in the sandbox finds it: `Item`, `shop.models.Item`. */
  nameOf(definition: SyntaxNode): string {
    const names = [definition.get('name')?.text ?? ''];
    for (const node of definition.ancestors())
      if (node.type === 'class_definition') names.unshift(node.get('name')?.text ?? '');
    const { name } = this.moduleOf(definition);
    return [...(name === null ? [] : [name]), ...names].join('.');
  }

  /** What a name, with dots or without, means in a module; null where that is not known. */
  meaning(name: string, module: Module): Meaning | null {
    const parts = name.split('.').map((part) => part.trim());
    return this.#path(parts, module, 0) ?? this.#written(parts);
  }

  /** Classes that a module defines or takes by name, its own first. */
  classesIn(module: Module): readonly SyntaxNode[] {
    const found = new Set(module.classes.values());
    for (const name of module.bindings.keys()) {
      const meaning = module.classes.has(name) ? null : this.meaning(name, module);
      if (meaning?.kind === 'class') found.add(meaning.node);
      if (meaning?.kind === 'module')
        for (const each of meaning.module.classes.values()) found.add(each);
    }
    return [...found];
  }

  /** Classes of all modules whose text has all of these, those of the file first. */
  *classesWith(...texts: readonly RegExp[]): Generator<SyntaxNode> {
    if (texts.every((text) => text.test(this.#root.source))) yield* this.own.classes.values();
    for (const [name, text] of this.#texts) {
      if (!texts.every((each) => each.test(text()))) continue;
      yield* this.#module(name)?.classes.values() ?? [];
    }
  }

  #path(parts: readonly string[], module: Module, depth: number): Meaning | null {
    const [first = '', ...rest] = parts;
    let found = this.#single(first, module, depth);
    for (const part of rest) {
      if (found === null) return null;
      if (found.kind === 'outside') found = { kind: 'outside', name: part };
      else if (found.kind === 'module') found = this.#inside(found.module, part, depth);
      else if (found.kind === 'class') found = nested(found.node, part);
      else return null;
    }
    return found;
  }

  #single(name: string, module: Module, depth: number): Meaning | null {
    const own = module.classes.get(name);
    if (own !== undefined) return { kind: 'class', node: own };
    const value = module.values.get(name);
    if (value !== undefined) return { kind: 'value', node: value, name };
    const definition = module.functions.get(name);
    if (definition !== undefined) return { kind: 'function', node: definition };
    if (depth > deepest) return null;
    const imported = module.bindings.get(name);
    if (imported !== undefined && imported !== null) {
      const { from, name: taken, bound } = imported;
      if (from === null) {
        // `import a.b` binds `a`, and `import a.b as c` binds the whole.
        const path = taken.split('.');
        const meant = bound === path[0] ? [bound] : path;
        return this.#named(meant) ?? { kind: 'outside', name: path.at(-1) ?? '' };
      }
      const path = this.#resolved(from, module);
      const holder = path === null ? null : this.#named(path);
      if (holder?.kind !== 'module') return { kind: 'outside', name: taken };
      return this.#inside(holder.module, taken, depth + 1);
    }
    for (const from of module.taken) {
      const holder = this.#named(this.#resolved(from, module) ?? []);
      if (holder?.kind !== 'module') continue;
      const found = this.#single(name, holder.module, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }

  /** An attribute of a module: a name of its own, or a module below it. */
  #inside(module: Module, name: string, depth: number): Meaning | null {
    return (
      this.#single(name, module, depth + 1) ??
      (module.name === null ? null : this.#named([...module.name.split('.'), name]))
    );
  }

  /** By the whole path that documentation writes. */
  #written(parts: readonly string[]): Meaning | null {
    for (let length = parts.length - 1; length > 0; length--) {
      const holder = this.#named(parts.slice(0, length));
      if (holder?.kind === 'module') return this.#path(parts.slice(length), holder.module, 0);
    }
    return null;
  }

  /** The path of a module that is written with or without dots in front; null beyond the top. */
  #resolved(from: string, { within }: Module): readonly string[] | null {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/s.exec(from) ?? [];
    const path = rest === '' ? [] : rest.split('.').map((part) => part.trim());
    if (dots === '') return path;
    return dots.length > within.length
      ? null
      : [...within.slice(0, within.length - dots.length + 1), ...path];
  }

  #named(path: readonly string[]): Meaning | null {
    const module = path.length === 0 ? null : this.#module(path.join('.'));
    return module === null ? null : { kind: 'module', module };
  }

  #module(name: string): Module | null {
    if (name === this.#ownName) return this.own;
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const text = this.#texts.get(name)?.();
    const module = text === undefined ? this.#folder(name) : this.#parsed(name, text);
    this.#read.set(name, module);
    return module;
  }

  #parsed(name: string, text: string): Module | null {
    const isMore =
      this.#read.size >= most.modules || this.#characters + text.length > most.characters;
    if (isMore || text.length > most.inOne) return null;
    this.#characters += text.length;
    const tree = parsePython(text);
    const parts = name.split('.');
    const module = moduleOf(tree, name, this.#packages.has(name) ? parts : parts.slice(0, -1));
    if (!this.#modules.has(tree)) this.#modules.set(tree, module);
    return module;
  }

  /** A package without a file of its own has no names but those of its modules. */
  #folder(name: string): Module | null {
    const isOne = [...this.#texts.keys()].some((other) => other.startsWith(`${name}.`));
    if (!isOne) return null;
    const none = new Map<string, never>();
    return {
      name,
      within: name.split('.'),
      functions: none,
      classes: none,
      values: none,
      bindings: none,
      taken: [],
    };
  }
}

function nested(definition: SyntaxNode, name: string): Meaning | null {
  for (const statement of definition.get('body')?.parts ?? []) {
    const node =
      statement.type === 'decorated_definition' ? statement.get('definition') : statement;
    if (node?.type === 'class_definition' && node.get('name')?.text === name)
      return { kind: 'class', node };
  }
  return null;
}
