import type { SyntaxNode } from '../../syntax-node.ts';
import { stringPrefix, stringValue } from '../strings.ts';
import { callBuiltin, constants } from './builtins.ts';
import { callMethod } from './methods.ts';
import { binary, compare, item, merged, slice, unary } from './operators.ts';
import { Scope } from './scope.ts';
import {
  bool,
  dict,
  float,
  int,
  itemsOf,
  mostItems,
  none,
  type PyArguments,
  type PyValue,
  row,
  str,
  tooLarge,
  truth,
  unknown,
} from './values.ts';

/** What the evaluator cannot know by itself. */
export interface Surroundings {
  /** A call that means something here: of the function, of its class, of pytest, of a helper. */
  call(node: SyntaxNode, scope: Scope): PyValue | null;
  /** A type that can be called, as `$new` says it; null for any other name. */
  type?(name: string, scope: Scope): string | null;
  /** A constant that a type has, such as `Color.RED`. */
  member?(name: string, scope: Scope): PyValue | null;
}

/** Steps that one file may take: a text that counts to a billion is not waited for. */
const mostSteps = 2_000_000;

/**
 * Values of expressions without running Python: literals, names bound to such, arithmetic, the
 * builtins that make rows of numbers and texts, and comprehensions. All else is unknown.
 */
export class Evaluator {
  readonly #around: Surroundings;
  #steps = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  value(node: SyntaxNode, scope: Scope): PyValue {
    if (++this.#steps > mostSteps) return tooLarge;
    switch (node.type) {
      case 'none':
        return none;
      case 'true':
      case 'false':
        return bool(node.type === 'true');
      case 'integer':
        return integerLiteral(node.text);
      case 'float':
        return floatLiteral(node.text);
      case 'string':
      case 'concatenated_string':
        return textLiteral(node);
      case 'identifier':
        return scope.get(node.text) ?? { kind: 'symbol', name: node.text };
      case 'attribute':
        // `f(x).size`: what it is asked of may be the call that is looked for.
        if (node.get('object')?.is('identifier', 'attribute') === false) {
          this.#at(node, 'object', scope);
          return unknown;
        }
        return (
          scope.get(node.text) ??
          constants.get(node.text) ??
          this.#around.member?.(node.text, scope) ?? {
            kind: 'symbol',
            name: node.text.replace(/\s+/g, ''),
          }
        );
      case 'parenthesized_expression':
      case 'await':
        return node.parts[0] ? this.value(node.parts[0], scope) : unknown;
      case 'list':
        return this.#row('list', node.parts, scope);
      case 'tuple':
      case 'expression_list':
        return this.#row('tuple', node.parts, scope);
      case 'set':
        return this.#row('set', node.parts, scope);
      case 'dictionary':
        return this.#dictionary(node, scope);
      case 'unary_operator':
        return unary(node.get('operator')?.text ?? '', this.#at(node, 'argument', scope));
      case 'not_operator':
        return unary('not', this.#at(node, 'argument', scope));
      case 'binary_operator':
        return this.#binary(node, scope);
      case 'boolean_operator':
        return this.#boolean(node, scope);
      case 'comparison_operator':
        return this.#comparison(node, scope);
      case 'conditional_expression':
        return this.#conditional(node, scope);
      case 'subscript':
        return this.#subscript(node, scope);
      case 'call':
        return this.#call(node, scope);
      case 'list_comprehension':
      case 'generator_expression':
        return this.#comprehended('list', node, scope);
      case 'set_comprehension':
        return this.#comprehended('set', node, scope);
      case 'dictionary_comprehension':
        return this.#comprehendedDict(node, scope);
      default:
        return unknown;
    }
  }

  /** The arguments of a call; null where they cannot be told apart. */
  args(call: SyntaxNode, scope: Scope): PyArguments | null {
    const list = call.get('arguments');
    if (list === null) return null;
    if (list.type === 'generator_expression') {
      return { args: [this.value(list, scope)], kwargs: new Map() };
    }
    const args: PyValue[] = [];
    const kwargs = new Map<string, PyValue>();
    for (const part of list.parts) {
      if (part.type === 'keyword_argument') {
        kwargs.set(part.get('name')?.text ?? '', this.#at(part, 'value', scope));
      } else if (part.type === 'list_splat') {
        const items = itemsOf(this.value(part.parts[0]!, scope));
        if (items === null) return null;
        args.push(...items);
      } else if (part.type === 'dictionary_splat') {
        const value = this.value(part.parts[0]!, scope);
        if (value.kind !== 'dict') return null;
        for (const [key, each] of value.entries.values()) {
          if (key.kind !== 'str') return null;
          kwargs.set(key.value, each);
        }
      } else args.push(this.value(part, scope));
    }
    return { args, kwargs };
  }

  #at(node: SyntaxNode, field: string, scope: Scope): PyValue {
    const child = node.get(field);
    return child === null ? unknown : this.value(child, scope);
  }

  #row(kind: 'list' | 'tuple' | 'set', parts: readonly SyntaxNode[], scope: Scope): PyValue {
    const items: PyValue[] = [];
    for (const part of parts) {
      if (part.type !== 'list_splat') {
        items.push(this.value(part, scope));
        continue;
      }
      const spread = itemsOf(this.value(part.parts[0]!, scope));
      if (spread === null) return unknown;
      items.push(...spread);
    }
    return row(kind, items);
  }

