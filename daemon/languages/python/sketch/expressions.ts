import type { SyntaxNode } from '../../syntax-node.ts';
import { stringPrefix, stringValue } from '../strings.ts';
import { behaviourOf, itemsOf, type Behaviour } from './calls.ts';
import type { Guess, Guesses } from './guess.ts';
import { readCall } from './call-expressions.ts';
import { operated } from './operators.ts';
import { parametersOf } from './parameters.ts';
import { libraries, type Functions, type Reader } from './reader.ts';
import { Scope } from './scope.ts';

/** Deeper expressions are not looked into: nobody writes them, and they could end the stack. */
const deepest = 150;

/** Goes through expressions, and gathers what they tell of the variables in them. */
export class Expressions implements Reader {
  readonly make: Guesses;
  readonly functions: Functions;
  scope: Scope;
  #depth = 0;

  constructor(make: Guesses, functions: Functions, scope: Scope) {
    this.make = make;
    this.functions = functions;
    this.scope = scope;
  }

  of(node: SyntaxNode | null | undefined): Guess {
    if (node === null || node === undefined || this.#depth > deepest) return this.make.blank();
    this.#depth += 1;
    const guess = this.#of(node);
    this.#depth -= 1;
    return guess;
  }

  operate(operator: string, left: Guess, right: Guess): Guess {
    return operated(operator, left, right, this.make);
  }

  /** Runs in a scope within the present one. */
  within<T>(action: () => T): T {
    const { scope } = this;
    this.scope = new Scope(scope);
    const result = action();
    this.scope = scope;
    return result;
  }

  /** Binds what stands on the left to a value; `assign` decides what becomes of a variable. */
  bind(target: SyntaxNode, value: Guess, assign: (name: string, value: Guess) => void): void {
    if (target.type === 'identifier') assign(target.text, value);
    else if (target.is('pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list')) {
      const splat = target.parts.findIndex((part) => part.type === 'list_splat_pattern');
      if (splat < 0) value.hint('unpacked');
      target.parts.forEach((part, i) => {
        if (splat < 0 || i < splat) this.bind(part, value.part(`at ${i}`), assign);
        else if (i > splat) this.bind(part, value.part('items'), assign);
        else
          this.bind(
            part.parts[0] ?? part,
            this.make.over(itemsOf(value, this.make), 'list'),
            assign,
          );
      });
    } else if (target.is('subscript', 'attribute')) {
      const isSlice = target.getAll('subscript')[0]?.type === 'slice';
      const stored = this.of(target);
      if (target.type === 'subscript') this.of(target.get('value')).hint('mutable');
      if (isSlice) stored.part('items').join(itemsOf(value, this.make));
      else stored.join(value);
    } else if (target.type === 'parenthesized_expression' && target.parts[0] !== undefined)
      this.bind(target.parts[0], value, assign);
  }

  #of(node: SyntaxNode): Guess {
    const { make } = this;
    switch (node.type) {
      case 'identifier':
        return this.#variable(node.text);
      case 'integer':
        return make.of('integer');
      case 'float':
        return make.of('float');
      case 'true':
      case 'false':
        return make.of('boolean');
      case 'string':
      case 'concatenated_string':
        return this.#text(node);
      case 'parenthesized_expression':
      case 'list_splat':
        return this.of(node.parts[0]);
      case 'tuple':
      case 'expression_list':
        return make.tuple(...node.parts.map((part) => this.of(part)));
      case 'list':
      case 'set':
        return this.#collection(node);
      case 'dictionary':
        return this.#dictionary(node);
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
      case 'dictionary_comprehension':
        return this.within(() => this.#comprehension(node));
      case 'lambda':
        return this.within(() => this.#lambda(node));
      case 'conditional_expression':
        return this.#choice(node);
      case 'not_operator':
        this.of(node.parts[0]);
        return make.of('boolean');
      case 'boolean_operator':
        return this.#either(node);
      case 'comparison_operator':
        return this.#comparison(node);
      case 'unary_operator':
        return this.of(node.get('argument') ?? node.parts[0]).hint('number', 0.5);
      case 'binary_operator':
        return this.operate(
          node.get('operator')?.text ?? '',
          this.of(node.get('left')),
          this.of(node.get('right')),
        );
      case 'attribute':
        return this.#attribute(node);
      case 'subscript':
        return this.#subscript(node);
      case 'call':
        return readCall(node, this);
      case 'named_expression': {
        const value = this.of(node.get('value'));
        const name = node.get('name');
        if (name !== null) this.bind(name, value, (key, guess) => this.scope.set(key, guess));
        return value;
      }
      default:
        for (const part of node.parts) this.of(part);
        return make.blank();
    }
  }

  #variable(name: string): Guess {
    const known = this.scope.find(name) ?? this.functions.named(name);
    if (known !== null) return known;
    const behaviour = behaviourOf(name);
    if (behaviour !== null) return this.#asValue(behaviour, binary.test(name) ? 2 : 1);
    const guess = this.make.blank();
    if (!libraries.has(name)) this.scope.set(name, guess);
    return guess;
  }

  /** A well-known function that is handed over, as in `map(int, xs)`. */
  #asValue(behaviour: Behaviour, count: number): Guess {
    const guess = this.make.blank();
    const parameters = Array.from({ length: count }, (_, i) => guess.part(`param ${i}`));
    guess.part('returns').join(behaviour(parameters, this.make, new Map()));
    return guess;
  }

