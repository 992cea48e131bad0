import type { Call, Outcome } from '../../protocol/cases.ts';
import type { Comparison, Objective } from '../../protocol/comparison.ts';
import type {
  CompareParams,
  Doctor,
  MeasureParams,
  OptimizeParams,
} from '../../protocol/daemon.ts';
import type { DiscoverParams, Discovery } from '../../protocol/discovery.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Failure, Result } from '../../protocol/failures.ts';
import type { Changed, Check, Figures, RunKind, RunSummary } from '../../protocol/history.ts';
import type { LineProfile } from '../../protocol/line-profile.ts';
import type { Doubt, Isolation, Measurement, Percentiles } from '../../protocol/measurement.ts';
import type { Iteration, Optimization } from '../../protocol/optimization.ts';
import type { MeasurePackParams, PackMeasurement } from '../../protocol/pack-measurement.ts';
import type { ListedProblem } from '../../protocol/packs.ts';
import type { Recording, RecordParams } from '../../protocol/recording.ts';
import type { Replay, ReplayParams } from '../../protocol/replay.ts';
import type { HistoryRequest, ParamsOf, ResultOf } from '../../protocol/requests.ts';
import type { ScaleParams, Scaling } from '../../protocol/scaling.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Arcs, Explored, InputSketch } from './exploring.ts';
import type { ReplayStore, ScalingStore } from './keeping.ts';
import type { Discovered, DiscoveryFile, ProjectText } from './discovery.ts';
import type { HostSnapshot } from './host-doubts.ts';
import type {
  CommandSupport,
  DeclaredPackages,
  ProjectFile,
  ProjectFileText,
  ProjectModules,
  ProjectNeeds,
  ReadText,
  WantedPackages,
} from './project.ts';

/** Something that happened is told here; presenters decide how it looks. */
export type Tell = (event: RunEvent) => void;

// ── Sandbox ────────────────────────────────────────────────────────────────────────────────────

/** Limits of one run. The probe enforces all of them; breaching one ends the run. */
export interface Limits {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Resident bytes of the process tree, files in the work folder counted. */
  readonly memoryBytes: number;
  readonly processes: number;
  /** Standard output, standard error and outcomes, each. */
  readonly outputBytes: number;
  readonly fileBytes: number;
}

/** One program to run in a fresh private work folder, which is its working directory. */
export interface Job {
  /** argv[0] is looked up in the sandbox's PATH. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Paths are relative to the work folder, without `..`. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
  /** Handed over on the channel when the program asks for it, not before. */
  readonly input: Uint8Array;
  readonly limits: Limits;
  /** Nanoseconds between samples; 0 samples at the marks alone. */
  readonly sampleIntervalNs: number;
}

/** A job before it is known how long and how closely it may run. */
export type ProgramJob = Omit<Job, 'limits' | 'sampleIntervalNs'>;

/**
 * A moment that the program announced on its channel, as the probe saw it: `I` asked for its
 * input, `B` began and `E` ended a measured region. The program waited for the probe each time.
 */
export interface Mark {
  readonly kind: 'I' | 'B' | 'E';
  /** Monotonic clock. */
  readonly wallNs: number;
  /** CPU time of the program's first process so far. */
  readonly cpuNs: number;
  /**
   * How long it was ready to run while others had its core; null where the kernel keeps no count,
   * or processes and threads of its own are there to hold it up.
   */
  readonly heldUpNs: number | null;
  /** Resident bytes of the process tree. */
  readonly bytes: number;
}

export type Breach =
  'wall' | 'cpu' | 'memory' | 'processes' | 'output' | 'file-size' | 'channel' | 'cancelled';

/** Resident bytes of the process tree over time, equal lengths, time ascending. */
export interface Samples {
  /** Monotonic clock, nanoseconds. */
  readonly tNs: Float64Array;
  readonly bytes: Float64Array;
}

/** What the probe saw of one run. All of it comes from the kernel, none from the program. */
export interface RunReport {
  readonly exit:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: number }
    | { readonly kind: 'not-started'; readonly reason: string };
  readonly breach: Breach | null;
  readonly startNs: number;
  readonly endNs: number;
  /** User and system time of every process of the run. */
  readonly cpuNs: number;
  readonly maxRssBytes: number;
  readonly cgroupPeakBytes: number | null;
  readonly marks: readonly Mark[];
  readonly samples: Samples;
  /** What the program wrote; cut at the output limit. Outcomes come from the channel. */
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly outcome: Uint8Array;
}

