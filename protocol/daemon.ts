import { z } from 'zod';
import { objectiveSchema } from './comparison.ts';
import { settingsSchema } from './settings.ts';

/** Raised by one whenever a message changes its meaning; both ends must agree. */
export const protocolVersion = 1;

/** Stands for a function's name where the whole file is meant, run on standard input. */
export const programName = '<program>';

/** A function in a file; `source` is the text that counts, saved or not. */
export const subjectSchema = z.object({
  path: z.string().describe('Absolute'),
  source: z.string().nullable().describe('The text to use; null reads the file'),
  function: z.string().describe('Its name, or <program> for the whole file'),
});
export type Subject = z.infer<typeof subjectSchema>;

export const helloParams = z.object({ version: z.int(), build: z.string() });
/** With `onlyIdle`, a daemon that has runs under way stays. */
export const stopParams = z.object({ onlyIdle: z.boolean() });
export const stopResult = z.object({ leaving: z.boolean() });

export const helloResult = z.object({
  version: z.int(),
  build: z.string().describe('Digest of the daemon bundle'),
  pid: z.int(),
  running: z.int().describe('Runs under way'),
});

export type Hello = z.infer<typeof helloResult>;

const casesPath = z.string().nullable().describe('Absolute; null finds the sidecar');

export const measureParams = z.object({
  subject: subjectSchema,
  cases: casesPath,
  settings: settingsSchema,
});
export type MeasureParams = z.infer<typeof measureParams>;

export const compareParams = z.object({
  baseline: subjectSchema,
  candidate: subjectSchema,
  cases: casesPath,
  objective: objectiveSchema,
  settings: settingsSchema,
});
export type CompareParams = z.infer<typeof compareParams>;

export const optimizeParams = z.object({
  subject: subjectSchema,
  cases: casesPath,
  objective: objectiveSchema,
  settings: settingsSchema,
  apiKey: z
    .string()
    .nullable()
    .describe('For the model endpoint. Never logged, never stored, in no error text'),
});
export type OptimizeParams = z.infer<typeof optimizeParams>;

export const doctorParams = z.object({ settings: settingsSchema });

/** One thing that doctor looked at. */
export const findingSchema = z.object({
  topic: z.enum(['engine', 'bubblewrap', 'image', 'cores', 'model', 'daemon', 'history', 'host']),
  state: z.enum(['works', 'limited', 'missing']),
  text: z.string(),
  mend: z.string().nullable().describe('What to do about it; null where it works'),
});
export type Finding = z.infer<typeof findingSchema>;

export const doctorSchema = z.object({
  usable: z.boolean().describe('Whether anything can be measured here'),
  isolation: z.enum(['container', 'bubblewrap', 'none']),
  findings: z.array(findingSchema),
});
export type Doctor = z.infer<typeof doctorSchema>;
