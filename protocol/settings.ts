import { z } from 'zod';

/**
 * What a user can set, read once at the edge (command line, editor) and sent whole with each
 * request. The table is the only place where a setting and its default stand.
 */
export const settingsSchema = z
  .object({
    sandbox: z
      .enum(['auto', 'container', 'bubblewrap', 'none'])
      .default('auto')
      .describe('Where code runs. auto: a container engine, else bubblewrap, else none.'),
    image: z
      .string()
      .nullable()
      .default(null)
      .describe('An image by digest (name@sha256:…) instead of the one built here.'),
    allowUnsandboxedModels: z
      .boolean()
      .default(false)
      .describe('Run what a model wrote even where sandbox is none.'),
    minimumGain: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.03)
      .describe('The smallest gain that counts as an improvement, as a share.'),
    comparisonSeconds: z
      .number()
      .positive()
      .default(20)
      .describe('Time budget of one full comparison, seconds.'),
    exploration: z
      .number()
      .nonnegative()
      .default(3)
      .describe('Time for generated inputs that tell two versions apart, seconds; 0 is off.'),
    caseTimeoutSeconds: z
      .number()
      .positive()
      .default(20)
      .describe('Wall-time limit of one run over all cases, seconds.'),
    memoryLimitMb: z.int().min(16).default(1024).describe('Memory limit of a run, MiB.'),
    discoverCases: z
      .enum(['missing', 'always', 'never'])
      .default('missing')
      .describe(
        'Cases from docstrings, comments and tests. missing: where a function has none of its own.',
      ),
    timingInputs: z
      .enum(['auto', 'never'])
      .default('auto')
      .describe('Larger generated inputs to time a function on. auto: where its cases are toys.'),
    testCommand: z
      .string()
      .nullable()
      .default(null)
      .describe("Shell command for the project's tests; a best version must pass it."),
    testTimeoutSeconds: z
      .number()
      .positive()
      .default(300)
      .describe('Time limit of one run of the test command, seconds.'),
    proposers: z
      .array(z.enum(['rules', 'openai']))
      .min(1)
      .default(['rules'])
      .describe('Who suggests versions.'),
    iterations: z.int().positive().default(10).describe('Iterations of the loop, at most.'),
    candidatesPerIteration: z
      .int()
      .positive()
      .default(24)
      .describe('Candidates looked at in one iteration, at most.'),
    baseUrl: z
      .string()
      .nullable()
      .default(null)
      .describe('Base URL of an endpoint that speaks the OpenAI chat API.'),
    model: z.string().nullable().default(null).describe('Model name at that endpoint.'),
    promptProfile: z
      .enum(['chat', 'afterburner'])
      .default('chat')
      .describe('afterburner: the format that the Afterburner models are trained on.'),
    tokenBudget: z
      .int()
      .positive()
      .default(200_000)
      .describe('Tokens that one run may spend at the endpoint, prompt and answer together.'),
    costBudget: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .describe('What one run may cost, in the currency of the two prices.'),
    promptTokenPrice: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Price of a million prompt tokens.'),
    answerTokenPrice: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Price of a million answer tokens.'),
    modelTimeoutSeconds: z
      .number()
      .positive()
      .default(120)
      .describe('Time limit of one answer, seconds.'),
  })
  .strict();
export type Settings = z.infer<typeof settingsSchema>;
