import type { SyntaxNode } from '../../syntax-node.ts';
import { lineage, methodsOf } from './class-body.ts';
import { Expressions } from './expressions.ts';
import { Guesses, type Guess } from './guess.ts';
import type { Module } from './module.ts';
import { parametersOf } from './parameters.ts';
import type { Functions } from './reader.ts';
import { Scope } from './scope.ts';
import { anything, tell } from './shapes.ts';
import { Statements } from './statements.ts';
import type { TypeReader } from './type-reader.ts';

/** How much what is written down weighs against what is done with a value. */
const written = 8;

/** Helpers are looked into, and helpers of helpers are not. */
const deepest = 1;

/** Reads functions of one file, and gathers what they tell of each other's values. */
export class Reading implements Functions {
  readonly make = new Guesses();
  readonly #types: TypeReader;
  /** Names of modules, each read when it is first used. */
  readonly #scopes = new Map<Module, Scope>();
  readonly #expressions: Expressions;
  readonly #statements: Statements;
  readonly #functions = new Map<SyntaxNode, Guess>();
  readonly #optional = new Set<Guess>();
  #self: { readonly guess: Guess; readonly definition: SyntaxNode } | null = null;
  #module: Module;
  #depth = 0;

  constructor(types: TypeReader) {
    this.#types = types;
    this.#module = types.module;
    this.#expressions = new Expressions(this.make, this, this.#scope);
    this.#statements = new Statements(
      this.#expressions,
      (definition) => this.#enter(definition, this.#expressions.scope, false),
      (value, type) => tell(value, this.#types.at(type).shapeOf(type.text), written),
    );
  }

  /** The class whose instance methods are called on. */
  methodsOf(classDefinition: SyntaxNode): void {
    this.#self = { guess: this.make.blank(), definition: classDefinition };
  }

  /** What is known of the instance whose methods are read. */
  get self(): Guess {
    return this.#self?.guess ?? this.make.blank();
  }

  /** Its parameters are `param 0` and so on, bound ones left out. */
  function(definition: SyntaxNode, isBound: boolean): Guess {
    const known = this.#functions.get(definition);
    return known ?? this.#within(definition, isBound);
  }

  /** Whether a value was compared with None. */
  isOptional(guess: Guess): boolean {
    return [...this.#optional].some((each) => each.root === guess.root);
  }

  isCompared(guess: Guess): void {
    this.#optional.add(guess);
  }

  named(name: string): Guess | null {
    const meaning = this.#types.neighbours.meaning(name, this.#module);
    if (meaning?.kind === 'function') return this.#helper(meaning.node, false);
    if (meaning?.kind !== 'value') return null;
    const { scope } = this.#expressions;
    const module = this.#module;
    const guess = this.make.blank();
    this.#scope.set(name, guess);
    this.#module = this.#types.neighbours.moduleOf(meaning.node);
    this.#expressions.scope = this.#scope;
    guess.join(this.#expressions.of(meaning.node));
    this.#module = module;
    this.#expressions.scope = scope;
    return guess;
  }

  method(object: Guess, name: string): Guess | null {
    const self = this.#self;
    if (self === null || object.root !== self.guess.root) return null;
    for (const node of lineage(self.definition, this.#types.neighbours)) {
      const method = methodsOf(node).get(name);
      if (method !== undefined) return this.#helper(method, true);
    }
    return object.part(`.${name}`);
  }

  get #scope(): Scope {
    const known = this.#scopes.get(this.#module) ?? new Scope(null);
    this.#scopes.set(this.#module, known);
    return known;
  }

  #helper(definition: SyntaxNode, isMethod: boolean): Guess {
    const known = this.#functions.get(definition);
    if (known !== undefined) return known;
    if (this.#depth >= deepest) return this.make.blank();
    const isStatic = definition.parent?.children.some((child) => child.text === '@staticmethod');
    this.#depth += 1;
    const guess = this.#within(definition, isMethod && isStatic !== true);
    this.#depth -= 1;
    return guess;
  }

  /** Reads a definition where its names mean what they mean in its own module. */
  #within(definition: SyntaxNode, isBound: boolean): Guess {
    const module = this.#module;
    this.#module = this.#types.neighbours.moduleOf(definition);
    const guess = this.#enter(definition, this.#scope, isBound);
    this.#module = module;
    return guess;
  }

  #enter(definition: SyntaxNode, outer: Scope, isBound: boolean): Guess {
    const guess = this.make.blank();
    this.#functions.set(definition, guess);
    const read = this.#expressions;
    const before = read.scope;
    const types = this.#types.at(definition);
    read.scope = new Scope(outer);
    const parameters = parametersOf(definition);
    const [first] = parameters;
    if (isBound && first !== undefined && this.#self !== null)
      read.scope.set(first.name, this.#self.guess);
    parameters.slice(isBound ? 1 : 0).forEach(({ name, place, annotation, fallback }, i) => {
      const value = guess.part(`param ${i}`);
      const shape = annotation === null ? anything : types.shapeOf(annotation.text);
      tell(value, shape, written);
      if (fallback !== null && fallback.type !== 'none') value.join(read.of(fallback));
      guess.part(`param ${name}`).join(value);
      if (place === 'rest') read.scope.set(name, this.make.over(value, 'list'));
      else if (place === 'keywords')
        read.scope.set(name, this.make.dict(this.make.of('string'), value));
      else read.scope.set(name, value);
    });
    guess.part('returns').join(this.#statements.body(definition.get('body')));
    read.scope = before;
    return guess;
  }
}
