import type { SyntaxNode } from '../../syntax-node.ts';

/** Calls of a function to itself: by name, or as a method of `self`, `cls` or its class. */
export function recursiveCalls(definition: SyntaxNode): readonly SyntaxNode[] {
  const name = definition.get('name')!.text;
  const calls: SyntaxNode[] = [];
  for (const node of definition.get('body')!.walk()) {
    if (node.type !== 'call') continue;
    const callee = node.get('function')!;
    const isOwn = callee.type === 'identifier' && callee.text === name;
    const object = callee.type === 'attribute' ? callee.get('object')!.text : '';
    const isMethod =
      /^(?:self|cls|[A-Z]\w*)$/.test(object) && callee.get('attribute')!.text === name;
    if ((isOwn || isMethod) && node.get('arguments')?.type === 'argument_list') calls.push(node);
  }
  return calls;
}

/** Statements that return from this function, not from one inside it. */
export function returnsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  return [...definition.get('body')!.walk()].filter((node) => {
    if (node.type !== 'return_statement') return false;
    for (const outer of node.ancestors())
      if (outer.type === 'function_definition') return outer === definition;
    return false;
  });
}

/** What a call passes for a parameter; null where the default stands. */
export function argumentFor(
  call: SyntaxNode,
  names: readonly string[],
  index: number,
): SyntaxNode | null {
  const parts = call.get('arguments')!.parts;
  const keyword = parts.find((part) => part.get('name')?.text === names[index]);
  if (keyword !== undefined) return keyword.get('value');
  const positional = parts[index];
  return positional === undefined || positional.type === 'keyword_argument' ? null : positional;
}
