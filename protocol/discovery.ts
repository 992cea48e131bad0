import { z } from 'zod';
import { caseSourceSchema } from './case-source.ts';
import { subjectSchema } from './daemon.ts';

/** Cases that stand in a project's own text: docstrings, comments, tests, asserts. */
export const discoverParams = z.object({ subject: subjectSchema });
export type DiscoverParams = z.infer<typeof discoverParams>;

export const discoverySchema = z.object({
  function: z.string(),
  path: z.string().describe('Absolute: the file that was asked about'),
  cases: z.array(
    z.object({
      id: z.string(),
      source: caseSourceSchema,
      call: z.string().describe('To be shown: the arguments, abbreviated'),
      expects: z
        .string()
        .nullable()
        .describe(
          "To be shown: `3`, `raises ValueError`; null where the original's outcome counts",
        ),
    }),
  ),
  unread: z
    .array(
      z.object({
        path: z.string().describe('Absolute'),
        lines: z.array(z.int().positive()),
        why: z.enum(['run-time', 'too-large', 'state']),
      }),
    )
    .describe('Calls whose values cannot be read without running the text around them'),
  leftOut: z.int().nonnegative().describe('Cases beyond what is taken at most'),
  searched: z.object({
    root: z.string().describe('Absolute: the folder that was taken for the project'),
    files: z.int().nonnegative().describe('Files that may hold tests'),
    isPartial: z.boolean().describe('The project has more than was looked through'),
  }),
  sidecar: z
    .object({
      path: z.string(),
      text: z.string().nullable().describe('As it is now; null where there is none'),
      updated: z.string().describe('With the cases in it that it does not have yet'),
      added: z.int().nonnegative(),
    })
    .describe('The case file that the function has, or would get'),
});
export type Discovery = Readonly<z.infer<typeof discoverySchema>>;

/**
 * `3 calls in tests/test_pairs.py use values that are made at run time: record them`, one for each
 * file and reason; `show` writes a path as the user knows it.
 */
export function unreadSentences(
  unread: Discovery['unread'],
  show: (path: string) => string,
): readonly string[] {
  return unread.map(({ path, lines, why }) => {
    const count = lines.length === 1 ? '1 call' : `${lines.length} calls`;
    const verb = lines.length === 1 ? 'uses' : 'use';
    switch (why) {
      case 'run-time':
        return `${count} in ${show(path)} ${verb} values that are made at run time: record them`;
      case 'too-large':
        return `${count} in ${show(path)} ${verb} values that are too large to be written down`;
      default:
        return `${count} in ${show(path)} ${lines.length === 1 ? 'comes' : 'come'} after others on the same object: record them`;
    }
  });
}
