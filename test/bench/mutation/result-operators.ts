import type { SyntaxNode } from '../../../daemon/languages/syntax-node.ts';
import { type Operator, replaced } from './edit.ts';
import { within } from './places.ts';

/** Mistakes with the kind of a value: width of integers, floats for integers, tuples for lists. */
export const resultOperators: readonly Operator[] = [
  {
    name: 'integer-width',
    mistakes: (node) => {
      if (
        node.type === 'augmented_assignment' &&
        node.get('operator')?.is('+=', '*=', '<<=', '-=')
      ) {
        const [left, right] = [node.get('left')!.text, node.get('right')!.text];
        const operator = node.get('operator')!.text.slice(0, -1);
        return [[replaced(node, `${left} = (${left} ${operator} ${right}) & 0xFFFFFFFF`)]];
      }
      const isSum = node.type === 'binary_operator' && node.get('operator')?.is('+', '*', '<<');
      const isReturned = node.parent?.is('return_statement', 'assignment') ?? false;
      return isSum === true && isReturned ? [[replaced(node, `(${node.text}) & 0xFFFFFFFF`)]] : [];
    },
  },
  {
    name: 'float-division',
    mistakes: (node) => {
      if (node.type === 'binary_operator' && node.get('operator')?.text === '//') {
        const [left, right] = [node.get('left')!.text, node.get('right')!.text];
        return [[replaced(node, `int(${left} / ${right})`)]];
      }
      return [];
    },
  },
  {
    name: 'float-sum',
    mistakes: (node) => {
      const isWhole = node.type === 'integer' && node.text === '0';
      const isStart = node.parent?.type === 'assignment' && node.field === 'right';
      const name = isStart ? node.parent.get('left') : null;
      if (!isWhole || name?.type !== 'identifier' || !isReturned(name)) return [];
      return [[replaced(node, '0.0')]];
    },
  },
  {
    name: 'result-type-changed',
    mistakes: (node) => {
      const value = node.type === 'return_statement' ? node.parts[0] : undefined;
      if (value === undefined) return [];
      if (value.type === 'list_comprehension' || value.type === 'list')
        return [[replaced(value, `tuple(${value.text})`)]];
      if (value.is('tuple', 'expression_list')) return [[replaced(value, `list((${value.text}))`)]];
      if (value.is('comparison_operator', 'boolean_operator'))
        return [[replaced(value, `int(${value.text})`)]];
      if (value.type === 'integer') return [[replaced(value, `${value.text}.0`)]];
      if (value.is('true', 'false')) return [[replaced(value, value.type === 'true' ? '1' : '0')]];
      const first = value.type === 'identifier' ? firstValue(value) : null;
      if (first?.is('list', 'list_comprehension'))
        return [[replaced(value, `tuple(${value.text})`)]];
      if (first?.is('dictionary', 'dictionary_comprehension'))
        return [[replaced(value, `list(${value.text}.items())`)]];
      if (first?.is('set', 'set_comprehension'))
        return [[replaced(value, `frozenset(${value.text})`)]];
      return value.is('call', 'binary_operator') ? [[replaced(value, `str(${value.text})`)]] : [];
    },
  },
  {
    name: 'empty-result-confused',
    mistakes: (node) => {
      const value = node.type === 'return_statement' ? node.parts[0] : undefined;
      const others: Readonly<Record<string, string>> = {
        None: '-1',
        '-1': 'None',
        '0': 'None',
        '[]': 'None',
        "''": 'None',
      };
      const other = value === undefined ? undefined : others[value.text];
      return other === undefined ? [] : [[replaced(value!, other)]];
    },
  },
];

/** What a local name was first given, in its function. */
function firstValue(name: SyntaxNode): SyntaxNode | null {
  for (const node of within(name, 'function_definition')?.walk() ?? []) {
    if (node.type !== 'assignment') continue;
    if (node.get('left')?.text === name.text) return node.get('right');
  }
  return null;
}

function isReturned(name: SyntaxNode): boolean {
  for (const node of within(name, 'function_definition')?.walk() ?? [])
    if (node.type === 'return_statement' && node.parts[0]?.text === name.text) return true;
  return false;
}
