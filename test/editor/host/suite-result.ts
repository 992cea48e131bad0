import { z } from 'zod';

/** What the suite in the extension host leaves when it has come to its end. */
export const suiteResultSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  pending: z.int(),
  failures: z.array(z.object({ title: z.string(), error: z.string() })),
});
export type SuiteResult = z.infer<typeof suiteResultSchema>;
