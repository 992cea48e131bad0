/**
 * What the kernel's own texts say of the machine. Each text may be missing, in containers, virtual
 * machines and on other systems: what is not known is null, never a guess.
 */

/** Clock ticks of one core since the start of the machine. */
export interface CoreTicks {
  readonly busy: number;
  /** Given to other virtual machines while this one had work. */
  readonly stolen: number;
  readonly all: number;
}

/** By number of the core, from /proc/stat. */
export function parseStat(text: string | null): ReadonlyMap<number, CoreTicks> {
  const lines = text?.matchAll(/^cpu(\d+) (.+)$/gm) ?? [];
  return new Map(
    [...lines].map(([, core, rest = '']) => {
      const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, soft = 0, stolen = 0] =
        rest.trim().split(/\s+/).map(Number);
      const busy = user + nice + system + irq + soft;
      return [Number(core), { busy, stolen, all: busy + idle + waiting + stolen }];
    }),
  );
}

/** The kernel's notation of core numbers: `0-3,8,10-11`. */
export function parseCoreList(list: string): readonly number[] {
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
}

/** Programs that want to run, over the last minute, from /proc/loadavg. */
export function parseLoad(text: string | null): number | null {
  return finite(text?.split(' ')[0]);
}

/** Pages that went out to disk or came back since the start, from /proc/vmstat. */
export function parseSwapped(text: string | null): number | null {
  const pages = ['pswpin', 'pswpout'].map((name) => valueOf(text, name));
  return pages.every((count) => count === null)
    ? null
    : pages.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

export interface Throttling {
  readonly times: number;
  readonly ns: number;
}

/** How often and how long a CPU quota held the group up, from cpu.stat of either version. */
export function parseThrottling(text: string | null): Throttling | null {
  const times = valueOf(text, 'nr_throttled');
  if (times === null) return null;
  const us = valueOf(text, 'throttled_usec');
  return { times, ns: us === null ? (valueOf(text, 'throttled_time') ?? 0) : us * 1000 };
}

/** Where cpu.stat of this process's own group may stand, by /proc/self/cgroup; nearest first. */
export function throttlingPaths(groups: string | null): readonly string[] {
  const root = '/sys/fs/cgroup';
  const own = [...(groups?.matchAll(/^\d+:([^:]*):(\/.*)$/gm) ?? [])].flatMap(
    ([, controllers = '', path = '/']) => {
      const below = path === '/' ? '' : path;
      if (controllers === '') return [`${root}${below}`];
      return controllers.split(',').includes('cpu') ? [`${root}/${controllers}${below}`] : [];
    },
  );
  const folders = [...own, root, `${root}/cpu`, `${root}/cpu,cpuacct`];
  return [...new Set(folders)].map((folder) => `${folder}/cpu.stat`);
}

/** The one in brackets: `always [madvise] never`. */
export function parseSelected(text: string | null): string | null {
  return /\[([^\]]+)\]/.exec(text ?? '')?.[1] ?? null;
}

export interface Swap {
  readonly totalBytes: number;
  readonly usedBytes: number;
}

/** From /proc/meminfo. */
export function parseSwap(text: string | null): Swap | null {
  const kibibytes = (name: string): number | null =>
    finite(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(text ?? '')?.[1]);
  const total = kibibytes('SwapTotal');
  const free = kibibytes('SwapFree');
  if (total === null || free === null) return null;
  return { totalBytes: total * 1024, usedBytes: (total - free) * 1024 };
}

/** Whether a hypervisor says that it is one, from /proc/cpuinfo; x86 processors have the flag. */
export function parseVirtual(text: string | null): boolean | null {
  const flags = /^flags\s*:(.*)$/m.exec(text ?? '')?.[1];
  return flags === undefined ? null : flags.split(' ').includes('hypervisor');
}

/** `no_turbo` of Intel's driver is 1 where it is off, `boost` of the others where it is on. */
export function parseTurbo(noTurbo: string | null, boost: string | null): boolean | null {
  if (noTurbo !== null) return noTurbo.trim() === '0';
  return boost === null ? null : boost.trim() === '1';
}

/** A file that holds one number. */
export function parseCount(text: string | null): number | null {
  return finite(text?.trim());
}

function valueOf(text: string | null, name: string): number | null {
  return finite(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1]);
}

function finite(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
