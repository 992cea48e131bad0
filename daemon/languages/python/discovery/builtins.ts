import { compare, lengthOf, slice } from './operators.ts';
import {
  bool,
  dict,
  float,
  int,
  integerOf,
  itemsOf,
  mostItems,
  numberOf,
  type PyArguments,
  type PyValue,
  row,
  str,
  tooLarge,
  truth,
  unknown,
} from './values.ts';

type Builtin = (args: readonly PyValue[], kwargs: PyArguments['kwargs']) => PyValue;

/** A call of a builtin function by its name; null where it is none that is known. */
export function callBuiltin(name: string, { args, kwargs }: PyArguments): PyValue | null {
  const builtin = builtins.get(name);
  if (builtin === undefined) return null;
  const late = [...args, ...kwargs.values()].find((each) => each.kind === 'unknown');
  return late ?? builtin(args, kwargs);
}

/** A name of a module whose value never changes. */
export const constants: ReadonlyMap<string, PyValue> = new Map([
  ['math.inf', float(Infinity)],
  ['math.nan', float(NaN)],
  ['math.pi', float(Math.PI)],
  ['math.e', float(Math.E)],
  ...['np', 'numpy'].flatMap((name): [string, PyValue][] => [
    [`${name}.inf`, float(Infinity)],
    [`${name}.nan`, float(NaN)],
    [`${name}.pi`, float(Math.PI)],
  ]),
  ['sys.maxsize', int(2n ** 63n - 1n)],
  ['string.ascii_lowercase', str('abcdefghijklmnopqrstuvwxyz')],
  ['string.ascii_uppercase', str('ABCDEFGHIJKLMNOPQRSTUVWXYZ')],
  ['string.digits', str('0123456789')],
]);

/** Names of functions that change none of their arguments. */
export function isPureBuiltin(name: string): boolean {
  return builtins.has(name) || /^(?:print|repr|any|all|isinstance|type|copy\.\w+)$/.test(name);
}

/** One level deep, as `copy` does. */
export function copied(value: PyValue): PyValue {
  if (value.kind === 'dict') return { kind: 'dict', entries: new Map(value.entries) };
  const isRow = value.kind === 'list' || value.kind === 'set';
  return isRow ? { kind: value.kind, items: [...value.items] } : value;
}

function deepCopied(value: PyValue): PyValue {
  if (value.kind === 'dict') {
    const pairs = [...value.entries.values()];
    return dict(pairs.map(([key, each]) => [key, deepCopied(each)]));
  }
  const isRow = value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set';
  return isRow ? { kind: value.kind, items: value.items.map(deepCopied) } : value;
}

function rowOf(kind: 'list' | 'tuple' | 'set' | 'frozenset'): Builtin {
  return ([value]) => {
    if (value === undefined) return row(kind, []);
    if (value.kind === 'repeated' && kind === 'list') return value;
    const items = itemsOf(value);
    if (items !== null) return row(kind, items);
    if (value.kind !== 'range') return unknown;
    return kind === 'list' ? { ...value, isList: true } : tooLarge;
  };
}

function range(args: readonly PyValue[]): PyValue {
  const numbers = args.map(integerOf);
  if (numbers.includes(null) || numbers.length === 0) return unknown;
  const [first = 0n, second, step = 1n] = numbers as bigint[];
  const [start, stop] = second === undefined ? [0n, first] : [first, second];
  return step === 0n ? unknown : { kind: 'range', start, stop, step, isList: false };
}

function sorted([value]: readonly PyValue[], kwargs: PyArguments['kwargs']): PyValue {
  const items = value && itemsOf(value);
  const reverse = kwargs.get('reverse');
  if (!items || kwargs.has('key')) return unknown;
  const isDescending = reverse === undefined ? false : truth(reverse);
  const order = orderOf(items);
  if (order === null || isDescending === null) return unknown;
  return row(
    'list',
    isDescending ? [...items].sort((a, b) => order(b, a)) : [...items].sort(order),
  );
}

/** How numbers, texts or rows of them are sorted; null where that is not known. */
export function orderOf(items: readonly PyValue[]): ((a: PyValue, b: PyValue) => number) | null {
  const isKnown = items.every((each) => isOrdered(each) && each.kind === items[0]?.kind);
  const isNumbers = items.every((each) => numberOf(each) !== null);
  return isKnown || isNumbers ? ranked : null;
}

function isOrdered(value: PyValue): boolean {
  if (value.kind === 'tuple' || value.kind === 'list') return value.items.every(isOrdered);
  return numberOf(value) !== null || value.kind === 'str';
}

function ranked(a: PyValue, b: PyValue): number {
  if ((a.kind === 'tuple' || a.kind === 'list') && (b.kind === 'tuple' || b.kind === 'list')) {
    for (const [index, each] of a.items.entries()) {
      const other = b.items[index];
      if (other === undefined) return 1;
      const order = ranked(each, other);
      if (order !== 0) return order;
    }
    return a.items.length - b.items.length;
  }
  return compare('<', a, b) ? -1 : compare('>', a, b) ? 1 : 0;
}

function extreme(wanted: '<' | '>'): Builtin {
  return (args, kwargs) => {
    const [only] = args;
    const items = args.length === 1 && only ? itemsOf(only) : args;
    if (!items || items.length === 0 || kwargs.size > 0 || orderOf(items) === null) return unknown;
    return items.reduce((best, each) =>
      (wanted === '<' ? ranked(each, best) < 0 : ranked(each, best) > 0) ? each : best,
    );
  };
}

