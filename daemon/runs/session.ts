import { fail, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Expectations } from '../core/laboratory.ts';
import type { Lease, Limits, Sandbox, Tell } from '../core/ports.ts';
import { Bench, makeKit } from '../measure/bench.ts';
import { BenchLaboratory } from '../measure/laboratory.ts';
import { VerifiedRuns } from '../measure/verified-runs.ts';
import type { FoundSubject } from './subject.ts';

/** What runs stand on; the composition root provides it. */
export interface Surroundings {
  sandboxFor(settings: Settings, signal: AbortSignal, tell: Tell): Promise<Result<Sandbox>>;
  casesFor(subject: FoundSubject, path: string | null): Promise<Result<CaseSet>>;
  expectationsOf(cases: CaseSet): Expectations;
}

/** What every request that runs code says about it. */
export interface Asked {
  /** Absolute path of the case file; null finds the sidecar. */
  readonly cases: string | null;
  readonly settings: Settings;
}

/** A laboratory on a leased core, with the cases it works on. */
export interface Session {
  readonly laboratory: BenchLaboratory;
  readonly lease: Lease;
  readonly cases: CaseSet;
}

const sampleIntervalNs = 100_000;
const processes = 64;
const outputBytes = 64 * 1024 * 1024;

/** Holds a core and a sandbox while `work` runs, and gives them back whatever becomes of it. */
export async function withSession<T>(
  around: Surroundings,
  subject: FoundSubject,
  { cases: casesPath, settings }: Asked,
  tell: Tell,
  signal: AbortSignal,
  work: (session: Session) => Promise<Result<T>>,
): Promise<Result<T>> {
  const cases = await around.casesFor(subject, casesPath);
  if (!cases.ok) return cases;
  const sandbox = await around.sandboxFor(settings, signal, tell);
  if (!sandbox.ok) return sandbox;
  const lease = await sandbox.value.lease(subject.language.id, signal, tell);
  if (!lease.ok) return lease;
  try {
    const limits = limitsOf(settings);
    const kit = await makeKit(lease.value, subject.language, limits, signal);
    if (!kit.ok) return kit;
    const bench = new Bench({
      lease: lease.value,
      language: subject.language,
      target: subject.target,
      fileName: subject.fileName,
      calls: cases.value.cases.map((each) => each.call),
      limits,
      sampleIntervalNs,
      kit: kit.value,
    });
    const expectations = around.expectationsOf(cases.value);
    const runs = new VerifiedRuns(bench, subject.version, expectations);
    const options = {
      minimumGain: settings.minimumGain,
      comparisonMs: settings.comparisonSeconds * 1000,
    };
    const laboratory = new BenchLaboratory(runs, options, tell);
    const result = await work({ laboratory, lease: lease.value, cases: cases.value });
    return signal.aborted && result.ok ? fail('cancelled', 'The run was cancelled.') : result;
  } finally {
    await lease.value.release();
  }
}

function limitsOf(settings: Settings): Limits {
  const memoryBytes = settings.memoryLimitMb * 1024 * 1024;
  return {
    wallMs: settings.caseTimeoutSeconds * 1000,
    cpuMs: settings.caseTimeoutSeconds * 1000 * 4,
    memoryBytes,
    processes,
    outputBytes,
    fileBytes: memoryBytes,
  };
}
