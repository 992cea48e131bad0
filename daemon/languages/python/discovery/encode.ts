import type { Value } from '../../../../protocol/cases.ts';
import { type PyDict, type PyMade, type PyRow, type PyValue } from './values.ts';

/** Why a value cannot stand in a case file. */
export type Unreadable = 'run-time' | 'too-large';

export type Encoded =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: Unreadable };

/**
 * A value as a case file has it: long rows that follow a rule become declarative inputs. A
 * container that stands in it twice stays one object where `shares` is set, as an argument's must.
 */
export function encode(value: PyValue, shares: boolean): Encoded {
  const encoder = new Encoder(shares && holdsShared(value), shares);
  try {
    const encoded = encoder.value(value);
    const isLong = JSON.stringify(encoded).length > mostCharacters;
    return isLong ? { ok: false, why: 'too-large' } : { ok: true, value: encoded };
  } catch (error) {
    if (error instanceof NotReadable) return { ok: false, why: error.why };
    throw error;
  }
}

/** Of one argument: more belongs in a file that a person would not read. */
const mostCharacters = 200_000;
/** Rows at least this long are said by a rule where there is one. */
const longRow = 64;
/** Instances within instances. */
const deepest = 100;

class NotReadable extends Error {
  readonly why: Unreadable;

  constructor(why: Unreadable) {
    super(why);
    this.why = why;
  }
}

class Encoder {
  readonly #isShared: boolean;
  /** Nothing is made of what is expected. */
  readonly #isInput: boolean;
  #depth = 0;
  readonly #opened = new Map<PyValue, number>();
  readonly #instances = new Set<PyMade>();

  /** With shared containers nothing is said by a rule, so that references can be counted. */
  constructor(isShared: boolean, isInput: boolean) {
    this.#isShared = isShared;
    this.#isInput = isInput;
  }

  value(value: PyValue): Value {
    switch (value.kind) {
      case 'none':
        return null;
      case 'bool':
        return value.value;
      case 'int':
        return integer(value.value);
      case 'float':
        return double(value.value);
      case 'str':
        return this.#text(value.value);
      case 'bytes':
        return { $bytes: Buffer.from(value.value).toString('base64') };
      case 'list':
      case 'tuple':
      case 'set':
      case 'frozenset':
        return this.#row(value);
      case 'dict':
        return this.#dict(value);
      case 'range':
        return this.#form('$range', {
          start: Number(value.start),
          stop: Number(value.stop),
          ...(value.step === 1n ? {} : { step: Number(value.step) }),
        });
      case 'repeated':
        return this.#form('$repeat', { value: this.value(value.item), n: value.length });
      case 'made':
        return this.#made(value);
      case 'unknown':
        throw new NotReadable(value.why);
      default:
        throw new NotReadable('run-time');
    }
  }

  #made(instance: PyMade): Value {
    // One that is met again would be another one there.
    const isAgain = this.#instances.has(instance);
    this.#instances.add(instance);
    this.#depth += 1;
    const isOdd = this.#isShared || !this.#isInput || isAgain || this.#depth > deepest;
    if (isOdd || instance.isSpent) throw new NotReadable('run-time');
    const { made, set, calls } = instance;
    const members = (of: ReadonlyMap<string, PyValue>): Readonly<Record<string, Value>> =>
      Object.fromEntries(
        [...of].map(([name, each]) => [name, itemType(name, each) ?? this.value(each)]),
      );
    const row = calls.map(([name, { args, kwargs }]) => [
      name,
      args.map((each) => this.value(each)),
      ...(kwargs.size === 0 ? [] : [members(kwargs)]),
    ]);
    const value = {
      $new: {
        type: instance.type,
        args: made.args.map((each) => this.value(each)),
        ...(made.kwargs.size === 0 ? {} : { kwargs: members(made.kwargs) }),
        ...(set.size === 0 ? {} : { set: members(set) }),
        ...(row.length === 0 ? {} : { calls: row }),
      },
    };
    this.#depth -= 1;
    return value;
  }

  #row(row: PyRow): Value {
    const reference = this.#open(row);
    if (reference !== null) return reference;
    const rule = this.#isShared || row.kind !== 'list' ? null : progression(row);
    if (rule !== null) return rule;
    const items = row.items.map((item) => this.value(item));
    if (row.kind !== 'list') return { [`$${row.kind}`]: items };
    return (this.#isShared ? null : repetition(items)) ?? items;
  }

  #dict(value: PyDict): Value {
    const reference = this.#open(value);
    if (reference !== null) return reference;
    const pairs = [...value.entries.values()];
    const isPlain = pairs.every(([key]) => key.kind === 'str' && key.value !== '__proto__');
    if (!isPlain) return { $dict: pairs.map(([key, item]) => [this.value(key), this.value(item)]) };
    const members = Object.fromEntries(
      pairs.map(([key, item]) => [key.kind === 'str' ? key.value : '', this.value(item)]),
    );
    const [only = '', ...others] = Object.keys(members);
    return only.startsWith('$') && others.length === 0 ? { $escape: members } : members;
  }

  #text(text: string): Value {
    if (/\p{Surrogate}/u.test(text)) throw new NotReadable('run-time');
    const [first = ''] = text;
    const isOne = !this.#isShared && text.length > longRow && text === first.repeat(text.length);
    return isOne ? { $string: { n: text.length, alphabet: first, seed: 1 } } : text;
  }

  #form(name: string, parameters: Value): Value {
    if (this.#isShared) throw new NotReadable('run-time');
    return { [name]: parameters };
  }

  #open(container: PyRow | PyDict): Value {
    if (!this.#isShared) return null;
    const before = this.#opened.get(container);
    if (before !== undefined) return { $ref: before };
    this.#opened.set(container, this.#opened.size);
    return null;
  }
}

