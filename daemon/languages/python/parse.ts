import { parseTree } from '../grammar.ts';
import type { SyntaxNode } from '../syntax-node.ts';

const remembered = new Map<string, SyntaxNode>();
const capacity = 64;

/**
 * The tree of a Python text. The same few texts are asked about again and again, so the latest
 * trees are remembered; they are immutable.
 */
export function parsePython(source: string): SyntaxNode {
  const known = remembered.get(source);
  if (known !== undefined) {
    remembered.delete(source);
    remembered.set(source, known);
    return known;
  }
  const tree = parseTree('python', withLineFeeds(source));
  remembered.set(source, tree);
  if (remembered.size > capacity) remembered.delete(remembered.keys().next().value!);
  return tree;
}

/** Python ends lines at a lone carriage return too, the grammar does not. Offsets stay. */
export function withLineFeeds(source: string): string {
  return source.replace(/\r(?!\n)/g, '\n');
}
