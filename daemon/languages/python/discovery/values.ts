/** A Python value that is known without running anything; containers are one object when shared. */
export type PyValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | PyRow
  | PyDict
  | {
      readonly kind: 'range';
      readonly start: bigint;
      readonly stop: bigint;
      readonly step: bigint;
      /** `list(range(…))`, too long to be held item by item. */
      readonly isList: boolean;
    }
  /** `[x] * n` of a scalar, too long to be held item by item. */
  | { readonly kind: 'repeated'; readonly item: PyScalar; readonly length: number }
  /** An object of the class whose method is looked at. */
  | PyInstance
  | PyMade
  /** What a call of the function gave. */
  | { readonly kind: 'result'; readonly call: number }
  /** `pytest.raises(ValueError)`; null where it is not known which. */
  | { readonly kind: 'raises'; readonly exception: string | null }
  /** `pytest.param(…)` */
  | PyParameterSet
  /** `pytest.approx(…)` */
  | { readonly kind: 'approx' }
  /** A name that is bound to nothing known: an exception, a class, a module. */
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'unknown'; readonly why: 'run-time' | 'too-large' };

export type PyScalar = Extract<
  PyValue,
  { readonly kind: 'none' | 'bool' | 'int' | 'float' | 'str' }
>;

export interface PyRow {
  readonly kind: 'list' | 'tuple' | 'set' | 'frozenset';
  readonly items: PyValue[];
}

export interface PyDict {
  readonly kind: 'dict';
  readonly entries: Map<string, readonly [PyValue, PyValue]>;
}

export interface PyInstance {
  readonly kind: 'instance';
  readonly init: PyArguments;
  /** A method was called on it that may have changed it. */
  isSpent: boolean;
}

/** What calling a type gives, with what was done to it since. */
export interface PyMade {
  readonly kind: 'made';
  /** As `$new` says it. */
  readonly type: string;
  readonly made: PyArguments;
  readonly set: Map<string, PyValue>;
  readonly calls: (readonly [method: string, given: PyArguments])[];
  /** It may have been changed in a way that is not known. */
  isSpent: boolean;
}

export interface PyParameterSet {
  readonly kind: 'parameter-set';
  readonly values: readonly PyValue[];
  readonly id: string | null;
  readonly isSkipped: boolean;
}

export interface PyArguments {
  readonly args: readonly PyValue[];
  readonly kwargs: ReadonlyMap<string, PyValue>;
}

/** Values are made item by item up to this; beyond, only a range or a repetition can be said. */
export const mostItems = 100_000;

export const unknown: PyValue = { kind: 'unknown', why: 'run-time' };
export const tooLarge: PyValue = { kind: 'unknown', why: 'too-large' };
export const none: PyValue = { kind: 'none' };

export function bool(value: boolean): PyValue {
  return { kind: 'bool', value };
}

export function int(value: bigint | number): PyValue {
  return { kind: 'int', value: BigInt(value) };
}

export function float(value: number): PyValue {
  return { kind: 'float', value };
}

export function str(value: string): PyValue {
  return value.length > mostItems ? tooLarge : { kind: 'str', value };
}

/** A set holds each value once; what cannot be hashed makes the whole unknown. */
export function row(kind: PyRow['kind'], items: readonly PyValue[]): PyValue {
  if (items.length > mostItems) return tooLarge;
  if (kind === 'list' || kind === 'tuple') return { kind, items: [...items] };
  const members = new Map<string, PyValue>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) return unknown;
    if (!members.has(key)) members.set(key, item);
  }
  return { kind, items: [...members.values()] };
}

export function dict(pairs: Iterable<readonly [PyValue, PyValue]>): PyValue {
  const entries: PyDict['entries'] = new Map();
  for (const [key, value] of pairs) {
    const text = keyOf(key);
    if (text === null) return unknown;
    // The first of equal keys stays, as Python has it.
    entries.set(text, [entries.get(text)?.[0] ?? key, value]);
  }
  return { kind: 'dict', entries };
}

/** Equal for values that are one key; null for what cannot be hashed or is not known. */
export function keyOf(value: PyValue): string | null {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'bool':
      return `n${value.value ? 1 : 0}`;
    case 'int':
      return `n${value.value}`;
    case 'float':
      return Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `n${value.value}`;
    case 'str':
      return `s${JSON.stringify(value.value)}`;
    case 'bytes':
      return `b${value.value.join(',')}`;
    case 'tuple':
    case 'frozenset': {
      const keys = value.items.map(keyOf);
      if (keys.includes(null)) return null;
      return `${value.kind}(${(value.kind === 'tuple' ? keys : keys.toSorted()).join(' ')})`;
    }
    default:
      return null;
  }
}

/** Whether both are known and Python's `==` holds of them; null where that is not known. */
export function equals(a: PyValue, b: PyValue): boolean | null {
  const [left, right] = [contentOf(a), contentOf(b)];
  return left === null || right === null ? null : left === right;
}

/** What `==` looks at; null where a part is not known, or holds itself. */
function contentOf(value: PyValue, open: ReadonlySet<PyValue> = new Set()): string | null {
  if (open.has(value)) return null;
  const part = (item: PyValue): string | null => contentOf(item, new Set([...open, value]));
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset': {
      const items = value.items.map(part);
      if (items.includes(null)) return null;
      const isSet = value.kind === 'set' || value.kind === 'frozenset';
      return `${isSet ? 'set' : value.kind}(${(isSet ? items.toSorted() : items).join(' ')})`;
    }
    case 'dict': {
      const members = [...value.entries].map(([key, [, item]]) => [key, part(item)] as const);
      if (members.some(([, item]) => item === null)) return null;
      return `dict(${members
        .map((pair) => pair.join(':'))
        .toSorted()
        .join(' ')})`;
    }
    default:
      return keyOf(value);
  }
}

/** What a `for` goes through; null where that is not known or too much. */
export function itemsOf(value: PyValue): readonly PyValue[] | null {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return value.items;
    case 'dict':
      return [...value.entries.values()].map(([key]) => key);
    case 'str':
      return [...value.value].map(str);
    case 'bytes':
      return [...value.value].map(int);
    case 'range':
      return lengthOfRange(value) > mostItems ? null : itemsOfRange(value);
    default:
      return null;
  }
}

type PyRange = Extract<PyValue, { readonly kind: 'range' }>;

export function lengthOfRange({ start, stop, step }: PyRange): number {
  const span = step > 0n ? stop - start : start - stop;
  const stride = step > 0n ? step : -step;
  return span <= 0n ? 0 : Number((span + stride - 1n) / stride);
}

function itemsOfRange(range: PyRange): readonly PyValue[] {
  return Array.from({ length: lengthOfRange(range) }, (_, index) =>
    int(range.start + BigInt(index) * range.step),
  );
}

/** Whether it counts as true; null where that is not known. */
export function truth(value: PyValue): boolean | null {
  switch (value.kind) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'str':
    case 'bytes':
      return value.value.length > 0;
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return value.items.length > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'range':
      return lengthOfRange(value) > 0;
    case 'repeated':
      return true;
    default:
      return null;
  }
}

/** A number as JavaScript has it: of a bool too. */
export function numberOf(value: PyValue): number | null {
  if (value.kind === 'int') return Number(value.value);
  if (value.kind === 'bool') return value.value ? 1 : 0;
  return value.kind === 'float' ? value.value : null;
}

export function integerOf(value: PyValue): bigint | null {
  if (value.kind === 'int') return value.value;
  return value.kind === 'bool' ? BigInt(value.value) : null;
}
