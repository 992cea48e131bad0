import { inserted, type Operator, replaced } from './edit.ts';
import { argumentsOf, columnOf, isUsed, within } from './places.ts';
import { resultOperators } from './result-operators.ts';
import { sequenceOperators } from './sequence-operators.ts';

const flips: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

const turned: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

const otherArithmetic: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '+',
  '//': '*',
  '%': '//',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<',
};

const otherCallee: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  any: 'all',
  all: 'any',
  bisect_left: 'bisect_right',
  bisect_right: 'bisect_left',
  bisect: 'bisect_left',
  heappush: 'heappushpop',
  find: 'rfind',
  rfind: 'find',
  startswith: 'endswith',
  lstrip: 'strip',
  rstrip: 'strip',
  popleft: 'pop',
  appendleft: 'append',
};

/** The catalogue. A mistake that no input shows is not told from others here. */
export const operators: readonly Operator[] = [
  {
    name: 'comparison-flipped',
    mistakes: (node) => {
      if (node.field !== 'operators') return [];
      return [flips[node.type], turned[node.type]].flatMap((other) =>
        other === undefined ? [] : [[replaced(node, other)]],
      );
    },
  },
  {
    name: 'boundary-shifted',
    mistakes: (node) => {
      const range = argumentsOf(node, 'range');
      if (range !== null) {
        const shifts = range.length > 1 ? [range[0]!, range[1]!] : range;
        return shifts.flatMap((bound) => [
          [replaced(bound, `${bound.text} - 1`)],
          [replaced(bound, `${bound.text} + 1`)],
        ]);
      }
      if (node.type === 'slice') return node.parts.map((p) => [replaced(p, `${p.text} - 1`)]);
      const isIndex = node.field === 'subscript' && !node.is('slice', 'string', 'tuple');
      return isIndex && within(node, 'type') === null
        ? [[replaced(node, `${node.text} - 1`)], [replaced(node, `${node.text} + 1`)]]
        : [];
    },
  },
  {
    name: 'constant-changed',
    mistakes: (node) => {
      const isOperand = node.parent?.is('binary_operator', 'comparison_operator') ?? false;
      if (node.type !== 'integer' || !isOperand || !/^\d+$/.test(node.text)) return [];
      const value = BigInt(node.text);
      return [
        [replaced(node, `${value + 1n}`)],
        ...(value > 0n ? [[replaced(node, `${value - 1n}`)]] : []),
      ];
    },
  },
  {
    name: 'arithmetic-changed',
    mistakes: (node) => {
      const isOperator = node.field === 'operator' && node.parent?.type === 'binary_operator';
      const other = isOperator ? otherArithmetic[node.type] : undefined;
      return other === undefined ? [] : [[replaced(node, other)]];
    },
  },
  {
    name: 'callee-confused',
    mistakes: (node) => {
      const isCalled =
        node.type === 'identifier' &&
        (node.field === 'function' ||
          (node.field === 'attribute' && node.parent?.field === 'function'));
      const other = isCalled ? otherCallee[node.text] : undefined;
      return other === undefined ? [] : [[replaced(node, other)]];
    },
  },
  {
    name: 'connective-swapped',
    mistakes: (node) => {
      if (node.field === 'operator' && node.parent?.type === 'boolean_operator')
        return [[replaced(node, node.type === 'and' ? 'or' : 'and')]];
      return node.type === 'not_operator' ? [[replaced(node, node.get('argument')!.text)]] : [];
    },
  },
  {
    name: 'initial-value-changed',
    mistakes: (node) => {
      const value = node.type === 'assignment' ? node.get('right') : null;
      if (value === null) return [];
      const others: Readonly<Record<string, readonly string[]>> = {
        '0': ['1', '-1'],
        '1': ['0', '2'],
        '-1': ['0'],
        True: ['False'],
        False: ['True'],
        "float('inf')": ['10000'],
        "float('-inf')": ['0'],
        "-float('inf')": ['0'],
        'math.inf': ['10000'],
        '-math.inf': ['0'],
        None: ['0'],
      };
      return (others[value.text] ?? []).map((other) => [replaced(value, other)]);
    },
  },
  {
    name: 'jump-changed',
    mistakes: (node) => {
      if (node.type === 'break_statement') return [[replaced(node, 'continue')]];
      return node.type === 'continue_statement'
        ? [[replaced(node, 'break')], [replaced(node, 'pass')]]
        : [];
    },
  },
  {
    name: 'early-return',
    mistakes: (node) => {
      if (!node.is('for_statement', 'while_statement')) return [];
      const next = node.parent?.parts.at(-1);
      const body = node.get('body');
      const last = body?.parts.at(-1);
      if (next?.type !== 'return_statement' || last === undefined || body!.start <= node.start)
        return [];
      const indentation = ' '.repeat(columnOf(last.source, body!.start));
      return [[inserted(last.end, `\n${indentation}${next.text}`)]];
    },
  },
  {
    name: 'statement-lost',
    mistakes: (node) => {
      const only = node.type === 'expression_statement' ? node.parts[0] : undefined;
      const isEffect = only?.is('augmented_assignment', 'call') ?? false;
      return isEffect ? [[replaced(node, 'pass')]] : [];
    },
  },
  {
    name: 'branch-lost',
    mistakes: (node) => {
      if (!node.is('if_statement', 'elif_clause')) return [];
      return [[replaced(node.get('condition')!, 'False')]];
    },
  },
  {
    name: 'else-lost',
    mistakes: (node) => {
      if (node.type !== 'else_clause' || node.parent?.type !== 'if_statement') return [];
      const body = node.get('body');
      return body === null ? [] : [[replaced(body, 'pass')]];
    },
  },
  {
    name: 'exception-swallowed',
    mistakes: (node) => {
      if (node.type === 'raise_statement')
        return [[replaced(node, 'return None')], [replaced(node, 'pass')]];
      if (node.type !== 'except_clause') return [];
      const raise = node.parts.at(-1)?.parts.find((each) => each.type === 'raise_statement');
      const named = node.parts[0];
      if (named === undefined || named.type === 'block' || raise !== undefined) return [];
      return [[replaced(named, 'ZeroDivisionError')]];
    },
  },
  {
    name: 'variable-confused',
    mistakes: (node) => {
      const call = node.type === 'assignment' ? node.get('right') : null;
      const names = node.type === 'assignment' ? node.get('left') : null;
      if (call?.type !== 'expression_list' || names?.type !== 'pattern_list') return [];
      const [first, second] = call.parts;
      if (call.parts.length !== 2 || first!.text === second!.text) return [];
      // What is assigned at once becomes one assignment after the other.
      const [left, right] = names.parts;
      if (!isUsed(second!, left!.text)) return [];
      const indentation = ' '.repeat(columnOf(node.source, node.start));
      const text = `${left!.text} = ${first!.text}\n${indentation}${right!.text} = ${second!.text}`;
      return names.parts.length === 2 ? [[replaced(node, text)]] : [];
    },
  },
  ...sequenceOperators,
  ...resultOperators,
];
