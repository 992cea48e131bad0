import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform } from 'node:os';
import { planCores, type CorePlan } from '../core/cores.ts';
import type { HostSnapshot } from '../core/host-doubts.ts';
import type { HostState } from '../core/host-findings.ts';
import {
  parseCoreList,
  parseCount,
  parseLoad,
  parseSelected,
  parseStat,
  parseSwap,
  parseSwapped,
  parseThrottling,
  parseTurbo,
  parseVirtual,
  throttlingPaths,
  type Throttling,
} from '../core/host.ts';
import { usableCores } from './host.ts';

const cpuFolder = '/sys/devices/system/cpu';

/** Half a millisecond of reading; null where the system has no such files. */
export function hostSnapshot(core: number): HostSnapshot | null {
  const stat = textOf('/proc/stat');
  if (stat === null) return null;
  return {
    core,
    ticks: parseStat(stat),
    siblings: siblingsOf(core) ?? [],
    load: parseLoad(textOf('/proc/loadavg')),
    swappedPages: parseSwapped(textOf('/proc/vmstat')),
    throttling: throttlingNow(),
    heatEvents: heatEventsOf(core),
  };
}

/** What the cores that this process may use are for. */
export function corePlan(): CorePlan {
  const usable = usableCores();
  return planCores(usable, siblingsOfAll(usable));
}

/** Everything that doctor tells of the machine. */
export function hostState(measuring: readonly number[]): HostState {
  const governors = measuring.flatMap((core) => {
    const governor = textOf(`${cpuFolder}/cpu${core}/cpufreq/scaling_governor`);
    return governor === null ? [] : [governor.trim()];
  });
  const heat = measuring.map(heatEventsOf).filter((count) => count !== null);
  const noTurbo = textOf(`${cpuFolder}/intel_pstate/no_turbo`);
  return {
    cores: Math.max(1, cpus().length),
    governors: [...new Set(governors)],
    turbo: parseTurbo(noTurbo, textOf(`${cpuFolder}/cpufreq/boost`)),
    turboBy: noTurbo === null ? 'boost' : 'no_turbo',
    siblings: siblingsOfAll(measuring),
    hugePages: parseSelected(textOf('/sys/kernel/mm/transparent_hugepage/enabled')),
    swap: parseSwap(textOf('/proc/meminfo')),
    randomization: parseCount(textOf('/proc/sys/kernel/randomize_va_space')),
    load: platform() === 'win32' ? null : (loadavg()[0] ?? null),
    virtual: parseVirtual(textOf('/proc/cpuinfo')),
    ticks: parseStat(textOf('/proc/stat')),
    throttling: throttlingNow(),
    heatEvents: heat.length === 0 ? null : heat.reduce((sum, count) => sum + count, 0),
  };
}

/** The further threads of each core whose topology is known; null where that is none of them. */
function siblingsOfAll(cores: readonly number[]): ReadonlyMap<number, readonly number[]> | null {
  const known = cores.flatMap((core) => {
    const others = siblingsOf(core);
    return others === null ? [] : [[core, others] as const];
  });
  return known.length === 0 ? null : new Map(known);
}

function siblingsOf(core: number): readonly number[] | null {
  const list = textOf(`${cpuFolder}/cpu${core}/topology/thread_siblings_list`);
  return list === null ? null : parseCoreList(list.trim()).filter((other) => other !== core);
}

function heatEventsOf(core: number): number | null {
  return parseCount(textOf(`${cpuFolder}/cpu${core}/thermal_throttle/core_throttle_count`));
}

function throttlingNow(): Throttling | null {
  for (const path of throttlingPaths(textOf('/proc/self/cgroup'))) {
    const throttling = parseThrottling(textOf(path));
    if (throttling !== null) return throttling;
  }
  return null;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