/**
 * A measuring core and a warm sandbox, held by one run at a time. Nothing is measured without one.
 * `run` never throws for what the program does; an aborted signal kills the program and gives the
 * failure `cancelled`.
 */
export interface Lease {
  readonly isolation: Isolation;
  readonly core: number;
  /** Where the probe runs on the same core, for want of another: figures are less certain. */
  readonly sharesCore: boolean;
  /** What an environment's fingerprint is made of, without the toolchain. */
  readonly host: HostFacts;
  /** The machine now; null where it cannot be seen, as behind an engine in a virtual machine. */
  snapshot(): HostSnapshot | null;
  /** Replaces a sandbox that is in doubt by itself; fails with `sandbox-failed` only after that. */
  run(job: Job, signal: AbortSignal): Promise<Result<RunReport>>;
  release(): Promise<void>;
}

export interface HostFacts {
  readonly imageId: string | null;
  readonly engine: string;
  readonly cpu: string;
  readonly cores: number;
  readonly kernel: string;
  readonly probe: string;
}

/** What a lease is to have other than the usual. */
export interface LeaseRoom {
  /** A lease that is held: its core is used again, and nothing is waited for. */
  readonly beside?: Lease | null;
  /** Of the largest run that will be asked for, so that no sandbox is replaced for it. */
  readonly limits?: Pick<Limits, 'memoryBytes' | 'processes'>;
}

/** Container, bubblewrap or none: one contract test suite holds for all. */
export interface Sandbox {
  readonly isolation: Isolation;
  /** Waits for a free slot; `queue-full` where too many wait already. */
  lease(
    language: string,
    signal: AbortSignal,
    tell: Tell,
    room?: LeaseRoom,
  ): Promise<Result<Lease>>;
  close(): Promise<void>;
}

// ── Languages ──────────────────────────────────────────────────────────────────────────────────

/** A function as it stands in a file. Offsets are UTF-16 code units, end exclusive. */
export interface FunctionInfo {
  /** `function`, `Class.method`, `outer.inner`; `<program>` for a whole file. */
  readonly name: string;
  readonly kind: 'function' | 'method' | 'nested' | 'program';
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Decorators included, from the first character of the first line's indentation's end. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly docstring: string | null;
  readonly decorators: readonly string[];
  readonly parameters: readonly string[];
  /** For a method: how it is reached. */
  readonly binding: 'instance' | 'class' | 'static' | null;
}

/** A version of the function: the whole file it stands in is what runs. */
export interface Version {
  readonly source: string;
  /** The function's own text in `source`, at column 0. */
  readonly code: string;
}

/** New text for a function, as a proposer gives it. */
export interface Replacement {
  /** Definition with its decorators, at column 0, lines ending in `\n`. */
  readonly code: string;
  /** Import lines that it needs at the top of the module; those already there are not repeated. */
  readonly imports: readonly string[];
  /** Other top-level definitions that it needs, placed before it; often empty. */
  readonly helpers: string;
}

/** What one run of a harness is to do. */
export interface RunPlan {
  /** File name without its folder: it names the module. */
  readonly fileName: string;
  readonly source: string;
  /** Where the file stands in its project, with what it imports of it; absent for a file alone. */
  readonly modules?: ProjectModules | null | undefined;
  readonly function: FunctionInfo;
  readonly calls: readonly Call[];
  /** `check` returns outcomes; `time` measures passes and returns a digest of the outcomes. */
  readonly mode: 'check' | 'time';
  /** Copies of all calls in one region, and the number of regions after the first. */
  readonly repeat: number;
  readonly regions: number;
  /** Which repetition has its outcomes digested; the program cannot know it beforehand. */
  readonly watched: number;
  /** Seeds hash randomization, so that a pair of runs sees the same layout. */
  readonly hashSeed: number;
}

/** What a harness said, on its channel. It is the program's word, to be held against the probe's. */
export type HarnessReport =
  | {
      readonly kind: 'ran';
      readonly outcomes: readonly Outcome[] | null;
      /** Of the first pass, then of one pass in each region: equal digests mean equal outcomes. */
      readonly digests: readonly string[];
      /** Nanoseconds of each case in the first pass, which has a region for each case. */
      readonly caseNs: readonly number[];
      /** Nanoseconds of each later region: `repeat` passes. */
      readonly regionNs: readonly number[];
      /** Nanoseconds to execute the module's top level once. */
      readonly freshNs: number;
      readonly toolchain: string;
    }
  | {
      /** The module could not be imported or the function not be reached. */
      readonly kind: 'unusable';
      readonly stage: 'import' | 'lookup' | 'input';
      readonly exception: string;
      readonly message: string;
    }
  | { readonly kind: 'silent' };

