import type { Finding } from '../../protocol/daemon.ts';

/** Which of the machine's logical cores do what, by the kernel's numbers. */
export interface CorePlan {
  /** For the probes; on a machine with one logical core it is the measuring one as well. */
  readonly probe: number;
  /** One run at a time on each; at least one. */
  readonly measuring: readonly number[];
  /** Further threads of measuring cores: Afterburner runs nothing on them. */
  readonly idle: readonly number[];
  /** Left to the daemon and everything else, beside the probes' core. */
  readonly others: readonly number[];
  /** What separates the probes from the program: a physical core, a thread of one, or nothing. */
  readonly apart: 'core' | 'thread' | 'nothing';
}

/**
 * One measuring core for each physical core but one, which is left to the probes and everything
 * else. Two threads of a physical core (SMT) take turns on its units, so that two runs on them, or a
 * run and its probe, would slow each other down by turns: of each physical core one thread measures,
 * and its others stay idle. Only where there is but one physical core, probe and program are threads
 * of it: that disturbs less than taking turns on one thread.
 *
 * The physical core that is given up is one with threads that this process may not use, where there
 * is such a one, since nobody here can keep those idle.
 *
 * `siblings` has the further threads of each core; null, or a core that is missing, is unknown, and
 * such a core is taken for one of its own. `usable` is ascending and not empty.
 */
export function planCores(
  usable: readonly number[],
  siblings: ReadonlyMap<number, readonly number[]> | null,
): CorePlan {
  const groups = physicalCores(usable, siblings);
  const shared = groups.reduce((most, group) => (group.foreign > most.foreign ? group : most));
  const measured = groups.filter((group) => group !== shared);
  const [probe, second, ...further] = shared.threads;
  if (measured.length === 0) {
    const apart = second === undefined ? 'nothing' : 'thread';
    return { probe, measuring: [second ?? probe], idle: [], others: further, apart };
  }
  return {
    probe,
    measuring: measured.map(({ threads: [first] }) => first),
    idle: measured.flatMap(({ threads: [, ...rest] }) => rest).sort((a, b) => a - b),
    others: second === undefined ? [] : [second, ...further],
    apart: 'core',
  };
}

/** What doctor tells of the plan. */
export function coreFinding({ apart, idle, measuring, others, probe }: CorePlan): Finding {
  const topic = 'cores';
  if (apart === 'nothing') {
    return {
      topic,
      state: 'limited',
      text: 'the only core is shared by the program and the probe: figures are less certain',
      mend: 'Measure on a machine with two cores or more.',
    };
  }
  const parts = [`${listed(measuring)} to measure on`];
  parts.push(`${listed([probe, ...others].sort((a, b) => a - b))} for everything else`);
  if (idle.length > 0) {
    parts.push(`${listed(idle)} left idle on purpose, further threads of the measuring ones (SMT)`);
  }
  const text = `cores ${parts.join(', ')}`;
  if (apart === 'core') return { topic, state: 'works', text, mend: null };
  return {
    topic,
    state: 'limited',
    text: `${text}: two threads of one core, so that program and probe slow each other down`,
    mend: 'Measure on a machine with two cores or more, or give this process another core.',
  };
}

function listed(cores: readonly number[]): string {
  return cores.length < 2
    ? cores.join()
    : `${cores.slice(0, -1).join(', ')} and ${String(cores.at(-1))}`;
}

interface PhysicalCore {
  /** Those that this process may use, ascending. */
  readonly threads: readonly [number, ...number[]];
  /** How many more it has, which this process may not use. */
  readonly foreign: number;
}

function physicalCores(
  usable: readonly number[],
  siblings: ReadonlyMap<number, readonly number[]> | null,
): readonly PhysicalCore[] {
  const groups: PhysicalCore[] = [];
  const grouped = new Set<number>();
  for (const core of usable) {
    if (grouped.has(core)) continue;
    const others = (siblings?.get(core) ?? []).filter((other) => other !== core);
    const mine = others.filter((other) => usable.includes(other) && !grouped.has(other));
    for (const thread of [core, ...mine]) grouped.add(thread);
    const foreign = others.filter((other) => !usable.includes(other)).length;
    groups.push({ threads: [core, ...mine.sort((a, b) => a - b)], foreign });
  }
  return groups;
}
