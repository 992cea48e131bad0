import { impurityNotices } from '../../core/impurity-notices.ts';
import type { EditorLanguage, Outline, OutlinedFunction, TextPlace } from '../editor-language.ts';
import { loadGrammar, parserOf } from '../grammar.ts';
import { LiveTree } from '../live-tree.ts';
import { withoutOpenBrackets } from './brackets.ts';
import { exampleCase } from './example-case.ts';
import { extract } from './layout.ts';
import { functionNamed, linkEdits } from './link-edits.ts';
import { outlineOf } from './outline.ts';
import { withLineFeeds } from './parse.ts';
import { linkedProblem } from './problem-link.ts';
import { sketch } from './sketch/sketch.ts';

/** Python as a language server sees it. Needs the grammar alone. */
export async function createPythonForEditors(): Promise<EditorLanguage> {
  await loadGrammar('python');
  return {
    id: 'python',
    languageIds: ['python'],
    extensions: ['.py'],
    openOutline: () => new PythonOutline(),
    code,
    exampleCase,
    impurities: (source, name) => {
      const target = functionNamed(source, name);
      return target === null ? [] : impurityNotices(sketch(source, target).impurities);
    },
    linkedProblem: (source, name) => {
      const target = functionNamed(source, name);
      return target === null ? null : linkedProblem(source, target);
    },
    linkEdits,
  };
}

/** A block of its own holds the text, so that no more than the function itself has to be parsed. */
function code(text: string, margin: string): string {
  if (margin === '') return text.replace(/\r\n?/g, '\n');
  const before = `if 1:\n${margin}`;
  const source = before + text;
  return extract(source, { start: before.length, end: source.length });
}

class PythonOutline implements Outline {
  readonly #tree = new LiveTree(parserOf('python'));
  #functions: readonly OutlinedFunction[] | null = null;

  edited(start: TextPlace, oldEnd: TextPlace, newEnd: TextPlace): void {
    this.#functions = null;
    this.#tree.edited(start, oldEnd, newEnd);
  }

  functions(text: string): readonly OutlinedFunction[] {
    this.#functions ??= this.#read(text);
    return this.#functions;
  }

  #read(text: string): readonly OutlinedFunction[] {
    const source = withLineFeeds(text);
    const tree = this.#tree.parse(source);
    const mended = tree.rootNode.hasError ? withoutOpenBrackets(source) : source;
    if (mended === source) return outlineOf(tree, text);
    const whole = parserOf('python').parse(mended);
    if (whole === null) return outlineOf(tree, text);
    const functions = outlineOf(whole, text);
    whole.delete();
    return functions;
  }

  get isProvisional(): boolean {
    return this.#tree.isProvisional;
  }

  settle(): void {
    this.#functions = null;
    this.#tree.forget();
  }

  close(): void {
    this.settle();
  }
}
