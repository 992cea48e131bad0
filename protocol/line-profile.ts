import { z } from 'zod';
import { environmentSchema } from './measurement.ts';

export const profiledLineSchema = z.object({
  line: z.int().positive().describe('In the file that was profiled, from 1'),
  hits: z
    .int()
    .nonnegative()
    .nullable()
    .describe('How often this line was begun, in one pass; null where counting took too long'),
  share: z
    .number()
    .min(0)
    .max(1)
    .describe("Of the function's time, with what its statements call; the shares add up to 1"),
});
export type ProfiledLine = z.infer<typeof profiledLineSchema>;

/**
 * Where one pass over a function's cases spends its time, line by line. Counting and timing are two
 * runs of their own, so that neither distorts the other.
 */
export const lineProfileSchema = z.object({
  function: z.string(),
  language: z.string(),
  code: z.string().describe("The function's text that was profiled, at column 0"),
  firstLine: z.int().positive().describe('Where that text begins in the file, from 1'),
  lines: z.array(profiledLineSchema).describe('Lines that ran, in order'),
  passNs: z.number().describe('One pass without any hook, the median'),
  samples: z.int().nonnegative().describe('Stack samples that the shares are made of'),
  slowdown: z
    .object({ counting: z.number().nullable(), sampling: z.number().nullable() })
    .describe(
      'How many times longer a pass took under each hook: its distortion; null where unknown',
    ),
  environment: environmentSchema,
});
export type LineProfile = z.infer<typeof lineProfileSchema>;
