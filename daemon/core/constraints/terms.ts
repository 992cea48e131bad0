import type { Term } from '../exploring.ts';

/** What names stand for: parameters, and names that were given to lengths of them. */
export type Names = ReadonlyMap<string, Term>;

/** Reads the sides of comparisons, from left to right; null means that something else stands there. */
export class TermReader {
  readonly #tokens: readonly string[];
  readonly #names: Names;
  #at = 0;
  #depth = 0;

  constructor(text: string, names: Names) {
    this.#tokens = tokensOf(text);
    this.#names = names;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  operator(): string | null {
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^(?:[<>=!]=|[<>=])$/.test(token)) return null;
    this.#at += 1;
    return token;
  }

  /** Several with commas between. */
  terms(): readonly Term[] | null {
    const terms: Term[] = [];
    do {
      const term = this.#sum();
      if (term === null) return null;
      terms.push(term);
    } while (this.#take(','));
    return terms;
  }

  #sum(): Term | null {
    let left = this.#product();
    for (;;) {
      const sign = this.#take('+') ? 1 : this.#take('-') ? -1 : null;
      if (left === null || sign === null) return left;
      const right = this.#product();
      if (right === null) return null;
      left =
        left.kind === 'number' && right.kind === 'number'
          ? { kind: 'number', value: left.value + sign * right.value }
          : { kind: 'sum', left, right, sign };
    }
  }

  #product(): Term | null {
    let left = this.#signed();
    while (left !== null && this.#take('*')) {
      const right: Term | null = this.#signed();
      if (right === null) return null;
      left =
        left.kind === 'number' && right.kind === 'number'
          ? { kind: 'number', value: left.value * right.value }
          : { kind: 'product', left, right };
    }
    return left;
  }

  #signed(): Term | null {
    if (!this.#take('-')) return this.#power();
    const term = this.#power();
    return term?.kind === 'number' ? { kind: 'number', value: -term.value } : null;
  }

  #power(): Term | null {
    const base = this.#primary();
    if (base === null || !this.#take('^')) return base;
    const exponent = this.#signed();
    if (exponent?.kind !== 'number' || base.kind !== 'number') return null;
    const value = base.value ** exponent.value;
    return Number.isFinite(value) ? { kind: 'number', value } : null;
  }

  #primary(): Term | null {
    const token = this.#tokens[this.#at];
    if (token === undefined) return null;
    if (/^\d/.test(token)) {
      this.#at += 1;
      const value = Number(token.replace(/[_,]/g, ''));
      return Number.isFinite(value) ? { kind: 'number', value } : null;
    }
    if (token === '(') return this.#within('(', ')');
    if (token === '|') return lengthOf(this.#within('|', '|'));
    const isCall = this.#tokens[this.#at + 1] === '(';
    if (isCall && /^(?:len|length|size)$/.test(token)) {
      this.#at += 1;
      return lengthOf(this.#within('(', ')'));
    }
    const named = this.#names.get(token);
    if (named === undefined) return null;
    this.#at += 1;
    return this.#parts(named);
  }

  /** What follows a name: `.length`, `[i]`. */
  #parts(named: Term): Term | null {
    let term = named;
    for (;;) {
      const [first, second, third] = this.#tokens.slice(this.#at, this.#at + 3);
      if (first === '.' && second !== undefined && /^(?:length|size)$/.test(second)) {
        term = { kind: 'length', of: term };
        this.#at += third === '(' && this.#tokens[this.#at + 3] === ')' ? 4 : 2;
      } else if (first === '[' && third === ']' && /^[A-Za-z]\w*$/.test(second ?? '')) {
        term = { kind: 'each', of: term };
        this.#at += 3;
      } else return term;
    }
  }

  #within(open: string, close: string): Term | null {
    if (this.#depth > 20 || !this.#take(open)) return null;
    this.#depth += 1;
    const inner = this.#sum();
    this.#depth -= 1;
    return this.#take(close) ? inner : null;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
}

function lengthOf(of: Term | null): Term | null {
  return of === null || of.kind === 'number' ? null : { kind: 'length', of };
}

const token =
  /\s*(\d{1,3}(?:,\d{3})+(?![\d.])|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*|[<>=!]=|[<>=+\-*^()[\].,|]|\S)/giy;

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(token)].map(([, found]) => found!);
}
