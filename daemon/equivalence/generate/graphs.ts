import type { Value } from '../../../protocol/cases.ts';
import type { Draw } from './draw.ts';
import { integerValue, itemsOf, numberOf, withItems } from './values.ts';

export type GraphKind = 'tree' | 'connected' | 'acyclic';

/** Nodes of a graph: as many as are said, or those from the first to the largest that occurs. */
export interface Nodes {
  readonly from: number;
  readonly count: number;
}

type Edge = readonly [number, number];

/** The first two of each row; null where they are no integers. */
function edgesOf(rows: readonly Value[]): readonly Edge[] | null {
  const edges: Edge[] = [];
  for (const row of rows) {
    const [a, b] = (itemsOf(row) ?? []).map(numberOf);
    if (a === undefined || b === undefined || a === null || b === null) return null;
    edges.push([a, b]);
  }
  return edges;
}

/** As many nodes as are said, else as many as the largest number makes necessary. */
export function nodesOf(rows: readonly Value[], from: number, said: number | null): Nodes {
  if (said !== null) return { from, count: Math.max(0, Math.floor(said)) };
  const edges = edgesOf(rows) ?? [];
  const largest = edges.flat().reduce((most, node) => Math.max(most, node), from - 1);
  return { from, count: largest - from + 1 };
}

/** Whether the rows join nodes to a graph of this kind; true of rows that are none of nodes. */
export function isGraph(rows: readonly Value[], kind: GraphKind, nodes: Nodes): boolean {
  const edges = edgesOf(rows);
  if (edges === null) return true;
  if (kind === 'acyclic') return isAcyclic(edges);
  const groups = new Groups(nodes);
  const joins = edges.map(([a, b]) => groups.join(a, b));
  if (groups.hasStranger) return false;
  return groups.count <= 1 && (kind === 'connected' || joins.every(Boolean));
}

/** Rows for such a graph; what stands in them behind the nodes is kept. */
export function mendedGraph(
  rows: readonly Value[],
  kind: GraphKind,
  nodes: Nodes,
  draw: Draw,
): readonly Value[] {
  const edges = edgesOf(rows);
  if (edges === null || nodes.count > mostNodes) return rows;
  if (kind === 'acyclic') {
    // What leads from a smaller number to a larger one goes round nowhere.
    return rows.flatMap((row, index) => {
      const [a, b] = edges[index] as Edge;
      return a === b ? [] : [withEdge(row, [Math.min(a, b), Math.max(a, b)])];
    });
  }
  const groups = new Groups(nodes);
  const isInside = (node: number): boolean =>
    Number.isInteger(node) && node >= nodes.from && node < nodes.from + nodes.count;
  const kept = rows.filter((_, index) => {
    const [a, b] = edges[index] as Edge;
    if (!isInside(a) || !isInside(b)) return false;
    return groups.join(a, b) || kind === 'connected';
  });
  const spare = rows.filter((row) => !kept.includes(row));
  const order = draw.shuffled(Array.from({ length: nodes.count }, (_, i) => nodes.from + i));
  const model = rows[0] ?? [0, 0];
  const added: Value[] = [];
  for (let i = 1; i < order.length; i++) {
    const other = order[draw.chance(0.4) ? i - 1 : draw.integer(0, i - 1)] as number;
    const edge: Edge = [order[i] as number, other];
    if (groups.join(...edge)) added.push(withEdge(spare[added.length] ?? model, edge));
  }
  return added.length === 0 ? kept : draw.shuffled([...kept, ...added]);
}

const mostNodes = 5000;

function withEdge(row: Value, [a, b]: Edge): Value {
  const rest = (itemsOf(row) ?? []).slice(2);
  return withItems(row, [integerValue(a), integerValue(b), ...rest]);
}

/** Whether following the edges never leads back. */
function isAcyclic(edges: readonly Edge[]): boolean {
  const after = new Map<number, number[]>();
  const waits = new Map<number, number>();
  for (const [a, b] of edges) {
    after.set(a, [...(after.get(a) ?? []), b]);
    waits.set(b, (waits.get(b) ?? 0) + 1);
  }
  const all = new Set(edges.flat());
  const free = [...all].filter((node) => !waits.has(node));
  let done = 0;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    done += 1;
    for (const next of after.get(node) ?? []) {
      const left = (waits.get(next) ?? 0) - 1;
      waits.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  return done === all.size;
}

/** Which nodes hang together. */
class Groups {
  readonly #parents = new Map<number, number>();
  count: number;
  hasStranger = false;

  constructor({ from, count }: Nodes) {
    this.count = count;
    const end = count <= mostNodes ? from + count : from;
    for (let node = from; node < end; node++) this.#parents.set(node, node);
  }

  /** Whether the two did not hang together before. */
  join(a: number, b: number): boolean {
    if (!this.#parents.has(a) || !this.#parents.has(b)) {
      this.hasStranger = true;
      return false;
    }
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x === y) return false;
    this.#parents.set(x, y);
    this.count -= 1;
    return true;
  }

  #root(node: number): number {
    let root = node;
    for (let next = this.#parents.get(root); next !== undefined && next !== root;) {
      this.#parents.set(root, this.#parents.get(next) as number);
      root = next;
      next = this.#parents.get(root);
    }
    return root;
  }
}
