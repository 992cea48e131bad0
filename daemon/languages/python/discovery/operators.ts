import {
  bool,
  dict,
  equals,
  float,
  int,
  integerOf,
  itemsOf,
  keyOf,
  lengthOfRange,
  mostItems,
  numberOf,
  type PyRow,
  type PyScalar,
  type PyValue,
  row,
  str,
  tooLarge,
  truth,
  unknown,
} from './values.ts';

/** Digits beyond which an integer is nobody's input. */
const mostBits = 100_000n;

export function unary(operator: string, value: PyValue): PyValue {
  if (operator === 'not') {
    const isTrue = truth(value);
    return isTrue === null ? unknown : bool(!isTrue);
  }
  if (value.kind === 'float')
    return operator === '~' ? unknown : float(sign(operator) * value.value);
  const integer = integerOf(value);
  if (integer === null) return unknown;
  return int(operator === '~' ? ~integer : operator === '-' ? -integer : integer);
}

export function binary(operator: string, left: PyValue, right: PyValue): PyValue {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  const [a, b] = [integerOf(left), integerOf(right)];
  if (a !== null && b !== null) return onIntegers(operator, a, b);
  const [x, y] = [numberOf(left), numberOf(right)];
  if (x !== null && y !== null) return onFloats(operator, x, y);
  if (operator === '*') {
    if (a !== null) return repeated(right, a);
    return b === null ? unknown : repeated(left, b);
  }
  if (operator === '+') return joined(left, right);
  const isSets = left.kind === 'set' && right.kind === 'set';
  return isSets ? onSets(operator, left, right) : unknown;
}

/** One link of a comparison; null where it is not known. */
export function compare(operator: string, left: PyValue, right: PyValue): boolean | null {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
    case '<>':
      return negated(equals(left, right));
    case 'is':
      return left.kind === 'none' && right.kind === 'none' ? true : equalScalars(left, right);
    case 'is not':
      return negated(compare('is', left, right));
    case 'in':
      return contains(right, left);
    case 'not in':
      return negated(contains(right, left));
    default:
      return ordered(operator, left, right);
  }
}

function equalScalars(left: PyValue, right: PyValue): boolean | null {
  const isOne = ({ kind }: PyValue): boolean => kind === 'none' || kind === 'bool';
  return isOne(left) && isOne(right) ? equals(left, right) : null;
}

function ordered(operator: string, left: PyValue, right: PyValue): boolean | null {
  const [x, y] = [numberOf(left), numberOf(right)];
  const order =
    x !== null && y !== null
      ? x - y
      : left.kind === 'str' && right.kind === 'str'
        ? Number(left.value > right.value) - Number(left.value < right.value)
        : null;
  if (order === null) return null;
  const results: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return results[operator] ?? null;
}

function contains(container: PyValue, item: PyValue): boolean | null {
  if (container.kind === 'str') {
    return item.kind === 'str' ? container.value.includes(item.value) : null;
  }
  const found = new Set((itemsOf(container) ?? [unknown]).map((each) => equals(each, item)));
  if (found.has(true)) return true;
  return found.has(null) ? null : false;
}

function negated(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function sign(operator: string): number {
  return operator === '-' ? -1 : 1;
}

function onIntegers(operator: string, a: bigint, b: bigint): PyValue {
  switch (operator) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      return b === 0n ? unknown : float(Number(a) / Number(b));
    case '//':
      return b === 0n ? unknown : int(floorDivided(a, b));
    case '%':
      return b === 0n ? unknown : int(a - floorDivided(a, b) * b);
    case '**':
      return power(a, b);
    case '<<':
      return b < 0n ? unknown : b > mostBits ? tooLarge : int(a << b);
    case '>>':
      return b < 0n ? unknown : int(a >> b);
    case '&':
      return int(a & b);
    case '|':
      return int(a | b);
    case '^':
      return int(a ^ b);
    default:
      return unknown;
  }
}

function power(a: bigint, b: bigint): PyValue {
  if (b < 0n) return a === 0n ? unknown : float(Number(a) ** Number(b));
  const bits = BigInt(a.toString(2).length) * b;
  return bits > mostBits ? tooLarge : int(a ** b);
}