  #text(node: SyntaxNode): Guess {
    const strings = node.type === 'string' ? [node] : node.parts;
    for (const text of strings) {
      for (const part of text.parts)
        if (part.type === 'interpolation') for (const inner of part.parts) this.of(inner);
    }
    if (strings.some((text) => stringPrefix(text).includes('b'))) return this.make.of('bytes');
    const guess = this.make.of('string');
    const isCharacter = node.type === 'string' && [...stringValue(node)].length === 1;
    return isCharacter ? guess.hint('character') : guess;
  }

  #collection(node: SyntaxNode): Guess {
    const collection = this.make.of(node.type === 'set' ? 'set' : 'list');
    for (const part of node.parts) {
      const value = this.of(part);
      collection.part('items').join(part.type === 'list_splat' ? itemsOf(value, this.make) : value);
    }
    return collection;
  }

  #dictionary(node: SyntaxNode): Guess {
    const dict = this.make.of('dict');
    for (const part of node.parts) {
      if (part.type !== 'pair') {
        dict.join(this.of(part.parts[0]));
        continue;
      }
      dict.part('index').join(this.of(part.get('key')));
      dict.part('value').join(this.of(part.get('value')));
    }
    return dict;
  }

  #comprehension(node: SyntaxNode): Guess {
    for (const clause of node.parts) {
      if (clause.type === 'for_in_clause') {
        const over = this.of(clause.get('right'));
        const left = clause.get('left');
        if (left === null) continue;
        this.bind(left, itemsOf(over, this.make), (name, value) => this.scope.set(name, value));
      } else if (clause.type === 'if_clause') this.of(clause.parts[0]);
    }
    const body = node.get('body');
    if (node.type === 'dictionary_comprehension')
      return this.make.dict(this.of(body?.get('key')), this.of(body?.get('value')));
    const hint =
      node.type === 'list_comprehension'
        ? 'list'
        : node.type === 'set_comprehension'
          ? 'set'
          : 'iterable';
    return this.make.over(this.of(body), hint);
  }

  #lambda(node: SyntaxNode): Guess {
    const guess = this.make.blank();
    parametersOf(node).forEach(({ name }, i) => this.scope.set(name, guess.part(`param ${i}`)));
    guess.part('returns').join(this.of(node.get('body')));
    return guess;
  }

  #choice(node: SyntaxNode): Guess {
    const [yes, condition, no] = node.parts;
    this.of(condition);
    const guess = this.of(yes);
    guess.join(this.of(no));
    return guess;
  }

  #either(node: SyntaxNode): Guess {
    const [left, right] = [this.of(node.get('left')), this.of(node.get('right'))];
    const isOr = node.get('operator')?.text === 'or';
    // `x or []` gives a stand-in for x; `a or b` of two conditions tells nothing of either.
    if (isOr && right.family !== null && right.family !== 'boolean') left.join(right);
    return isOr ? left : right;
  }

  #comparison(node: SyntaxNode): Guess {
    const operators = node.getAll('operators').map((operator) => operator.text);
    const operands = node.parts.filter((part) => part.field !== 'operators');
    const guesses = operands.map((operand) => this.of(operand));
    for (let i = 0; i + 1 < operands.length; i++) {
      const [left, right] = [guesses[i]!, guesses[i + 1]!];
      if (operands.slice(i, i + 2).some(({ type }) => type === 'none')) {
        this.functions.isCompared(operands[i]!.type === 'none' ? right : left);
        continue;
      }
      if (operators.some((operator) => operator.endsWith('in'))) this.#contains(right, left);
      else {
        left.hint('compared', 0.5).join(right);
        right.hint('compared', 0.5);
      }
    }
    return this.make.of('boolean');
  }

  #contains(container: Guess, item: Guess): void {
    container.hint('iterable', 0.5);
    if (container.family === 'string') item.hint('string');
    else container.part('items').join(item.hint('compared', 0.5));
  }

  #attribute(node: SyntaxNode): Guess {
    const object = this.of(node.get('object'));
    const name = node.get('attribute')?.text ?? '';
    // The reader of a class takes part in its methods: they are no evidence of what it is.
    return this.functions.method(object, name) ?? object.hint('object', 0.5).part(`.${name}`);
  }

  #subscript(node: SyntaxNode): Guess {
    const object = this.of(node.get('value'));
    const indices = node.getAll('subscript');
    const [index] = indices;
    if (index === undefined) return object;
    if (index.type === 'slice' && indices.length === 1) {
      for (const bound of index.parts) this.of(bound).hint('integer');
      return object.hint('sized', 0.5);
    }
    if (indices.length > 1) {
      object.hint('dict', 0.5);
      object.part('index').join(this.make.tuple(...indices.map((each) => this.of(each))));
      return object.part('value');
    }
    if (index.type === 'string' && stringPrefix(index) === '')
      return object.part(`key ${stringValue(index)}`);
    const key = this.of(index);
    if (index.type === 'integer' && /^\d{1,2}$/.test(index.text))
      return object.part(`at ${Number(index.text)}`);
    if (/^-\s*\d+$/.test(index.text)) object.hint('sized', 0.5);
    else object.part('index').join(key);
    if (object.score('list') > object.score('tuple'))
      object.part('items').join(object.part('value'));
    return object.part('value');
  }
}

/** Functions that take two values where they are handed over. */
const binary = /^(?:add|sub|mul|truediv|floordiv|mod|xor|min|max|gcd|lcm|pow)$/;
