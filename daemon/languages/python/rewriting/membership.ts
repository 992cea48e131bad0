import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';

export interface MembershipTest {
  readonly node: SyntaxNode;
  readonly item: SyntaxNode;
  readonly container: SyntaxNode;
  readonly isNegated: boolean;
}

/** Every `x in xs` and `x not in xs` of the body. */
export function membershipTests(fn: FunctionCode): readonly MembershipTest[] {
  const tests: MembershipTest[] = [];
  for (const node of fn.all('comparison_operator')) {
    const [item, container, ...more] = node.parts.filter((part) => part.type !== 'not in');
    const operator = node.get('operators')?.text ?? node.children[1]?.text ?? '';
    const isTest = /^(?:not\s+)?in$/.test(operator);
    if (!isTest || item === undefined || container === undefined || more.length > 0) continue;
    tests.push({ node, item, container, isNegated: operator !== 'in' });
  }
  return tests;
}
