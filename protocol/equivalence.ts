import { z } from 'zod';

const share = z.object({ taken: z.int().nonnegative(), all: z.int().nonnegative() });

/** How it was looked for inputs on which two versions differ, and how far the looking went. */
export const evidenceSchema = z.object({
  cases: z
    .object({
      written: z.int().nonnegative(),
      discovered: z.int().nonnegative(),
      recorded: z.int().nonnegative(),
    })
    .describe('Cases that both versions ran, by where they come from'),
  generated: z
    .int()
    .nonnegative()
    .describe('Generated inputs, all distinct, on which both versions were compared'),
  excluded: z
    .object({
      outside: z.int().nonnegative().describe('The original shows that they are no inputs for it'),
      unclear: z.int().nonnegative().describe('It cannot be told whether they can occur'),
      slow: z.int().nonnegative().describe('One of the versions takes too long there'),
      unstable: z.int().nonnegative().describe('The original does not do the same twice'),
    })
    .describe('Generated inputs that were not compared, or not in full'),
  branches: z
    .object({ original: share, candidate: share })
    .nullable()
    .describe('Ways out of branches that generated inputs took; null where it is not known'),
  seconds: z.number().nonnegative(),
  seed: z.int().describe('Of the generated inputs'),
  notices: z.array(z.string()).describe('What limits the evidence, a sentence each'),
});
export type Evidence = z.infer<typeof evidenceSchema>;
