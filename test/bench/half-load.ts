import { type ChildProcess, spawn } from 'node:child_process';
import { cpus } from 'node:os';

/** Keeps one core that is not measured on busy for a while, then idle for as long, and again. */
export function startHalfLoad(measuringCore: number): ChildProcess {
  const core = cpus().findIndex((_, index) => index !== measuringCore);
  const script = `
    const spell = () => {
      const ms = 20 + 480 * Math.random();
      const end = performance.now() + ms;
      while (performance.now() < end);
      setTimeout(spell, ms);
    };
    spell();`;
  const pinned = ['-c', String(core), process.execPath, '-e', script];
  return spawn('taskset', pinned, { stdio: 'ignore' });
}
