import { z } from 'zod';

/** How a figure can grow with the size of its input, the slowest first. */
export const growthClassSchema = z.enum([
  '1',
  'log n',
  'sqrt n',
  'n',
  'n log n',
  'n^2',
  'n^2 log n',
  'n^3',
  '2^n',
]);
export type GrowthClass = z.infer<typeof growthClassSchema>;
export const growthClasses = growthClassSchema.options;

/** The class that describes a figure's growth best, and how sure that is. */
export const growthSchema = z.object({
  growth: growthClassSchema.nullable().describe('null where the sizes are too few or too close'),
  text: z.string().describe('Such as `about n log n, R² 0.998; n and n² ruled out`'),
  r2: z.number().nullable().describe('Share of the variation of the logarithms that it explains'),
  plausible: z.array(growthClassSchema).describe('Classes that these sizes cannot tell apart'),
  ruledOut: z.array(growthClassSchema),
  curve: z
    .array(z.object({ n: z.number(), figure: z.number() }))
    .describe('What the class says at each size that was measured'),
});
export type Growth = z.infer<typeof growthSchema>;

/** Two versions at the same growing sizes: whether one is of another class than the other. */
export const growthChangeSchema = z.object({
  of: z.enum(['time', 'memory']),
  baseline: growthClassSchema.describe('The class that describes it best'),
  candidate: growthClassSchema,
  changed: z
    .enum(['slower-growth', 'faster-growth', 'same', 'unsure'])
    .describe('Of the candidate; a change only where no class is plausible for both'),
  given: z.number().describe('Size of the case as it is written'),
  largest: z.number().describe('The largest size that both were measured at'),
  ratioAtLargest: z.number().nullable().describe('Candidate over baseline there'),
  text: z.string().describe('Such as `grows as n instead of n²`'),
});
export type GrowthChange = z.infer<typeof growthChangeSchema>;
