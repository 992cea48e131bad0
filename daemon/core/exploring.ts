import type { Value } from '../../protocol/cases.ts';

// What generating inputs and running versions on them has in common for all languages.

/** What values can stand somewhere, in words that every language can be put in. */
export type Shape =
  | { readonly kind: 'null' | 'boolean' }
  | {
      readonly kind: 'integer' | 'float';
      readonly min?: number;
      readonly max?: number;
      readonly multipleOf?: number;
    }
  | {
      readonly kind: 'string' | 'bytes';
      readonly min?: number;
      readonly max?: number;
      /** Characters that occur; by default letters, digits and a few that make trouble. */
      readonly alphabet?: string;
      /** A regular expression that strings match, as in a JSON Schema. */
      readonly pattern?: string;
    }
  | { readonly kind: 'constant'; readonly values: readonly Value[] }
  | {
      readonly kind: 'list' | 'set' | 'frozenset';
      readonly items: Shape;
      readonly min?: number;
      readonly max?: number;
      readonly order?: 'ascending' | 'descending';
      readonly unique?: boolean;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[] }
  | {
      readonly kind: 'dict';
      readonly keys: Shape;
      readonly values: Shape;
      readonly min?: number;
      readonly max?: number;
    }
  | {
      readonly kind: 'record';
      readonly fields: Readonly<Record<string, Shape>>;
      /** Names of the fields that may be missing. */
      readonly optional?: readonly string[];
    }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  /** A list of lists of one length, which many functions take for granted. */
  | {
      readonly kind: 'matrix';
      readonly items: Shape;
      readonly rows?: readonly [number, number];
      readonly columns?: readonly [number, number];
      readonly square?: boolean;
    }
  /** What calling a type gives: of the file (`Circle`), its project or the standard library. */
  | {
      readonly kind: 'instance';
      /** As `$new` says it: `Circle`, `shop.models.Item`, `collections.deque`. */
      readonly type: string;
      readonly parameters: readonly SketchedParameter[];
      /** Attributes that are set from outside afterwards, such as the links of nodes. */
      readonly attributes?: Readonly<Record<string, Shape>>;
      /** Attributes that lead from it to the one of its type that it was reached from. */
      readonly back?: readonly string[];
      /** Whether its links may come back to one that they led to before. */
      readonly cycles?: boolean;
      /** Whether two of them may lead on to the same one. */
      readonly shares?: boolean;
      /** Those that bring it into states which its constructor alone does not reach. */
      readonly methods?: readonly SketchedMethod[];
    }
  /** Another instance of the type around it: the next node of a list, the child of a tree. */
  | { readonly kind: 'again'; readonly type: string }
  /** Nothing is known: several of the above are tried, and those that the function bears are kept. */
  | { readonly kind: 'unknown' };

export interface SketchedParameter {
  readonly name: string;
  /** Of one value, also where the function takes what is left over (`rest`, `keywords`). */
  readonly shape: Shape;
  readonly place: 'positional' | 'keyword' | 'rest' | 'keywords';
  readonly isOptional: boolean;
  /** Where the shape comes from: it decides how much it is believed. */
  readonly source:
    'annotation' | 'docstring' | 'default' | 'usage' | 'name' | 'cases' | 'domain' | 'none';
}

/** A method that can be called on an instance before the call that counts. */
export interface SketchedMethod {
  readonly name: string;
  readonly parameters: readonly SketchedParameter[];
  /** Whether the instance holds more after it, as a container does after adding. */
  readonly grows?: boolean;
}

/** The type of a method's instance, beside its constructor. */
export type SketchedSelf = Omit<
  Extract<Shape, { readonly kind: 'instance' }>,
  'kind' | 'parameters'
>;

/** One side of a comparison: a number, a parameter, its length, one of its items, or a sum. */
export type Term =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'length'; readonly of: Term }
  /**
   * Each of its items. Where a comparison has several with a position of one name, they are those
   * at one position: `spans[i][0] <= spans[i][1]` is about each span by itself.
   */
  | { readonly kind: 'each'; readonly of: Term; readonly position?: Position }
  /** One of its items, from the end where `index` is negative. */
  | { readonly kind: 'at'; readonly of: Term; readonly index: number }
  /** The number of a position: the `i` in `parents[i] < i`. */
  | { readonly kind: 'position'; readonly name: string }
  /** The columns of rows, as rows. */
  | { readonly kind: 'columns'; readonly of: Term }
  | { readonly kind: 'sum'; readonly left: Term; readonly right: Term; readonly sign: 1 | -1 }
  | { readonly kind: 'product'; readonly left: Term; readonly right: Term };

/** A name that stands for every position in turn, and how far behind it an item stands. */
export interface Position {
  readonly name: string;
  readonly offset: number;
}

/** Two terms, one beside the other; `>` is written from the other side. */
export interface Comparison {
  readonly left: Term;
  readonly operator: '<' | '<=' | '==' | '!=';
  readonly right: Term;
}