  #dictionary(node: SyntaxNode, scope: Scope): PyValue {
    let made = dict([]);
    for (const part of node.parts) {
      const added =
        part.type === 'pair'
          ? dict([[this.#at(part, 'key', scope), this.#at(part, 'value', scope)]])
          : part.type === 'dictionary_splat'
            ? this.value(part.parts[0]!, scope)
            : unknown;
      made = merged(made, added);
    }
    return made;
  }

  #binary(node: SyntaxNode, scope: Scope): PyValue {
    const operator = node.get('operator')?.text ?? '';
    const [left, right] = [this.#at(node, 'left', scope), this.#at(node, 'right', scope)];
    return operator === '|' && left.kind === 'dict'
      ? merged(left, right)
      : binary(operator, left, right);
  }

  #boolean(node: SyntaxNode, scope: Scope): PyValue {
    const left = this.#at(node, 'left', scope);
    const isTrue = truth(left);
    if (isTrue === null) return unknown;
    const isAnd = node.get('operator')?.text === 'and';
    return isTrue === isAnd ? this.#at(node, 'right', scope) : left;
  }

  #comparison(node: SyntaxNode, scope: Scope): PyValue {
    const operands = node.parts.map((part) => this.value(part, scope));
    const operators = node.getAll('operators').map((each) => each.text.replace(/\s+/g, ' '));
    for (const [index, operator] of operators.entries()) {
      const holds = compare(operator, operands[index] ?? unknown, operands[index + 1] ?? unknown);
      if (holds === null) return unknown;
      if (!holds) return bool(false);
    }
    return bool(true);
  }

  #conditional(node: SyntaxNode, scope: Scope): PyValue {
    const [then, condition, otherwise] = node.parts;
    const isTrue = condition ? truth(this.value(condition, scope)) : null;
    const chosen = isTrue ? then : otherwise;
    return isTrue === null || chosen === undefined ? unknown : this.value(chosen, scope);
  }

  #subscript(node: SyntaxNode, scope: Scope): PyValue {
    const value = this.#at(node, 'value', scope);
    const [index, ...others] = node.getAll('subscript');
    if (index === undefined || others.length > 0) return unknown;
    if (index.type !== 'slice') return item(value, this.value(index, scope));
    const bounds: (PyValue | null)[] = [null, null, null];
    let at = 0;
    for (const child of index.children) {
      if (child.type === ':') at++;
      else if (child.named && child.type !== 'comment') bounds[at] = this.value(child, scope);
    }
    return slice(value, bounds);
  }

  #call(node: SyntaxNode, scope: Scope): PyValue {
    const special = this.#around.call(node, scope);
    if (special !== null) return special;
    const callee = node.get('function');
    const args = this.args(node, scope);
    if (callee === null || args === null) return unknown;
    const type = this.#around.type?.(callee.text, scope) ?? null;
    if (type !== null) {
      return { kind: 'made', type, made: args, set: new Map(), calls: [], isSpent: false };
    }
    const isShadowed = scope.get(callee.text) !== undefined;
    const builtin = isShadowed ? null : callBuiltin(callee.text, args);
    if (builtin !== null) return builtin;
    if (callee.type !== 'attribute') return unknown;
    const object = this.#at(callee, 'object', scope);
    const name = callee.get('attribute')?.text ?? '';
    return reshaped(object, name, args) ?? callMethod(object, name, args);
  }

  #comprehended(kind: 'list' | 'set', node: SyntaxNode, scope: Scope): PyValue {
    const body = node.get('body');
    const items: PyValue[] = [];
    const isDone = this.#each(node, scope, (inner) => {
      if (body !== null) items.push(this.value(body, inner));
    });
    return isDone === null ? row(kind, items) : isDone;
  }

  #comprehendedDict(node: SyntaxNode, scope: Scope): PyValue {
    const body = node.get('body');
    const pairs: (readonly [PyValue, PyValue])[] = [];
    const isDone = this.#each(node, scope, (inner) => {
      if (body !== null) pairs.push([this.#at(body, 'key', inner), this.#at(body, 'value', inner)]);
    });
    return isDone === null ? dict(pairs) : isDone;
  }

  /** Runs through the clauses of a comprehension; gives what makes it unknown, else null. */
  #each(node: SyntaxNode, scope: Scope, visit: (scope: Scope) => void): PyValue | null {
    const clauses = node.parts.filter((part) => part.is('for_in_clause', 'if_clause'));
    let left = mostItems;
    const run = (index: number, inner: Scope): PyValue | null => {
      const clause = clauses[index];
      if (clause === undefined) {
        visit(inner);
        return left-- > 0 ? null : tooLarge;
      }
      if (clause.type === 'if_clause') {
        const isTrue = clause.parts[0] ? truth(this.value(clause.parts[0], inner)) : null;
        if (isTrue === null) return unknown;
        return isTrue ? run(index + 1, inner) : null;
      }
      const rows = this.#at(clause, 'right', inner);
      const items = itemsOf(rows);
      if (items === null) return rows.kind === 'range' ? tooLarge : unknown;
      for (const each of items) {
        const deeper = new Scope(inner);
        bind(clause.get('left'), each, deeper);
        const stopped = run(index + 1, deeper);
        if (stopped !== null) return stopped;
      }
      return null;
    };
    return run(0, scope);
  }
}

