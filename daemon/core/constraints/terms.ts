import type { Term } from '../exploring.ts';

/** What names stand for: parameters, and names that were given to lengths of them. */
export type Names = ReadonlyMap<string, Term>;

/** Names of positions that a text has between brackets, such as `i` and `j` of `grid[i][j]`. */
function positionsIn(tokens: readonly string[], names: Names): ReadonlySet<string> {
  const found = tokens.filter(
    (token, at) => tokens[at - 1] === '[' && /^[A-Za-z]\w*$/.test(token) && !names.has(token),
  );
  const subscripts = tokens.flatMap((token) => {
    const term = names.has(token) ? null : subscripted(token, names);
    return term?.kind === 'each' && term.position !== undefined ? [term.position.name] : [];
  });
  const aliased = tokens.flatMap((token) => namedPosition(names.get(token)));
  return new Set([...found, ...subscripts, ...aliased]);
}

function namedPosition(term: Term | undefined): readonly string[] {
  if (term === undefined) return [];
  if (term.kind === 'each' && term.position !== undefined) return [term.position.name];
  return term.kind === 'at' || term.kind === 'length' ? namedPosition(term.of) : [];
}

/** `nums_i` is an item of nums. */
function subscripted(token: string, names: Names): Term | null {
  const [, base, position] = /^(\w+?)_([ijk])$/.exec(token) ?? [];
  const of = base === undefined ? undefined : names.get(base);
  if (of?.kind !== 'parameter') return null;
  return { kind: 'each', of, position: { name: position!, offset: 0 } };
}

/** Reads the sides of comparisons, from left to right; null means that something else stands there. */
export class TermReader {
  readonly #tokens: readonly string[];
  readonly #names: Names;
  readonly #positions: ReadonlySet<string>;
  #at = 0;
  #depth = 0;

  /** `positions` are names that stand for positions, besides those that stand between brackets. */
  constructor(text: string, names: Names, positions: readonly string[] = []) {
    this.#tokens = tokensOf(text);
    this.#names = names;
    this.#positions = new Set([...positionsIn(this.#tokens, names), ...positions]);
  }

  /** Those that were found, so that a condition behind the text may speak of them. */
  get positions(): readonly string[] {
    return [...this.#positions];
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

  /** The whole text as one term. */
  single(): Term | null {
    const term = this.#sum();
    return this.isAtEnd ? term : null;
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
    const named = this.#names.get(token) ?? subscripted(token, this.#names);
    if (named !== null) {
      this.#at += 1;
      return this.#parts(named);
    }
    if (!this.#positions.has(token)) return null;
    this.#at += 1;
    return { kind: 'position', name: token };
  }

  /** What follows a name: `.length`, `[i]`, `[0]`, `[i + 1]`. */
  #parts(named: Term): Term | null {
    let term: Term = named;
    for (;;) {
      const [first, second, third] = this.#tokens.slice(this.#at, this.#at + 3);
      if (first === '.' && second !== undefined && /^(?:length|size)$/.test(second)) {
        term = { kind: 'length', of: term };
        this.#at += third === '(' && this.#tokens[this.#at + 3] === ')' ? 4 : 2;
      } else if (first === '[') {
        const part = this.#part(term);
        if (part === null) return null;
        term = part;
      } else return term;
    }
  }

  /** Between brackets: a number, or the name of a position with an offset. */
  #part(of: Term): Term | null {
    const close = this.#tokens.indexOf(']', this.#at);
    const inside = this.#tokens.slice(this.#at + 1, close);
    if (close < 0) return null;
    this.#at = close + 1;
    const text = inside.join(' ');
    if (/^(?:- )?\d+$/.test(text)) {
      return { kind: 'at', of, index: Number(text.replace(' ', '')) };
    }
    const [, name, sign, digits] = /^([A-Za-z]\w*)(?: ([+-]) (\d+))?$/.exec(text) ?? [];
    if (name !== undefined && !this.#names.has(name)) {
      const offset = digits === undefined ? 0 : Number(`${sign}${digits}`);
      return { kind: 'each', of, position: { name, offset } };
    }
    // `nums[len(nums) - 1]` is the last one.
    const [, end] = /^(.+) - 1$/.exec(text) ?? [];
    const reader = end === undefined ? null : new TermReader(end, this.#names);
    const length = reader?.single() ?? null;
    const isLast = length?.kind === 'length' && JSON.stringify(length.of) === JSON.stringify(of);
    return isLast ? { kind: 'at', of, index: -1 } : null;
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
