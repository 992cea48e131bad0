import { z } from 'zod';
import { comparisonSchema } from './comparison.ts';

export const replayParams = z.object({
  run: z.string().describe('An id, the beginning of one, or `last`'),
  attempt: z.int().positive().nullable().describe('null for the comparison, or the confirmed best'),
});
export type ReplayParams = z.infer<typeof replayParams>;

/** A comparison of the history, done again from what was kept of it. */
export const replaySchema = z.object({
  run: z.string().describe('Its whole id'),
  attempt: z.int().positive().nullable(),
  path: z.string(),
  function: z.string(),
  recordedAt: z.string().describe('ISO 8601, UTC'),
  recorded: comparisonSchema,
  replayed: comparisonSchema,
  cases: z.enum(['kept', 'file']).describe('Where the inputs came from: they are the same ones'),
  sameDecision: z.boolean(),
  sameEnvironment: z.boolean(),
  sameRatio: z
    .boolean()
    .nullable()
    .describe('Whether the intervals meet; null where the figures cannot be compared'),
  holds: z.boolean(),
  text: z.string().describe('One sentence that says why'),
});
export type Replay = z.infer<typeof replaySchema>;
