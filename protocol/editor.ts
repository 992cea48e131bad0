import { z } from 'zod';
import { objectiveSchema } from './comparison.ts';
import { doctorSchema } from './daemon.ts';
import { failureSchema, resultSchema } from './failures.ts';
import {
  attemptDetailSchema,
  attemptParams,
  changedSchema,
  checkResult,
  deleteParams,
  proposalSchema,
  runDetailSchema,
  runParams,
  runsParams,
  runsResult,
  versionParams,
} from './history.ts';
import { lineProfileSchema } from './line-profile.ts';
import { isolationSchema } from './measurement.ts';
import { listedProblemSchema } from './packs.ts';
import { scalingsParams, scalingsResult } from './scaling.ts';

/**
 * What the editor and the language server say to each other beyond the Language Server Protocol.
 * Measuring and optimizing are `workspace/executeCommand` with one argument, a FunctionAt or an
 * OptimizeAt; they answer with a Result of a Measurement or an Optimization, and show work-done
 * progress that can be cancelled. `scale` and `profileLines` take a FunctionAt too, and answer with
 * a Scaling and a PlacedProfile; `recordCases` takes a RecordAt, answers with a Recording, and leaves
 * it to the editor to write the case file.
 */

/** Commands that the server executes; an editor that registers them itself says so (see below). */
export const serverCommands = {
  measure: 'afterburner.measure',
  optimize: 'afterburner.optimize',
  scale: 'afterburner.scale',
  profileLines: 'afterburner.profileLines',
  recordCases: 'afterburner.recordCases',
  doctor: 'afterburner.doctor',
  restartDaemon: 'afterburner.restartDaemon',
  /** With `{token}` it ends that run, without an argument all of this editor. */
  cancelRuns: 'afterburner.cancelRuns',
} as const;

/**
 * What a click on a lens calls, with one argument each:
 *
 *     afterburner.measure        FunctionAt
 *     afterburner.optimize       FunctionAt: the objective is the editor's own setting
 *     afterburner.cancelRuns     {token}
 *     afterburner.showHistory    {run}
 *     afterburner.showProposal   VersionParams
 *
 * The last two are the editor's: without `showsProposals` those lenses only tell.
 */
export const lensCommands = {
  measure: serverCommands.measure,
  optimize: serverCommands.optimize,
  cancelRuns: serverCommands.cancelRuns,
  showHistory: 'afterburner.showHistory',
  showProposal: 'afterburner.showProposal',
} as const;

export const functionAtSchema = z.object({
  uri: z.string(),
  function: z.string().nullable().describe('null: the one at the position'),
  position: z
    .object({ line: z.int().nonnegative(), character: z.int().nonnegative() })
    .nullable()
    .default(null),
});
export type FunctionAt = z.infer<typeof functionAtSchema>;

export const optimizeAtSchema = functionAtSchema.extend({ objective: objectiveSchema });
export type OptimizeAt = z.infer<typeof optimizeAtSchema>;

export const recordAtSchema = functionAtSchema.extend({
  command: z.string().min(1).describe('For a shell, in the folder of the project'),
});
export type RecordAt = z.infer<typeof recordAtSchema>;

export const initializationOptionsSchema = z.object({
  /** The editor registers the commands itself: the server does not announce them. */
  ownsCommands: z.boolean().default(false),
  /** Nothing is run and no daemon asked while the workspace is not trusted. */
  trusted: z.boolean().default(true),
  /** Something was measured here before: the daemon is started to tell what is known. */
  usedBefore: z.boolean().default(false),
  /**
   * The editor has commands of its own for what a lens or an action leads to
   * (`afterburner.showProposal`, `afterburner.showHistory`, `afterburner.editCases`).
   */
  showsProposals: z.boolean().default(false),
});

const position = z.object({ line: z.int().nonnegative(), character: z.int().nonnegative() });
const range = z.object({ start: position, end: position });

/** A function of an open document. */
export const listedFunctionSchema = z.object({
  name: z.string(),
  range,
  nameRange: range,
});
export type ListedFunction = z.infer<typeof listedFunctionSchema>;

const uriParams = z.object({ uri: z.string() });
const functionParams = uriParams.extend({ function: z.string() });

/** A line profile, and where its function stands in the open document, if it still does. */
export const placedProfileSchema = z.object({
  profile: lineProfileSchema,
  place: z
    .object({ version: z.int().describe('Of the document'), range })
    .nullable()
    .describe('null where the document is not open, or the function has another text by now'),
});
export type PlacedProfile = z.infer<typeof placedProfileSchema>;

