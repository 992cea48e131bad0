import { LeasedExplorer } from '../../../daemon/measure/exploring.ts';
import { createEquivalence } from '../../../daemon/equivalence/equivalence.ts';
import type { Exploration, Manner, VersionExplorer } from '../../../daemon/core/equivalence.ts';
import type { FunctionInfo, Version } from '../../../daemon/core/ports/subject.ts';
import type { Language } from '../../../daemon/core/ports/language.ts';
import type { Lease } from '../../../daemon/core/ports/sandbox.ts';
import { defaultTolerance } from '../../../daemon/core/case-set.ts';
import { makeKit } from '../../../daemon/measure/bench.ts';
import type { Call } from '../../../protocol/cases.ts';
import type { Counterexample } from '../../../protocol/comparison.ts';
import type { Evidence } from '../../../protocol/equivalence.ts';
import type { Result } from '../../../protocol/failures.ts';
import type { Candidate } from './candidates.ts';

/** What the engine said of a candidate, and what it took. */
export interface Examination {
  readonly counterexample: Counterexample | null;
  readonly evidence: Evidence;
  readonly seconds: number;
  /** Inputs that ran, on the original and on the candidate, and their time in the functions. */
  readonly executed: number;
  readonly functionSeconds: number;
}

/** What a run of the engine may take. */
export const limits = {
  wallMs: 60_000,
  cpuMs: 60_000,
  memoryBytes: 512 * 2 ** 20,
  processes: 64,
  outputBytes: 32 * 2 ** 20,
  fileBytes: 16 * 2 ** 20,
};
const seed = 1;
const { signal } = new AbortController();

/** Asks the engine about candidates, knowing no more than texts: no case and no domain. */
export class Examiner {
  readonly #lease: Lease;
  readonly #language: Language;
  #kit: Uint8Array | null | undefined;

  constructor(lease: Lease, language: Language) {
    this.#lease = lease;
    this.#language = language;
  }

  /** The original is learned anew for each candidate, as where two versions are compared once. */
  async examine(candidate: Candidate, budgetMs: number): Promise<Examination> {
    const { original } = candidate;
    const target = this.#target(original.source, original.function);
    const explorer = new CountingExplorer(await this.#explorer(target));
    const began = performance.now();
    const equivalence = createEquivalence({
      explorer,
      original: this.#version(original.source, original.function),
      sketch: this.#language.sketch(original.source, target),
      cases: { cases: [], domain: null, tolerance: defaultTolerance },
      seed,
      tell: () => {},
    });
    const version = this.#version(candidate.source, original.function);
    const examined = valueOf(await equivalence.examine(version, budgetMs, signal));
    const seconds = (performance.now() - began) / 1000;
    const { executed, functionSeconds } = explorer;
    return { ...examined, seconds, executed, functionSeconds };
  }

  async #explorer(target: FunctionInfo): Promise<VersionExplorer> {
    const [lease, language] = [this.#lease, this.#language];
    this.#kit ??= valueOf(await makeKit(lease, language, limits, signal));
    const kit = this.#kit;
    const fileName = 'subject.py';
    const setup = { lease, language, target, fileName, calls: [], limits, kit };
    return new LeasedExplorer({ ...setup, sampleIntervalNs: 0 }, language.inputExplorer!);
  }

  #version(source: string, name: string): Version {
    return { source, code: this.#language.extract(source, this.#target(source, name)) };
  }

  #target(source: string, name: string): FunctionInfo {
    const listed = valueOf(this.#language.functions(source));
    const target = listed.find((each) => each.name === name);
    if (target === undefined) throw new Error(`There is no ${name} in\n${source}`);
    return target;
  }
}

class CountingExplorer implements VersionExplorer {
  readonly #inner: VersionExplorer;
  executed = 0;
  functionSeconds = 0;

  constructor(inner: VersionExplorer) {
    this.#inner = inner;
  }

  async explore(
    version: Version,
    calls: readonly Call[],
    manner: Manner,
    stop: AbortSignal,
  ): Promise<Result<Exploration>> {
    const explored = await this.#inner.explore(version, calls, manner, stop);
    if (!explored.ok) return explored;
    for (const input of explored.value.inputs) {
      this.executed += 1;
      if ('ns' in input) this.functionSeconds += input.ns / 1e9;
    }
    return explored;
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
