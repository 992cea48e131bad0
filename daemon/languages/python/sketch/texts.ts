import type { TextHints } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { isPlainString, stringValue } from '../strings.ts';
import type { Module } from './module.ts';

/** Methods whose argument stands between the parts of a text, or marks them. */
const marking: ReadonlySet<string> = new Set(
  'split rsplit partition rpartition startswith endswith removeprefix removesuffix strip lstrip rstrip find rfind index rindex count replace join'.split(
    ' ',
  ),
);
const casing: ReadonlySet<string> = new Set(
  'lower upper casefold swapcase title capitalize islower isupper'.split(' '),
);
const matching: ReadonlySet<string> = new Set(
  'match fullmatch search findall finditer split sub subn compile'.split(' '),
);
const digits: ReadonlySet<string> = new Set(['isdigit', 'isnumeric', 'isdecimal']);
const whole: ReadonlySet<string> = new Set(['int']);
const broken: ReadonlySet<string> = new Set(['float', 'Decimal', 'Fraction', 'complex']);

const most = 24;
const longestExample = 80;

/** How the texts are put together that bodies read; null where they read none. */
export function textsIn(
  bodies: readonly SyntaxNode[],
  module: Module,
  documentation: string,
): TextHints | null {
  const notes = new Notes();
  const named = new Set<string>();
  for (const body of bodies) {
    for (const node of body.walk()) {
      if (node.type === 'identifier') named.add(node.text);
      notes.note(node);
    }
  }
  // A pattern is often compiled once for the whole module.
  for (const name of named) {
    const value = module.values.get(name);
    if (value === undefined || value.end - value.start > 2000) continue;
    for (const node of value.walk()) notes.note(node);
  }
  const examples = [...examplesIn(documentation)].slice(0, most);
  return notes.isEmpty ? null : { ...notes.found, examples };
}

class Notes {
  readonly #separators = new Set<string>();
  readonly #patterns = new Set<string>();
  #numbers: TextHints['numbers'] = null;
  #isCased = false;

  get isEmpty(): boolean {
    const isPlain = this.#numbers === null && !this.#isCased;
    return isPlain && this.#separators.size === 0 && this.#patterns.size === 0;
  }

  get found(): Omit<TextHints, 'examples'> {
    return {
      separators: [...this.#separators].slice(0, most),
      patterns: [...this.#patterns].slice(0, most),
      numbers: this.#numbers,
      isCased: this.#isCased,
    };
  }

  note(node: SyntaxNode): void {
    if (node.type === 'string') this.#noteString(node);
    if (node.type !== 'call') return;
    const callee = node.get('function');
    const args = node.get('arguments')?.parts ?? [];
    if (callee?.type === 'identifier') this.#noteFunction(callee.text, args);
    if (callee?.type === 'attribute') this.#noteMethod(callee, args);
  }

  /** Signs that are compared with; a text that is returned hardly is one. */
  #noteString(node: SyntaxNode): void {
    if (!isPlainString(node) || node.parent?.type === 'return_statement') return;
    const text = stringValue(node);
    if (/^[^\p{L}\p{N}]{1,2}$/u.test(text)) this.#separators.add(text);
    if (text === '0' || text === '9' || text === '0123456789') this.#numbers ??= 'integer';
  }

  #noteFunction(name: string, args: readonly SyntaxNode[]): void {
    if (args.length === 0 || args[0]?.is('integer', 'float', 'string')) return;
    if (whole.has(name)) this.#numbers ??= 'integer';
    if (broken.has(name)) this.#numbers = 'float';
  }

  #noteMethod(callee: SyntaxNode, args: readonly SyntaxNode[]): void {
    const name = callee.get('attribute')?.text ?? '';
    if (digits.has(name)) this.#numbers ??= 'integer';
    if (casing.has(name)) this.#isCased = true;
    if (callee.get('object')?.text === 're' && matching.has(name)) {
      const pattern = textOf(args[0]);
      if (pattern !== null) this.#patterns.add(pattern);
      if (pattern?.includes('\\d') || pattern?.includes('0-9')) this.#numbers ??= 'integer';
      return;
    }
    if (name === 'splitlines') this.#separators.add('\n');
    if (name === 'split' && args.length === 0) this.#separators.add(' ');
    if (!marking.has(name)) return;
    const object = name === 'join' ? textOf(callee.get('object')) : null;
    for (const text of [object, ...args.slice(0, 1).map(textOf)])
      if (text !== null && text !== '') this.#separators.add(text);
  }
}

function textOf(node: SyntaxNode | null | undefined): string | null {
  return node?.type === 'string' && isPlainString(node) ? stringValue(node) : null;
}

/** What stands between quotation marks of one kind on one line. */
function* examplesIn(documentation: string): Generator<string> {
  const quoted = /(?<![\w'"])(?:'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`)(?![\w'"])/gu;
  for (const [, single, double, code] of documentation.matchAll(quoted)) {
    const text = single ?? double ?? (code?.includes('`') === true ? '' : (code ?? ''));
    if (text.length <= longestExample) yield text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
  }
}