/** Binds a target, such as `x`, `a, b` or `self.x`, to a value. */
export function bind(target: SyntaxNode | null, value: PyValue, scope: Scope): void {
  if (target === null) return;
  if (target.is('identifier', 'attribute')) {
    const object = scope.get(target.get('object')?.text ?? '');
    if (object?.kind === 'made') object.set.set(target.get('attribute')?.text ?? '', value);
    else scope.set(target.text, value);
    // Methods that were called before would be called after it.
    if (object?.kind === 'made' && object.calls.length > 0) object.isSpent = true;
    return;
  }
  if (target.is('pattern_list', 'tuple_pattern', 'list_pattern', 'parenthesized_expression')) {
    const items = itemsOf(value);
    const isPaired = items?.length === target.parts.length;
    for (const [index, part] of target.parts.entries()) {
      bind(part, (isPaired ? items?.[index] : undefined) ?? unknown, scope);
    }
    return;
  }
  if (target.type === 'list_splat_pattern') bind(target.parts[0] ?? null, unknown, scope);
}

/** An array of another shape, which a function of its package makes as well as its method. */
function reshaped(object: PyValue, name: string, { args, kwargs }: PyArguments): PyValue | null {
  const isArray = object.kind === 'made' && object.type.startsWith('numpy.') && !object.isSpent;
  if (!isArray || name !== 'reshape' || args.length === 0) return null;
  const shape = args.length === 1 ? args[0]! : row('tuple', args);
  const made = { args: [object, shape], kwargs };
  return { kind: 'made', type: 'numpy.reshape', made, set: new Map(), calls: [], isSpent: false };
}

function integerLiteral(text: string): PyValue {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (digits.endsWith('j')) return unknown;
  return digits.length > 20_000 ? tooLarge : int(BigInt(digits.replace(/^0+(?=\d)/, '')));
}

function floatLiteral(text: string): PyValue {
  const number = Number(text.replaceAll('_', ''));
  return Number.isNaN(number) ? unknown : float(number);
}

function textLiteral(node: SyntaxNode): PyValue {
  const parts = node.type === 'concatenated_string' ? node.parts : [node];
  const prefixes = parts.map(stringPrefix);
  if (prefixes.every((prefix) => /^r?$/.test(prefix))) return str(stringValue(node));
  if (!prefixes.every((prefix) => /^br?$/.test(prefix))) return unknown;
  const text = stringValue(node);
  const codes = [...text].map((character) => character.codePointAt(0) ?? 256);
  return codes.every((code) => code < 256)
    ? { kind: 'bytes', value: Uint8Array.from(codes) }
    : unknown;
}
