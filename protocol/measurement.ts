import { z } from 'zod';
import { caseSourceSchema } from './case-source.ts';

/** What came of running a function on its cases, or of one case. */
export const verdictSchema = z.enum([
  'passed',
  'failed',
  'error',
  'timeout',
  'oom',
  'output-limit',
  'killed',
  'compile-error',
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** How the measured program was kept apart from the machine. */
export const isolationSchema = z.enum(['container', 'bubblewrap', 'none']);
export type Isolation = z.infer<typeof isolationSchema>;

/** Figures compare only inside one environment; `id` is the fingerprint of all the rest. */
export const environmentSchema = z.object({
  id: z.string().describe('Fingerprint of everything below but the core'),
  imageId: z.string().nullable().describe('Image that was run, by id; null without a container'),
  engine: z.string().describe('Container engine and version, or what stood in for it'),
  cpu: z.string(),
  cores: z.int().positive(),
  core: z.int().nonnegative().describe('The core that the program was pinned to'),
  kernel: z.string(),
  toolchain: z.string().describe('Compiler or interpreter with its version'),
  probe: z.string().describe('Version of the in-sandbox probe'),
  isolation: isolationSchema,
});
export type Environment = z.infer<typeof environmentSchema>;

export const caseResultSchema = z.object({
  id: z.string(),
  verdict: verdictSchema,
  message: z.string().nullable(),
  source: caseSourceSchema
    .optional()
    .describe("Where it was found, for a case of the project's own text"),
});
export type CaseResult = z.infer<typeof caseResultSchema>;

/** What makes a result less certain; `other` is what an older record called by a name of its own. */
export const doubtKindSchema = z
  .enum([
    'too-few-rounds',
    'timer-coarse',
    'host-noisy',
    'outliers',
    'memory-grows',
    'no-steady-state',
    'load',
    'shared-core',
    'steal',
    'throttled',
    'swap',
    'unsandboxed',
    'other',
  ])
  .catch('other');
export type DoubtKind = z.infer<typeof doubtKindSchema>;

/** A reason to trust a figure less, at most one of each kind, and what to do about it. */
export const doubtSchema = z.object({ kind: doubtKindSchema, advice: z.string() });
export type Doubt = Readonly<z.infer<typeof doubtSchema>>;

const interval = z.tuple([z.number(), z.number()]);

const ofEach = { time: z.number(), memory: z.number(), integral: z.number() };

/** Where a version stands among others that were measured in its environment, on its inputs. */
export const percentilesSchema = z.object({
  population: z
    .enum(['variants', 'problem'])
    .describe('Versions of the function, itself one of them, or solutions of its problem'),
  problem: z.string().optional().describe('Id of the problem whose solutions they are'),
  size: z.int().positive(),
  ...ofEach,
  beyond: z
    .object(ofEach)
    .optional()
    .describe('Beyond-T, Beyond-M and Beyond-I for this problem, 0 to 100: ties count in full'),
});
export type Percentiles = Readonly<z.infer<typeof percentilesSchema>>;

/**
 * Figures of one function over its cases. Times are nanoseconds of the monotonic clock, memory is
 * resident bytes of the whole process tree, the integral is byte-seconds. Figures are null where
 * the verdict is not `passed`.
 */
export const measurementSchema = z.object({
  function: z.string(),
  language: z.string(),
  verdict: verdictSchema,
  message: z.string().nullable().describe('Why the verdict is what it is, where it is not passed'),
  runtime: z
    .object({
      medianNs: z.number().describe('One pass over all cases'),
      ci95Ns: interval.describe('Bootstrap interval of the median'),
      rounds: z.int().describe('Fresh processes that were measured'),
      cpuMedianNs: z.number(),
    })
    .nullable(),
  memory: z
    .object({
      peakBytes: z.number(),
      baselineBytes: z.number().describe('Just before the first case'),
    })
    .nullable(),
  integral: z
    .object({ byteSeconds: z.number().describe('Area of resident memory over one pass') })
    .nullable(),
  profile: z
    .object({
      t: z.array(z.number()).describe('Seconds since the first case began'),
      bytes: z.array(z.number()),
    })
    .nullable()
    .describe('At most 512 points of the memory curve of the first pass'),
  sampler: z
    .object({ rateHz: z.number(), p99GapNs: z.number(), samples: z.int() })
    .nullable()
    .describe('How densely memory was sampled over the measured region'),
  cases: z.array(caseResultSchema),
  warmUp: z
    .object({
      passes: z.int().nonnegative().describe('Passes in each process that were not counted'),
      ratio: z
        .number()
        .nullable()
        .describe(
          "The first passes' time over that of later ones, null where they are alike; below 1 they slow down, and none is left out",
        ),
      steady: z.boolean().describe('false where passes did not settle within what was tried'),
    })
    .nullable()
    .optional()
    .describe(
      'How passes within a process get to where they stay, the first one aside; null where it was not looked at, since they take too long',
    ),
  doubts: z.array(doubtSchema),
  notices: z
    .array(z.string())
    .optional()
    .describe(
      'How generated inputs came about, and what the function depends on or does beside its arguments and result, a sentence each',
    ),
  environment: environmentSchema,
  ranks: percentilesSchema
    .nullable()
    .optional()
    .describe(
      'Share of the population that it beats, 0 to 100, ties counted half; null where there are too few to be ranked among, or it did not pass',
    ),
});
export type Measurement = z.infer<typeof measurementSchema>;
