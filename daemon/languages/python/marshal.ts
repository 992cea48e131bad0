import type { Value } from '../../../protocol/cases.ts';

/** Something that `marshal.loads` of Python is to give: a value, or what only a plan holds. */
export type Marshalled = Value | Uint8Array | Tuple | ReadonlyMap<string, Marshalled>;

/** Thrown where a value holds an instance or refers to another: that takes a recipe. */
export class NeedsRecipe extends Error {}

export class Tuple {
  readonly items: readonly Marshalled[];

  constructor(...items: readonly Marshalled[]) {
    this.items = items;
  }

  /** Of rows too long to be handed over one by one. */
  static of(items: readonly Marshalled[]): Tuple {
    const made = new Tuple();
    (made as { items: readonly Marshalled[] }).items = items;
    return made;
  }
}

/**
 * Writes values in the format of Python's `marshal` module, version 2, which every Python 3 reads.
 * Tagged values become what they stand for. The harness gets its inputs so because reading them
 * takes no import and no decoding of its own, and because each copy of the arguments is one call.
 * Throws `NeedsRecipe` where a value is not to be had so.
 * Format: https://github.com/python/cpython/blob/main/Python/marshal.c
 */
export function marshal(value: Marshalled): Uint8Array {
  const writer = new MarshalWriter();
  writer.write(value);
  return writer.bytes();
}

const code = (letter: string): number => letter.charCodeAt(0);

class MarshalWriter {
  #buffer = Buffer.allocUnsafe(1024);
  #length = 0;

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  write(value: Marshalled): void {
    if (value === null) this.#letter('N');
    else if (typeof value === 'boolean') this.#letter(value ? 'T' : 'F');
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#sized('u', Buffer.from(value, 'utf8'));
    else if (value instanceof Uint8Array) this.#sized('s', value);
    else if (value instanceof Map) this.#members([...value]);
    else if (Array.isArray(value)) this.#items('[', value);
    else if (value instanceof Tuple) this.#items('(', value.items);
    else this.#object(value as { readonly [key: string]: Value });
  }

  #object(value: { readonly [key: string]: Value }): void {
    const entries = Object.entries(value);
    const [key, inner] = entries[0] ?? ['', null];
    if (entries.length !== 1 || !key.startsWith('$')) return this.#members(entries);
    switch (key) {
      case '$tuple':
        return this.#items('(', inner as Value[]);
      case '$set':
        return this.#items('<', inner as Value[]);
      case '$frozenset':
        return this.#items('>', inner as Value[]);
      case '$bytes':
        return this.#sized('s', Buffer.from(inner as string, 'base64'));
      case '$int':
        return this.#long(BigInt(inner as string));
      case '$float':
        return this.#float(floatOf(inner as string | number));
      case '$escape':
        return this.#members(Object.entries(inner as { readonly [key: string]: Value }));
      case '$dict':
        this.#letter('{');
        for (const [itemKey, item] of inner as [Value, Value][]) {
          this.write(itemKey);
          this.write(item);
        }
        return this.#letter('0');
      case '$new':
      case '$object':
      case '$graph':
      case '$ref':
      case '$shared':
        throw new NeedsRecipe();
      default:
        throw new Error(`${key} is no input: case files are checked for that`);
    }
  }

  #members(entries: readonly (readonly [string, Marshalled])[]): void {
    this.#letter('{');
    for (const [key, item] of entries) {
      this.write(key);
      this.write(item);
    }
    this.#letter('0');
  }

  #items(letter: string, items: readonly Marshalled[]): void {
    this.#letter(letter);
    this.#int32(items.length);
    for (const item of items) this.write(item);
  }

  #number(value: number): void {
    if (!Number.isInteger(value)) return this.#float(value);
    if (value !== (value | 0)) return this.#long(BigInt(value));
    this.#room(5);
    this.#buffer[this.#length] = code('i');
    this.#buffer.writeInt32LE(value, this.#length + 1);
    this.#length += 5;
  }

  /** Digits of 15 bits, the sign on their number. */
  #long(value: bigint): void {
    const digits: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 15n) {
      digits.push(Number(rest & 0x7fffn));
    }
    this.#letter('l');
    this.#int32(value < 0n ? -digits.length : digits.length);
    this.#room(digits.length * 2);
    for (const digit of digits) {
      this.#buffer.writeUInt16LE(digit, this.#length);
      this.#length += 2;
    }
  }

  #float(value: number): void {
    this.#room(9);
    this.#buffer[this.#length] = code('g');
    this.#buffer.writeDoubleLE(value, this.#length + 1);
    this.#length += 9;
  }

  #sized(letter: string, content: Uint8Array): void {
    this.#letter(letter);
    this.#int32(content.length);
    this.#room(content.length);
    this.#buffer.set(content, this.#length);
    this.#length += content.length;
  }

  #letter(letter: string): void {
    this.#room(1);
    this.#buffer[this.#length] = code(letter);
    this.#length += 1;
  }

  #int32(value: number): void {
    this.#room(4);
    this.#buffer.writeInt32LE(value, this.#length);
    this.#length += 4;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

function floatOf(written: string | number): number {
  const words: Readonly<Record<string, number>> = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    '-inf': Number.NEGATIVE_INFINITY,
    '-0': -0,
  };
  return typeof written === 'number' ? written : (words[written] as number);
}
