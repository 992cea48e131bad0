import type { SyntaxNode } from '../../syntax-node.ts';
import { parameterNames } from '../syntax.ts';
import type { Drafts } from './drafts.ts';
import { type CallingFile, FileCalls } from './file-calls.ts';
import { combinationsOf, isLeftOut } from './parametrize.ts';
import { Scope } from './scope.ts';
import type { DiscoveryTarget } from './target.ts';
import { type PyValue, unknown } from './values.ts';
import type { Frame } from './walk.ts';

/**
 * Finds the calls of a file: those of its module, then those of each test, with its parameters and
 * fixtures, and of each method of a test class, after what sets it up.
 */
export function findCalls(
  file: CallingFile,
  target: DiscoveryTarget,
  drafts: Drafts,
  isOwnFile: boolean,
): void {
  const reader = new TestFile(file, target, drafts);
  reader.module();
  reader.tests();
  if (!isOwnFile) reader.calls.noteUnseen(file.tree);
}

interface Fixture {
  readonly definition: SyntaxNode;
  /** What its own file binds, where that is another one. */
  readonly module: Scope | null;
}

interface TestClass {
  readonly definition: SyntaxNode;
  readonly decorated: SyntaxNode;
  readonly name: string;
  readonly isUnittest: boolean;
  readonly methods: ReadonlyMap<string, SyntaxNode>;
}

class TestFile {
  readonly calls: FileCalls;
  readonly #tree: SyntaxNode;
  readonly #module = new Scope(null);
  readonly #base: string;
  readonly #own: SyntaxNode | null;
  readonly #fixtures = new Map<string, Fixture>();
  readonly #target: DiscoveryTarget;

