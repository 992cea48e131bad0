import type { SketchedParameter } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';

/** A parameter as it is written. */
export interface WrittenParameter {
  readonly name: string;
  readonly place: SketchedParameter['place'];
  readonly annotation: SyntaxNode | null;
  readonly fallback: SyntaxNode | null;
}

/** All parameters of a definition or a lambda, in order. */
export function parametersOf(definition: SyntaxNode): readonly WrittenParameter[] {
  const found: WrittenParameter[] = [];
  let isByName = false;
  for (const node of definition.get('parameters')?.parts ?? []) {
    const inner = node.type === 'typed_parameter' ? node.parts[0] : node;
    if (inner === undefined) continue;
    const isRest = inner.type === 'list_splat_pattern';
    const isKeywords = inner.type === 'dictionary_splat_pattern';
    const name =
      inner.type === 'identifier'
        ? inner
        : isRest || isKeywords
          ? inner.parts[0]
          : inner.get('name');
    if (name?.type === 'identifier') {
      found.push({
        name: name.text,
        place: isRest ? 'rest' : isKeywords ? 'keywords' : isByName ? 'keyword' : 'positional',
        annotation: node.get('type'),
        fallback: node.get('value'),
      });
    }
    if (isRest || inner.type === 'keyword_separator') isByName = true;
  }
  return found;
}

/** What a caller gives: without the instance or class that a method is bound to. */
export function givenParameters(
  definition: SyntaxNode,
  binding: 'instance' | 'class' | 'static' | null,
): readonly WrittenParameter[] {
  const isBound = binding === 'instance' || binding === 'class';
  return parametersOf(definition).slice(isBound ? 1 : 0);
}
