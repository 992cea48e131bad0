import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Exploration, Manner, VersionExplorer } from '../core/equivalence.ts';
import type { Arcs, Explored } from '../core/exploring.ts';
import type { InputExplorer } from '../core/ports/harness.ts';
import type { RunReport } from '../core/ports/sandbox.ts';
import type { Version } from '../core/ports/subject.ts';
import type { BenchSetup } from './bench.ts';
import { endedEarly } from './round.ts';

/** Processes that may end early before the rest of the inputs is given up. */
const mostEnds = 5;
/** For the interpreter's start, and for the last input. */
const graceMs = 3000;

/**
 * Runs versions on inputs on a leased core. A process that ends takes one input with it: the next
 * one goes on behind it.
 */
export class LeasedExplorer implements VersionExplorer {
  readonly #setup: BenchSetup;
  readonly #explorer: InputExplorer;

  constructor(setup: BenchSetup, explorer: InputExplorer) {
    this.#setup = setup;
    this.#explorer = explorer;
  }

  async explore(
    version: Version,
    calls: readonly Call[],
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Result<Exploration>> {
    const inputs: Explored[] = [];
    const taken: Arcs['taken'][number][] = [];
    const possible = new Set<number>();
    let freshNs = 0;
    const began = performance.now();
    for (let ends = 0; inputs.length < calls.length && ends < mostEnds;) {
      const leftMs = manner.budgetMs - (performance.now() - began);
      if (ends > 0 && leftMs <= 0) break;
      const rest = calls.slice(inputs.length);
      const run = await this.#run(version, rest, { ...manner, budgetMs: leftMs }, signal);
      if (!run.ok) return run;
      const { report, said } = run.value;
      if (said.kind !== 'explored') {
        const unusable = endedEarly(report, said)?.message ?? 'it said nothing';
        if (ends === 0) return ok({ inputs: [], arcs: { taken, possible: [] }, freshNs, unusable });
        break;
      }
      const before = inputs.length;
      freshNs = said.freshNs;
      for (const arc of said.arcs.possible) possible.add(arc);
      for (const { input, arcs } of said.arcs.taken) taken.push({ input: input + before, arcs });
      inputs.push(...said.inputs.slice(0, rest.length));
      if (said.isWhole) break;
      ends += 1;
      if (inputs.length < calls.length) inputs.push(endOf(report));
    }
    return ok({ inputs, arcs: { taken, possible: [...possible] }, freshNs, unusable: null });
  }

  async #run(version: Version, calls: readonly Call[], manner: Manner, signal: AbortSignal) {
    const { lease, target, fileName, modules, limits, kit } = this.#setup;
    const { source } = version;
    const plan = { ...manner, fileName, source, modules, function: target, calls };
    const job = this.#explorer.job(plan, kit);
    const wallMs = Math.ceil(manner.budgetMs + 10 * manner.deadlineMs + graceMs);
    const bounded = { ...limits, wallMs, cpuMs: wallMs };
    const report = await lease.run({ ...job, limits: bounded, sampleIntervalNs: 0 }, signal);
    if (!report.ok) return report;
    return ok({ report: report.value, said: this.#explorer.report(report.value.outcome) });
  }
}

/** The harness's own ways to end a process that an input holds on to. */
const stoppingSignal = 26;
const stoppingCode = 71;

function endOf(report: RunReport): Explored {
  const { exit, breach } = report;
  const isStopped =
    breach === 'wall' ||
    breach === 'cpu' ||
    (exit.kind === 'signalled' && exit.signal === stoppingSignal) ||
    (exit.kind === 'exited' && exit.code === stoppingCode && breach === null);
  if (isStopped) return { kind: 'stopped' };
  return {
    kind: 'ended',
    how: endedEarly(report, { kind: 'silent' })?.message ?? 'its process ended',
  };
}
