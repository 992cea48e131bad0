import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { isPlainString } from '../strings.ts';
import { isStore, pathOf, usesOf } from './scope.ts';

export type Kind = 'list' | 'dict' | 'set' | 'str' | 'tuple' | 'number' | 'range' | 'other';

/** What sort of value an expression has, as far as its form tells. */
export function kindOf(expression: SyntaxNode): Kind | null {
  switch (expression.type) {
    case 'parenthesized_expression':
      return kindOf(expression.parts[0]!);
    case 'list':
    case 'list_comprehension':
      return 'list';
    case 'dictionary':
    case 'dictionary_comprehension':
      return 'dict';
    case 'set':
    case 'set_comprehension':
      return 'set';
    case 'tuple':
    case 'expression_list':
      return 'tuple';
    case 'string':
    case 'concatenated_string':
      return 'str';
    case 'integer':
    case 'float':
      return 'number';
    case 'binary_operator': {
      const kinds = [kindOf(expression.get('left')!), kindOf(expression.get('right')!)];
      return kinds.find((kind) => kind === 'list' || kind === 'str') ?? null;
    }
    case 'call':
      return kindOfCall(expression);
    default:
      return null;
  }
}

/** What a variable holds: the one kind of everything that is assigned to it, else null. */
export function kindOfVariable(fn: FunctionCode, name: string): Kind | null {
  const kinds = new Set<Kind | null>();
  if (fn.parameters.includes(name)) kinds.add(annotatedKind(fn, name));
  for (const value of valuesOf(fn, name)) {
    const isOwnGrowth =
      value?.type === 'binary_operator' && value.parts.some((part) => part.text === name);
    if (!isOwnGrowth) kinds.add(value === null ? null : kindOf(value));
  }
  return kinds.size === 1 ? [...kinds][0]! : null;
}

/** What is assigned to a variable or path; null where it is bound in another way. */
export function valuesOf(fn: FunctionCode, path: string): readonly (SyntaxNode | null)[] {
  const values: (SyntaxNode | null)[] = [];
  for (const use of usesOf(path, fn.body)) {
    if (!isStore(use)) continue;
    const isDirect = use.field === 'left' && use.parent?.type === 'assignment';
    values.push(isDirect ? assignedValue(use.parent!) : null);
  }
  return values;
}

export function isZero(node: SyntaxNode): boolean {
  return node.type === 'integer' && Number(node.text) === 0;
}

export function isEmptyList(node: SyntaxNode): boolean {
  return (node.type === 'list' && node.parts.length === 0) || node.text === 'list()';
}

export function isEmptyDict(node: SyntaxNode): boolean {
  return (node.type === 'dictionary' && node.parts.length === 0) || node.text === 'dict()';
}

export function isEmptyString(node: SyntaxNode): boolean {
  const isCall = node.type === 'call' && node.text === 'str()';
  return (
    isCall ||
    (isPlainString(node) &&
      node.parts.every((part) => part.text.length < 2) &&
      /^(''|""|'{6}|"{6})$/.test(node.text))
  );
}

/** A literal whose value never changes: numbers, strings, None, and tuples of them. */
export function isConstant(node: SyntaxNode): boolean {
  if (node.is('integer', 'float', 'true', 'false', 'none')) return true;
  if (node.type === 'string') return isPlainString(node) || /^[rRbB]+['"]/.test(node.text);
  if (node.is('unary_operator', 'parenthesized_expression', 'tuple', 'concatenated_string'))
    return node.parts.every(isConstant);
  return false;
}

/** Calls whose result depends on their arguments alone and that change nothing. */
export function isPureCall(call: SyntaxNode): boolean {
  const callee = call.get('function')!;
  if (callee.type === 'identifier') return pureFunctions.has(callee.text);
  const path = pathOf(callee);
  if (path !== null && /^(?:math|re|operator|statistics)\.\w+$/.test(path)) return true;
  return callee.type === 'attribute' && pureMethods.has(callee.get('attribute')!.text);
}

/** Whether an expression does nothing but compute a value, by what can be told of its calls. */
export function isPure(expression: SyntaxNode): boolean {
  for (const node of expression.walk()) {
    if (node.named && node.is('yield', 'await', 'named_expression')) return false;
    if (node.type === 'call' && !isPureCall(node)) return false;
  }
  return true;
}

/** Functions and methods that leave their arguments alone and keep none of them. */
export const pureFunctions: ReadonlySet<string> = new Set(
  (
    'abs all any bool bytes chr complex dict divmod float format frozenset hash hex int ' +
    'isinstance len list max min oct ord pow range repr reversed round set sorted str sum tuple ' +
    'enumerate zip sqrt isqrt gcd floor ceil log log2 log10 hypot factorial comb Counter'
  ).split(' '),
);

const pureMethods = new Set(
  (
    'lower upper strip lstrip rstrip split rsplit splitlines title capitalize casefold replace ' +
    'startswith endswith find rfind index count join keys values items get copy isdigit isalpha ' +
    'isalnum isspace isupper islower encode decode zfill ljust rjust center partition ' +
    'translate bit_length union intersection difference issubset issuperset isdisjoint'
  ).split(' '),
);

function assignedValue(assignment: SyntaxNode): SyntaxNode | null {
  let value = assignment.get('right');
  while (value?.type === 'assignment') value = value.get('right');
  return value;
}

function kindOfCall(call: SyntaxNode): Kind | null {
  const callee = call.get('function')!;
  const known: Readonly<Record<string, Kind>> = {
    list: 'list',
    sorted: 'list',
    dict: 'dict',
    defaultdict: 'dict',
    Counter: 'dict',
    set: 'set',
    frozenset: 'set',
    str: 'str',
    tuple: 'tuple',
    int: 'number',
    float: 'number',
    len: 'number',
    sum: 'number',
    range: 'range',
    deque: 'other',
  };
  if (callee.type === 'identifier') return known[callee.text] ?? null;
  const method = callee.get('attribute')?.text ?? '';
  if (['split', 'splitlines', 'readlines', 'rsplit'].includes(method)) return 'list';
  if (['join', 'lower', 'upper', 'strip', 'replace', 'title', 'format'].includes(method))
    return 'str';
  return known[method] ?? null;
}

function annotatedKind(fn: FunctionCode, name: string): Kind | null {
  for (const parameter of fn.definition.get('parameters')!.parts) {
    const type = parameter.get('type')?.text;
    if (type === undefined || !new RegExp(`^\\W*${name}\\b`).test(parameter.text)) continue;
    const word = /^(?:typing\.)?(\w+)/.exec(type)?.[1]?.toLowerCase() ?? '';
    const kinds = ['list', 'dict', 'set', 'str', 'tuple', 'range'] as const;
    if (word === 'int' || word === 'float') return 'number';
    return kinds.find((kind) => kind === word) ?? (word === 'frozenset' ? 'set' : null);
  }
  return null;
}
