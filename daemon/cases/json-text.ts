import type { Value } from '../../protocol/cases.ts';

/** Where a text stops being JSON, and why. Line and column count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type JsonReading =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: JsonFault };

/** Deeper values would overflow what reads them on the other side. */
export const maxNesting = 500;

/**
 * Reads JSON without losing what `JSON.parse` loses: `1.0` becomes `{"$float": 1}` and integers
 * beyond 2^53 `{"$int": "…"}`, so that a number keeps its type and its digits. A key that stands
 * twice in an object is a fault.
 */
export function readJson(text: string): JsonReading {
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.read() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, fault: { ...lineAndColumn(text, error.offset), message: error.message } };
  }
}

class Fault extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

type Open =
  | { readonly kind: 'array'; readonly items: Value[] }
  | { readonly kind: 'object'; readonly members: Record<string, Value>; key: string };

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const word = /[A-Za-z_][A-Za-z_0-9]*/y;

const meant: Readonly<Record<string, string>> = {
  NaN: 'write {"$float": "nan"}',
  Infinity: 'write {"$float": "inf"}',
  None: 'write null',
  undefined: 'write null',
  True: 'write true',
  False: 'write false',
};

class Reader {
  readonly #text: string;
  #at = 0;
  readonly #open: Open[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Value {
    if (this.#next() === '') throw new Fault(this.#at, 'the file is empty');
    for (;;) {
      let done = this.#value();
      while (done !== opened) {
        const around = this.#open.at(-1);
        if (around === undefined) {
          if (this.#next() !== '') throw this.#unexpected('the end of the file');
          return done;
        }
        if (around.kind === 'array') around.items.push(done);
        else define(around.members, around.key, done);
        done = this.#afterElement(around);
        if (done === opened) break;
      }
    }
  }

  /** A scalar or an empty container, or `opened` where a container's first value comes next. */
  #value(): Value | typeof opened {
    const next = this.#next();
    if (next === '"') return this.#string();
    if (next === '[') return this.#openArray();
    if (next === '{') return this.#openObject();
    if (next === '-' || (next >= '0' && next <= '9')) return this.#number();
    word.lastIndex = this.#at;
    const name = word.exec(this.#text)?.[0];
    if (name === undefined) throw this.#unexpected('a value');
    const constant = { null: null, true: true, false: false }[name];
    if (constant === undefined) {
      const advice = meant[name];
      throw this.#fault(`${name} is not JSON${advice === undefined ? '' : `: ${advice}`}`);
    }
    this.#at += name.length;
    return constant;
  }

  #openArray(): Value | typeof opened {
    this.#enter();
    if (this.#next() === ']') {
      this.#at++;
      return [];
    }
    this.#open.push({ kind: 'array', items: [] });
    return opened;
  }

  #openObject(): Value | typeof opened {
    this.#enter();
    if (this.#next() === '}') {
      this.#at++;
      return {};
    }
    const object = { kind: 'object', members: {}, key: '' } as const satisfies Open;
    this.#open.push(object);
    this.#key(object);
    return opened;
  }

  #enter(): void {
    if (this.#open.length >= maxNesting) {
      throw this.#fault(`more than ${maxNesting} brackets are open at once`);
    }
    this.#at++;
  }

  /** After an element: the closed container, or `opened` where another element comes next. */
  #afterElement(around: Open): Value | typeof opened {
    const closing = around.kind === 'array' ? ']' : '}';
    const next = this.#next();
    if (next === closing) {
      this.#at++;
      this.#open.pop();
      return around.kind === 'array' ? around.items : around.members;
    }
    if (next !== ',') throw this.#unexpected(`a comma or ${closing}`);
    const comma = this.#at++;
    if (this.#next() === closing) throw new Fault(comma, `a comma before ${closing} is not JSON`);
    if (around.kind === 'object') this.#key(around);
    return opened;
  }

  #key(object: Extract<Open, { kind: 'object' }>): void {
    if (this.#next() !== '"') throw this.#unexpected('a key in double quotes');
    const at = this.#at;
    const key = this.#string();
    if (Object.hasOwn(object.members, key)) {
      throw new Fault(at, `the key ${JSON.stringify(key)} stands twice in this object`);
    }
    if (this.#next() !== ':') throw this.#unexpected('a colon');
    this.#at++;
    object.key = key;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    let escaped = false;
    for (;;) {
      const code = this.#text.charCodeAt(end);
      if (code === 0x22) break;
      if (Number.isNaN(code) || code === 0x0a || code === 0x0d) {
        throw new Fault(start, 'this string does not end on its line');
      }
      if (code < 0x20) throw new Fault(end, 'a control character in a string: write \\u00…');
      if (code === 0x5c) {
        escaped = true;
        end++;
      }
      end++;
    }
    this.#at = end + 1;
    if (!escaped) return this.#text.slice(start + 1, end);
    try {
      return JSON.parse(this.#text.slice(start, end + 1)) as string;
    } catch {
      throw new Fault(start, 'this string has a backslash that escapes nothing JSON knows');
    }
  }

  #number(): Value {
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (match === null) throw this.#fault('a minus sign without a number');
    const start = this.#at;
    this.#at += match[0].length;
    if (/[0-9A-Za-z_.]/.test(this.#text.charAt(this.#at))) {
      throw new Fault(start, 'this is not a number as JSON writes it');
    }
    const value = Number(match[0]);
    const isFloat = match[1] !== undefined || match[2] !== undefined;
    if (!Number.isFinite(value) && isFloat) {
      throw new Fault(start, `${match[0]} is too large for a double`);
    }
    if (!isFloat) return Number.isSafeInteger(value) ? value + 0 : { $int: match[0] };
    if (!Number.isInteger(value)) return value;
    return { $float: Object.is(value, -0) ? '-0' : value };
  }

  /** The next character that is not space, or the empty string at the end. */
  #next(): string {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
      this.#at++;
    }
    return this.#text.charAt(this.#at);
  }

  #unexpected(wanted: string): Fault {
    const found = this.#text.charAt(this.#at);
    if (found === '') return this.#fault(`the file ends where ${wanted} should come`);
    if (found === "'") return this.#fault('strings stand in double quotes');
    if (found === '/' || found === '#') return this.#fault('comments are not JSON');
    return this.#fault(`expected ${wanted}, found ${JSON.stringify(found)}`);
  }

  #fault(message: string): Fault {
    return new Fault(this.#at, message);
  }
}

/** Not a value: a container was opened and its first or next element has yet to be read. */
const opened = Symbol('opened');

/** Plain assignment to `__proto__` would change the object's kind. */
function define(members: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') members[key] = value;
  else Object.defineProperty(members, key, { value, enumerable: true, writable: true });
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
