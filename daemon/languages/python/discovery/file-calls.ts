import type { SyntaxNode } from '../../syntax-node.ts';
import { parameterNames } from '../syntax.ts';
import { type Claim, type Drafts, original } from './drafts.ts';
import { claimAt, exceptionNamed } from './claims.ts';
import { readLiteral, sameAsPrinted } from './literals.ts';
import type { TargetNames } from './names.ts';
import { Scope } from './scope.ts';
import type { DiscoveryTarget } from './target.ts';
import { isFixed, type KnownTypes } from './types.ts';
import {
  int,
  none,
  type PyArguments,
  type PyInstance,
  type PyValue,
  str,
  unknown,
} from './values.ts';
import { type Frame, type Visitor, Walk } from './walk.ts';

/** A text that may call the function. */
export interface CallingFile {
  readonly path: string;
  readonly tree: SyntaxNode;
  readonly names: TargetNames;
  /** Files whose fixtures its tests may ask for, the nearest first. */
  readonly shared?: readonly SyntaxNode[];
  readonly types: KnownTypes;
}

/** A helper of a test calls a helper, but not for ever. */
const mostDepth = 4;

/** Calls of the function in one file, found while its statements are gone through. */
export class FileCalls implements Visitor {
  readonly file: CallingFile;
  readonly walk: Walk;
  /** Functions of the file by name, for tests that call them. */
  readonly functions = new Map<string, SyntaxNode>();
  readonly #target: DiscoveryTarget;
  readonly #drafts: Drafts;
  readonly #module: Scope;
  readonly #seen = new Set<number>();
  readonly #lines: Lines;
  #isReadingClaim = false;

  constructor(
    file: CallingFile,
    target: DiscoveryTarget,
    drafts: Drafts,
    module: Scope,
    frame: Frame,
  ) {
    this.file = file;
    this.#target = target;
    this.#drafts = drafts;
    this.#module = module;
    this.#lines = new Lines(file.tree.source);
    this.walk = new Walk(this, frame);
  }

  call(node: SyntaxNode, scope: Scope, frame: Frame): PyValue | null {
    const callee = node.get('function');
    if (callee === null) return null;
    const name = callee.text.replace(/\s+/g, '');
    if (this.#isTarget(name, scope)) return this.#found(node, null, scope, frame);
    if (this.#isClass(name, scope)) return this.#instance(node, scope);
    const of = this.#instanceOf(callee, scope);
    if (of !== null) return this.#found(node, of, scope, frame);
    return this.#ofTests(node, name, scope, frame) ?? this.#helper(node, name, scope, frame);
  }

  type(name: string, scope: Scope): string | null {
    const text = name.replace(/\s+/g, '');
    return isLocal(text, scope) ? null : (this.file.types.made.get(text) ?? null);
  }

  member(name: string, scope: Scope): PyValue | null {
    const text = name.replace(/\s+/g, '');
    const known = isLocal(text, scope) ? undefined : this.file.types.members.get(text);
    if (known === undefined) return null;
    const [type, value] = known;
    const own = typeof value === 'string' ? str(value) : int(value);
    const made = { args: [own], kwargs: new Map<string, PyValue>() };
    return { kind: 'made', type, made, set: new Map(), calls: [], isSpent: false };
  }

  stated(node: SyntaxNode, scope: Scope): void {
    for (const each of node.walk()) {
      if (!each.is('identifier', 'attribute')) continue;
      const value = scope.get(each.text);
      if (value?.kind !== 'result') continue;
      this.#drafts.expect(value.call, this.#claim(each, scope));
    }
    if (node.type === 'call') this.#annotated(node, scope);
  }

  /** `print(f(3))  # [1, 2]` */
  #annotated(call: SyntaxNode, scope: Scope): void {
    const comment =
      /^[^\S\n]*#\s*(?:[-=]>|(?:output|expected|prints?|returns?)\b:?)?([^\n]+)/i.exec(
        call.source.slice(call.end, call.end + 2000),
      );
    if (comment === null) return;
    const text = (comment[1] ?? '').trim();
    const isPrint = call.get('function')?.text === 'print';
    const [first, ...more] = call.get('arguments')?.parts ?? [];
    if (isPrint && (first === undefined || more.length > 0)) return;
    const value = this.walk.evaluator.value(isPrint ? first! : call, scope);
    if (value.kind !== 'result') return;
    const literal = isPrint ? null : readLiteral(text);
    if (isPrint) this.#drafts.expect(value.call, sameAsPrinted(text, this.#target.returns));
    else if (literal !== null) this.#drafts.expect(value.call, { kind: 'value', value: literal });
  }

