import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

// What is known of the benchmark's candidates, found once by `equivalence-truth.ts`.

export const truthPath = join(import.meta.dirname, 'truth.json');

const mutantKey = z.object({
  original: z.string(),
  operator: z.string(),
  ordinal: z.number().int().nonnegative(),
  /** Of the mutant's text: tells whether it is still the one that was looked at. */
  digest: z.string(),
});

const difference = z.object({
  /** Arguments as Python text. */
  witness: z.string(),
  /** What the original and the candidate did there, in words. */
  was: z.string(),
  became: z.string(),
  /** Of the inputs that were tried, the share on which they differ. */
  share: z.number(),
});

const truthSchema = z.object({
  /** Wrong, for they differ on their witness. */
  mutants: z.array(mutantKey.extend(difference.shape)),
  /** Not shown to be wrong by any of the inputs tried: they count for nothing. */
  unshown: z.array(mutantKey.extend({ tried: z.number(), reason: z.string().optional() })),
  /** Hand-written answers that are wrong. */
  answers: z.array(z.object({ original: z.string(), answer: z.string() }).extend(difference.shape)),
});

export type Truth = z.infer<typeof truthSchema>;

export function readTruth(): Truth {
  return truthSchema.parse(JSON.parse(readFileSync(truthPath, 'utf8')));
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
