import type { CaseSource } from '../../../../protocol/case-source.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { isPureBuiltin } from './builtins.ts';
import { bind, Evaluator } from './evaluate.ts';
import { changeInPlace } from './methods.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import { changes } from './target.ts';
import { isFixed } from './types.ts';
import { itemsOf, none, type PyValue, truth, unknown } from './values.ts';

/** Under what circumstances statements are gone through. */
export interface Frame {
  readonly kind: CaseSource['kind'];
  /** Of the cases that are found. */
  readonly id: string;
  /** Line of the test's own statement while one of its helpers is gone through; else null. */
  readonly line: number | null;
  readonly depth: number;
  /** Methods of the class around, by name. */
  readonly methods: ReadonlyMap<string, SyntaxNode>;
  /** False where it is not known whether this is ever reached. */
  readonly isCertain: boolean;
  /** Inside `with pytest.raises(…)`: which; null where it is not known what raises which. */
  readonly raises?: string | null;
}

/** How statements came to their end: `return` gives a value. */
export type Completion = { readonly value: PyValue } | 'next' | 'stop';

/** What a walk meets that means something to whoever looks for calls. */
export interface Visitor {
  /** A call that is more than the builtins know; null where it means nothing special. */
  call(node: SyntaxNode, scope: Scope, frame: Frame): PyValue | null;
  /** An assert, or an expression that stands by itself, once it was gone through. */
  stated(node: SyntaxNode, scope: Scope): void;
  /** Whether a call leaves its arguments as they were. */
  isHarmless(call: SyntaxNode): boolean;
  /** Calls inside a block that are looked for. */
  countCalls(block: SyntaxNode): number;
  /** As an evaluator asks for them. */
  type(name: string, scope: Scope): string | null;
  member(name: string, scope: Scope): PyValue | null;
}

const mostIterations = 1000;
const mostStatements = 50_000;

/**
 * Goes through statements as Python would, as far as that can be known without running them. What
 * may have been changed by something unknown is unknown from there on.
 */
export class Walk {
  readonly evaluator: Evaluator;
  readonly #visitor: Visitor;
  #frame: Frame;
  #statements = 0;

  constructor(visitor: Visitor, frame: Frame) {
    this.#visitor = visitor;
    this.#frame = frame;
    this.evaluator = new Evaluator({
      call: (node, scope) => visitor.call(node, scope, this.#frame),
      type: (name, scope) => visitor.type(name, scope),
      member: (name, scope) => visitor.member(name, scope),
    });
  }

  /** Does something within another frame. */
  within<T>(change: Partial<Frame>, work: () => T): T {
    const before = this.#frame;
    this.#frame = { ...before, ...change };
    try {
      return work();
    } finally {
      this.#frame = before;
    }
  }

  block(statements: readonly SyntaxNode[], scope: Scope): Completion {
    for (const statement of statements) {
      if (++this.#statements > mostStatements) return 'stop';
      const completion = this.#statement(statement, scope);
      if (completion !== 'next') return completion;
    }
    return 'next';
  }

  #value(node: SyntaxNode | null, scope: Scope): PyValue {
    return node === null ? unknown : this.evaluator.value(node, scope);
  }

  #statement(node: SyntaxNode, scope: Scope): Completion {
    switch (node.type) {
      case 'expression_statement':
        for (const part of node.parts) this.#expression(part, scope);
        return 'next';
      case 'assert_statement':
        this.#value(node.parts[0] ?? null, scope);
        this.#afterCalls(node, scope);
        this.#visitor.stated(node, scope);
        return 'next';
      case 'return_statement':
        return { value: node.parts[0] ? this.#value(node.parts[0], scope) : none };
      case 'if_statement':
        return this.#if(node, scope);
      case 'for_statement':
        return this.#for(node, scope);
      case 'while_statement':
        return this.#doubtful([node.get('body')], scope);
      case 'with_statement':
        return this.#with(node, scope);
      case 'try_statement':
        return this.#try(node, scope);
      case 'delete_statement':
        for (const part of node.parts) this.#spoil(part, scope);
        return 'next';
      case 'break_statement':
      case 'continue_statement':
      case 'raise_statement':
        return 'stop';
      case 'global_statement':
      case 'nonlocal_statement':
        for (const part of node.parts) scope.set(part.text, unknown);
        return 'next';
      default:
        return 'next';
    }
  }

  #expression(node: SyntaxNode, scope: Scope): void {
    if (node.type === 'assignment') {
      this.#assign(node, scope);
      return;
    }
    if (node.type === 'augmented_assignment') {
      this.#augment(node, scope);
      return;
    }
    if (node.type === 'yield') {
      this.#value(node.parts[0] ?? null, scope);
      return;
    }
    if (node.type === 'call' && this.#changed(node, scope)) return;
    this.#value(node, scope);
    this.#afterCalls(node, scope);
    this.#visitor.stated(node, scope);
  }

  #assign(node: SyntaxNode, scope: Scope): void {
    const left = node.get('left');
    const right = node.get('right');
    if (right === null || left === null) return;
    // `a = b = []` is an assignment of an assignment.
    if (right.type === 'assignment') this.#assign(right, scope);
    const value = this.#value(right.type === 'assignment' ? right.get('left') : right, scope);
    this.#afterCalls(right, scope);
    if (left.type === 'subscript') this.#setItem(left, value, scope);
    else bind(left, value, scope);
  }

