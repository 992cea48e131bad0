import { z } from 'zod';
import { clockSchema } from './comparison.ts';
import { subjectSchema } from './daemon.ts';
import { growthSchema } from './growth.ts';
import { environmentSchema } from './measurement.ts';
import { settingsSchema } from './settings.ts';

export const scaleParams = z.object({
  subject: subjectSchema,
  cases: z.string().nullable().describe('Absolute; null finds the sidecar'),
  settings: settingsSchema,
});
export type ScaleParams = z.infer<typeof scaleParams>;

export const scaledSizeSchema = z.object({
  n: z.int().positive(),
  runtimeNs: z.number().nullable().describe('Of one pass, the median; null where it did not end'),
  usedBytes: z.number().nullable().describe('Peak resident memory above the baseline, the median'),
  rounds: z.int().nonnegative(),
  message: z.string().nullable().describe('Why it did not end; null where it did'),
});
export type ScaledSize = z.infer<typeof scaledSizeSchema>;

/** A function at growing sizes of one of its cases, and how its runtime and memory grow. */
export const scalingSchema = z.object({
  id: z.string().describe('Of the entry in the history'),
  function: z.string(),
  language: z.string(),
  case: z.object({
    id: z
      .string()
      .describe('The case that was made larger and smaller; several are joined by `; `'),
    n: z.number().describe('Its size as it is written, the largest of several'),
    grows: z.array(z.string()).describe('Arguments that change with n, such as `args[0]`'),
  }),
  clock: clockSchema.describe('What the runtime is taken by'),
  sizes: z.array(scaledSizeSchema).describe('The smallest first'),
  time: growthSchema,
  memory: growthSchema,
  stopped: z.enum(['budget', 'enough']).describe('Why no further size was measured'),
  environment: environmentSchema,
});
export type Scaling = z.infer<typeof scalingSchema>;

/** What the history has of a function at growing sizes. */
export const scalingsParams = z.object({ path: z.string(), function: z.string() });
export const scalingsResult = z.object({
  scalings: z
    .array(z.object({ measuredAt: z.string(), code: z.string(), scaling: scalingSchema }))
    .describe('Newest first, at most 20; `code` is the text that was measured'),
});
export type Scalings = z.infer<typeof scalingsResult>;
