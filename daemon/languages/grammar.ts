import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { SyntaxNode } from './syntax-node.ts';

export type GrammarName = 'python';

const parsers = new Map<GrammarName, Parser>();
const loading = new Map<GrammarName, Promise<void>>();
let runtime: Promise<void> | null = null;

/** Makes `parseTree` usable for a grammar. Loads once, however often it is called. */
export function loadGrammar(name: GrammarName): Promise<void> {
  const started = loading.get(name) ?? load(name);
  loading.set(name, started);
  return started;
}

/** Parses, copies the tree out of WebAssembly memory and frees it there. */
export function parseTree(name: GrammarName, source: string): SyntaxNode {
  const tree = parserOf(name).parse(source);
  if (tree === null) throw new Error(`The parser of ${name} gave no tree.`);
  const cursor = tree.walk();
  try {
    return new SyntaxNode(cursor, source, null);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** The loaded parser itself, for trees that live on in its memory. */
export function parserOf(name: GrammarName): Parser {
  const parser = parsers.get(name);
  if (parser === undefined) throw new Error(`The grammar of ${name} is not loaded.`);
  return parser;
}

/** Where a file of WebAssembly is: beside the bundle in `wasm/`, else in node_modules. */
function wasmPath(specifier: string): string {
  const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
  const bundled = join(here, 'wasm', specifier.slice(specifier.lastIndexOf('/') + 1));
  return existsSync(bundled) ? bundled : createRequire(join(here, 'grammar.js')).resolve(specifier);
}

async function load(name: GrammarName): Promise<void> {
  runtime ??= Parser.init({ locateFile: () => wasmPath('web-tree-sitter/web-tree-sitter.wasm') });
  await runtime;
  const file = wasmPath(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readFile(file)));
  parsers.set(name, parser);
}
