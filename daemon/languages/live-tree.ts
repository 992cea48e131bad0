import { Edit, type Node, type Parser, type Tree } from 'web-tree-sitter';
import type { TextPlace } from './editor-language.ts';

/**
 * The syntax tree of a text that is being edited. It stays in the parser's memory, so that the next
 * parse can use what did not change; closing it gives that memory back.
 */
export class LiveTree {
  readonly #parser: Parser;
  #tree: Tree | null = null;
  #isCurrent = false;
  #isContinued = false;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  edited(start: TextPlace, oldEnd: TextPlace, newEnd: TextPlace): void {
    this.#isCurrent = false;
    if (this.#tree === null) return;
    const edit = new Edit({
      startIndex: start.offset,
      oldEndIndex: oldEnd.offset,
      newEndIndex: newEnd.offset,
      startPosition: start,
      oldEndPosition: oldEnd,
      newEndPosition: newEnd,
    });
    this.#tree.edit(edit);
  }

  /** Valid until the next call of any method. */
  parse(text: string): Tree {
    if (this.#tree !== null && this.#isCurrent) return this.#tree;
    const before = this.#tree;
    this.#tree = this.#parser.parse(text, before);
    this.#isContinued = before !== null;
    before?.delete();
    if (this.#tree === null) throw new Error('The parser gave no tree.');
    this.#isCurrent = true;
    return this.#tree;
  }

  /** Whether a parse from scratch could give another tree: the text has errors. */
  get isProvisional(): boolean {
    return this.#isCurrent && this.#isContinued && this.root.hasError;
  }

  private get root(): Node {
    return this.#tree!.rootNode;
  }

  /** The next parse begins from scratch. */
  forget(): void {
    this.#tree?.delete();
    this.#tree = null;
    this.#isCurrent = false;
  }
}
