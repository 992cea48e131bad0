import { z } from 'zod';
import { comparisonSchema } from './comparison.ts';
import {
  compareParams,
  doctorParams,
  doctorSchema,
  measureParams,
  optimizeParams,
} from './daemon.ts';
import {
  attemptDetailSchema,
  attemptParams,
  checkResult,
  deleteParams,
  knownParams,
  knownResult,
  proposalSchema,
  runDetailSchema,
  runParams,
  runsParams,
  runsResult,
  versionParams,
} from './history.ts';
import { lineProfileSchema } from './line-profile.ts';
import { discoverParams, discoverySchema } from './discovery.ts';
import { measurementSchema } from './measurement.ts';
import { optimizationSchema } from './optimization.ts';
import { measurePackParams, packMeasurementSchema } from './pack-measurement.ts';
import { listedProblemSchema } from './packs.ts';
import { recordParams, recordingSchema } from './recording.ts';
import { replayParams, replaySchema } from './replay.ts';
import { scaleParams, scalingSchema, scalingsParams, scalingsResult } from './scaling.ts';

/**
 * The requests that a client may send once `hello` is answered. Each is sent as
 * `{token, params}`, tells events as progress under that token, can be cancelled, and is answered
 * by a Result. `hello` and `stop` keep their form for ever, so that any two builds can talk about
 * which of them is to leave.
 */
export const requests = {
  measure: { params: measureParams, result: measurementSchema },
  compare: { params: compareParams, result: comparisonSchema },
  optimize: { params: optimizeParams, result: optimizationSchema },
  measurePack: { params: measurePackParams, result: packMeasurementSchema },
  scale: { params: scaleParams, result: scalingSchema },
  /** The cases under hooks of their own, which nothing is compared by. */
  profileLines: { params: measureParams, result: lineProfileSchema },
  replay: { params: replayParams, result: replaySchema },
  /** Cases that the project's own text has for a function; nothing is run. */
  discover: { params: discoverParams, result: discoverySchema },
  /** Cases that are made by running the original on generated inputs. */
  generateCases: { params: measureParams, result: discoverySchema },
  /** A function's real calls while a command runs, as cases; no file is written. */
  record: { params: recordParams, result: recordingSchema },
  doctor: { params: doctorParams, result: doctorSchema },
  /** Of the packs that come along and of those that were measured here. */
  problems: { params: z.object({}), result: z.array(listedProblemSchema) },
  /** The cases run once, without timing. */
  check: { params: measureParams, result: checkResult },
  /** What follows reads the history, or deletes from it. */
  runs: { params: runsParams, result: runsResult },
  run: { params: runParams, result: runDetailSchema },
  attempt: {
    params: attemptParams,
    result: attemptDetailSchema,
  },
  proposal: { params: versionParams, result: proposalSchema },
  known: { params: knownParams, result: knownResult },
  scalings: { params: scalingsParams, result: scalingsResult },
  deleteRun: { params: deleteParams, result: z.null() },
} as const;

export type RequestName = keyof typeof requests;
export type HistoryRequest =
  'runs' | 'run' | 'attempt' | 'proposal' | 'known' | 'scalings' | 'deleteRun';
export type ParamsOf<Name extends RequestName> = z.infer<(typeof requests)[Name]['params']>;
export type ResultOf<Name extends RequestName> = z.infer<(typeof requests)[Name]['result']>;

export const envelopeSchema = z.object({ token: z.int(), params: z.unknown() });
