import { z } from 'zod';
import { sourceCountSchema } from './case-source.ts';
import { comparisonSchema, objectiveSchema, ratioSchema } from './comparison.ts';
import { measurementSchema, percentilesSchema, verdictSchema } from './measurement.ts';
import { evidenceSchema } from './equivalence.ts';
import { candidateStatusSchema, iterationSchema, optimizationSchema } from './optimization.ts';
import { failureSchema } from './failures.ts';

/** What the daemon keeps of every run, as it is asked for: lists light, details one at a time. */

export const runKindSchema = z.enum(['measure', 'compare', 'optimize']);
export type RunKind = z.infer<typeof runKindSchema>;

export const runStateSchema = z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']);

/** The three figures of one version. Nanoseconds, bytes (peak less baseline), byte-seconds. */
export const figuresSchema = z.object({
  verdict: verdictSchema,
  medianNs: z.number().nullable(),
  ci95Ns: z.tuple([z.number(), z.number()]).nullable(),
  usedBytes: z.number().nullable().describe('Peak resident memory above the baseline'),
  byteSeconds: z.number().nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** Of each objective, candidate over what it was compared with. */
export const ratiosSchema = z.object({
  time: ratioSchema,
  memory: ratioSchema,
  integral: ratioSchema,
});
export type Ratios = z.infer<typeof ratiosSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  kind: runKindSchema,
  path: z.string().describe('Absolute'),
  function: z.string(),
  language: z.string(),
  objective: objectiveSchema.nullable().describe('null for a measurement'),
  startedAt: z.string().describe('ISO 8601, UTC'),
  endedAt: z.string().nullable(),
  state: runStateSchema,
  attempts: z.int().nonnegative().describe('Candidates recorded so far'),
  figures: figuresSchema.nullable().describe('Of the original; null where it was not measured'),
  ratio: ratioSchema
    .nullable()
    .describe('Of the objective: best over original, or B over A; null where there is none'),
});
export type RunSummary = Readonly<z.infer<typeof runSummarySchema>>;

export const runsParams = z.object({
  under: z.array(z.string()).describe('Folders, absolute; empty asks for every run'),
  search: z.string().describe('Words that path and function must contain; empty matches all'),
  kinds: z.array(runKindSchema).describe('Empty matches all'),
  improvedOnly: z.boolean(),
  before: z.string().nullable().describe('Id of the last run that is known: pages go on after it'),
  limit: z.int().positive().max(500),
});
export const runsResult = z.object({
  runs: z.array(runSummarySchema).describe('Newest first'),
  more: z.boolean(),
});
export type RunsParams = z.infer<typeof runsParams>;
export type RunsResult = z.infer<typeof runsResult>;

/** One candidate of a run, without its text: a point of the chart, a row of the list. */
export const attemptSchema = z.object({
  number: z.int().positive().describe('Counts the candidates of the run, from 1'),
  iteration: z.int().positive(),
  proposer: z.string(),
  rules: z.array(z.string()),
  status: candidateStatusSchema,
  figures: figuresSchema.nullable(),
  ratios: ratiosSchema.nullable().describe('Against the best at that time'),
  reason: z.string().describe('One sentence'),
  recordedAt: z.string(),
});
export type Attempt = Readonly<z.infer<typeof attemptSchema>>;

export const runParams = z.object({
  run: z.string(),
  after: z.int().nonnegative().describe('Only attempts with a higher number; 0 asks for all'),
});
export const runDetailSchema = z.object({
  summary: runSummarySchema,
  baseline: measurementSchema.nullable().describe('The original, measured at the start'),
  comparison: comparisonSchema.nullable().describe('Of a comparison'),
  best: optimizationSchema.shape.best.describe('Of an optimization that found something'),
  front: optimizationSchema.shape.front,
  tests: optimizationSchema.shape.tests,
  stopped: optimizationSchema.shape.stopped.nullable(),
  failure: failureSchema.nullable().describe('Why it failed, where it did'),
  attempts: z.array(attemptSchema).describe('In order'),
});
export type RunParams = z.infer<typeof runParams>;
export type RunDetail = Readonly<z.infer<typeof runDetailSchema>>;

/** One version of a run: a candidate by its number, or null for the run's confirmed best. */
export const versionParams = z.object({
  run: z.string(),
  attempt: z.int().positive().nullable(),
});
export type VersionParams = z.infer<typeof versionParams>;

/** A candidate by its number; it need not have been verified. */
export const attemptParams = z.object({ run: z.string(), attempt: z.int().positive() });

export const attemptDetailSchema = z.object({
  original: z.string().describe("The original function's text, at column 0"),
  iteration: iterationSchema,
});
export type AttemptDetail = Readonly<z.infer<typeof attemptDetailSchema>>;