function floorDivided(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function onFloats(operator: string, x: number, y: number): PyValue {
  switch (operator) {
    case '+':
      return float(x + y);
    case '-':
      return float(x - y);
    case '*':
      return float(x * y);
    case '/':
      return y === 0 ? unknown : float(x / y);
    case '//':
      return y === 0 ? unknown : float(Math.floor(x / y));
    case '**':
      return x < 0 ? unknown : float(x ** y);
    default:
      return unknown;
  }
}

function repeated(value: PyValue, times: bigint): PyValue {
  const n = Number(times < 0n ? 0n : times);
  switch (value.kind) {
    case 'str':
      return value.value.length * n > mostItems ? tooLarge : str(value.value.repeat(n));
    case 'list':
    case 'tuple': {
      if (value.items.length * n <= mostItems) return row(value.kind, rowsOf(value.items, n));
      const [item] = value.items;
      const isOne = value.kind === 'list' && value.items.length === 1 && isScalar(item);
      return isOne ? { kind: 'repeated', item, length: n } : tooLarge;
    }
    default:
      return unknown;
  }
}

function rowsOf(items: readonly PyValue[], n: number): PyValue[] {
  return Array.from({ length: n }, () => items).flat();
}

function isScalar(value: PyValue | undefined): value is PyScalar {
  return value !== undefined && ['none', 'bool', 'int', 'float', 'str'].includes(value.kind);
}

function joined(left: PyValue, right: PyValue): PyValue {
  if (left.kind === 'str' && right.kind === 'str') return str(left.value + right.value);
  const isRow = left.kind === 'list' || left.kind === 'tuple';
  if (!isRow) return unknown;
  return right.kind === left.kind ? row(left.kind, [...left.items, ...right.items]) : unknown;
}

function onSets(operator: string, left: PyRow, right: PyRow): PyValue {
  const keys = new Set(right.items.map(keyOf));
  const [both, onlyLeft] = [
    left.items.filter((item) => keys.has(keyOf(item))),
    left.items.filter((item) => !keys.has(keyOf(item))),
  ];
  switch (operator) {
    case '|':
      return row('set', [...left.items, ...right.items]);
    case '&':
      return row('set', both);
    case '-':
      return row('set', onlyLeft);
    default:
      return unknown;
  }
}

/** `value[index]`. */
export function item(value: PyValue, index: PyValue): PyValue {
  if (value.kind === 'dict') {
    const key = keyOf(index);
    return (key === null ? undefined : value.entries.get(key)?.[1]) ?? unknown;
  }
  const at = integerOf(index);
  const items = value.kind === 'set' || value.kind === 'frozenset' ? null : itemsOf(value);
  return at === null || items === null ? unknown : (items.at(Number(at)) ?? unknown);
}

/** `value[start:stop:step]`; null stands for what is left out. */
export function slice(value: PyValue, bounds: readonly (PyValue | null)[]): PyValue {
  const numbers = bounds.map((bound) => (bound === null ? null : integerOf(bound)));
  if (bounds.some((bound, index) => bound !== null && numbers[index] === null)) return unknown;
  const [start = null, stop = null, given = null] = numbers;
  const step = Number(given ?? 1n);
  if (step === 0) return unknown;
  const length = lengthOf(value);
  if (length === null) return unknown;
  const clamp = (bound: bigint | null, otherwise: number): number => {
    if (bound === null) return otherwise;
    const at = Number(bound) < 0 ? Number(bound) + length : Number(bound);
    return Math.max(step < 0 ? -1 : 0, Math.min(step < 0 ? length - 1 : length, at));
  };
  const from = clamp(start, step < 0 ? length - 1 : 0);
  const to = clamp(stop, step < 0 ? -1 : length);
  if (value.kind === 'range') {
    const at = (index: number): bigint => value.start + BigInt(index) * value.step;
    return { ...value, start: at(from), stop: at(to), step: value.step * BigInt(step) };
  }
  const items = itemsOf(value);
  if (items === null || value.kind === 'dict') return unknown;
  const picked: PyValue[] = [];
  for (let index = from; step < 0 ? index > to : index < to; index += step) {
    picked.push(items[index]!);
  }
  if (value.kind === 'str') {
    return str(picked.map((each) => (each.kind === 'str' ? each.value : '')).join(''));
  }
  return value.kind === 'list' || value.kind === 'tuple' ? row(value.kind, picked) : unknown;
}

export function lengthOf(value: PyValue): number | null {
  if (value.kind === 'range') return lengthOfRange(value);
  if (value.kind === 'repeated') return value.length;
  return itemsOf(value)?.length ?? null;
}

/** `left | right` and `{**left}` of dicts. */
export function merged(left: PyValue, right: PyValue): PyValue {
  if (left.kind !== 'dict' || right.kind !== 'dict') return unknown;
  return dict([...left.entries.values(), ...right.entries.values()]);
}
