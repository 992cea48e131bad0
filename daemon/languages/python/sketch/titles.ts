import type { Passage } from '../../../core/constraint-text.ts';
import type { Shape } from '../../../core/exploring.ts';
import { partsOf } from '../../../core/shapes.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { docstringNode } from '../syntax.ts';
import type { Module } from './module.ts';

/**
 * What a function and what it is given are called, and the texts of classes and of the file: they
 * tell that a tree is a search tree where the function's own text does not.
 */
export function titlesOf(
  definition: SyntaxNode,
  around: SyntaxNode | null,
  module: Module,
  shapes: ReadonlyMap<string, Shape>,
): readonly Passage[] {
  const name = definition.get('name')?.text ?? '';
  const root = [...definition.ancestors()].at(-1) ?? definition;
  return [
    title(wordsOfFunction(name), null),
    ...(around === null ? [] : ofClass(around, null)),
    ...lines(textOf(root)).map((line) => title(line, null)),
    ...[...shapes].flatMap(([parameter, shape]) => [
      title(wordsOf(parameter), parameter),
      ...typesIn(shape).flatMap((type) => {
        const own = module.classes.get(type);
        return own === undefined ? [title(wordsOf(type), parameter)] : ofClass(own, parameter);
      }),
    ]),
  ];
}

function title(text: string, about: string | null): Passage {
  return { text, about, source: 'comment', isTitle: true };
}

function ofClass(definition: SyntaxNode, about: string | null): readonly Passage[] {
  const name = definition.get('name')?.text ?? '';
  return [
    title(wordsOf(name), about),
    ...lines(textOf(definition.get('body'))).map((line) => title(line, about)),
  ];
}

function textOf(body: SyntaxNode | null): string {
  const node = docstringNode(body);
  return node === null ? '' : stringValue(node);
}

function lines(text: string): readonly string[] {
  const [first = ''] = text.trim().split(/\n\s*\n/);
  return first === '' ? [] : [first.replace(/\s+/g, ' ')];
}

/** `BSTNode` and `bst_node` as words; the last part of a name with dots. */
function wordsOf(name: string): string {
  return name
    .replace(/^.*\./s, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .trim();
}

/** Those of functions often leave out that it is a list: `sortedInsert`, `merge_sorted`. */
function wordsOfFunction(name: string): string {
  return wordsOf(name)
    .replace(/^sorted insert\b/i, 'insert into sorted list')
    .replace(/\bsorted$/i, 'sorted list');
}

function typesIn(shape: Shape): readonly string[] {
  const own = shape.kind === 'instance' ? [shape.type] : [];
  const inside = shape.kind === 'instance' ? [] : partsOf(shape);
  return [...own, ...inside.flatMap(typesIn)];
}
