import type { SyntaxNode } from '../../syntax-node.ts';
import { itemsOf } from './calls.ts';
import type { Expressions } from './expressions.ts';
import type { Guess } from './guess.ts';

/** What holds statements, or is one. */
const holders = (
  'block elif_clause else_clause except_clause except_group_clause finally_clause case_clause ' +
  'with_clause with_item if_statement for_statement while_statement try_statement ' +
  'with_statement match_statement expression_statement return_statement function_definition ' +
  'decorated_definition class_definition global_statement nonlocal_statement import_statement ' +
  'import_from_statement delete_statement raise_statement assert_statement ERROR'
).split(' ');

/** Goes through the statements of a body in order. */
export class Statements {
  readonly #read: Expressions;
  readonly #define: (definition: SyntaxNode) => Guess;
  readonly #annotate: (value: Guess, type: SyntaxNode) => void;
  #returns: Guess;
  #yields: Guess;
  /** Loops and branches around the present statement. */
  #depth = 0;

  constructor(
    read: Expressions,
    define: (definition: SyntaxNode) => Guess,
    annotate: (value: Guess, type: SyntaxNode) => void,
  ) {
    this.#read = read;
    this.#define = define;
    this.#annotate = annotate;
    this.#returns = read.make.blank();
    this.#yields = read.make.blank();
  }

  /** What the body returns. */
  body(block: SyntaxNode | null): Guess {
    const outer = [this.#returns, this.#yields, this.#depth] as const;
    const { make } = this.#read;
    [this.#returns, this.#yields, this.#depth] = [make.blank(), make.blank(), 0];
    for (const statement of block?.parts ?? []) this.#statement(statement);
    const result = this.#yields.isBlank ? this.#returns : make.over(this.#yields);
    [this.#returns, this.#yields, this.#depth] = outer;
    return result;
  }

  #statement(node: SyntaxNode): void {
    if (this.#depth > 100) return;
    const read = this.#read;
    switch (node.type) {
      case 'expression_statement':
        for (const part of node.parts) this.#expression(part);
        return;
      case 'return_statement':
        if (node.parts[0]?.type !== 'none') this.#returns.join(read.of(node.parts[0]));
        return;
      case 'for_statement': {
        const over = read.of(node.get('right'));
        const left = node.get('left');
        // A loop's variable is often used again for something else: it begins anew each time.
        if (left !== null)
          read.bind(left, itemsOf(over, read.make), (name, value) => read.scope.set(name, value));
        this.#inner(node);
        return;
      }
      case 'function_definition':
        read.scope.set(node.get('name')?.text ?? '', this.#define(node));
        return;
      case 'decorated_definition':
        for (const part of node.parts)
          if (part.type === 'function_definition') this.#statement(part);
        return;
      case 'class_definition':
      case 'global_statement':
      case 'nonlocal_statement':
      case 'import_statement':
      case 'import_from_statement':
      case 'comment':
        return;
      case 'delete_statement':
      case 'raise_statement':
      case 'assert_statement':
        for (const part of node.parts) read.of(part);
        return;
      case 'with_item':
        this.#withItem(node);
        return;
      default:
        this.#inner(node);
    }
  }

  /** Statements within another, after what decides about them. */
  #inner(node: SyntaxNode): void {
    const isLoop = node.type === 'for_statement';
    this.#depth += 1;
    for (const part of node.parts) {
      const isHead = isLoop && (part.field === 'left' || part.field === 'right');
      if (isHead || part.is('case_pattern', 'as_pattern')) continue;
      if (part.is(...holders)) this.#statement(part);
      else this.#read.of(part);
    }
    this.#depth -= 1;
  }

  #withItem(node: SyntaxNode): void {
    const value = node.get('value');
    const [context, alias] = value?.type === 'as_pattern' ? value.parts : [value];
    this.#read.of(context);
    const name = alias?.parts[0];
    if (name?.type === 'identifier') this.#read.scope.set(name.text, this.#read.make.blank());
  }

  #expression(node: SyntaxNode): void {
    const read = this.#read;
    if (node.type === 'assignment') {
      this.#assignment(node);
      return;
    }
    if (node.type === 'augmented_assignment') {
      this.#augmented(node);
      return;
    }
    if (node.type === 'yield') {
      for (const part of node.parts) {
        const value = read.of(part);
        this.#yields.join(/^yield\s+from\b/.test(node.text) ? itemsOf(value, read.make) : value);
      }
      return;
    }
    read.of(node);
  }

  #assignment(node: SyntaxNode): Guess {
    const [left, right, type] = [node.get('left'), node.get('right'), node.get('type')];
    const value = right?.type === 'assignment' ? this.#assignment(right) : this.#read.of(right);
    if (type !== null) this.#annotate(value, type);
    if (left !== null) this.#read.bind(left, value, (name, given) => this.#assign(name, given));
    return value;
  }

  /**
   * A variable that is assigned anew for certain, outside of loops and branches, has nothing to do
   * with its former value; otherwise both must be alike.
   */
  #assign(name: string, value: Guess): void {
    const known = this.#read.scope.find(name);
    if (this.#depth === 0 || known === null || known.disagrees(value))
      this.#read.scope.set(name, value);
    else known.join(value);
  }

  #augmented(node: SyntaxNode): void {
    const read = this.#read;
    const [target, value] = [read.of(node.get('left')), read.of(node.get('right'))];
    const operator = node.get('operator')?.text.replace('=', '') ?? '';
    const result = read.operate(operator, target, value);
    if (operator !== '/' && result !== target) target.join(result);
  }
}
