import type { SyntaxNode } from '../../syntax-node.ts';
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
  readonly #module: Module;
  readonly #types: TypeReader;
  readonly #scope = new Scope(null);
  readonly #expressions: Expressions;
  readonly #statements: Statements;
  readonly #functions = new Map<SyntaxNode, Guess>();
  readonly #optional = new Set<Guess>();
  #self: { readonly guess: Guess; readonly body: SyntaxNode } | null = null;
  #depth = 0;

  constructor(module: Module, types: TypeReader) {
    this.#module = module;
    this.#types = types;
    this.#expressions = new Expressions(this.make, this, this.#scope);
    this.#statements = new Statements(
      this.#expressions,
      (definition) => this.#enter(definition, this.#expressions.scope, false),
      (value, type) => tell(value, this.#types.shapeOf(type.text), written),
    );
  }

  /** The class whose instance methods are called on. */
  methodsOf(classDefinition: SyntaxNode): void {
    const body = classDefinition.get('body');
    if (body !== null) this.#self = { guess: this.make.blank(), body };
  }

  /** What is known of the instance whose methods are read. */
  get self(): Guess {
    return this.#self?.guess ?? this.make.blank();
  }

  /** Its parameters are `param 0` and so on, bound ones left out. */
  function(definition: SyntaxNode, isBound: boolean): Guess {
    const known = this.#functions.get(definition);
    return known ?? this.#enter(definition, this.#scope, isBound);
  }

  /** Whether a value was compared with None. */
  isOptional(guess: Guess): boolean {
    return [...this.#optional].some((each) => each.root === guess.root);
  }

  isCompared(guess: Guess): void {
    this.#optional.add(guess);
  }

  named(name: string): Guess | null {
    const definition = this.#module.functions.get(name);
    if (definition !== undefined) return this.#helper(definition, false);
    const value = this.#module.values.get(name);
    if (value === undefined) return null;
    const { scope } = this.#expressions;
    const guess = this.make.blank();
    this.#scope.set(name, guess);
    this.#expressions.scope = this.#scope;
    guess.join(this.#expressions.of(value));
    this.#expressions.scope = scope;
    return guess;
  }

  method(object: Guess, name: string): Guess | null {
    const self = this.#self;
    if (self === null || object.root !== self.guess.root) return null;
    const method = methodIn(self.body, name);
    return method === null ? object.part(`.${name}`) : this.#helper(method, true);
  }

  #helper(definition: SyntaxNode, isMethod: boolean): Guess {
    const known = this.#functions.get(definition);
    if (known !== undefined) return known;
    if (this.#depth >= deepest) return this.make.blank();
    const isStatic = definition.parent?.children.some((child) => child.text === '@staticmethod');
    this.#depth += 1;
    const guess = this.#enter(definition, this.#scope, isMethod && isStatic !== true);
    this.#depth -= 1;
    return guess;
  }

  #enter(definition: SyntaxNode, outer: Scope, isBound: boolean): Guess {
    const guess = this.make.blank();
    this.#functions.set(definition, guess);
    const read = this.#expressions;
    const before = read.scope;
    read.scope = new Scope(outer);
    const parameters = parametersOf(definition);
    const [first] = parameters;
    if (isBound && first !== undefined && this.#self !== null)
      read.scope.set(first.name, this.#self.guess);
    parameters.slice(isBound ? 1 : 0).forEach(({ name, place, annotation, fallback }, i) => {
      const value = guess.part(`param ${i}`);
      const shape = annotation === null ? anything : this.#types.shapeOf(annotation.text);
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

function methodIn(body: SyntaxNode, name: string): SyntaxNode | null {
  for (const statement of body.parts) {
    const definition =
      statement.type === 'decorated_definition' ? statement.get('definition') : statement;
    if (definition?.type === 'function_definition' && definition.get('name')?.text === name)
      return definition;
  }
  return null;
}
