import {
  type Position,
  type Range,
  TextDocument,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';
import { fileURLToPath } from 'node:url';
import type {
  EditorLanguage,
  Outline,
  OutlinedFunction,
  TextPlace,
} from '../daemon/languages/editor-language.ts';

/** A function of a document as it stands now. */
export interface DocumentFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** An open document with its functions, which follow every edit. */
export class OpenDocument {
  readonly #text: TextDocument;
  readonly #outline: Outline;
  readonly #language: EditorLanguage;
  /** Absolute; null where the document is no file. */
  readonly path: string | null;
  #functions: readonly DocumentFunction[] | null = null;
  #codes = new Map<string, KnownCode>();

  constructor(uri: string, version: number, text: string, language: EditorLanguage) {
    this.#text = TextDocument.create(uri, language.id, version, text);
    this.#language = language;
    this.#outline = language.openOutline();
    this.path = pathOf(uri);
  }

  get uri(): string {
    return this.#text.uri;
  }

  get version(): number {
    return this.#text.version;
  }

  get text(): string {
    return this.#text.getText();
  }

  get language(): EditorLanguage {
    return this.#language;
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      if ('range' in change) this.#replace(change, version);
      else {
        TextDocument.update(this.#text, [change], version);
        this.#outline.settle();
      }
    }
    this.#functions = null;
  }

  /** Those that can be measured, in order: what is local to another function cannot. */
  functions(): readonly DocumentFunction[] {
    this.#functions ??= this.#outline.functions(this.text).filter(isReachable);
    return this.#functions;
  }

  find(name: string): DocumentFunction | null {
    return this.functions().find((listed) => listed.name === name) ?? null;
  }

  /** The function on whose lines a position is, from its first decorator to its last statement. */
  functionAt(position: Position): DocumentFunction | null {
    const { line } = this.#text.positionAt(this.#text.offsetAt(position));
    const isOnItsLines = (listed: DocumentFunction): boolean => {
      const { start, end } = this.range(listed);
      return start.line <= line && line <= end.line;
    };
    return this.functions().findLast(isOnItsLines) ?? null;
  }

  /** Its own text at column 0, lines ending in `\n`: what the history knows it by. */
  code(target: DocumentFunction): string {
    const text = this.text.slice(target.start, target.end);
    const margin = this.#margin(target.start);
    const known = this.#codes.get(target.name);
    if (known?.text === text && known.margin === margin) return known.code;
    const code = this.#language.code(text, margin);
    this.#codes.set(target.name, { text, margin, code });
    return code;
  }

  range({ start, end }: { readonly start: number; readonly end: number }): Range {
    return { start: this.#text.positionAt(start), end: this.#text.positionAt(end) };
  }

  nameRange({ nameStart, nameEnd }: DocumentFunction): Range {
    return this.range({ start: nameStart, end: nameEnd });
  }

  offsetAt(position: Position): number {
    return this.#text.offsetAt(position);
  }

  /** Whether reading the text afresh could show other functions; `settle` does that. */
  get isProvisional(): boolean {
    return this.#outline.isProvisional;
  }

  /** Tells whether that changed anything. */
  settle(): boolean {
    const before = this.functions();
    this.#outline.settle();
    this.#functions = null;
    return JSON.stringify(before) !== JSON.stringify(this.functions());
  }

  close(): void {
    this.#outline.close();
  }

  #replace(change: { readonly range: Range; readonly text: string }, version: number): void {
    const { text, range } = change;
    const before = this.text;
    const from = this.#text.offsetAt(range.start);
    const to = Math.max(from, this.#text.offsetAt(range.end));
    // What a carriage return means is decided by what follows it: it changes with its successor.
    const start = this.#place(before[from - 1] === '\r' ? from - 1 : from);
    const oldEnd = this.#place(to);
    TextDocument.update(this.#text, [change], version);
    this.#outline.edited(start, oldEnd, this.#place(from + text.length));
  }

  /** Not by `positionAt`, which lets no place lie within a line ending. */
  #place(offset: number): TextPlace {
    const row = this.#text.positionAt(offset).line;
    return { offset, row, column: offset - this.#text.offsetAt({ line: row, character: 0 }) };
  }

  #margin(start: number): string {
    const { line } = this.#text.positionAt(start);
    const before = this.text.slice(this.#text.offsetAt({ line, character: 0 }), start);
    return /^\uFEFF?([ \t\f]*)/.exec(before)?.[1] ?? '';
  }
}

interface KnownCode {
  readonly text: string;
  readonly margin: string;
  readonly code: string;
}

function isReachable(listed: OutlinedFunction): boolean {
  return listed.kind !== 'nested';
}

/** The path of a file's URI; null for what is no file of this machine. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
