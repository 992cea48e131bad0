import { z } from 'zod';
import { domainRuleSchema } from './domain.ts';
import { failureSchema } from './failures.ts';
import {
  attemptDetailSchema,
  attemptParams,
  changedSchema,
  deleteParams,
  runDetailSchema,
  runParams,
  runsParams,
  runsResult,
  versionParams,
} from './history.ts';
import { activeRunSchema, shownScalingsSchema } from './editor.ts';
import { scalingsParams } from './scaling.ts';

/**
 * What the side panel and the extension say to each other. The panel asks, the extension answers
 * with the same id; what it tells unasked has no id. Both ends parse what comes in.
 */

export const panelState = z.object({
  trusted: z.boolean(),
  folders: z.array(z.string()).describe('Workspace folders, absolute'),
  /** Why nothing can be asked for just now; null as a rule. */
  failure: failureSchema.nullable(),
  active: z.array(activeRunSchema),
});
export type PanelState = z.infer<typeof panelState>;

/** A function as the history knows it: by its file, absolute, and its name. */
const filedFunction = scalingsParams;
export type FiledFunction = z.infer<typeof filedFunction>;

export const panelRequests = {
  state: { params: z.object({}), result: panelState },
  runs: { params: runsParams.omit({ under: true }), result: runsResult },
  run: { params: runParams, result: runDetailSchema },
  attempt: {
    params: attemptParams,
    result: attemptDetailSchema,
  },
  showDiff: { params: versionParams, result: z.null() },
  apply: { params: versionParams, result: z.null() },
  rerun: { params: z.object({ run: z.string() }), result: z.null() },
  cancel: { params: z.object({ token: z.string() }), result: z.null() },
  copy: {
    params: z.object({ run: z.string(), attempt: z.int().positive().nullable() }),
    result: z.null(),
  },
  export: {
    params: z.object({ run: z.string(), format: z.enum(['csv', 'json']) }),
    result: z.null(),
  },
  delete: { params: deleteParams, result: z.null() },
  scalings: { params: filedFunction, result: shownScalingsSchema },
  /** Answered once the sizes are measured, or why they cannot be. */
  scale: { params: filedFunction, result: z.null() },
  /** Says of a run's function, in its case file, what can occur. */
  exclude: { params: domainRuleSchema.extend({ run: z.string() }), result: z.null() },
  openFunction: { params: filedFunction, result: z.null() },
  editCases: { params: filedFunction, result: z.null() },
  openFile: { params: z.object({ run: z.string() }), result: z.null() },
  command: {
    params: z.object({
      name: z.enum(['afterburner.doctor', 'workbench.trust.manage', 'afterburner.restartDaemon']),
    }),
    result: z.null(),
  },
} as const;
export type PanelRequest = keyof typeof panelRequests;
export type PanelParams<Name extends PanelRequest> = z.input<
  (typeof panelRequests)[Name]['params']
>;
export type PanelResult<Name extends PanelRequest> = z.output<
  (typeof panelRequests)[Name]['result']
>;

/** Panel to extension. */
export const askedSchema = z.object({
  id: z.int(),
  name: z.enum(Object.keys(panelRequests) as [PanelRequest, ...PanelRequest[]]),
  params: z.unknown(),
});

/** Extension to panel. */
export const toldSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.int(), result: z.unknown() }),
  z.object({ kind: z.literal('changed'), changed: changedSchema }),
  z.object({ kind: z.literal('state'), state: panelState }),
  z.object({
    kind: z.literal('reveal'),
    run: z.string(),
    attempt: z.int().positive().nullable(),
  }),
  /** How a function grows is to be shown. */
  z.object({ kind: z.literal('growth'), ...filedFunction.shape }),
]);
export type Told = z.infer<typeof toldSchema>;
