import { z } from 'zod';

/**
 * A value as it crosses a process: JSON, with one-key objects for what JSON cannot hold.
 *
 * `{"$tuple": […]}`, `{"$set": […]}`, `{"$frozenset": […]}`, `{"$bytes": base64}`,
 * `{"$float": "nan" | "inf" | "-inf" | "-0"}`, `{"$int": "digits"}` beyond 2^53,
 * `{"$dict": [[key, value], …]}` where a key is not a plain string,
 * `{"$object": {"type": name, "state": value}}` for anything else (in outcomes only),
 * `{"$ref": n}` for the n-th container met before, in order of opening (cycles and sharing),
 * `{"$escape": object}` for a plain object whose only key begins with `$`.
 */
export type Value =
  null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** One call, ready to be sent to a harness: declarative inputs are expanded. */
export interface Call {
  readonly id: string;
  /** Constructor arguments where the function is a method. */
  readonly init: readonly Value[] | null;
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

/** What a call did: as far as a caller can tell. */
export interface Outcome {
  readonly id: string;
  readonly kind: 'returned' | 'raised';
  /** The value, where it returned; null where it raised. */
  readonly value: Value;
  /** Exception's type with its module where it is not a builtin (`json.JSONDecodeError`). */
  readonly exception: string | null;
  /** The exception's text, to be shown; never compared. */
  readonly message: string | null;
  /** The positional arguments after the call, then the keyword arguments by name. */
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

const anyValue = z.unknown().describe('A JSON value, a declarative input or a tagged value');

export const caseSchema = z
  .object({
    id: z.string().min(1).optional().describe('Unique in the file; by default its number'),
    init: z.array(anyValue).optional().describe('Constructor arguments, for a method'),
    args: z.array(anyValue).optional().describe('Positional arguments'),
    kwargs: z.record(z.string(), anyValue).optional().describe('Keyword arguments (Python)'),
    expected: anyValue.optional().describe("Returned value; without it the original's outcome"),
    raises: z.string().optional().describe('Exception type that is expected instead of a value'),
    stdin: z.string().optional(),
    stdout: z.string().optional(),
  })
  .strict();

export const caseFileSchema = z
  .object({
    $schema: z.string().optional(),
    function: z.string().min(1).optional().describe('function, Class.method or namespace::function'),
    domain: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('A JSON Schema for each parameter: which inputs can occur'),
    tolerance: z
      .object({ relative: z.number().nonnegative(), absolute: z.number().nonnegative() })
      .optional()
      .describe('For floats; by default relative 1e-9, absolute 1e-12'),
    cases: z.array(caseSchema),
  })
  .strict();
export type CaseFile = z.infer<typeof caseFileSchema>;