export interface RuleInfo {
  /** kebab-case, stable: it is stored in histories. */
  readonly name: string;
  /** One sentence: why it helps. */
  readonly why: string;
  /** What it helps at the cost of the other; absent where it costs neither. */
  readonly favours?: 'time' | 'memory';
}

/** How a language's projects hang together. */
export interface ProjectSupport {
  /** Reads as much of the project as the file needs, up to a bound on modules and bytes. */
  needs(file: ProjectFile, read: ReadText): Promise<ProjectNeeds>;
  /** What the project says is to be installed; null where it says nothing. */
  declared(root: string, read: ReadText, wanted?: WantedPackages): Promise<DeclaredPackages | null>;
  /** Makes of the neighbours, once in a sandbox, what every run would make of them again. */
  compile(modules: ProjectModules): ProgramJob;
  /** The modules with what that job sent; as they were where it is of no use. */
  withCompiled(modules: ProjectModules, outcome: Uint8Array): ProjectModules;
  /** Tells on its channel which of the packages cannot be imported, as a JSON list of names. */
  absent(names: readonly string[]): ProgramJob;
  /**
   * Files by which a program finds its own project installed: its version and entry points. Paths are
   * relative to a folder in which modules are looked for.
   */
  installed(root: string, read: ReadText): Promise<readonly ProjectFileText[]>;
  /** Whether a text looks for such files. */
  asksForInstalled(source: string): boolean;
  /** How commands of a project are run, such as its tests. */
  readonly commands: CommandSupport;
}

/** Everything that the rest must know about a programming language. */
export interface Language {
  readonly id: string;
  readonly extensions: readonly string[];
  /** Whether a file of a project, by its path with `/`, may hold tests or say what they import. */
  isTestFile(path: string): boolean;
  /** Cases that the file and the tests among those texts write down. Runs nothing. */
  discover(file: DiscoveryFile, target: FunctionInfo, tests: readonly ProjectText[]): Discovered;
  /** Every function of the file, in order. Fails with `syntax-error` (line and column, from 1). */
  functions(source: string): Result<readonly FunctionInfo[]>;
  /** The whole file as a program on standard input; its one argument is that input. */
  program(source: string): Result<FunctionInfo>;
  /** The file with one function replaced, everything else byte for byte; line endings kept. */
  replace(source: string, target: FunctionInfo, replacement: Replacement): Result<Version>;
  /** The function's own text at column 0. */
  extract(source: string, target: FunctionInfo): string;
  /** Id of the problem that the function says it solves, in a comment; null where it says none. */
  linkedProblem(source: string, target: FunctionInfo): string | null;
  /**
   * What the text tells about the function's inputs, with those of the modules that it imports of
   * its project, where they are at hand; it never fails.
   */
  sketch(source: string, target: FunctionInfo, modules?: ProjectModules | null): InputSketch;
  /** Equal for two texts that differ in layout, comments and docstrings alone. */
  normalize(source: string): string;
  /** Finds the named function (and what else it needs) in free text, such as a model's answer. */
  adopt(code: string, target: FunctionInfo): Replacement | null;
  /** The catalogue of rewrite rules, in the order in which they are tried. */
  readonly rules: readonly RuleInfo[];
  /**
   * Every way to apply one rule to the function: usually one, all its sites at once. The text to
   * rewrite is `version.code`; `version.source`, which tells what names the module has, may still
   * hold an earlier version of it.
   */
  rewrite(rule: string, version: Version, target: FunctionInfo): readonly Replacement[];
  /**
   * What a sandbox makes of the harness before the first run, with its own toolchain: the outcome
   * of this job is the kit of every run in that sandbox. Runs work without one, more slowly.
   */
  readonly kit: ProgramJob | null;
  /** What a run needs, its outcome read by `report`. */
  job(plan: RunPlan, kit: Uint8Array | null): ProgramJob;
  report(outcome: Uint8Array): HarnessReport;
  /** How files of a project hang together; absent where each is run alone. */
  readonly project?: ProjectSupport;
  /** How it is run on many inputs at once; absent where it cannot be. */
  readonly inputExplorer?: InputExplorer;
  /** How its lines are counted and timed; absent where they cannot be. */
  readonly lineProfiler?: LineProfiler;
  /** How its calls in a running program are recorded; absent where they cannot be. */
  readonly recorder?: CallRecorder;
}

