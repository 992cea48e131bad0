import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { parseCoreList } from '../core/host.ts';
import type { HostFacts } from '../core/ports/sandbox.ts';

/** The machine's share of what an environment's fingerprint is made of. */
export function machineFacts(): Pick<HostFacts, 'cpu' | 'cores' | 'kernel'> {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() || process.arch,
    cores: Math.max(1, all.length),
    kernel: release(),
  };
}

/** Numbers of the cores that this process may use, ascending: affinity and cpuset respected. */
export function usableCores(): readonly number[] {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1];
    if (list !== undefined) return parseCoreList(list);
  } catch {
    // Without /proc there is no affinity to respect.
  }
  return cpus().map((_, core) => core);
}
