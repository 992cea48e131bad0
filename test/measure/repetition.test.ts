import { describe, expect, it } from 'vitest';
import {
  mostRepeats,
  nextRepetition,
  singlePass,
  type Pilot,
  type Repetition,
} from '../../daemon/measure/repetition.ts';

/** What a run of so many passes takes, by the wall clock and the CPU's, in nanoseconds. */
type Machine = (repeat: number, pilot: number) => readonly [number, number];

const us = 1e3;
const ms = 1e6;
const marksNs = 30 * us;

/** Computes for so long a pass, and longer in the first. */
const computes =
  (ns: number, coldNs = ns): Machine =>
  (repeat, pilot) => {
    const spent = pilot === 0 ? coldNs : ns * repeat;
    return [spent, spent + marksNs];
  };

/** The same, while another program takes the core for so long in the n-th run. */
const heldUp =
  (machine: Machine, ...lostNs: readonly number[]): Machine =>
  (repeat, pilot) => {
    const [wall, cpu] = machine(repeat, pilot);
    return [wall + (lostNs[pilot] ?? 0), cpu];
  };

const waits =
  (waitNs: number, cpuNs: number): Machine =>
  (repeat) => [(waitNs + cpuNs) * repeat, cpuNs * repeat + marksNs];

function settle(
  machine: Machine,
  most = 20_000,
): { readonly chosen: Repetition; readonly pilots: number } {
  const pilots: Pilot[] = [];
  let repeat = 1;
  for (;;) {
    const [wall, cpu] = machine(repeat, pilots.length);
    pilots.push({ repeat, passNs: wall / repeat, cpuPassNs: cpu / repeat });
    const step = nextRepetition(pilots, most);
    if (step.settled) return { chosen: step.repetition, pilots: pilots.length };
    repeat = step.repetition.repeat;
  }
}

describe('how often a function is repeated', () => {
  it.each<[string, Machine, number, number]>([
    ['100 ns, 3 µs when cold', computes(100, 3 * us), 20_000, 20_000],
    ['10 µs, 40 µs when cold', computes(10 * us, 40 * us), 1150, 1250],
    [
      '15 µs, others having the core in the first pass',
      heldUp(computes(15 * us), 3 * ms),
      700,
      850,
    ],
    [
      '15 µs, others having the core in every run',
      heldUp(computes(15 * us), 9 * ms, 8 * ms, 12 * ms, 12 * ms),
      600,
      850,
    ],
    ['1 ms', computes(ms), 12, 12],
    ['1 ms, others having the core', heldUp(computes(ms), 30 * ms, 10 * ms, 10 * ms), 8, 12],
    ['9.9 ms', computes(9.9 * ms), 2, 2],
    ['a wait of 3 ms', waits(3 * ms, 20 * us), 4, 4],
  ])('%s', (_, machine, least, most) => {
    const { chosen, pilots } = settle(machine);
    expect(chosen.regions).toBe(1);
    expect(chosen.repeat).toBeGreaterThanOrEqual(least);
    expect(chosen.repeat).toBeLessThanOrEqual(most);
    expect(pilots).toBeLessThanOrEqual(4);
  });

  it.each<[string, Machine, number]>([
    ['10 ms', computes(10 * ms), 1],
    ['100 ms', computes(100 * ms), 1],
    ['60 s', computes(60_000 * ms), 1],
    ['60 s, most of them waiting', waits(60_000 * ms, 5 * ms), 1],
    ['a wait of 50 ms', waits(50 * ms, 100 * us), 2],
    ['a wait of 200 ms', waits(200 * ms, 100 * us), 2],
  ])('%s is one pass', (_, machine, pilots) => {
    expect(settle(machine)).toEqual({ chosen: singlePass, pilots });
  });

  it('has no more copies than there is room for', () => {
    expect(settle(computes(100, 3 * us), 50)).toEqual({
      chosen: { repeat: 50, regions: 1 },
      pilots: 2,
    });
  });

  it.each([
    ['a module that takes 2 ms to execute', 2 * ms, 10, 1, 100],
    ['ten cases', 1, 10, 10, 2000],
    ['arguments of a megabyte', 1, 1_000_000, 1, 8],
    ['a module that takes a second', 1000 * ms, 10, 1, 1],
  ])('%s', (_, freshNs, length, cases, most) => {
    const calls = Array.from({ length: cases }, (_each, index) => ({
      id: String(index),
      init: null,
      args: ['x'.repeat(length)],
      kwargs: {},
    }));
    expect(mostRepeats(freshNs, calls)).toBe(most);
  });
});