  isHarmless(call: SyntaxNode): boolean {
    const name = call.get('function')?.text ?? '';
    if (this.#isCallText(call)) return !this.#target.changesArguments;
    return this.functions.has(name) || /^(?:pytest\.|self\.)/.test(name);
  }

  countCalls(block: SyntaxNode): number {
    return [...block.walk()].filter((node) => this.#isCallText(node)).length;
  }

  /** Calls that nothing led to: their values are made when the tests run. */
  noteUnseen(within: SyntaxNode): void {
    for (const node of within.walk()) {
      if (!this.#isCallText(node) || this.#seen.has(node.start)) continue;
      const line = this.#lines.at(node.start);
      this.#drafts.unread({ path: this.file.path, line }, 'run-time');
    }
  }

  /** Calls of a test that does not run are nobody's word. */
  passOver(within: SyntaxNode): void {
    for (const node of within.walk()) if (node.type === 'call') this.#seen.add(node.start);
  }

  lineOf(node: SyntaxNode): number {
    return this.#lines.at(node.start);
  }

  /** Goes through a function of the file with these arguments, and gives what it returns. */
  run(definition: SyntaxNode, args: PyArguments, scope: Scope): PyValue {
    const names = parameterNames(definition);
    const parameters = definition.get('parameters')?.parts ?? [];
    for (const [index, name] of names.entries()) {
      const fallback = parameters[index]?.get('value');
      const given = args.args[index] ?? args.kwargs.get(name);
      const otherwise = fallback ? this.walk.evaluator.value(fallback, this.#module) : unknown;
      scope.set(name, given ?? otherwise);
    }
    const completion = this.walk.block(definition.get('body')?.parts ?? [], scope);
    return typeof completion === 'object' ? completion.value : none;
  }

  #isTarget(name: string, scope: Scope): boolean {
    const { binding } = this.#target.info;
    return binding !== 'instance' && this.file.names.functions.has(name) && !isLocal(name, scope);
  }

  #isClass(name: string, scope: Scope): boolean {
    return this.file.names.classes.has(name) && !isLocal(name, scope);
  }

  /** By its text alone: it may be something else of that name. */
  #isCallText(node: SyntaxNode): boolean {
    if (node.type !== 'call') return false;
    const callee = node.get('function');
    const name = callee?.text.replace(/\s+/g, '') ?? '';
    if (this.file.names.functions.has(name)) return true;
    const method = this.#target.info.name.split('.').at(-1);
    return this.file.names.classes.size > 0 && callee?.get('attribute')?.text === method;
  }

  /** A class method and a static one can be called on an object too. */
  #instanceOf(callee: SyntaxNode, scope: Scope): PyInstance | null {
    const { binding, name } = this.#target.info;
    if (binding === null || callee.type !== 'attribute') return null;
    if (callee.get('attribute')?.text !== name.split('.').at(-1)) return null;
    const object = callee.get('object');
    const value = object === null ? unknown : this.walk.evaluator.value(object, scope);
    return value.kind === 'instance' ? value : null;
  }

  #instance(node: SyntaxNode, scope: Scope): PyValue {
    const args = this.walk.evaluator.args(node, scope);
    if (args === null) return unknown;
    return { kind: 'instance', init: this.#inOrder(args), isSpent: false };
  }

