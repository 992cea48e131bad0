import { z } from 'zod';

/** A rule in the user's words: it follows the path of the value that breaks it. */
function says(rule: string) {
  return {
    error: (issue: { readonly input?: unknown }) =>
      issue.input === undefined ? `is missing: it must be ${rule}` : `must be ${rule}`,
  };
}

const count = z.int(says('a positive integer')).positive(says('a positive integer'));
const size = z
  .int(says('zero or a positive integer'))
  .nonnegative(says('zero or a positive integer'));
const seed = z
  .int(says('an integer'))
  .describe('Equal seeds give equal values; seeds count modulo 2^32');
const digits = z.string().regex(/^-?[0-9]+$/);
const bound = z
  .union(
    [z.int(), z.strictObject({ $int: digits }).describe('Beyond 2^53')],
    says('an integer, or {"$int": "digits"} beyond 2^53'),
  )
  .describe('Inclusive');
const real = z.number(says('a number'));
const flag = z.boolean(says('true or false')).optional();
const alphabet = z
  .string(says('a text of at least one character'))
  .min(1, says('a text of at least one character'))
  .describe('The characters to choose from, each as likely as often as it stands here');

const typeName = z
  .string()
  .min(1)
  .describe(
    'Of the file itself or a builtin, such as Circle; with its module, such as collections.deque',
  );

const anything = z.custom<unknown>((value) => value !== undefined, says('a value'));

/**
 * Parameters of the declarative inputs, by form. Random numbers come from MT19937, so that a form
 * means the same in every language and every version.
 */
export function declarativeForms(value: z.ZodType) {
  return {
    $ints: z
      .strictObject({
        n: count,
        min: bound,
        max: bound,
        seed,
        sorted: flag.describe('Ascending'),
        unique: flag.describe('No integer twice'),
      })
      .describe('Array of n integers from min to max, both included'),
    $floats: z
      .strictObject({ n: count, min: real, max: real, seed })
      .describe('Array of n doubles from min to max'),
    $string: z
      .strictObject({ n: count, alphabet, seed })
      .describe('One string of n characters of the alphabet'),
    $strings: z
      .strictObject({ n: count, length: size, alphabet, seed })
      .describe('Array of n strings, each of that length'),
    $range: z
      .strictObject({
        start: bound.describe('The first integer'),
        stop: bound.describe('Not included'),
        step: bound.optional().describe('By default 1; negative counts down'),
      })
      .describe('Array of the integers from start until before stop'),
    $permutation: z
      .strictObject({ n: count, seed })
      .describe('The integers 0 to n-1 in a random order'),
    $matrix: z
      .strictObject({ rows: count, cols: count, min: bound, max: bound, seed })
      .describe('Array of rows, each an array of cols integers from min to max'),
    $repeat: z
      .strictObject({ value, n: count })
      .describe('Array of the same value n times, each a copy of its own'),
    $edges: z
      .strictObject({ nodes: count, edges: size, seed })
      .describe(
        'Array of pairs [u, v] of 0 to nodes-1: the edges of a simple undirected graph, so u and ' +
          'v differ and no two are joined twice; which of them comes first is random',
      ),
  } as const;
}

/** The forms as a reader of case files checks them: values inside are looked at by themselves. */
export const forms = declarativeForms(anything);
export type FormName = keyof typeof forms;
export type FormParameters<Name extends FormName> = z.infer<(typeof forms)[Name]>;

/** Values that JSON cannot hold, by tag. `elements` is an array of values, or a form that is one. */
function taggedValues(value: z.ZodType, elements: z.ZodType) {
  return {
    $tuple: elements.describe('A tuple'),
    $set: elements.describe('A set'),
    $frozenset: elements.describe('A frozen set'),
    $bytes: z
      .string()
      .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
      .describe('Bytes, in base64'),
    $float: z
      .union([z.enum(['nan', 'inf', '-inf', '-0']), z.number()])
      .describe('A double that JSON has no word for, or whose value is an integer'),
    $int: digits.describe('An integer beyond 2^53, in decimal digits'),
    $dict: z
      .array(z.tuple([value, value]))
      .describe('A dictionary with keys of any kind: [key, value] pairs'),
    $ref: z
      .int()
      .nonnegative()
      .describe('The container that was opened as the n-th, from 0, within this argument'),
    $new: z
      .strictObject({
        type: typeName,
        args: z.array(value).optional().describe('Arguments of the call'),
        kwargs: z.record(z.string(), value).optional().describe('Keyword arguments (Python)'),
        set: z
          .record(z.string(), value)
          .optional()
          .describe('Attributes that are set afterwards; a $ref here can name the instance itself'),
        calls: z
          .array(
            z.union([
              z.tuple([z.string()]),
              z.tuple([z.string(), z.array(value)]),
              z.tuple([z.string(), z.array(value), z.record(z.string(), value)]),
            ]),
          )
          .optional()
          .describe(
            'Methods that are called then: [name, […arguments]]; what they raise is passed over',
          ),
      })
      .describe('An instance: what calling its type gives. In inputs only'),
    $object: z
      .strictObject({ type: typeName, state: value })
      .describe('An object with that state, made without its constructor; outcomes say the same'),
    $graph: z
      .array(value)
      .min(1)
      .describe('The first of these instances, which mean each other by $node'),
    $node: z
      .int()
      .nonnegative()
      .describe('The instance at that place, from 0, of the $graph around'),
    $shared: z
      .tuple([z.int().nonnegative(), z.int().nonnegative()])
      .describe('[a, n]: the instance at n, from 0, of the $graph that positional argument a is'),
    $escape: z.record(z.string(), value).describe('A plain object whose only key begins with $'),
  } as const;
}

export const tagNames = Object.keys(taggedValues(anything, anything)) as readonly (keyof ReturnType<
  typeof taggedValues
>)[];

function oneKey(alternatives: Readonly<Record<string, z.ZodType>>): z.ZodType[] {
  return Object.entries(alternatives).map(([key, schema]) => {
    const object = z.strictObject({ [key]: schema });
    return schema.description === undefined ? object : object.describe(schema.description);
  });
}

const plainObject: z.ZodType = z
  .record(
    z.string(),
    z.lazy(() => inputSchema),
  )
  .meta({
    description: 'A plain object; one whose only key begins with $ is written as {"$escape": …}',
    not: { minProperties: 1, maxProperties: 1, propertyNames: { pattern: '^\\$' } },
  });

const formSchema: z.ZodType = z
  .lazy(() => z.union(oneKey(declarativeForms(inputSchema))))
  .meta({ id: 'form', description: 'A declarative input' });

const elementsSchema: z.ZodType = z
  .lazy(() => z.union([z.array(inputSchema), formSchema]))
  .meta({ id: 'elements', description: 'An array of values, or a declarative input that is one' });

/**
 * A value in a case file, for the published JSON Schema. Whoever reads a case file walks the values
 * itself, to say better what is wrong.
 */
export const inputSchema: z.ZodType = z
  .lazy(() =>
    z.union([
      z.null(),
      z.boolean(),
      z.number(),
      z.string(),
      z.array(inputSchema),
      formSchema,
      ...oneKey(taggedValues(inputSchema, elementsSchema)),
      plainObject,
    ]),
  )
  .meta({
    id: 'input',
    description: 'A JSON value, a declarative input such as {"$ints": …} or a tagged value',
  });