/** What one run under a hook is to do: counting and sampling are two runs. */
export interface LinePlan extends Pick<
  RunPlan,
  'fileName' | 'source' | 'modules' | 'function' | 'calls' | 'hashSeed'
> {
  readonly mode: 'count-lines' | 'sample-lines';
  /** Of the function, from 1; `head` has its name, and stands for all lines before it. */
  readonly lines: { readonly first: number; readonly head: number; readonly last: number };
  /** Time in which to sample, and the stack samples that are enough. */
  readonly sampling: { readonly budgetMs: number; readonly enough: number };
}

/** What a harness said of lines, on its channel: the program's word, but for the regions' times. */
export type LineReport =
  | {
      readonly kind: 'lines';
      /** Times that a line was begun in one pass, or samples that fell on it; lines from 1. */
      readonly lines: readonly { readonly line: number; readonly count: number }[];
      /** In the order of the regions that the probe saw; the first one is cold. */
      readonly regions: readonly {
        /** A broken one was under the hook for a part of it, and its time says nothing. */
        readonly kind: 'plain' | 'hooked' | 'broken';
        readonly repeat: number;
        /** Of the last pass's outcomes; empty where it did not get to its end. */
        readonly digest: string;
      }[];
      readonly toolchain: string;
    }
  | {
      /** The function does to the hook what makes its figures wrong. */
      readonly kind: 'refused';
      readonly why: 'tracing' | 'alarm' | 'threads';
    }
  | Exclude<HarnessReport, { readonly kind: 'ran' }>;

/** Counts and times the lines of a function, with hooks that measuring never has. */
export interface LineProfiler {
  job(plan: LinePlan, kit: Uint8Array | null): ProgramJob;
  report(outcome: Uint8Array): LineReport;
}

/** What one run that explores is to do. */
export interface ExplorePlan extends Pick<
  RunPlan,
  'fileName' | 'source' | 'modules' | 'function' | 'calls' | 'hashSeed'
> {
  /** Seeds the random numbers of each call, together with its arguments. */
  readonly randomSeed: number;
  /** Calls that share a copy of the module; 0 where all do. */
  readonly callsPerModule: number;
  /** CPU time of one input, after which it is stopped. */
  readonly deadlineMs: number;
  /** No input is begun after it. */
  readonly budgetMs: number;
  /** Characters of an outcome or of a text printed, beyond which it comes as a digest. */
  readonly longest: number;
  readonly withArcs: boolean;
  /**
   * What inputs take matters, and not only what becomes of them: `ns` leaves out the time in which
   * others had the core, the budget is of processor time, and sleeping is in earnest.
   */
  readonly isTimed: boolean;
}

/** What a harness said of many inputs, on its channel: the program's word. */
export type ExploreReport =
  | {
      readonly kind: 'explored';
      /** In the plan's order, as far as it got. */
      readonly inputs: readonly Explored[];
      readonly arcs: Arcs;
      /** Whether it came to its end; else the input after the last one was under way. */
      readonly isWhole: boolean;
      /** Nanoseconds to execute the module's top level once. */
      readonly freshNs: number;
      readonly toolchain: string;
    }
  | Exclude<HarnessReport, { readonly kind: 'ran' }>;

/** Runs a function on many inputs in one process, which measuring never does. */
export interface InputExplorer {
  job(plan: ExplorePlan, kit: Uint8Array | null): ProgramJob;
  report(outcome: Uint8Array): ExploreReport;
}

/** What one command is to record. */
export interface RecordPlan extends Pick<RunPlan, 'fileName' | 'source' | 'modules' | 'function'> {
  /** Of the function's file, from the project's root, with `/`. */
  readonly path: string;
  readonly command: readonly string[];
  /** In which it runs, from the project's root, with `/`; empty for the root. */
  readonly folder: string;
  /** Characters of a call's inputs as JSON, beyond which it is left out. */
  readonly longest: number;
  /** After which the command is ended; what was recorded by then counts. */
  readonly seconds: number;
}

/** What is run in a copy of the project in place of the command, and put over its files. */
export interface RecordJob {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly over: readonly { readonly path: string; readonly content: Uint8Array }[];
}

