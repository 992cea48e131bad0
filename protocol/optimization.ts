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
  iterations: z.array(iterationSchema),
  stopped: z
    .enum(['budget', 'plateau', 'exhausted', 'original-fails'])
    .describe('Why the loop ended; original-fails: it fails, and nothing says what is right'),
});
export type Optimization = z.infer<typeof optimizationSchema>;
