import type { Shape } from '../../../core/exploring.ts';
import type { ImportedName } from '../imports.ts';
import { importLine, moduleBindings } from '../imports.ts';
import { indentUnitOf, insideStrings, lineStart, marginBefore } from '../layout.ts';
import { parsePython } from '../parse.ts';
import { parameterNames } from '../syntax.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { fill, indent, startsLine, type Filling } from './template.ts';
import type { Match } from './pattern.ts';
import { isNameOnly } from './scope.ts';

/** New text for a range of the function's text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A function's text at column 0 as rules see it: what to find in it and how to change it. */
export class FunctionCode {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly definition: SyntaxNode;
  readonly body: SyntaxNode;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly unit: string;
  /** Text of the module that it stands in. */
  readonly module: string;
  /** Import lines that were asked for, by the name they bind. */
  readonly imports = new Map<string, string>();
  readonly #taken: Set<string>;
  readonly #shapes: () => ReadonlyMap<string, Shape>;

  /** `shapes` tells what is known of the parameters, and is asked only where a rule wants it. */
  constructor(
    text: string,
    module: string,
    shapes: () => ReadonlyMap<string, Shape> = () => new Map(),
  ) {
    this.text = text;
    this.#shapes = shapes;
    this.module = module;
    this.root = parsePython(text);
    const whole = this.root.parts[0]!;
    this.definition = whole.get('definition') ?? whole;
    this.body = this.definition.get('body')!;
    this.name = this.definition.get('name')!.text;
    this.parameters = parameterNames(this.definition);
    this.unit = indentUnitOf(text, this.root);
    this.#taken = new Set(moduleBindings(parsePython(module)).keys());
    for (const node of this.root.walk())
      if (node.type === 'identifier' && !isNameOnly(node)) this.#taken.add(node.text);
  }

  /** A name that nothing else has, as close to `wish` as can be. */
  fresh(wish: string): string {
    const base = /^[A-Za-z_]\w*$/.test(wish) && !keywords.has(wish) ? wish : 'value';
    let name = base;
    for (let i = 2; this.#taken.has(name) || builtins.has(name); i++) name = `${base}_${i}`;
    this.#taken.add(name);
    return name;
  }

  /** What values a parameter can have; null where nothing tells. */
  shapeOf(parameter: string): Shape | null {
    const shape = this.#shapes().get(parameter) ?? null;
    return shape?.kind === 'unknown' ? null : shape;
  }

  /** How to write a name of the standard library here; its import is added where it is used. */
  import(from: string, name: string): string {
    const bindings = moduleBindings(parsePython(this.module));
    for (const [bound, imported] of bindings) {
      if (imported === null || this.#isLocal(bound)) continue;
      if (imported.from === from && imported.name === name) return bound;
      if (imported.from === null && imported.name === from) return `${bound}.${name}`;
    }
    const clashes = bindings.has(name) || this.#isLocal(name);
    const imported: ImportedName = { from, name, bound: clashes ? this.fresh(`_${name}`) : name };
    this.imports.set(imported.bound, importLine(imported));
    return imported.bound;
  }

  /** Nodes of these types in the body, in order. */
  *all(...types: readonly string[]): Generator<SyntaxNode> {
    for (const node of this.body.walk()) if (node.is(...types)) yield node;
  }

  fill(template: string, match: Match | null, given: Filling = {}): string {
    return fill(template, this.unit, match, given);
  }

  /** Another text for an expression, or for the statements from this one to `last`. */
  replace(node: SyntaxNode, text: string, last: SyntaxNode = node): Edit {
    const margin = marginBefore(this.text, node.start);
    return { start: node.start, end: last.end, text: indent(text, margin).slice(margin.length) };
  }

  /** Lines before a statement. */
  before(statement: SyntaxNode, text: string): Edit {
    const margin = marginBefore(this.text, statement.start);
    const at = statement.start;
    if (startsLine(statement))
      return {
        start: at,
        end: at,
        text: `${indent(text, margin).slice(margin.length)}\n${margin}`,
      };
    const deeper = margin + this.unit;
    const gap = /[ \t]*$/.exec(this.text.slice(0, at))![0].length;
    return { start: at - gap, end: at, text: `\n${indent(text, deeper)}\n${deeper}` };
  }

  /** Whole lines above a statement that begins its line; empty ones stay empty. */
  above(statement: SyntaxNode, text: string): Edit {
    const margin = marginBefore(this.text, statement.start);
    const at = lineStart(this.text, statement.start);
    return { start: at, end: at, text: `${indent(text, margin)}\n` };
  }

  /** One level more for the lines from one statement to another, strings left as they are. */
  deepen(first: SyntaxNode, last: SyntaxNode): readonly Edit[] {
    const inString = insideStrings(this.root);
    const edits: Edit[] = [];
    let at = lineStart(this.text, first.start);
    while (at <= last.end) {
      const end = this.#endOfLine(at);
      const isBlank = this.text.slice(at, end).trim() === '';
      if (!isBlank && !inString(at)) edits.push({ start: at, end: at, text: this.unit });
      at = end + 1;
    }
    return edits;
  }

  /** Lines after a statement. */
  after(statement: SyntaxNode, text: string): Edit {
    const owned = marginBefore(this.text, statement.start);
    const margin = startsLine(statement) ? owned : owned + this.unit;
    const at = this.#endOfLine(statement.end);
    return { start: at, end: at, text: `\n${indent(text, margin)}` };
  }

  /** Takes a statement out, with its line; `pass` where nothing else is left. */
  remove(statement: SyntaxNode): Edit {
    const siblings = statement.parent?.parts ?? [];
    if (siblings.length <= 1 || !startsLine(statement)) return this.replace(statement, 'pass');
    const start = lineStart(this.text, statement.start);
    const end = this.#endOfLine(statement.end);
    const isLast = end >= this.text.length;
    return { start: isLast ? start - 1 : start, end: isLast ? end : end + 1, text: '' };
  }

  #endOfLine(offset: number): number {
    const at = this.text.indexOf('\n', offset);
    return at < 0 ? this.text.length : at;
  }

  #isLocal(name: string): boolean {
    for (const node of this.definition.walk()) {
      if (node.type !== 'identifier' || node.text !== name) continue;
      if (this.parameters.includes(name)) return true;
      if (node.is('identifier') && node.field === 'left') return true;
    }
    return false;
  }
}

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
);

const builtins = new Set(
  (
    'abs all any bool bytearray bytes chr dict divmod enumerate filter float frozenset hash id ' +
    'input int iter len list map max min next object ord pow print range repr reversed round ' +
    'set sorted str sum tuple type zip'
  ).split(' '),
);