  constructor(file: CallingFile, target: DiscoveryTarget, drafts: Drafts) {
    this.#tree = file.tree;
    this.#target = target;
    this.#base = file.path.split('/').at(-1) ?? file.path;
    this.#own = target.definition?.source === file.tree.source ? target.definition : null;
    const frame: Frame = {
      kind: 'assert',
      id: this.#base,
      line: null,
      depth: 0,
      methods: new Map(),
      isCertain: true,
    };
    this.calls = new FileCalls(file, target, drafts, this.#module, frame);
    for (const [definition, whole] of definitionsIn(this.#tree, 'function_definition')) {
      if (definition.start === this.#own?.start) continue;
      const name = definition.get('name')?.text ?? '';
      if (isFixture(whole)) this.#fixtures.set(name, { definition, module: null });
      else this.calls.functions.set(name, definition);
    }
    for (const tree of file.shared ?? []) this.#share(tree);
  }

  /** Fixtures of another file, which see what is bound there; nearer ones hide them. */
  #share(tree: SyntaxNode): void {
    const module = new Scope(null);
    const { walk } = this.calls;
    const isBinding = (node: SyntaxNode): boolean => node.type === 'expression_statement';
    walk.block(
      tree.parts.filter((node) => isBinding(node) && this.#isApart(node)),
      module,
    );
    for (const [definition, whole] of definitionsIn(tree, 'function_definition')) {
      const name = definition.get('name')?.text ?? '';
      if (!isFixture(whole) || this.#fixtures.has(name)) continue;
      if (this.#isApart(definition)) this.#fixtures.set(name, { definition, module });
    }
  }

  /**
   * Whether nothing of the function, or of this file's helpers, is named in another file's text:
   * there the names may mean something else, and its lines are not this file's.
   */
  #isApart(node: SyntaxNode): boolean {
    const names = new Set(
      [...node.walk()].filter((each) => each.type === 'identifier').map(({ text }) => text),
    );
    const own = this.#target.definition?.get('name')?.text ?? '';
    return !names.has(own) && ![...this.calls.functions.keys()].some((name) => names.has(name));
  }

  module(): void {
    this.calls.walk.block(this.#tree.parts, this.#module);
  }

  tests(): void {
    for (const [definition, whole] of definitionsIn(this.#tree, 'function_definition')) {
      const name = definition.get('name')?.text ?? '';
      if (!name.startsWith('test') || definition.start === this.#own?.start) continue;
      this.#test(definition, [whole], null, `${this.#base}::${name}`);
    }
    for (const [definition, whole] of definitionsIn(this.#tree, 'class_definition')) {
      this.#class(definition, whole);
    }
  }

  #class(definition: SyntaxNode, decorated: SyntaxNode): void {
    const name = definition.get('name')?.text ?? '';
    const isUnittest = this.#isUnittest(definition);
    if (!isUnittest && !name.startsWith('Test')) return;
    const body = definition.get('body');
    const members = body === null ? [] : [...definitionsIn(body, 'function_definition')];
    const methods = new Map(
      members.map(([method]) => [method.get('name')?.text ?? '', method] as const),
    );
    const around: TestClass = { definition, decorated, name, isUnittest, methods };
    for (const [method, whole] of members) {
      const label = method.get('name')?.text ?? '';
      if (isFixture(whole)) this.#fixtures.set(label, { definition: method, module: null });
      else if (label.startsWith('test')) {
        this.#test(method, [decorated, whole], around, `${this.#base}::${name}::${label}`);
      }
    }
  }

  #isUnittest(definition: SyntaxNode): boolean {
    return (definition.get('superclasses')?.parts ?? []).some(({ text }) => {
      if (text.endsWith('TestCase')) return true;
      const local = [...definitionsIn(this.#tree, 'class_definition')].find(
        ([each]) => each.get('name')?.text === text && each !== definition,
      );
      return local !== undefined && this.#isUnittest(local[0]);
    });
  }

  #test(
    definition: SyntaxNode,
    wholes: readonly SyntaxNode[],
    around: TestClass | null,
    id: string,
  ): void {
    if (wholes.some(isLeftOut)) {
      this.calls.passOver(definition);
      return;
    }
    const { walk } = this.calls;
    const kind = around?.isUnittest ? 'unittest' : 'pytest';
    const methods = around?.methods ?? new Map<string, SyntaxNode>();
    for (const combination of combinationsOf(wholes, walk.evaluator, this.#module)) {
      const scope = new Scope(this.#module);
      const label = combination.id === '' ? id : `${id}[${combination.id}]`;
      walk.within({ kind, id: label, methods }, () => {
        if (around !== null) this.#setUp(around, scope);
        for (const name of parameterNames(definition)) {
          if (name === 'self') continue;
          scope.set(name, combination.values.get(name) ?? this.#fixture(name, scope, 0));
        }
        walk.block(definition.get('body')?.parts ?? [], scope);
      });
    }
  }

  /** What the class binds, and what its methods bind before each test. */
  #setUp({ definition, methods }: TestClass, scope: Scope): void {
    const own = new Scope(this.#module);
    const { walk } = this.calls;
    const isBinding = (node: SyntaxNode): boolean => node.type === 'expression_statement';
    const body = definition.get('body')?.parts ?? [];
    walk.block(body.filter(isBinding), own);
    for (const statement of body.filter(isBinding)) {
      const name = statement.parts[0]?.get('left')?.text ?? '';
      const value = own.get(name);
      if (value !== undefined) scope.set(`self.${name}`, value);
    }
    for (const name of ['setUpClass', 'setup_class', 'setUp', 'setup_method', 'setup']) {
      const method = methods.get(name);
      if (method === undefined) continue;
      walk.block(method.get('body')?.parts ?? [], scope);
      for (const { text } of attributesBoundTo('cls', method)) {
        const value = scope.get(text);
        if (value !== undefined) scope.set(text.replace(/^cls\./, 'self.'), value);
      }
    }
  }

  /** The value of a fixture, made anew for each test. */
  #fixture(name: string, scope: Scope, depth: number): PyValue {
    const fixture = this.#fixtures.get(name);
    if (fixture === undefined || depth > 4) return unknown;
    const { definition, module } = fixture;
    const inner = new Scope(module ?? scope);
    for (const each of parameterNames(definition)) {
      if (each !== 'self') inner.set(each, this.#fixture(each, scope, depth + 1));
    }
    const yielded = [...definition.walk()].find((node) => node.type === 'yield');
    const { walk } = this.calls;
    const completion = walk.block(definition.get('body')?.parts ?? [], inner);
    if (typeof completion === 'object') return completion.value;
    const given = yielded?.parts[0];
    return given ? walk.evaluator.value(given, inner) : unknown;
  }
}

/** Definitions of one kind right in a body, each with its decorators around it. */
function* definitionsIn(
  body: SyntaxNode,
  type: 'function_definition' | 'class_definition',
): Generator<readonly [definition: SyntaxNode, whole: SyntaxNode]> {
  for (const node of body.parts) {
    if (node.type === type) yield [node, node];
    const inner = node.type === 'decorated_definition' ? node.get('definition') : null;
    if (inner?.type === type) yield [inner, node];
  }
}

function isFixture(whole: SyntaxNode): boolean {
  return whole.children.some(
    (child) => child.type === 'decorator' && /^@(?:pytest\.)?fixture\b/.test(child.text),
  );
}

function attributesBoundTo(name: string, method: SyntaxNode): readonly SyntaxNode[] {
  return [...method.walk()].filter(
    (node) => node.type === 'attribute' && node.get('object')?.text === name,
  );
}