/** A call that a program made, in the words of a case. */
export interface RecordedCall {
  readonly call: Call;
  /** What it did then; null where that cannot be told, as for an iterator that was not used up. */
  readonly outcome: Outcome | null;
  /** What it took, waiting and all. */
  readonly ns: number;
  /** Processor time of its thread in it. */
  readonly cpuNs: number;
  /** Whether it was made by another call of the function. */
  readonly isInner: boolean;
  /** The test that was under way, as its runner names it; empty where that is not known. */
  readonly test: string;
}

/** What a recorder said on its channel: the program's word. */
export type RecordReport =
  | {
      readonly kind: 'recorded';
      /** Each with other inputs, in the order in which they were made in each process. */
      readonly calls: readonly RecordedCall[];
      readonly counts: RecordCounts;
      readonly exit:
        | { readonly kind: 'exited'; readonly code: number }
        | { readonly kind: 'signalled'; readonly signal: number }
        /** It took longer than it may. */
        | { readonly kind: 'stopped' };
    }
  | { readonly kind: 'silent' };

export interface RecordCounts {
  /** Processes that imported the function's file. */
  readonly processes: number;
  readonly calls: number;
  /** Calls that were made by another call of the function. */
  readonly inner: number;
  /** Calls with inputs that are too long. */
  readonly large: number;
  /** Calls whose inputs cannot be made again, by the type that stands in the way. */
  readonly unreadable: readonly { readonly type: string; readonly count: number }[];
  /** Whether what the file has under the function's name is no function. */
  readonly isOpaque: boolean;
}

/** Records a function's real calls while a command runs, which measuring never does. */
export interface CallRecorder {
  /** Fails with `usage` for what is no callable function, such as a property. */
  job(plan: RecordPlan): Result<RecordJob>;
  report(outcome: Uint8Array): RecordReport;
}

// ── Proposers ──────────────────────────────────────────────────────────────────────────────────

/** What a proposer may know of a candidate that was tried before. */
export interface Tried {
  readonly iteration: number;
  readonly code: string | null;
  readonly rules: readonly string[];
  readonly status: string;
  /** Candidate over parent in the objective; null where it was not timed. */
  readonly ratio: number | null;
  readonly reason: string;
}

export interface ProposalRequest {
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly original: Version;
  /** The best so far: proposals start from here. */
  readonly parent: Version;
  /** Rules that made the parent, in order. */
  readonly parentRules: readonly string[];
  readonly objective: 'time' | 'memory' | 'integral';
  readonly iteration: number;
  readonly figures: {
    readonly passed: boolean;
    readonly runtimeNs: number | null;
    readonly peakBytes: number | null;
    readonly byteSeconds: number | null;
  };
  /** Sizes of the inputs in words, and the first failing case, if any. */
  readonly inputs: readonly string[];
  readonly failing: string | null;
  /** The slowest lines of the parent, where it was profiled. */
  readonly hot?: readonly HotLine[];
  readonly tried: readonly Tried[];
  readonly limit: number;
}

export type Proposal =
  | {
      readonly kind: 'replacement';
      readonly replacement: Replacement;
      /** Names of the rules that made it, the parent's first; empty for a model. */
      readonly rules: readonly string[];
      readonly reasoning: string;
    }
  | { readonly kind: 'invalid'; readonly reason: string; readonly reasoning: string };

/** A line of the parent where much of its time goes. */
export interface HotLine {
  /** In the parent's `code`, from 1. */
  readonly line: number;
  readonly text: string;
  /** Of the time, between 0 and 1, with what the line calls. */
  readonly share: number;
  /** How often it is begun in one pass; null where that is not known. */
  readonly hits: number | null;
}

/** Suggests versions. One that has nothing (more) to say returns an empty list. */
export interface Proposer {
  readonly name: string;
  /** What a model wrote never runs without isolation unless the user insists. */
  readonly trust: 'rules' | 'model';
  propose(request: ProposalRequest, signal: AbortSignal): Promise<Result<readonly Proposal[]>>;
}

// ── History ────────────────────────────────────────────────────────────────────────────────────

/** Figures of one run of one version: the raw data behind every statistic. */
export interface RoundFigures {
  /** Nanoseconds of one pass over the cases: the first, cold one, then each measured region's. */
  readonly firstPassNs: number;
  readonly firstPassCpuNs: number;
  readonly passNs: readonly number[];
  /** CPU nanoseconds of one pass, from the probe. */
  readonly cpuPassNs: number;
  /** Of one pass, as `passNs`, and of the first one, in each region the smaller of wall and CPU. */
  readonly ownPassNs: number;
  readonly ownFirstPassNs: number;
  /** Of the measured regions together; null where the kernel does not tell. */
  readonly shares: TimeShares | null;
  /** CPU nanoseconds inside all regions, and outside them after the inputs came. */
  readonly regionCpuNs: number;
  readonly outsideCpuNs: number;
  readonly peakBytes: number;
  readonly baselineBytes: number;
  /** Of one pass. */
  readonly byteSeconds: number;
}

