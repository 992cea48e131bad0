import type { SyntaxNode } from '../../syntax-node.ts';

/** Types of exceptions that bodies raise by name. */
export function raisedIn(bodies: readonly SyntaxNode[]): readonly string[] {
  const found = new Set<string>();
  for (const body of bodies) {
    for (const node of body.walk()) {
      if (node.type !== 'raise_statement') continue;
      const [raised] = node.parts;
      const type = raised?.type === 'call' ? raised.get('function') : raised;
      if (type?.is('identifier', 'attribute') && /^(?:\w+\.)*[A-Z]\w*$/.test(type.text))
        found.add(type.text);
    }
  }
  return [...found];
}
