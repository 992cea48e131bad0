import { parsePython } from '../parse.ts';
import { isPlainString, stringValue } from '../strings.ts';
import type { SyntaxNode } from '../../syntax-node.ts';

/**
 * A piece of Python with holes: `$x` stands for any expression (or, alone on a line, any
 * statement), `$$x` for any number of statements or list items. A hole that occurs twice must be
 * filled alike. Layout, comments and quotes do not matter.
 */
export class Pattern {
  readonly #text: string;
  #parsed: readonly SyntaxNode[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Matches one expression or statement. */
  match(node: SyntaxNode): Match | null {
    const [wanted, ...more] = this.#statements();
    if (wanted === undefined || more.length > 0) return null;
    const match = new Match([node]);
    const isExpression =
      wanted.type === 'expression_statement' && node.type !== 'expression_statement';
    return matches(isExpression ? wanted.parts[0]! : wanted, node, match) ? match : null;
  }

  /** Every match at or below a node; a pattern of several statements matches neighbours. */
  *in(root: SyntaxNode): Generator<Match> {
    const wanted = this.#statements();
    const [first] = wanted;
    if (first === undefined) return;
    if (wanted.length > 1) {
      for (const block of nodesOf(root, 'block')) yield* this.#runs(wanted, block.parts);
      return;
    }
    for (const type of typesOf(first)) {
      for (const node of nodesOf(root, type)) {
        const match = this.match(node);
        if (match !== null) yield match;
      }
    }
  }

  *#runs(wanted: readonly SyntaxNode[], nodes: readonly SyntaxNode[]): Generator<Match> {
    for (let i = 0; i + wanted.length <= nodes.length; i++) {
      const run = nodes.slice(i, i + wanted.length);
      const match = new Match(run);
      if (run.every((node, index) => matches(wanted[index]!, node, match))) yield match;
    }
  }

  #statements(): readonly SyntaxNode[] {
    this.#parsed ??= parsePython(
      this.#text.replace(/\$\$(\w+)/g, `${many}$1`).replace(/\$(\w+)/g, `${one}$1`),
    ).parts;
    return this.#parsed;
  }
}

/** Types that can match: an expression stands alone or inside others. */
function typesOf(wanted: SyntaxNode): readonly string[] {
  const inner = wanted.type === 'expression_statement' ? wanted.parts[0]! : wanted;
  return inner.is('identifier') ? [anything] : [inner.type];
}

const anything = '*';
const indexes = new WeakMap<SyntaxNode, ReadonlyMap<string, readonly SyntaxNode[]>>();

/** Named nodes of one type at or below a node, by an index that is made once. */
function nodesOf(root: SyntaxNode, type: string): readonly SyntaxNode[] {
  const known = indexes.get(root) ?? indexOf(root);
  indexes.set(root, known);
  return known.get(type) ?? [];
}

function indexOf(root: SyntaxNode): ReadonlyMap<string, readonly SyntaxNode[]> {
  const index = new Map<string, SyntaxNode[]>();
  for (const node of root.walk()) {
    if (!node.named) continue;
    for (const type of [node.type, anything]) {
      const nodes = index.get(type);
      if (nodes === undefined) index.set(type, [node]);
      else nodes.push(node);
    }
  }
  return index;
}

/** What filled the holes. */
export class Match {
  /** The statements, or the one expression, that matched. */
  readonly nodes: readonly SyntaxNode[];
  readonly #holes = new Map<string, readonly SyntaxNode[]>();

  constructor(nodes: readonly SyntaxNode[]) {
    this.nodes = nodes;
  }

  get node(): SyntaxNode {
    return this.nodes[0]!;
  }

  get(name: string): SyntaxNode {
    return this.list(name)[0]!;
  }

  list(name: string): readonly SyntaxNode[] {
    const found = this.#holes.get(name);
    if (found === undefined) throw new Error(`The pattern has no hole $${name}.`);
    return found;
  }

  has(name: string): boolean {
    return this.#holes.has(name);
  }

  text(name: string): string {
    return this.get(name).text;
  }

  bind(name: string, nodes: readonly SyntaxNode[]): boolean {
    const known = this.#holes.get(name);
    if (known === undefined) {
      this.#holes.set(name, nodes);
      return true;
    }
    return known.length === nodes.length && known.every((node, i) => sameCode(node, nodes[i]!));
  }
}

export function pattern(text: string): Pattern {
  return new Pattern(text);
}

/** Whether two nodes are the same code, whatever their layout. */
export function sameCode(a: SyntaxNode, b: SyntaxNode): boolean {
  return matches(a, b, new Match([]));
}

const one = '__one_';
const many = '__many_';

function holeOf(node: SyntaxNode | undefined, prefix: string): string | null {
  const inner = node?.type === 'expression_statement' ? node.parts[0] : node;
  const isHole = inner?.type === 'identifier' && inner.text.startsWith(prefix);
  return isHole ? inner.text.slice(prefix.length) : null;
}

function matches(wanted: SyntaxNode, found: SyntaxNode, match: Match): boolean {
  const hole = holeOf(wanted, one);
  if (hole !== null) {
    const isStatementHole = wanted.type === 'expression_statement';
    return (isStatementHole || !notExpressions.has(found.type)) && match.bind(hole, [found]);
  }
  const node = found.type === 'parenthesized_expression' ? unwrap(wanted, found) : found;
  if (wanted.type !== node.type) return false;
  if (isPlainString(wanted) && isPlainString(node))
    return stringValue(wanted) === stringValue(node);
  const inner = significant(wanted);
  if (inner.length === 0) return significant(node).length === 0 && wanted.text === node.text;
  return matchAll(inner, significant(node), match);
}

function unwrap(wanted: SyntaxNode, found: SyntaxNode): SyntaxNode {
  let node = found;
  while (node.type === 'parenthesized_expression' && wanted.type !== node.type)
    node = node.parts[0] ?? found;
  return node;
}

function matchAll(
  wanted: readonly SyntaxNode[],
  found: readonly SyntaxNode[],
  match: Match,
): boolean {
  const at = wanted.findIndex((node) => holeOf(node, many) !== null);
  if (at < 0)
    return (
      wanted.length === found.length && wanted.every((node, i) => matches(node, found[i]!, match))
    );
  const after = wanted.slice(at + 1);
  const end = found.length - after.length;
  if (end < at) return false;
  return (
    matchAll(wanted.slice(0, at), found.slice(0, at), match) &&
    match.bind(holeOf(wanted[at], many)!, found.slice(at, end)) &&
    matchAll(after, found.slice(end), match)
  );
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ';', '.']);
const notExpressions = new Set([
  'keyword_argument',
  'list_splat',
  'dictionary_splat',
  'slice',
  'block',
]);

/** Children that carry meaning; what is left out is implied by the node's type. */
function significant(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => {
    if (child.is('comment', 'line_continuation')) return false;
    if (child.type === ':') return node.type === 'slice';
    return child.named || !punctuation.has(child.type);
  });
}
