import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { stringValue } from '../strings.ts';
import type { Lists } from './lists.ts';

/** What setup.py gives to `setup`, as far as it is written there word for word: it is not run. */
class SetupCall {
  readonly #call: SyntaxNode | undefined;
  readonly #values = new Map<string, SyntaxNode>();

  constructor(text: string) {
    const nodes = [...parsePython(text).walk()].filter((node) => node.is('call', 'assignment'));
    for (const node of nodes) {
      const [name, value] = [node.get('left')?.text, node.get('right')];
      if (node.type === 'assignment' && name !== undefined && value) this.#values.set(name, value);
    }
    this.#call = nodes.find((node) => /^(?:\w+\.)?setup$/.test(node.get('function')?.text ?? ''));
  }

  given(name: string): SyntaxNode | undefined {
    const parts = this.#call?.get('arguments')?.parts ?? [];
    return this.meant(parts.find((part) => part.get('name')?.text === name)?.get('value'));
  }

  /** A variable's value in place of its name. */
  meant(value: SyntaxNode | null | undefined): SyntaxNode | undefined {
    return value?.type === 'identifier' ? this.#values.get(value.text) : (value ?? undefined);
  }
}

/** An argument of `setup` that is a text; null for others. */
export function setupScriptTexts(text: string): (name: string) => string | null {
  const setup = new SetupCall(text);
  return (name) => {
    const value = setup.given(name);
    return value?.type === 'string' ? stringValue(value) : null;
  };
}

/** A list that is put together otherwise, as by reading a file, is not known. */
export function setupScriptLists(text: string): Lists {
  const setup = new SetupCall(text);
  const extras = setup.given('extras_require');
  const groups = (extras?.type === 'dictionary' ? extras.parts : []).flatMap((pair) => {
    const [key, value] = [pair.get('key'), pair.get('value')];
    const lines = linesOf(setup.meant(value));
    return key?.type === 'string' && lines !== null ? [[stringValue(key), lines] as const] : [];
  });
  return { runtime: linesOf(setup.given('install_requires')), groups: new Map(groups) };
}

function linesOf(node: SyntaxNode | null | undefined): readonly string[] | null {
  if (!node?.is('list', 'tuple')) return null;
  return node.parts.every(({ type }) => type === 'string') ? node.parts.map(stringValue) : null;
}

/**
 * Of a conda environment, what it leaves to pip. Its other names are those of another index, where
 * one name may mean another package.
 */
export function environmentLists(text: string): Lists {
  const lines = text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trimEnd());
  const start = lines.findIndex((line) => /^\s*-\s*pip\s*:\s*$/.test(line));
  if (start < 0) return { runtime: null, groups: new Map() };
  const depth = indentOf(lines[start] ?? '');
  const rest = lines.slice(start + 1).filter((line) => line !== '');
  const end = rest.findIndex((line) => indentOf(line) <= depth);
  const found = rest.slice(0, end < 0 ? rest.length : end).flatMap((line) => {
    const written = /^\s*-\s*(['"]?)(.+)\1$/.exec(line)?.[2];
    // A file or a folder, or an option of pip's.
    return written === undefined || /^[-./]/.test(written) ? [] : [written];
  });
  return { runtime: found, groups: new Map() };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
