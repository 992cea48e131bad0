import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { docstringNode, wholeDefinition } from '../syntax.ts';
import type { DiscoveryTarget } from './target.ts';

/** A line of a docstring or a comment, without quotes and `#`. */
export interface ProseLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** A docstring, or comments on lines that follow each other. */
export interface ProseBlock {
  readonly kind: 'docstring' | 'comment';
  readonly lines: readonly ProseLine[];
  /** It stands in the function or right above it, and so can be about nothing else. */
  readonly isOwn: boolean;
}

/** What is written about the function: in it, above it, about its class and in its file. */
export function proseOf(tree: SyntaxNode, { definition }: DiscoveryTarget): readonly ProseBlock[] {
  const lineAt = (offset: number): number =>
    tree.source.slice(0, offset).split(/\r\n|\n|\r/).length;
  const classes = [...(definition?.ancestors() ?? [])].filter(
    (node) => node.type === 'class_definition',
  );
  const blocks: ProseBlock[] = [];
  for (const around of [definition, ...classes, tree]) {
    const node = docstringNode(around === tree ? tree : (around?.get('body') ?? null));
    if (node === null) continue;
    const lines = linesOf(stringValue(node), lineAt(node.start));
    blocks.push({ kind: 'docstring', lines, isOwn: around === definition });
  }
  const whole = definition === null ? null : wholeDefinition(definition);
  const first = whole === null ? 0 : lineAt(whole.start);
  let run: ProseLine[] = [];
  let isWithin = false;
  const close = (): void => {
    const last = run.at(-1);
    if (last === undefined) return;
    blocks.push({ kind: 'comment', lines: run, isOwn: isWithin || last.line === first - 1 });
    run = [];
  };
  for (const comment of tree.walk()) {
    if (comment.type !== 'comment') continue;
    const around = [...comment.ancestors()].find((each) => each.type === 'function_definition');
    const isInside = whole !== null && comment.isWithin(whole);
    if (around !== undefined && !isInside) continue;
    const line = lineAt(comment.start);
    if (run.at(-1)?.line !== line - 1) close();
    isWithin = isInside;
    run.push({ line, text: comment.text.replace(/^#+:? ?/, '') });
  }
  close();
  return blocks;
}

function linesOf(text: string, first: number): readonly ProseLine[] {
  return text.split('\n').map((line, index) => ({ line: first + index, text: line }));
}