  /** A constructor's arguments by place, as a case file has them. */
  #inOrder({ args, kwargs }: PyArguments): PyArguments {
    const names = this.#target.constructorParameters.slice(args.length);
    const given = names.slice(0, kwargs.size).map((name) => kwargs.get(name));
    const isAll = given.length === kwargs.size && given.every((value) => value !== undefined);
    if (!isAll) return { args: [...args, unknown], kwargs: new Map() };
    return { args: [...args, ...(given as PyValue[])], kwargs: new Map() };
  }

  #found(node: SyntaxNode, of: PyInstance | null, scope: Scope, frame: Frame): PyValue {
    return this.#add(node, of, this.walk.evaluator.args(node, scope), scope, frame);
  }

  #add(
    node: SyntaxNode,
    of: PyInstance | null,
    call: PyArguments | null,
    scope: Scope,
    frame: Frame,
  ): PyValue {
    if (this.#isReadingClaim) return unknown;
    this.#seen.add(node.start);
    const line = frame.line ?? this.#lines.at(node.start);
    const source = { kind: frame.kind, path: this.file.path, line };
    if (of?.isSpent) {
      this.#drafts.unread(source, 'state');
      return unknown;
    }
    if (call === null) {
      this.#drafts.unread(source, 'run-time');
      return unknown;
    }
    const init = of !== null && this.#target.info.binding === 'instance' ? of.init : null;
    const id = frame.kind === 'assert' ? `${frame.id} line ${line}` : frame.id;
    const claim = this.#claimIn(node, scope, frame);
    const number = this.#drafts.add({ source, id, init, call }, claim);
    if (of !== null && !this.#target.isStateless) of.isSpent = true;
    // It may have set attributes of what it was given.
    spend([...call.args, ...call.kwargs.values()]);
    return number === null ? unknown : { kind: 'result', call: number };
  }

  #claimIn(node: SyntaxNode, scope: Scope, { raises }: Frame): Claim {
    if (raises === undefined) return this.#claim(node, scope);
    return raises === null ? original : { kind: 'raises', exception: raises };
  }

  #claim(node: SyntaxNode, scope: Scope): Claim {
    this.#isReadingClaim = true;
    try {
      return claimAt(node, this.#target, (other) => this.walk.evaluator.value(other, scope));
    } finally {
      this.#isReadingClaim = false;
    }
  }

  /** What pytest and unittest have. */
  #ofTests(node: SyntaxNode, name: string, scope: Scope, frame: Frame): PyValue | null {
    const evaluator = this.walk.evaluator;
    if (/^(?:pytest\.)?raises$|^self\.assertRaises(?:Regex)?$/.test(name)) {
      return this.#raises(node, name, scope, frame);
    }
    if (/^(?:pytest\.)?approx$/.test(name)) {
      // Looked at all the same: the call may stand inside.
      evaluator.args(node, scope);
      return { kind: 'approx' };
    }
    if (/^(?:pytest\.)?param$/.test(name)) {
      const args = evaluator.args(node, scope);
      const marks = node.get('arguments')?.parts.find((part) => part.get('name')?.text === 'marks');
      const id = args?.kwargs.get('id');
      return {
        kind: 'parameter-set',
        values: args?.args ?? [],
        id: id?.kind === 'str' ? id.value : null,
        isSkipped: /\b(?:skip|skipif|xfail)\b/.test(marks?.text ?? ''),
      };
    }
    if (/^(?:asyncio|anyio|trio)\.run$|run_until_complete$/.test(name)) {
      return evaluator.args(node, scope)?.args[0] ?? unknown;
    }
    return null;
  }

  #raises(node: SyntaxNode, name: string, scope: Scope, frame: Frame): PyValue {
    const parts = node.get('arguments')?.parts.filter((part) => part.type !== 'keyword_argument');
    const [first, ...others] = parts ?? [];
    const exception = first
      ? exceptionNamed(this.walk.evaluator.value(first, scope), this.#target)
      : null;
    // A function and its arguments may follow, after a pattern for the text.
    const callee = name.endsWith('Regex') ? others[1] : others[0];
    if (callee === undefined) return { kind: 'raises', exception };
    const call = this.walk.evaluator.args(node, scope);
    const skipped = name.endsWith('Regex') ? 3 : 2;
    const given = call && { args: call.args.slice(skipped), kwargs: call.kwargs };
    const text = callee.text.replace(/\s+/g, '');
    const of = this.#instanceOf(callee, scope);
    if (of === null && !this.#isTarget(text, scope)) return unknown;
    return this.#add(node, of, given, scope, { ...frame, raises: exception });
  }

  /** A function of the file, or a method of the test's class, that is neither test nor target. */
  #helper(node: SyntaxNode, name: string, scope: Scope, frame: Frame): PyValue | null {
    const isMethod = name.startsWith('self.');
    const helper = isMethod ? frame.methods.get(name.slice(5)) : this.functions.get(name);
    if (helper === undefined || (!isMethod && isLocal(name, scope))) return null;
    const args = this.walk.evaluator.args(node, scope);
    if (args === null || frame.depth >= mostDepth || this.#isReadingClaim) return unknown;
    const line = frame.line ?? this.#lines.at(node.start);
    const isAsync = helper.children[0]?.type === 'async';
    if (isAsync && node.parent?.type !== 'await' && frame.depth > 0) return unknown;
    const self = isMethod ? [unknown] : [];
    const inner = new Scope(isMethod ? scope : this.#module);
    return this.walk.within({ line, depth: frame.depth + 1 }, () =>
      this.run(helper, { args: [...self, ...args.args], kwargs: args.kwargs }, inner),
    );
  }
}

/** Instances that a call was given may be others afterwards. */
function spend(given: readonly PyValue[]): void {
  const seen = new Set<PyValue>();
  const pending = [...given];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === 'made') value.isSpent ||= !isFixed(value.type);
    else if ('items' in value) for (const item of value.items) pending.push(item);
    else if (value.kind === 'dict') {
      for (const [, item] of value.entries.values()) pending.push(item);
    }
  }
}

/** Whether the first word of a name is bound to something else here. */
function isLocal(name: string, scope: Scope): boolean {
  return scope.get(name.split('.')[0] ?? '') !== undefined;
}

class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [
      0,
      ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length),
    ];
  }

  /** From 1. */
  at(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
