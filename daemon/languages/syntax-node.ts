import type { TreeCursor } from 'web-tree-sitter';

/**
 * A node of a syntax tree as plain data: the parser's own tree lives in WebAssembly memory and is
 * freed as soon as it has been copied. Offsets are UTF-16 code units, end exclusive.
 */
export class SyntaxNode {
  readonly source: string;
  readonly type: string;
  readonly named: boolean;
  /** The grammar wants it and the text lacks it. */
  readonly missing: boolean;
  readonly start: number;
  readonly end: number;
  /** The grammar's name for the place it has in its parent. */
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];

  /** Copies what the cursor stands on. */
  constructor(cursor: TreeCursor, source: string, parent: SyntaxNode | null) {
    this.source = source;
    this.type = cursor.nodeType;
    this.named = cursor.nodeIsNamed;
    this.missing = cursor.nodeIsMissing;
    this.start = cursor.startIndex;
    this.end = cursor.endIndex;
    this.field = cursor.currentFieldName;
    this.parent = parent;
    const children: SyntaxNode[] = [];
    if (cursor.gotoFirstChild()) {
      do children.push(new SyntaxNode(cursor, source, this));
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    this.children = children;
  }

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** Named children without comments: what the node is made of. */
  get parts(): readonly SyntaxNode[] {
    return this.children.filter(
      (child) => child.named && !child.is('comment', 'line_continuation'),
    );
  }

  is(...types: readonly string[]): boolean {
    return types.includes(this.type);
  }

  /** The child in the named place. */
  get(field: string): SyntaxNode | null {
    return this.children.find((child) => child.field === field) ?? null;
  }

  getAll(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** Itself and all below it, in the order of the text. */
  *walk(): Generator<SyntaxNode> {
    const pending: SyntaxNode[] = [this];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      yield node;
      for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
    }
  }

  /** All above it, nearest first. */
  *ancestors(): Generator<SyntaxNode> {
    for (let node = this.parent; node !== null; node = node.parent) yield node;
  }

  isWithin(other: SyntaxNode): boolean {
    return this.start >= other.start && this.end <= other.end;
  }

  get hasError(): boolean {
    for (const node of this.walk()) if (node.missing || node.type === 'ERROR') return true;
    return false;
  }
}