/** `dtype=np.float32`: the type of an array's items goes by its name. */
function itemType(name: string, value: PyValue): Value | null {
  return name === 'dtype' && value.kind === 'symbol'
    ? (value.name.split('.').at(-1) ?? null)
    : null;
}

function integer(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { $int: String(value) };
}

function double(value: number): Value {
  if (Number.isNaN(value)) return { $float: 'nan' };
  if (!Number.isFinite(value)) return { $float: value > 0 ? 'inf' : '-inf' };
  if (Object.is(value, -0)) return { $float: '-0' };
  return Number.isInteger(value) ? { $float: value } : value;
}

/** Integers at equal distances. */
function progression({ items }: PyRow): Value | null {
  if (items.length < longRow) return null;
  const numbers = items.map((item) => (item.kind === 'int' ? Number(item.value) : NaN));
  const [start = 0, second = 0] = numbers;
  const step = second - start;
  const isEven = step !== 0 && numbers.every((each, index) => each === start + index * step);
  if (!isEven || !numbers.every(Number.isSafeInteger)) return null;
  const stop = start + items.length * step;
  return { $range: { start, stop, ...(step === 1 ? {} : { step }) } };
}

function repetition(items: readonly Value[]): Value | null {
  if (items.length < longRow) return null;
  const first = JSON.stringify(items[0]);
  const isOne = items.every((item) => JSON.stringify(item) === first);
  return isOne ? { $repeat: { value: items[0] ?? null, n: items.length } } : null;
}

/** Whether something that can change stands in it twice. */
function holdsShared(value: PyValue): boolean {
  const seen = new Set<PyValue>();
  const visit = (each: PyValue): boolean => {
    const isRow = each.kind === 'list' || each.kind === 'tuple' || each.kind === 'set';
    if (!isRow && each.kind !== 'dict') return false;
    if (seen.has(each)) return each.kind !== 'tuple';
    seen.add(each);
    if (each.kind === 'dict') return [...each.entries.values()].some(([, item]) => visit(item));
    return each.items.some(visit);
  };
  return visit(value);
}

/** A range is given as a list, the nearest that a case file has. */
export function isApproximate(value: PyValue): boolean {
  return value.kind === 'range' && !value.isList;
}
