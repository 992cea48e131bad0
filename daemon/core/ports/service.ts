import type { Comparison } from '../../../protocol/comparison.ts';
import type {
  CompareParams,
  Doctor,
  MeasureParams,
  OptimizeParams,
} from '../../../protocol/daemon.ts';
import type { DiscoverParams, Discovery } from '../../../protocol/discovery.ts';
import type { RunEvent } from '../../../protocol/events.ts';
import type { Result } from '../../../protocol/failures.ts';
import type { Changed, Check } from '../../../protocol/history.ts';
import type { LineProfile } from '../../../protocol/line-profile.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import type { Optimization } from '../../../protocol/optimization.ts';
import type { MeasurePackParams, PackMeasurement } from '../../../protocol/pack-measurement.ts';
import type { ListedProblem } from '../../../protocol/packs.ts';
import type { Recording, RecordParams } from '../../../protocol/recording.ts';
import type { Replay, ReplayParams } from '../../../protocol/replay.ts';
import type { ScaleParams, Scaling } from '../../../protocol/scaling.ts';
import type { Settings } from '../../../protocol/settings.ts';
import type { Records } from './history.ts';

/** Something that happened is told here; presenters decide how it looks. */
export type Tell = (event: RunEvent) => void;

/** What the daemon does, whoever asks: sockets, HTTP and tests call this. */
export interface Service {
  measure(params: MeasureParams, tell: Tell, signal: AbortSignal): Promise<Result<Measurement>>;
  compare(params: CompareParams, tell: Tell, signal: AbortSignal): Promise<Result<Comparison>>;
  optimize(params: OptimizeParams, tell: Tell, signal: AbortSignal): Promise<Result<Optimization>>;
  /** Reference solutions, problem by problem; what is measured stays when it is cancelled. */
  measurePack(
    params: MeasurePackParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<PackMeasurement>>;
  /** The function at growing sizes of one of its cases. */
  scale(params: ScaleParams, tell: Tell, signal: AbortSignal): Promise<Result<Scaling>>;
  /** Where the time goes, line by line; the history does not hear of it. */
  profileLines(
    params: MeasureParams,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Result<LineProfile>>;
  /** A recorded comparison done again; the history does not hear of it. */
  replay(params: ReplayParams, tell: Tell, signal: AbortSignal): Promise<Result<Replay>>;
  /** The cases run without timing; the history does not hear of it. */
  check(params: MeasureParams, tell: Tell, signal: AbortSignal): Promise<Result<Check>>;
  /** Cases of the project's own text, and the case file that they would make. Runs nothing. */
  discover(params: DiscoverParams): Promise<Result<Discovery>>;
  /** Cases made by running the original, and the case file that they would make. */
  generateCases(params: MeasureParams, tell: Tell, signal: AbortSignal): Promise<Result<Discovery>>;
  /** The function's real calls while a command runs, and the case file that they would make. */
  record(params: RecordParams, tell: Tell, signal: AbortSignal): Promise<Result<Recording>>;
  doctor(settings: Settings, signal: AbortSignal): Promise<Result<Doctor>>;
  /** What a function can be linked to: of the packs that come along, and of those measured here. */
  problems(): Promise<Result<ListedProblem[]>>;
  readonly records: Records;
  /** Called whenever the history has changed. */
  onChange(listener: (changed: Changed) => void): void;
  close(): Promise<void>;
}
