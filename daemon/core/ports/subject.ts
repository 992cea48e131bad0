/** A function as it stands in a file. Offsets are UTF-16 code units, end exclusive. */
export interface FunctionInfo {
  /** `function`, `Class.method`, `outer.inner`; `<program>` for a whole file. */
  readonly name: string;
  readonly kind: 'function' | 'method' | 'nested' | 'program';
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Decorators included, from the first character of the first line's indentation's end. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly docstring: string | null;
  readonly decorators: readonly string[];
  readonly parameters: readonly string[];
  /** For a method: how it is reached. */
  readonly binding: 'instance' | 'class' | 'static' | null;
}

/** A version of the function: the whole file it stands in is what runs. */
export interface Version {
  readonly source: string;
  /** The function's own text in `source`, at column 0. */
  readonly code: string;
}

/** New text for a function, as a proposer gives it. */
export interface Replacement {
  /** Definition with its decorators, at column 0, lines ending in `\n`. */
  readonly code: string;
  /** Import lines that it needs at the top of the module; those already there are not repeated. */
  readonly imports: readonly string[];
  /** Other top-level definitions that it needs, placed before it; often empty. */
  readonly helpers: string;
}
