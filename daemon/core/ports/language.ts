import type { Result } from '../../../protocol/failures.ts';
import type { InputSketch } from '../exploring.ts';
import type { Discovered, DiscoveryFile, ProjectText } from '../discovery.ts';
import type {
  CommandSupport,
  DeclaredPackages,
  ProjectFile,
  ProjectFileText,
  ProjectModules,
  ProjectNeeds,
  ReadText,
  WantedPackages,
} from '../project.ts';
import type { ProgramJob } from './sandbox.ts';
import type { FunctionInfo, Version, Replacement } from './subject.ts';
import type { RunPlan, HarnessReport, LineProfiler, InputExplorer } from './harness.ts';
import type { CallRecorder } from './recording.ts';

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
