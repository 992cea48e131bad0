import { readdirSync, readFileSync } from 'node:fs';

/** Rounds of one function against itself, in the order in which they ran; the arrays are as long. */
export interface Series {
  readonly function: string;
  /** Passes in a round's region. */
  readonly repeat: number;
  /** What 1 stands for in the arrays of the same order. */
  readonly units: {
    readonly wallNs: number;
    readonly cpuNs: number;
    readonly peakBytes: number;
    readonly roundMs: number;
  };
  /**
   * Of one pass, by the wall clock, by the program's own time (in the same unit), and by the
   * process's CPU clock.
   */
  readonly wall: readonly number[];
  readonly own: readonly number[];
  readonly cpu: readonly number[];
  readonly peak: readonly number[];
  /** From request to result. */
  readonly ms: readonly number[];
}

/** Noise of one machine at one time. */
export interface Recording {
  readonly recordedAt: string;
  readonly processor: string;
  readonly cores: number;
  readonly kernel: string;
  readonly isolation: string;
  readonly measuringCore: number;
  /** Over a minute, before and after. */
  readonly loadAverage: readonly number[];
  /** Shares of the time, core by core. */
  readonly coreBusy: readonly number[];
  readonly coreSteal: readonly number[];
  readonly series: readonly Series[];
}

const folder = 'test/fixtures/noise';

export function recordings(): ReadonlyMap<string, Recording> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files
      .sort()
      .map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Recording,
      ]),
  );
}
