import type { Finding } from '../../protocol/daemon.ts';
import { formatBytes } from '../../protocol/format.ts';
import type { CoreTicks, Swap, Throttling } from './host.ts';

/** The machine's settings and state as doctor tells them; null is unknown. */
export interface HostState {
  readonly cores: number;
  /** Of the cores to measure on, each once. */
  readonly governors: readonly string[];
  readonly turbo: boolean | null;
  /** Which file switches turbo. */
  readonly turboBy: 'no_turbo' | 'boost';
  /** The further threads of each core to measure on; null where the topology is unknown. */
  readonly siblings: ReadonlyMap<number, readonly number[]> | null;
  readonly hugePages: string | null;
  readonly swap: Swap | null;
  readonly randomization: number | null;
  readonly load: number | null;
  readonly virtual: boolean | null;
  readonly ticks: ReadonlyMap<number, CoreTicks>;
  readonly throttling: Throttling | null;
  readonly heatEvents: number | null;
}

type Said = { readonly text: string; readonly mend?: string };
/** Null where nothing is known of it. */
type Check = (state: HostState) => Said | null;

/** One for each thing that was looked at, and one that names what cannot be seen from here. */
export function hostFindings(state: HostState): readonly Finding[] {
  const unknown: string[] = [];
  const findings = Object.entries(checks).flatMap(([name, check]): Finding[] => {
    const said = check(state);
    if (said === null) unknown.push(name);
    if (said === null) return [];
    const { mend = null, text } = said;
    return [{ topic: 'host', state: mend === null ? 'works' : 'limited', text, mend }];
  });
  if (unknown.length === 0) return findings;
  const text = `cannot be seen from here: ${unknown.join(', ')}`;
  return [...findings, { topic: 'host', state: 'works', text, mend: null }];
}

/** Half of the cores busy leaves none that is surely free for long. */
const busyShare = 0.5;
/** As for a single result: see the doubt of the same name. */
const stolenShare = 0.01;

const checks: Readonly<Record<string, Check>> = {
  'frequency governor': ({ governors }) => {
    if (governors.length === 0) return null;
    const others = governors.filter((governor) => governor !== 'performance');
    if (others.length === 0) return { text: 'the CPU frequency governor is performance' };
    return {
      text: `the CPU frequency governor is ${others.join(' and ')}: times vary more`,
      mend: 'As root, while you measure: cpupower frequency-set -g performance.',
    };
  },
  turbo: ({ turbo, turboBy }) => {
    if (turbo === null) return null;
    if (!turbo) return { text: 'turbo is off' };
    const command =
      turboBy === 'no_turbo'
        ? 'echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo'
        : 'echo 0 > /sys/devices/system/cpu/cpufreq/boost';
    return {
      text: 'turbo is on: speed changes with the heat and with what the other cores do',
      mend: `Comparisons bear it, being paired. For steady figures, as root: ${command}.`,
    };
  },
  'threads of a core': ({ siblings }) => {
    if (siblings === null) return null;
    const shared = [...siblings].filter(([, others]) => others.length > 0);
    if (shared.length === 0) return { text: 'each measuring core is a core of its own' };
    const pairs = shared.map(([core, others]) => `${core} with ${others.join(' and ')}`);
    return {
      text: `measuring cores share their units with another thread (SMT): ${pairs.join(', ')}`,
      mend: 'Afterburner leaves those idle where it can, other programs may not: as root, while you measure: echo off > /sys/devices/system/cpu/smt/control.',
    };
  },
  'huge pages': ({ hugePages }) => {
    if (hugePages === null) return null;
    const text = `transparent huge pages: ${hugePages}`;
    if (hugePages !== 'always') return { text };
    return {
      text: `${text}; resident memory grows in steps of 2 MiB, and differs from run to run`,
      mend: 'As root: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled.',
    };
  },
  swap: ({ swap }) => {
    if (swap === null) return null;
    if (swap.totalBytes === 0) return { text: 'no swap' };
    if (swap.usedBytes === 0) return { text: 'swap is there, and unused' };
    return {
      text: `${formatBytes(swap.usedBytes)} are swapped out: memory is short, and times vary more`,
      mend: 'Close programs that need much memory, or as root: swapoff -a && swapon -a.',
    };
  },
  'address randomization': ({ randomization }) => {
    if (randomization === null) return null;
    if (randomization > 0) return { text: 'addresses are drawn anew for each process (ASLR)' };
    return {
      text: 'addresses are the same in every process: a lucky layout looks like a gain',
      mend: 'As root: sysctl -w kernel.randomize_va_space=2.',
    };
  },
  load: ({ cores, load }) => {
    if (load === null) return null;
    const text = `load ${load.toFixed(1)} on ${cores} cores`;
    if (load <= cores * busyShare) return { text };
    return {
      text: `other programs are busy here (${text}): figures are noisier`,
      mend: 'Measure when the machine is quiet.',
    };
  },
  'stolen time': ({ ticks, virtual }) => {
    const each = [...ticks.values()];
    const all = each.reduce((sum, core) => sum + core.all, 0);
    if (all === 0) return null;
    const share = each.reduce((sum, core) => sum + core.stolen, 0) / all;
    const shown = `${(share * 100).toFixed(2)}%`;
    if (share > stolenShare) {
      return {
        text: `a virtual machine whose host kept ${shown} of its CPU time since it started`,
        mend: 'Measure on a machine of your own, or one with CPUs reserved for it.',
      };
    }
    if (virtual === false) return { text: 'no virtual machine' };
    return {
      text: `${virtual === true ? 'a virtual machine; ' : ''}${shown} of CPU time stolen since it started`,
    };
  },
  throttling: ({ throttling, heatEvents }) => {
    if (throttling === null && heatEvents === null) return null;
    if (heatEvents !== null && heatEvents > 0) {
      return {
        text: `heat has slowed the measuring cores down ${heatEvents} times since the start`,
        mend: 'Let the machine cool, clean its fans, or switch turbo off.',
      };
    }
    if (throttling !== null && throttling.times > 0) {
      return {
        text: `a CPU quota has stopped this process ${throttling.times} times, for ${(throttling.ns / 1e9).toFixed(1)} s`,
        mend: 'Raise the CPU quota of the container or service that Afterburner runs in.',
      };
    }
    return { text: 'neither a CPU quota nor heat has slowed it down' };
  },
};