/** Where the wall time of a region went that was not spent computing. */
export interface TimeShares {
  /** It was ready, and others had the core. */
  readonly heldUp: number;
  /** It waited of its own accord, or the probe was late. */
  readonly idle: number;
}

export interface PairFigures {
  readonly baseline: RoundFigures;
  readonly candidate: RoundFigures;
}

export interface RunHeader {
  readonly kind: RunKind;
  readonly path: string;
  readonly function: string;
  readonly language: string;
  readonly objective: Objective | null;
  /** The whole file that the run begins with. */
  readonly source: string;
  /** The original function's text in it, at column 0. */
  readonly code: string;
  /** Digest of the inputs: figures of different inputs are never ranked together. */
  readonly inputs: string;
  /** Id of the problem that the function is linked to. */
  readonly problem: string | null;
  readonly settings: Settings;
}

/** A reference solution as it is measured; the last three are digests. */
export interface SolutionKey {
  readonly problem: string;
  readonly language: string;
  readonly solution: string;
  /** As in a run's header: ranks are drawn among equal inputs. */
  readonly inputs: string;
  /** Of the cases with what they expect. */
  readonly cases: string;
  readonly code: string;
}

/** Its newest figures in one environment. */
export interface SolutionRecord extends SolutionKey {
  readonly environment: string;
  readonly figures: Figures;
  readonly message: string | null;
  readonly doubts: readonly Doubt[];
  readonly measuredAt: string;
}

/** What measuring a pack writes down, and what comes of it for functions that are linked. */
export interface Solutions {
  /** The pack at this path has the problem, with these solutions: others' figures are dropped. */
  knowProblem(problem: {
    readonly id: string;
    readonly pack: string;
    readonly language: string;
    readonly solutions: readonly string[];
  }): void;
  /** Path of the pack that had the problem last; null for one that was never measured. */
  packOf(problem: string): string | null;
  /** Paths of all packs that were measured. */
  packs(): readonly string[];
  /** Takes the place of what was known of the solution in this environment. */
  solved(solution: SolutionKey, measurement: Measurement): SolutionRecord;
  solutions(
    of: Pick<SolutionRecord, 'problem' | 'language' | 'environment'>,
  ): readonly SolutionRecord[];
  /** Where the original of a run stands; null where it did not pass, or too few others did. */
  ranksOf(run: string): Percentiles | null;
}

/** How a run ended; a measurement and a comparison have no further result. */
export type RunEnding =
  | {
      readonly state: 'done';
      readonly result: Optimization | null;
      /** Of the comparison that confirmed the best; empty where there is none. */
      readonly pairs: readonly PairFigures[];
    }
  | { readonly state: 'failed' | 'cancelled'; readonly failure: Failure | null };

/** What is recorded is on disk when the call returns; a killed daemon loses nothing finished. */
export interface History extends Records, Solutions, ReplayStore, ScalingStore {
  begin(run: RunHeader): string;
  /** Of the original. */
  measured(run: string, measurement: Measurement, rounds: readonly RoundFigures[]): void;
  /** Of the original with the function's text in another file, at column 0. */
  compared(run: string, code: string, comparison: Comparison, pairs: readonly PairFigures[]): void;
  /** `source` is the whole file that ran; null where nothing could run. */
  candidate(
    run: string,
    iteration: Iteration,
    source: string | null,
    pairs: readonly PairFigures[],
  ): void;
  /** A candidate, by its number from 1, whose fate changed after it was recorded. */
  revised(run: string, attempt: number, iteration: Iteration): void;
  finish(run: string, ending: RunEnding): void;
  /** Runs that a daemon left when it died; they are marked `interrupted` and returned, once. */
  interrupted(): readonly RunSummary[];
  /** Called after each change, once it is on disk. */
  onChange(listener: (changed: Changed) => void): void;
  close(): void;
}

/** What is asked of the history: quick, and never in the way of a run. */
export type Records = {
  readonly [Name in HistoryRequest]: (params: ParamsOf<Name>) => Result<ResultOf<Name>>;
};

// ── Service ────────────────────────────────────────────────────────────────────────────────────

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
