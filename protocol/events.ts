import { z } from 'zod';
import { comparisonSchema } from './comparison.ts';
import { measurementSchema } from './measurement.ts';
import { iterationSchema } from './optimization.ts';

/**
 * What happens during a run, as it happens. One union feeds progress, log, history and panel;
 * presenters decide how it looks.
 */
export const runEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued'), ahead: z.int() }),
  z.object({ kind: z.literal('begun'), run: z.string().describe('Its id in the history') }),
  z.object({ kind: z.literal('preparing'), what: z.string() }),
  z.object({ kind: z.literal('sandbox'), isolation: z.string(), note: z.string() }),
  z.object({
    kind: z.literal('measuring'),
    what: z.string(),
    done: z.number(),
    total: z.number(),
  }),
  z.object({ kind: z.literal('baseline'), measurement: measurementSchema }),
  z.object({ kind: z.literal('proposing'), index: z.int(), proposer: z.string() }),
  z.object({ kind: z.literal('screening'), index: z.int(), candidates: z.int() }),
  z.object({ kind: z.literal('candidate'), iteration: iterationSchema }),
  z.object({ kind: z.literal('confirming'), comparison: comparisonSchema.nullable() }),
  z.object({
    kind: z.literal('tests'),
    of: z.enum(['original', 'best']).describe('Which version is in its place'),
    state: z.enum(['running', 'passed', 'failed', 'not-run']),
    seconds: z.number().nullable(),
    reason: z.string().describe('How they ended; empty while they run'),
  }),
]);
export type RunEvent = Readonly<z.infer<typeof runEventSchema>>;