  #augment(node: SyntaxNode, scope: Scope): void {
    const left = node.get('left');
    const right = this.#value(node.get('right'), scope);
    if (left === null) return;
    const value = this.#value(left, scope);
    if (left.type === 'subscript') this.#spoil(left, scope);
    const operator = node.get('operator')?.text.replace(/=$/, '') ?? '';
    // Of a list it changes the list that other names may have too.
    if (itemsOf(value) !== null && value.kind !== 'str') poison(value);
    if (left.is('identifier', 'attribute')) scope.set(left.text, binary(operator, value, right));
  }

  #setItem(target: SyntaxNode, value: PyValue, scope: Scope): void {
    const container = this.#value(target.get('value'), scope);
    const index = target.get('subscript');
    const at = index === null ? unknown : this.#value(index, scope);
    const length = container.kind === 'list' ? container.items.length : 0;
    const place = at.kind === 'int' ? Number(at.value) : NaN;
    const isInside = place >= -length && place < length;
    if (this.#frame.isCertain && container.kind === 'list' && isInside) {
      container.items[place < 0 ? place + length : place] = value;
    } else if (!this.#setKey(container, at, value)) poison(container);
  }

  #setKey(container: PyValue, key: PyValue, value: PyValue): boolean {
    if (!this.#frame.isCertain || container.kind !== 'dict' || key.kind !== 'str') return false;
    container.entries.set(`s${JSON.stringify(key.value)}`, [key, value]);
    return true;
  }

  /** A call such as `xs.append(4)`, by itself. */
  #changed(call: SyntaxNode, scope: Scope): boolean {
    const callee = call.get('function');
    if (callee?.type !== 'attribute') return false;
    const value = this.#value(callee.get('object'), scope);
    const name = callee.get('attribute')?.text ?? '';
    if (value.kind === 'made') {
      const given = this.evaluator.args(call, scope);
      if (this.#frame.isCertain && given !== null) value.calls.push([name, given]);
      else value.isSpent = true;
      return true;
    }
    const isContainer = itemsOf(value) !== null && value.kind !== 'str';
    if (!isContainer || !changes(name)) return false;
    const args = this.evaluator.args(call, scope);
    const isKnown = this.#frame.isCertain && args !== null && changeInPlace(value, name, args);
    if (!isKnown) poison(value);
    return true;
  }

  /** What calls that are not known may have changed. */
  #afterCalls(node: SyntaxNode, scope: Scope): void {
    for (const call of node.walk()) {
      if (call.type !== 'call') continue;
      const callee = call.get('function');
      const name = callee?.get('attribute')?.text ?? '';
      if (callee?.type === 'attribute') {
        const object = scope.get(callee.get('object')?.text ?? '');
        if (changes(name) || object?.kind === 'made') this.#spoil(callee.get('object'), scope);
      }
      const isPure =
        isPureBuiltin(callee?.text ?? '') || /^(?:self\.)?assert/.test(callee?.text ?? '');
      if (isPure || this.#visitor.isHarmless(call)) continue;
      for (const part of call.get('arguments')?.parts ?? []) {
        const given = part.type === 'keyword_argument' ? part.get('value') : part;
        if (given?.is('identifier', 'attribute', 'subscript')) this.#spoil(given, scope);
      }
    }
  }

  /** What a name or a place in a container holds is not known any more. */
  #spoil(node: SyntaxNode | null, scope: Scope): void {
    if (node === null) return;
    const base = node.type === 'subscript' ? node.get('value') : node;
    if (base?.type === 'subscript') {
      this.#spoil(base, scope);
      return;
    }
    const value = base === null ? undefined : scope.get(base.text);
    if (value !== undefined) poison(value);
  }

  #if(node: SyntaxNode, scope: Scope): Completion {
    const branches = [node, ...node.getAll('alternative')];
    for (const [index, branch] of branches.entries()) {
      const isElse = branch.type === 'else_clause';
      const body = branch.get(isElse ? 'body' : 'consequence');
      const condition = branch.get('condition');
      const isMain = condition?.text.includes('__name__') ?? false;
      const holds = isElse || isMain || truth(this.#value(condition, scope));
      if (holds === null) {
        const left = branches.slice(index);
        const bodies = left.map((each) => each.get('consequence') ?? each.get('body'));
        return this.#doubtful(bodies, scope);
      }
      if (holds) return this.block(body?.parts ?? [], scope);
    }
    return 'next';
  }

  #for(node: SyntaxNode, scope: Scope): Completion {
    const rows = this.#value(node.get('right'), scope);
    const items = itemsOf(rows);
    const body = node.get('body');
    if (items === null || items.length > mostIterations) {
      bind(node.get('left'), unknown, scope);
      return this.#doubtful([body], scope);
    }
    for (const item of items) {
      bind(node.get('left'), item, scope);
      const completion = this.block(body?.parts ?? [], scope);
      if (typeof completion === 'object') return completion;
    }
    return 'next';
  }

  /** Blocks that may be gone through or not, or more than once. */
  #doubtful(blocks: readonly (SyntaxNode | null)[], scope: Scope): Completion {
    const forget = (): void => {
      for (const body of blocks) {
        for (const node of body?.walk() ?? []) {
          const isBinding = node.is('assignment', 'augmented_assignment', 'for_statement');
          if (isBinding) bind(node.get('left'), unknown, scope);
        }
      }
    };
    forget();
    this.within({ isCertain: false }, () => {
      for (const body of blocks) this.block(body?.parts ?? [], scope);
    });
    forget();
    return 'next';
  }

  #with(node: SyntaxNode, scope: Scope): Completion {
    const body = node.get('body');
    const statements = body?.parts ?? [];
    let raises: string | null | undefined;
    for (const each of node.walk()) {
      if (each.type !== 'with_item' || !isWithin(each, node)) continue;
      const [item] = each.parts;
      const isNamed = item?.type === 'as_pattern';
      const value = this.#value((isNamed ? item.parts[0] : item) ?? null, scope);
      if (isNamed) bind(item.get('alias')?.parts[0] ?? null, unknown, scope);
      if (value.kind === 'raises') raises = value.exception;
    }
    if (raises === undefined || body === null) return this.block(statements, scope);
    const only = this.#visitor.countCalls(body) === 1 ? raises : null;
    const completion = this.within({ raises: only }, () => this.block(statements, scope));
    return completion === 'stop' ? 'next' : completion;
  }

  #try(node: SyntaxNode, scope: Scope): Completion {
    const completion = this.block(node.get('body')?.parts ?? [], scope);
    const others = node.children.filter((child) => child.is('except_clause', 'else_clause'));
    const blocks = others.map((child) => child.parts.find((part) => part.type === 'block') ?? null);
    this.#doubtful(blocks, scope);
    return completion;
  }
}

function isWithin(item: SyntaxNode, statement: SyntaxNode): boolean {
  return item.parent === statement || item.parent?.parent === statement;
}

/** What held it holds something that is not known. */
function poison(value: PyValue): void {
  if (value.kind === 'dict') {
    value.entries.clear();
    value.entries.set('?', [unknown, unknown]);
  } else if (value.kind === 'made') {
    value.isSpent ||= !isFixed(value.type);
  } else if (value.kind === 'list' || value.kind === 'set') {
    value.items.splice(0, Infinity, unknown);
  }
}