/** Growth as the history has it, with what an open document says of it. */
export const shownScalingsSchema = z.object({
  scalings: z.array(
    scalingsResult.shape.scalings.element.extend({
      isCurrent: z
        .boolean()
        .nullable()
        .describe('Whether the function still has that text; null where its file is not open'),
    }),
  ),
});
export type ShownScalings = z.infer<typeof shownScalingsSchema>;

const textChangeSchema = z.object({ range, newText: z.string() });

export const caseFileSchema = z.object({
  path: z.string(),
  exists: z.boolean(),
  text: z.string().describe('What stands in it, or what a new one would begin with'),
  isExample: z
    .boolean()
    .optional()
    .describe('Whether a new one would begin with an example, for want of cases'),
});

/** Requests from the editor to the server, by method; each is answered by a Result. */
export const editorRequests = {
  'afterburner/functions': { params: uriParams, result: z.array(listedFunctionSchema) },
  'afterburner/runs': { params: runsParams, result: runsResult },
  'afterburner/run': { params: runParams, result: runDetailSchema },
  'afterburner/attempt': {
    params: attemptParams,
    result: attemptDetailSchema,
  },
  'afterburner/proposal': { params: versionParams, result: proposalSchema },
  'afterburner/deleteRun': { params: deleteParams, result: z.null() },
  'afterburner/report': {
    params: z.object({
      run: z.string(),
      attempt: z.int().positive().nullable(),
      format: z.enum(['markdown', 'csv', 'json']),
    }),
    result: z.string(),
  },
  'afterburner/caseFile': {
    params: functionParams,
    result: caseFileSchema,
  },
  /** Runs the cases of a case file once; the source file is found beside it. */
  'afterburner/check': {
    params: z.object({ casesUri: z.string(), uri: z.string(), function: z.string() }),
    result: checkResult,
  },
  'afterburner/scalings': { params: scalingsParams, result: shownScalingsSchema },
  /** What a function can be linked to, and what it is linked to by a comment. */
  'afterburner/problems': {
    params: functionParams,
    result: z.object({
      linked: z.string().nullable(),
      problems: z.array(listedProblemSchema),
    }),
  },
  /** The edits that link a function of an open document to a problem, or to none. */
  'afterburner/linkEdits': {
    params: functionParams.extend({ problem: z.string().nullable() }),
    result: z.object({
      version: z.int().describe('Of the document that the edits are for'),
      edits: z.array(textChangeSchema),
    }),
  },
  'afterburner/doctor': { params: z.object({}), result: doctorSchema },
} as const;
export type EditorRequest = keyof typeof editorRequests;
export type EditorParams<Name extends EditorRequest> = z.input<
  (typeof editorRequests)[Name]['params']
>;
export type EditorResult<Name extends EditorRequest> = z.output<
  (typeof editorRequests)[Name]['result']
>;

export function editorAnswer<Name extends EditorRequest>(name: Name) {
  return resultSchema(editorRequests[name].result);
}

/** A run of this editor that is under way. */
export const activeRunSchema = z.object({
  token: z.string().describe('Work-done progress token; `window/workDoneProgress/cancel` ends it'),
  run: z.string().nullable().describe('Its id in the history, once it has begun'),
  kind: z.enum(['measure', 'optimize', 'check', 'scale', 'profile', 'record']),
  uri: z.string(),
  function: z.string(),
  objective: objectiveSchema.nullable(),
  queued: z.boolean(),
  text: z.string().describe('What it is doing: `Measuring… 3 of 12 cases`'),
});
export type ActiveRun = z.infer<typeof activeRunSchema>;

/**
 * Server to editor. `idle`: no daemon was needed yet, or it left. `failed`: there is none, or what was
 * asked of it last could not run for want of a sandbox.
 */
export const statusSchema = z.object({
  daemon: z.discriminatedUnion('state', [
    z.object({ state: z.literal('idle') }),
    z.object({ state: z.literal('starting') }),
    z.object({ state: z.literal('ready'), isolation: isolationSchema.nullable() }),
    z.object({ state: z.literal('failed'), failure: failureSchema }),
  ]),
  active: z.array(activeRunSchema),
});
export type Status = z.infer<typeof statusSchema>;

/** Notifications from the server to the editor. */
export const editorNotifications = {
  'afterburner/status': statusSchema,
  'afterburner/changed': changedSchema,
} as const;

/** Notification from the editor to the server: the workspace was trusted. */
export const trustedMethod = 'afterburner/trusted';
/** Notification from the editor to the server: `{token}`, ends that run. */
export const cancelMethod = 'afterburner/cancel';

/** Request from the server to the editor: the key of the model endpoint, or null. */
export const apiKeyMethod = 'afterburner/apiKey';
export const apiKeyResult = z.string().nullable();
