import { z } from 'zod';
import { exclusionSchema } from './domain.ts';
import { evidenceSchema } from './equivalence.ts';
import { growthChangeSchema } from './growth.ts';
import { doubtSchema, measurementSchema } from './measurement.ts';

export const objectiveSchema = z.enum(['time', 'memory', 'integral']);
export type Objective = z.infer<typeof objectiveSchema>;

/**
 * What time is taken by: the wall clock; the program's own time, which is the smaller of wall and
 * processor time in each measured region; the processor time.
 */
export const clockSchema = z.enum(['wall', 'own', 'cpu']);
export type Clock = z.infer<typeof clockSchema>;

/** Candidate over baseline, paired within rounds: below 1 is better. */
export const ratioSchema = z.object({
  median: z.number(),
  ci95: z.tuple([z.number(), z.number()]),
  pairs: z.int().nonnegative(),
});
export type Ratio = z.infer<typeof ratioSchema>;

/** An input on which the two differ. Values are in the tagged encoding of case files. */
export const counterexampleSchema = z.object({
  id: z.string(),
  init: z.unknown().optional().describe("A method's constructor arguments"),
  self: z.unknown().optional().describe('The instance, where it was not made by its constructor'),
  args: z.unknown(),
  kwargs: z.unknown().optional(),
  expected: z.unknown(),
  actual: z.unknown(),
  message: z.string(),
  shown: z
    .object({ call: z.string(), expected: z.string(), actual: z.string() })
    .optional()
    .describe(
      'The call and both outcomes as a person would write them, abbreviated; where they hold ' +
        'objects, or the function is a method',
    ),
  after: z
    .array(
      z.object({
        init: z.unknown().optional(),
        self: z.unknown().optional(),
        args: z.unknown(),
        kwargs: z.unknown().optional(),
      }),
    )
    .optional()
    .describe('Calls in the same process before it, without which they do not differ'),
  outside: z
    .string()
    .optional()
    .describe('What all known inputs have in common and this one has not: can it occur?'),
  unread: z
    .array(z.string())
    .optional()
    .describe(
      'What is required of inputs in words that were not understood: does it hold of this?',
    ),
  exclusions: z
    .array(exclusionSchema)
    .optional()
    .describe('Of a generated input: what can be said where it cannot occur'),
});
export type Counterexample = z.infer<typeof counterexampleSchema>;

export const decisionSchema = z.enum(['improved', 'unchanged', 'regressed', 'rejected']);
export type Decision = z.infer<typeof decisionSchema>;

export const comparisonSchema = z.object({
  equivalent: z.boolean(),
  counterexample: counterexampleSchema.nullable(),
  objective: objectiveSchema,
  ratio: ratioSchema.nullable().describe('Of the objective; null where nothing was timed'),
  ratios: z
    .object({ time: ratioSchema, memory: ratioSchema, integral: ratioSchema })
    .nullable()
    .describe('Of each objective, from the same pairs'),
  clock: clockSchema.optional().describe('What the ratios of time and integral are taken by'),
  times: z
    .object({ wall: ratioSchema, own: ratioSchema, cpu: ratioSchema })
    .nullable()
    .optional()
    .describe('The ratio of time by each clock, from the same pairs'),
  decision: decisionSchema,
  reason: z.string(),
  doubts: z
    .array(doubtSchema)
    .optional()
    .describe('Of the pairs and of the machine meanwhile; each version has its own as well'),
  baseline: measurementSchema.nullable(),
  candidate: measurementSchema.nullable(),
  evidence: evidenceSchema
    .nullable()
    .optional()
    .describe('How it was looked for inputs on which they differ; null where it was not'),
  growth: growthChangeSchema
    .nullable()
    .optional()
    .describe(
      'How both grow with their inputs; null where it was not looked at, or not to be told',
    ),
});
export type Comparison = z.infer<typeof comparisonSchema>;
