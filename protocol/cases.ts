import { z } from 'zod';
import { inputSchema } from './inputs.ts';

/**
 * A value as it crosses a process: JSON, with one-key objects for what JSON cannot hold.
 *
 * A plain number is an integer where it has no fractional part and a float where it has one, so:
 * `{"$float": number}` for a float whose value is an integer (`{"$float": 1}` is 1.0),
 * `{"$float": "nan" | "inf" | "-inf" | "-0"}`, `{"$int": "digits"}` beyond 2^53 - 1 either way,
 * `{"$tuple": […]}`, `{"$set": […]}`, `{"$frozenset": […]}`, `{"$bytes": base64}`,
 * `{"$dict": [[key, value], …]}` where a key is not a plain string,
 * `{"$object": {"type": name, "state": value}}` for anything else, as it is: every outcome says so,
 * and an input that is given so gets that state and no constructor is called,
 * `{"$new": {"type": name, "args": […], "kwargs"?: {…}, "set"?: {…}, "calls"?: […]}}` for what
 * calling that type gives, with those attributes set afterwards and then those methods called on it,
 * each `[name, […args]]` or `[name, […args], {…kwargs}]`; what such a call raises is passed over (in
 * inputs only). A name without a module is one of the file itself, or else a builtin,
 * `{"$graph": [node, …]}` for the first of several `$new` or `$object`, in which `{"$node": n}` is
 * the one at n, from 0: in `args` and `kwargs` a later one, in `set`, `calls` and `state` any. They
 * are made from the last to the first, then attributes are set, then methods called. So chains of
 * any length are flat, and links may go both ways (in inputs only),
 * `{"$shared": [a, n]}`, in a positional argument, for the instance at n of the `$graph` that the
 * positional argument a before it is: the same one, not a copy (in inputs only),
 * `{"$escape": object}` for a plain object whose only key begins with `$`,
 * `{"$ref": n}` for a container met before in the same value (cycles and sharing).
 *
 * Containers are arrays, plain objects and the tags tuple, set, frozenset, dict, object, new, graph
 * and escape: each counts once, however many brackets write it. They are numbered from 0 in the order in which
 * they open, afresh in each argument, constructor argument and returned value; an object's state
 * and a dict's keys count like any other value, a key before its value. Of `$new` the arguments count
 * in the order args, kwargs, set, calls, and the arrays that hold them do not.
 */
export type Value =
  null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** One call, ready to be sent to a harness: declarative inputs are expanded. */
export interface Call {
  readonly id: string;
  /** Constructor arguments where the function is a method. */
  readonly init: readonly Value[] | null;
  /** The instance itself, where it is not made by its constructor: `$object` or `$new`. */
  readonly self?: Value | undefined;
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

/** What a call did: as far as a caller can tell. */
export interface Outcome {
  readonly id: string;
  /** `unbuilt`: an argument could not be made, so it was not called; the message says why. */
  readonly kind: 'returned' | 'raised' | 'unbuilt';
  /** The value, where it returned; null where it did not. */
  readonly value: Value;
  /** Exception's type with its module where it is not a builtin (`json.JSONDecodeError`). */
  readonly exception: string | null;
  /** The exception's text, to be shown; never compared. */
  readonly message: string | null;
  /** The positional arguments after the call, then the keyword arguments by name. */
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
  /** For a method, the instance after the call. */
  readonly self: Value;
}

/** The shape of a case file, whatever its values look like. */
function caseFileOf(value: z.ZodType) {
  const caseSchema = z
    .object({
      id: z
        .string()
        .min(1)
        .optional()
        .describe('Unique in the file; by default its number, from 1'),
      init: z.array(value).optional().describe('Constructor arguments, for a method'),
      self: value
        .optional()
        .describe('The instance itself, for a method, as $object or $new, instead of init'),
      args: z.array(value).optional().describe('Positional arguments'),
      kwargs: z.record(z.string(), value).optional().describe('Keyword arguments (Python)'),
      expected: value.optional().describe("Returned value; without it the original's outcome"),
      raises: z
        .string()
        .min(1)
        .optional()
        .describe('Type of the exception that is expected instead of a value'),
      source: z
        .enum(['recorded', 'generated'])
        .optional()
        .describe(
          'recorded: a call that a program made; generated: made from what a text tells; by default somebody wrote the case',
        ),
      stdin: z.string().optional().describe("A program's standard input"),
      stdout: z.string().optional().describe("A program's expected standard output"),
    })
    .strict();
  return z
    .object({
      $schema: z.string().optional(),
      function: z
        .string()
        .min(1)
        .optional()
        .describe('function, Class.method or namespace::function'),
      domain: z
        .record(
          z.string(),
          z.union([z.boolean(), z.record(z.string(), z.unknown())], {
            error: 'must be a JSON Schema: an object, true or false',
          }),
        )
        .optional()
        .describe('A JSON Schema for each parameter by name: which inputs can occur'),
      problem: z
        .string()
        .min(1)
        .optional()
        .describe('Id of the problem of a pack whose solutions the function is ranked among'),
      tolerance: z
        .object({ relative: z.number().nonnegative(), absolute: z.number().nonnegative() })
        .strict()
        .optional()
        .describe('For floats; by default relative 1e-9, absolute 1e-12'),
      cases: z
        .array(caseSchema)
        .describe(
          'At least one, unless a problem is named that has some, or a domain in which they can be generated',
        ),
    })
    .strict()
    .meta({
      anyOf: [
        { type: 'object', required: ['problem'] },
        { type: 'object', required: ['domain'] },
        { type: 'object', properties: { cases: { type: 'array', minItems: 1 } } },
      ],
    });
}

/** For reading: values are walked afterwards, by whoever expands them. */
export const caseFileSchema = caseFileOf(z.unknown());
export type CaseFile = z.infer<typeof caseFileSchema>;

/** For publication as a JSON Schema: values in full. */
export const caseDocumentSchema = caseFileOf(inputSchema);
