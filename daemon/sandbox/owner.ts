import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Label of every container that is made here; its value is the owner. */
export const ownerLabel = 'afterburner.owner';

/**
 * Who made a container: this machine's name, this process's id and when it began, for ids are used
 * again. What belongs to a process that is no more may be removed by whoever finds it.
 */
export function thisOwner(): string {
  return [hostname(), process.pid, startedAt(process.pid) ?? ''].join('/');
}

/** An owner on another machine is taken for alive: nothing here can tell. */
export function isAlive(owner: string): boolean {
  const [host, pidText = '', started] = owner.split('/');
  const pid = Number(pidText);
  if (host !== hostname()) return true;
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startedAt(pid);
  return now === null || !started || now === started;
}

/** The kernel's boot, and clock ticks since then; null where there is no /proc. */
function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it may hold spaces and brackets.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${ticks}`;
  } catch {
    return null;
  }
}
