import { z } from 'zod';
import { comparisonSchema, objectiveSchema, ratioSchema } from './comparison.ts';
import { measurementSchema } from './measurement.ts';

/** What became of one candidate. */
export const candidateStatusSchema = z.enum([
  'accepted',
  'unchanged',
  'regressed',
  'incorrect',
  'duplicate',
  'invalid',
  'error',
]);
export type CandidateStatus = z.infer<typeof candidateStatusSchema>;

export const iterationSchema = z.object({
  index: z.int().positive().describe('Iteration, from 1; several candidates may share one'),
  proposer: z.string(),
  status: candidateStatusSchema,
  candidate: z.string().nullable().describe("The function's text; null where there is none"),
  rules: z.array(z.string()).describe('Names of the rewrite rules that made it; empty for a model'),
  reasoning: z.string(),
  comparison: comparisonSchema
    .nullable()
    .describe('Against the best at that time; null where it never ran'),
});
export type Iteration = z.infer<typeof iterationSchema>;

/** A replacement in the original file: offsets in UTF-16 code units, end exclusive. */
export const textEditSchema = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
});
export type TextEdit = z.infer<typeof textEditSchema>;

const boundedSchema = z.object({
  median: z.number(),
  ci95: z.tuple([z.number(), z.number()]),
});

/** A version of a run that no other beats in both time and memory. */
export const frontMemberSchema = z.object({
  iteration: z.int().positive(),
  attempt: z.int().positive().describe('Its number among the iterations, from 1'),
  proposer: z.string(),
  rules: z.array(z.string()),
  best: z.boolean().describe('Whether it is the best by the objective'),
  time: boundedSchema.describe('Ratio to the original, below 1 is better'),
  memory: boundedSchema.describe('Likewise'),
  obtained: z
    .enum(['measured', 'confirmed', 'chained'])
    .describe(
      'How: compared with the original in the loop, or once more after it, or only with a later version, whose own ratios are multiplied in, bound by bound',
    ),
});
export type FrontMember = z.infer<typeof frontMemberSchema>;

/** What the user's own tests said of the best, run on a copy of the project. */
export const projectTestsSchema = z.object({
  command: z.string(),
  state: z
    .enum(['passed', 'failed', 'fail-without-change', 'not-run'])
    .describe(
      'passed: with the original and with the best. failed: with every version that was tried, and not with the original. fail-without-change: with the original too, so they say nothing. not-run: there was nothing to test, or they could not be run',
    ),
  reason: z.string().describe('In words: exit code 1; it did not end within 300 s'),
  seconds: z
    .number()
    .nonnegative()
    .nullable()
    .describe('Of the last run; null where there is none'),
  output: z.string().describe('Its last lines'),
});
export type ProjectTests = Readonly<z.infer<typeof projectTestsSchema>>;

export const optimizationSchema = z.object({
  run: z.string().describe('Id of the run in the history'),
  objective: objectiveSchema,
  baseline: measurementSchema,
  best: z
    .object({
      code: z.string().describe("The improved function's text"),
      edits: z.array(textEditSchema).describe('What turns the original file into the improved one'),
      ratio: ratioSchema
        .nullable()
        .describe('Best over original, measured afresh; null where the original fails its cases'),
      comparison: comparisonSchema.describe('Best against the original, measured afresh'),
      measurement: measurementSchema,
      iteration: z.int().positive(),
      proposer: z.string(),
      rules: z.array(z.string()),
    })
    .nullable()
    .describe('null where nothing beat the original'),
  front: z
    .array(frontMemberSchema)
    .optional()
    .describe('Versions that none beats in both time and memory, the best first; ties once'),
  tests: projectTestsSchema.nullable().optional().describe('null where no command for them is set'),
  iterations: z.array(iterationSchema),
  stopped: z
    .enum(['budget', 'plateau', 'exhausted', 'original-fails'])
    .describe('Why the loop ended; original-fails: it fails, and nothing says what is right'),
});
export type Optimization = z.infer<typeof optimizationSchema>;
