import { z } from 'zod';
import { subjectSchema } from './daemon.ts';
import { settingsSchema } from './settings.ts';

/** How many cases are chosen of what was recorded, where nobody says. */
export const usualRecordLimit = 50;

export const recordParams = z.object({
  subject: subjectSchema,
  command: z.array(z.string()).min(1).describe('The program and its arguments; no shell'),
  folder: z
    .string()
    .nullable()
    .describe('Absolute: where the command runs; null for the folder of the project'),
  limit: z.int().positive().max(1000).describe('Cases to be chosen, at most'),
  settings: settingsSchema,
});
export type RecordParams = z.infer<typeof recordParams>;

const count = z.int().nonnegative();

/** Why nothing is there to be written. */
const nothing = z.enum([
  'not-imported',
  'not-called',
  'no-function',
  'unreadable',
  'known',
  'unusable',
  'unreproduced',
]);

/** A function's real calls while a command ran, and the case file that they make. */
export const recordingSchema = z.object({
  function: z.string(),
  path: z.string().describe('Absolute'),
  command: z.array(z.string()),
  exit: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('exited'), code: z.int() }),
      z.object({ kind: z.literal('signalled'), signal: z.int() }),
      z.object({ kind: z.literal('stopped') }),
      z.object({ kind: z.literal('ended'), how: z.string() }),
    ])
    .describe('stopped: at the time limit; ended: by a limit, with all that was recorded'),
  output: z.string().describe('The last lines that the command wrote'),
  calls: z.object({
    made: count.describe('All calls, without those that other calls of the function made'),
    inner: count.describe('Calls that other calls of the function made'),
    captured: count.describe('Calls with inputs of their own that could be written down'),
    large: count.describe('Left out: their inputs are too long'),
    slow: count.describe('Left out: they take too long'),
    unreadable: z
      .array(z.object({ type: z.string(), count }))
      .describe('Left out: their inputs cannot be made again, by the type that stands in the way'),
    known: count.describe('Left out: the case file has their inputs'),
    unreproduced: count.describe('Left out: run alone, the function does something else there'),
  }),
  processes: count.describe("Processes that imported the function's file"),
  cases: z
    .array(
      z.object({
        id: z.string(),
        call: z.string().describe('To be shown, abbreviated'),
        ns: z.number().nonnegative().describe('What the call takes by itself'),
      }),
    )
    .describe('Those that were chosen, in the order in which they were made'),
  unreproduced: z
    .array(z.object({ call: z.string(), message: z.string() }))
    .describe('Some that were left out for that, and what was different'),
  nothing: nothing.nullable().describe('Why there are no cases; null where there are'),
  reason: z.string().nullable().describe('The same as a sentence'),
  sidecar: z
    .object({
      path: z.string().describe('Absolute'),
      text: z.string().nullable().describe('What stands in it; null where there is none'),
      updated: z.string().describe('The same with the cases that are new'),
      added: count,
    })
    .describe('The case file that the cases belong in; nothing is written'),
});
export type Recording = Readonly<z.infer<typeof recordingSchema>>;

/** `Recorded 12 of 840 calls of total`; a call that another one made is none of them. */
export function recordedText({ function: name, cases, calls }: Recording): string {
  const made = calls.made.toLocaleString('en-US');
  return `Recorded ${cases.length} of ${made} ${calls.made === 1 ? 'call' : 'calls'} of ${name}`;
}

/** What was left out, a phrase each. */
export function leftOutOf({ calls }: Recording): readonly string[] {
  const { large, slow, known, unreadable, unreproduced } = calls;
  const types = unreadable.slice(0, 3).map(({ type, count: times }) => `${type} ${times}`);
  const hidden = unreadable.reduce((sum, each) => sum + each.count, 0);
  return [
    ...(hidden > 0
      ? [`${hidden} with inputs that cannot be made again (${types.join(', ')})`]
      : []),
    ...(unreproduced > 0 ? [`${unreproduced} that do something else when run alone`] : []),
    ...(large > 0 ? [`${large} with inputs that are too long`] : []),
    ...(slow > 0 ? [`${slow} that take too long`] : []),
    ...(known > 0 ? [`${known} that the case file has`] : []),
  ];
}

/** How the command ended, where it did not end well; null where it did. */
export function commandEndText({ exit }: Recording): string | null {
  switch (exit.kind) {
    case 'exited':
      return exit.code === 0 ? null : `the command ended with exit code ${exit.code}`;
    case 'signalled':
      return `the command was ended by signal ${exit.signal}`;
    case 'stopped':
      return 'the command was stopped at the time limit';
    case 'ended':
      return `the command was stopped: ${exit.how}`;
  }
}
