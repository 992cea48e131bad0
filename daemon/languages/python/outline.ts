import type { Node, Tree } from 'web-tree-sitter';
import type { OutlinedFunction } from '../editor-language.ts';

const definitions = ['function_definition', 'class_definition', 'decorated_definition'];

/**
 * The functions of a tree, as `functionsTolerant` lists them, without copying the tree: the parser
 * finds the definitions by itself, and only they are looked at.
 */
export function outlineOf(tree: Tree, source: string): readonly OutlinedFunction[] {
  const byName = new Map<string, OutlinedFunction>();
  const scopes: Scope[] = [];
  const wholes = new Map<number, Node>();
  const ends = new CodeEnds(tree);
  for (const node of tree.rootNode.descendantsOfType(definitions)) {
    while (scopes.length > 0 && scopes.at(-1)!.end <= node.startIndex) scopes.pop();
    if (node.type === 'decorated_definition') {
      const definition = node.childForFieldName('definition');
      if (definition !== null) wholes.set(definition.id, node);
      continue;
    }
    const name = node.childForFieldName('name');
    const isFunction = node.type === 'function_definition';
    const label = name === null ? '' : source.slice(name.startIndex, name.endIndex);
    const around = [...scopes];
    scopes.push({ isFunction, label, end: node.endIndex });
    if (!isFunction || name === null || label === '') continue;
    const whole = wholes.get(node.id) ?? node;
    if (whole !== node && isSetter(whole, source)) continue;
    const path = [...around.map((scope) => scope.label), label].join('.');
    byName.delete(path);
    byName.set(path, {
      name: path,
      kind: kindWithin(around),
      start: whole.startIndex,
      end: ends.of(whole),
      nameStart: name.startIndex,
      nameEnd: name.endIndex,
    });
  }
  ends.close();
  return [...byName.values()].sort((a, b) => a.start - b.start);
}

interface Scope {
  readonly isFunction: boolean;
  readonly label: string;
  readonly end: number;
}

function kindWithin(scopes: readonly Scope[]): OutlinedFunction['kind'] {
  if (scopes.some(({ isFunction }) => isFunction)) return 'nested';
  return scopes.length > 0 ? 'method' : 'function';
}

function isSetter(decorated: Node, source: string): boolean {
  return decorated.children.some((child) => {
    if (child.type !== 'decorator') return false;
    const text = child.namedChildren
      .filter((part) => part.type !== 'comment' && part.type !== 'line_continuation')
      .map((part) => source.slice(part.startIndex, part.endIndex))
      .join('');
    return /\.(setter|deleter)$/.test(text);
  });
}

/** Where the last statement of a definition ends: comments after it are nobody's. */
class CodeEnds {
  readonly #cursor;

  constructor(tree: Tree) {
    this.#cursor = tree.walk();
  }

  of(node: Node): number {
    const cursor = this.#cursor;
    cursor.reset(node);
    for (;;) {
      const end = cursor.endIndex;
      if (!cursor.gotoLastChild()) return end;
      while (cursor.nodeType === 'comment' || cursor.endIndex <= cursor.startIndex)
        if (!cursor.gotoPreviousSibling()) return end;
    }
  }

  close(): void {
    this.#cursor.delete();
  }
}
