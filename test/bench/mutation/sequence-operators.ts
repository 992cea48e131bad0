import type { SyntaxNode } from '../../../daemon/languages/syntax-node.ts';
import { type Edit, inserted, type Operator, replaced } from './edit.ts';
import { argumentSpan, argumentsOf, columnOf, keywordArgument, methodCall } from './places.ts';

/** Mistakes with lists and their order: copies, sorting, ties, duplicates. */
export const sequenceOperators: readonly Operator[] = [
  {
    name: 'copy-dropped',
    mistakes: (node) => {
      for (const copy of ['list', 'dict', 'set', 'sorted', 'deepcopy', 'copy']) {
        const only = argumentsOf(node, copy);
        if (only?.length === 1 && only[0]!.is('identifier', 'attribute', 'subscript', 'call'))
          return [[replaced(node, only[0]!.text)]];
      }
      const method = methodCall(node, 'copy');
      if (method?.list.parts.length === 0) return [[replaced(node, method.receiver.text)]];
      const isWhole = node.get('subscript')?.text === ':';
      return isWhole ? [[replaced(node, node.get('value')!.text)]] : [];
    },
  },
  {
    name: 'sort-key-lost',
    mistakes: (node) => {
      if (!isSort(node) && argumentsOf(node, 'min') === null && argumentsOf(node, 'max') === null)
        return [];
      return ['key', 'reverse'].flatMap((name) => {
        const argument = keywordArgument(node, name);
        return argument === null ? [] : [[{ ...argumentSpan(argument), text: '' }]];
      });
    },
  },
  {
    name: 'sort-key-shortened',
    mistakes: (node) => {
      const isKey =
        node.parent?.type === 'keyword_argument' && node.parent.get('name')?.text === 'key';
      const body = isKey && node.type === 'lambda' ? node.get('body') : null;
      if (body?.type !== 'tuple' || body.parts.length < 2) return [];
      return [[replaced(body, body.parts[0]!.text)]];
    },
  },
  {
    name: 'stable-order-lost',
    mistakes: (node) => {
      if (!isSort(node) || keywordArgument(node, 'key') === null) return [];
      const list = node.get('arguments')!;
      const reverse = keywordArgument(node, 'reverse');
      if (reverse !== null && reverse.get('value')?.text !== 'True') return [];
      const turn: Edit =
        reverse === null
          ? inserted(list.end - 1, ', reverse=True')
          : { ...argumentSpan(reverse), text: '' };
      // Sorted the other way round and reversed: ties come out in the opposite order.
      if (argumentsOf(node, 'sorted') !== null) return [[turn, inserted(node.end, '[::-1]')]];
      const statement = node.parent?.type === 'expression_statement' ? node.parent : null;
      if (statement === null) return [];
      const { receiver } = methodCall(node, 'sort')!;
      const indentation = ' '.repeat(columnOf(node.source, statement.start));
      return [[turn, inserted(statement.end, `\n${indentation}${receiver.text}.reverse()`)]];
    },
  },
  {
    name: 'sort-dropped',
    mistakes: (node) => {
      const only = argumentsOf(node, 'sorted');
      return only?.length === 1 ? [[replaced(node, `list(${only[0]!.text})`)]] : [];
    },
  },
  {
    name: 'duplicates-lost',
    mistakes: (node) => {
      for (const reader of ['sorted', 'len', 'sum', 'Counter']) {
        const [first, ...others] = argumentsOf(node, reader) ?? [];
        if (first === undefined || others.length > 0) continue;
        if (first.is('identifier', 'attribute', 'subscript', 'list_comprehension'))
          return [[replaced(first, `set(${first.text})`)]];
      }
      const isLooped = node.field === 'right' && node.parent?.is('for_statement', 'for_in_clause');
      return isLooped === true && node.is('identifier', 'attribute', 'subscript')
        ? [[replaced(node, `dict.fromkeys(${node.text})`)]]
        : [];
    },
  },
  {
    name: 'direction-lost',
    mistakes: (node) => {
      const only = argumentsOf(node, 'reversed');
      if (only?.length === 1) return [[replaced(node, only[0]!.text)]];
      const method = methodCall(node, 'pop');
      if (method === null) return [];
      const [index, ...others] = method.list.parts;
      if (index === undefined) return [[replaced(method.list, '(0)')]];
      return index.text === '0' && others.length === 0 ? [[replaced(method.list, '()')]] : [];
    },
  },
  {
    name: 'last-item-lost',
    mistakes: (node) => {
      const isLooped = node.field === 'right' && node.parent?.is('for_statement', 'for_in_clause');
      if (isLooped !== true || !node.is('identifier', 'attribute')) return [];
      return [[replaced(node, `${node.text}[:-1]`)], [replaced(node, `${node.text}[1:]`)]];
    },
  },
];

function isSort(node: SyntaxNode): boolean {
  return argumentsOf(node, 'sorted') !== null || methodCall(node, 'sort') !== null;
}
