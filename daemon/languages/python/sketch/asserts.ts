import type { Constraint, Term } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { constantOf } from './constants.ts';

type Says = Constraint['says'];

/** What a condition says about parameters; parts of an `and` that say something else are left. */
export function assertedBy(condition: SyntaxNode, parameters: readonly string[]): readonly Says[] {
  return meaning(condition, new Map(parameters.map((name) => [name, { kind: 'parameter', name }])));
}

type Names = ReadonlyMap<string, Term>;

function meaning(node: SyntaxNode, names: Names): readonly Says[] {
  switch (node.type) {
    case 'parenthesized_expression':
      return node.parts.length === 1 ? meaning(node.parts[0]!, names) : [];
    case 'boolean_operator':
      if (node.get('operator')?.text !== 'and') return [];
      return [node.get('left'), node.get('right')].flatMap((side) =>
        side === null ? [] : meaning(side, names),
      );
    case 'identifier': {
      // Of a number it says that it is not 0: whoever knows the shape reads it so.
      const term = termOf(node, names);
      return term === null ? [] : [{ kind: 'non-empty', of: term }];
    }
    case 'comparison_operator':
      return comparisons(node, names);
    case 'call':
      return node.get('function')?.text === 'all' ? ofAll(node, names) : truthOf(node, names);
    default:
      return [];
  }
}

/** `assert len(xs)` */
function truthOf(call: SyntaxNode, names: Names): readonly Says[] {
  const term = termOf(call, names);
  return term?.kind === 'length' ? [{ kind: 'non-empty', of: term.of }] : [];
}

function comparisons(node: SyntaxNode, names: Names): readonly Says[] {
  const operators = node.getAll('operators').map(({ text }) => text);
  const operands = node.parts.filter(({ field }) => field !== 'operators');
  const sorted = sortedness(operands, operators, names);
  if (sorted !== null) return [sorted];
  const says: Says[] = [];
  operators.forEach((operator, i) => {
    const [left, right] = [operands[i], operands[i + 1]].map((operand) =>
      operand === undefined ? null : termOf(operand, names),
    );
    if (left == null || right == null) return;
    if (left.kind === 'number' && right.kind === 'number') return;
    if (operator === '<' || operator === '<=' || operator === '==' || operator === '!=')
      says.push({ kind: 'compare', left, operator, right });
    else if (operator === '>' || operator === '>=')
      says.push({
        kind: 'compare',
        left: right,
        operator: operator === '>' ? '<' : '<=',
        right: left,
      });
  });
  return says;
}

/** `xs == sorted(xs)`, `len(set(xs)) == len(xs)` */
function sortedness(
  operands: readonly SyntaxNode[],
  operators: readonly string[],
  names: Names,
): Says | null {
  if (operands.length !== 2 || operators[0] !== '==') return null;
  const texts = operands.map(({ text }) => text.replace(/\s/g, ''));
  for (const [one, other] of [texts, [...texts].reverse()] as [string, string][]) {
    const of = names.get(one);
    if (of !== undefined && other === `sorted(${one})`)
      return { kind: 'sorted', of, order: 'ascending' };
    if (of !== undefined && other === `sorted(${one},reverse=True)`)
      return { kind: 'sorted', of, order: 'descending' };
    const unique = /^len\((\w+)\)$/.exec(one)?.[1];
    const term = unique === undefined ? undefined : names.get(unique);
    if (term !== undefined && other === `len(set(${unique}))`) return { kind: 'unique', of: term };
  }
  return null;
}

/** `all(0 <= x < n for x in xs)` */
function ofAll(call: SyntaxNode, names: Names): readonly Says[] {
  const list = call.get('arguments');
  const generator = list?.type === 'argument_list' ? list.parts[0] : list;
  if (!generator?.is('generator_expression', 'list_comprehension')) return [];
  const [body, clause, ...others] = generator!.parts;
  if (body === undefined || clause?.type !== 'for_in_clause' || others.length > 0) return [];
  const [variable, over] = [clause.get('left'), clause.get('right')];
  const of = over === null ? null : termOf(over, names);
  if (variable?.type !== 'identifier' || of === null || of.kind === 'number') return [];
  return meaning(body, new Map([...names, [variable.text, { kind: 'each', of }]]));
}

function termOf(node: SyntaxNode, names: Names): Term | null {
  const constant = constantOf(node);
  if (typeof constant === 'number') return { kind: 'number', value: constant };
  switch (node.type) {
    case 'identifier':
      return names.get(node.text) ?? null;
    case 'parenthesized_expression':
      return node.parts.length === 1 ? termOf(node.parts[0]!, names) : null;
    case 'call': {
      const args = node.get('arguments')?.parts ?? [];
      if (node.get('function')?.text !== 'len' || args.length !== 1) return null;
      const of = termOf(args[0]!, names);
      return of === null || of.kind === 'number' ? null : { kind: 'length', of };
    }
    case 'binary_operator':
      return combined(node, names);
    default:
      return null;
  }
}

function combined(node: SyntaxNode, names: Names): Term | null {
  const [left, right] = [node.get('left'), node.get('right')].map((side) =>
    side === null ? null : termOf(side, names),
  );
  if (left == null || right == null) return null;
  switch (node.get('operator')?.text) {
    case '+':
      return { kind: 'sum', left, right, sign: 1 };
    case '-':
      return { kind: 'sum', left, right, sign: -1 };
    case '*':
      return { kind: 'product', left, right };
    default:
      return null;
  }
}