/** A version that was verified, with everything that is needed to show and apply it. */
export const proposalSchema = z.object({
  run: z.string(),
  attempt: z.int().positive().nullable(),
  path: z.string(),
  function: z.string(),
  language: z.string(),
  base: z.string().describe('The whole file that the run began with'),
  range: z
    .object({ start: z.int().nonnegative(), end: z.int().nonnegative() })
    .nullable()
    .default(null)
    .describe('Of the function in `base`: offsets in UTF-16 code units; null where not known'),
  proposed: z.string().describe('The whole file with the version in it'),
  iteration: z.int().positive(),
  proposer: z.string(),
  rules: z.array(z.string()),
  reasoning: z.string(),
  comparison: comparisonSchema
    .nullable()
    .describe('Against the original where it was compared with that'),
  againstOriginal: z.boolean().describe('Whether the comparison is against the original'),
  tests: optimizationSchema.shape.tests.describe("Of the run's best; null for other versions"),
});
export type Proposal = Readonly<z.infer<typeof proposalSchema>>;

/** What is known of one text of a function: its newest measurement. */
export const knownVersionSchema = z.object({
  function: z.string(),
  code: z.string().describe("The function's text at column 0, lines ending in \\n"),
  figures: figuresSchema,
  cases: z.object({ passed: z.int(), total: z.int() }),
  sources: z
    .array(sourceCountSchema)
    .optional()
    .describe('Where cases were found that stand in no case file'),
  notices: measurementSchema.shape.notices,
  failing: z
    .array(z.object({ id: z.string(), verdict: verdictSchema, message: z.string().nullable() }))
    .describe('At most ten cases'),
  environment: z.string().describe('Its id'),
  isolation: z.string(),
  toolchain: z.string(),
  measuredAt: z.string(),
  run: z.string(),
  percentiles: percentilesSchema
    .nullable()
    .describe(
      'Share of the population that it beats, 0 to 100, ties counted half. The population is of one environment, on the same inputs: the solutions of the problem that the function is linked to, at least three, else its variants, this version among them, at least five; else null',
    ),
});
export type KnownVersion = Readonly<z.infer<typeof knownVersionSchema>>;

/** A verified improvement over a text of a function, compared side by side with that text. */
export const improvementSchema = z.object({
  run: z.string(),
  attempt: z.int().positive().nullable().describe("null for the run's confirmed best"),
  function: z.string(),
  baseCode: z.string().describe('The text it improves, at column 0'),
  code: z.string(),
  objective: objectiveSchema,
  ratio: ratioSchema.describe('Of the objective'),
  ratios: ratiosSchema.nullable(),
  cases: z.int().nonnegative().describe('Cases that it passed'),
  evidence: evidenceSchema
    .nullable()
    .optional()
    .describe('How it was looked for inputs on which it differs; null where it was not'),
});
export type Improvement = Readonly<z.infer<typeof improvementSchema>>;

/** A wrong candidate with the input that shows it. */
export const refutationSchema = z.object({
  run: z.string(),
  attempt: z.int().positive(),
  function: z.string(),
  baseCode: z.string(),
  proposer: z.string(),
  case: z.string().describe("The case's id"),
  message: z.string(),
});
export type Refutation = Readonly<z.infer<typeof refutationSchema>>;

/** All that lenses, hovers, actions and diagnostics of one file stand on. */
export const knownParams = z.object({ path: z.string() });
export const knownResult = z.object({
  versions: z.array(knownVersionSchema).describe('Newest first, at most 50 for each function'),
  improvements: z.array(improvementSchema).describe('Best first, for each function'),
  refutations: z.array(refutationSchema).describe("Of each function's newest run, at most 20"),
});
export type Known = Readonly<z.infer<typeof knownResult>>;

export const deleteParams = z.object({ run: z.string() });

/** Told to every client when the history changes; `run` is null where more than one did. */
export const changedSchema = z.object({
  run: z.string().nullable(),
  path: z.string().nullable(),
  what: z.enum(['begun', 'measured', 'attempt', 'ended', 'deleted']),
});
export type Changed = Readonly<z.infer<typeof changedSchema>>;

/** The cases run once, without timing: what the editor's test view asks for. */
export const checkResult = z.object({
  verdict: verdictSchema,
  message: z.string().nullable(),
  cases: z.array(
    z.object({
      id: z.string(),
      verdict: verdictSchema,
      message: z.string().nullable(),
      expected: z.string().nullable().describe('To be shown; null where nothing differs'),
      actual: z.string().nullable(),
    }),
  ),
});
export type Check = Readonly<z.infer<typeof checkResult>>;