function sum([value]: readonly PyValue[]): PyValue {
  const items = value && itemsOf(value);
  if (!items) return unknown;
  const integers = items.map(integerOf);
  if (integers.includes(null)) return unknown;
  return int((integers as bigint[]).reduce((total, each) => total + each, 0n));
}

function toFloat([value]: readonly PyValue[]): PyValue {
  if (value?.kind === 'str') {
    const text = value.value.trim().toLowerCase();
    const word = /^([+-]?)(?:inf|infinity)$/.exec(text);
    if (word !== null) return float(word[1] === '-' ? -Infinity : Infinity);
    if (text === 'nan') return float(NaN);
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(text) ? float(Number(text)) : unknown;
  }
  const number = value && numberOf(value);
  return typeof number === 'number' ? float(number) : unknown;
}

function toInteger([value]: readonly PyValue[], kwargs: PyArguments['kwargs']): PyValue {
  if (value === undefined || kwargs.size > 0) return unknown;
  if (value.kind === 'float') {
    return Number.isFinite(value.value) ? int(Math.trunc(value.value)) : unknown;
  }
  if (value.kind === 'str')
    return /^\s*[+-]?\d+\s*$/.test(value.value) ? int(BigInt(value.value)) : unknown;
  const integer = integerOf(value);
  return integer === null ? unknown : int(integer);
}

function toText([value]: readonly PyValue[]): PyValue {
  if (value?.kind === 'str') return value;
  return value?.kind === 'int' ? str(String(value.value)) : unknown;
}

function paired(rows: readonly PyValue[]): PyValue {
  const all = rows.map(itemsOf);
  if (all.includes(null)) return unknown;
  const length = Math.min(...all.map((items) => items?.length ?? 0));
  if (!Number.isFinite(length)) return row('list', []);
  return row(
    'list',
    Array.from({ length }, (_, index) =>
      row(
        'tuple',
        all.map((items) => items![index]!),
      ),
    ),
  );
}

function enumerated([value, start]: readonly PyValue[]): PyValue {
  const items = value && itemsOf(value);
  const first = start === undefined ? 0n : integerOf(start);
  if (!items || first === null) return unknown;
  return row(
    'list',
    items.map((each, index) => row('tuple', [int(first + BigInt(index)), each])),
  );
}

function toDict([value]: readonly PyValue[], kwargs: PyArguments['kwargs']): PyValue {
  const named = [...kwargs].map(([name, each]) => [str(name), each] as const);
  if (value === undefined) return dict(named);
  if (value.kind === 'dict') return dict([...value.entries.values(), ...named]);
  const pairs = (itemsOf(value) ?? [unknown]).map(itemsOf);
  if (pairs.some((pair) => pair?.length !== 2)) return unknown;
  return dict([...pairs.map((pair) => [pair![0]!, pair![1]!] as const), ...named]);
}

function reversed([value]: readonly PyValue[]): PyValue {
  const items = value && itemsOf(value);
  if (value?.kind === 'range') return slice(value, [null, null, int(-1)]);
  return items ? row('list', items.toReversed()) : unknown;
}

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['list', rowOf('list')],
  ['tuple', rowOf('tuple')],
  ['set', rowOf('set')],
  ['frozenset', rowOf('frozenset')],
  ['dict', toDict],
  ['range', range],
  ['len', ([value]) => lengthValue(value)],
  ['sorted', sorted],
  ['reversed', reversed],
  ['sum', sum],
  ['min', extreme('<')],
  ['max', extreme('>')],
  ['abs', ([value]) => absolute(value)],
  ['float', toFloat],
  ['int', toInteger],
  ['str', toText],
  ['bool', ([value]) => truthValue(value)],
  ['bytes', ([value]) => bytesOf(value)],
  ['zip', paired],
  ['enumerate', enumerated],
  ['copy.copy', ([value]) => (value ? copied(value) : unknown)],
  ['copy.deepcopy', ([value]) => (value ? deepCopied(value) : unknown)],
  ['copy', ([value]) => (value ? copied(value) : unknown)],
  ['deepcopy', ([value]) => (value ? deepCopied(value) : unknown)],
  ['Decimal', () => unknown],
]);

function lengthValue(value: PyValue | undefined): PyValue {
  const length = value && lengthOf(value);
  return typeof length === 'number' ? int(length) : unknown;
}

function truthValue(value: PyValue | undefined): PyValue {
  const isTrue = value === undefined ? false : truth(value);
  return isTrue === null ? unknown : bool(isTrue);
}

function absolute(value: PyValue | undefined): PyValue {
  if (value?.kind === 'float') return float(Math.abs(value.value));
  const integer = value && integerOf(value);
  return typeof integer === 'bigint' ? int(integer < 0n ? -integer : integer) : unknown;
}

function bytesOf(value: PyValue | undefined): PyValue {
  if (value === undefined) return { kind: 'bytes', value: new Uint8Array() };
  const items = value.kind === 'list' || value.kind === 'tuple' ? value.items.map(numberOf) : null;
  if (items?.every((each) => each !== null && each >= 0 && each < 256)) {
    return { kind: 'bytes', value: Uint8Array.from(items as number[]) };
  }
  const size = value.kind === 'int' ? Number(value.value) : -1;
  return size >= 0 && size <= mostItems ? { kind: 'bytes', value: new Uint8Array(size) } : unknown;
}