/** What inputs are said to have in common, and who says it. */
export interface Constraint {
  readonly says:
    | (Comparison & {
        readonly kind: 'compare';
        /** What positions must be like for it to count: `for i != j`. */
        readonly where?: readonly Comparison[];
      })
    | {
        readonly kind: 'sorted';
        readonly of: Term;
        readonly order: 'ascending' | 'descending';
        /** Which item of each row decides, where it is not the whole row. */
        readonly by?: number;
        /** The front may stand behind the rest. */
        readonly isTurned?: boolean;
      }
    | {
        readonly kind: 'unique';
        readonly of: Term;
        /** Rows of the same items count as one, in whatever order: edges of a graph. */
        readonly isUnordered?: boolean;
      }
    | { readonly kind: 'non-empty'; readonly of: Term }
    /** Rows of one length, which are as many as each is long where it is a square. */
    | { readonly kind: 'rectangular' | 'square'; readonly of: Term }
    | { readonly kind: 'alphabet'; readonly of: Term; readonly characters: string }
    /** Of texts: a regular expression that they match, as in a JSON Schema. */
    | { readonly kind: 'pattern'; readonly of: Term; readonly pattern: string }
    /** Of texts: every bracket is closed by its partner, `()[]{}` or some of these pairs. */
    | { readonly kind: 'balanced'; readonly of: Term; readonly brackets: string }
    | { readonly kind: 'among'; readonly of: Term; readonly values: readonly Value[] }
    /** The integers from `from` on, each once, in any order. */
    | { readonly kind: 'permutation'; readonly of: Term; readonly from: 0 | 1 }
    /** Of integers: what is left when they are divided. */
    | {
        readonly kind: 'multiple';
        readonly of: Term;
        readonly factor: number;
        readonly remainder: number;
      }
    /** Of integers: 1, the base, its square, and so on. */
    | { readonly kind: 'power'; readonly of: Term; readonly base: number }
    /** An item, a key or a character of a container. */
    | { readonly kind: 'member'; readonly item: Term; readonly of: Term }
    /** Of pairs that begin and end: none begins before another one that began earlier has ended. */
    | { readonly kind: 'apart'; readonly of: Term; readonly mayTouch: boolean }
    /** Of pairs, or longer rows: they join nodes to a graph; `nodes` says how many there are. */
    | {
        readonly kind: 'graph';
        readonly of: Term;
        readonly is: 'tree' | 'connected' | 'acyclic';
        readonly nodes: Term | null;
        /** The number of the first node. */
        readonly from: 0 | 1;
      }
    /** Of instances that hang together. */
    | { readonly kind: 'structure'; readonly of: Term; readonly is: Structure };
  /** As it is written, such as `1 <= n <= 10^4`. */
  readonly text: string;
  readonly source: 'docstring' | 'comment' | 'assert' | 'guard';
}

/**
 * What a chain or a tree of instances keeps, in the words of a case file's `domain`: of a chain, the
 * order of what its nodes carry, or that none carries it twice; of a tree, order or form; of both,
 * that no way through them comes back to where it was.
 */
export const structures = [
  'sorted',
  'descending',
  'distinct',
  'search tree',
  'min heap',
  'max heap',
  'balanced',
  'complete',
  'perfect',
  'acyclic',
] as const;
export type Structure = (typeof structures)[number];

/** Why a function's outcome may depend on more than its arguments, or do more than return. */
export interface Impurity {
  readonly kind: 'files' | 'network' | 'clock' | 'random' | 'globals' | 'input' | 'process';
  /** What gives it away, such as `time.time()`, and its line in the file, from 1. */
  readonly evidence: string;
  readonly line: number;
}

/** How the texts are put together that a function reads, as far as its body tells. */
export interface TextHints {
  /** What stands between the parts of a text, or marks them. */
  readonly separators: readonly string[];
  /** Which numbers are read from texts; null where none are. */
  readonly numbers: 'integer' | 'float' | null;
  /** Regular expressions that texts, or parts of them, are held against. */
  readonly patterns: readonly string[];
  /** Texts that the documentation shows. */
  readonly examples: readonly string[];
  /** Whether letters are changed, or told apart, by their case. */
  readonly isCased: boolean;
}

/** What a language can tell about a function's inputs without running it. */
export interface InputSketch {
  readonly parameters: readonly SketchedParameter[];
  /** Of the constructor, for a method of an instance; null otherwise. */
  readonly init: readonly SketchedParameter[] | null;
  /** What else makes the instance; absent where the constructor alone does. */
  readonly self?: SketchedSelf | undefined;
  /** What the body mentions or compares with, with the neighbours that make boundaries. */
  readonly literals: readonly Value[];
  /** Of the texts that it reads; left out where it reads none. */
  readonly texts?: TextHints;
  readonly constraints: readonly Constraint[];
  /** Sentences that plainly say what is required, of which nothing was understood. */
  readonly unread?: readonly string[];
  /** Types of exceptions that the function raises or documents: they are behaviour. */
  readonly raises: readonly string[];
  readonly impurities: readonly Impurity[];
}

/** What a version did on one input, in a process that many inputs share. */
export type Explored =
  | ExploredOutcome
  /** It took too long there, or gave what cannot be written down. */
  | { readonly kind: 'stopped' }
  /** An argument could not be made, and why: it was not called. */
  | { readonly kind: 'unbuilt'; readonly why: string }
  /** The process ended there, and how, such as `it was ended by SIGSEGV`. */
  | { readonly kind: 'ended'; readonly how: string };

export interface ExploredOutcome {
  readonly kind: 'returned' | 'raised';
  /** As in an outcome; null where it returned. */
  readonly exception: string | null;
  /** Whether a statement of the function's own file raised it, and no operation inside one. */
  readonly isDeliberate: boolean;
  /** The outcome as JSON with an empty id, or its digest: equal texts mean equal outcomes. */
  readonly text: string;
  readonly isDigest: boolean;
  /** What it wrote to standard output, or that text's digest. */
  readonly stdout: string;
  readonly ns: number;
}

/** Ways out of a version's branches, each numbered alike in every process. */
export interface Arcs {
  /** Those that an input was the first to take in this process; the inputs' places in the plan. */
  readonly taken: readonly { readonly input: number; readonly arcs: readonly number[] }[];
  /** All of the code that was entered. */
  readonly possible: readonly number[];
}
