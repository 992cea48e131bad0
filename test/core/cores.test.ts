import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { coreFinding, planCores } from '../../daemon/core/cores.ts';

/** Siblings as the kernel gives them for groups of threads. */
function threadsOf(...groups: readonly (readonly number[])[]): Map<number, readonly number[]> {
  return new Map(
    groups.flatMap((group) =>
      group.map((core) => [core, group.filter((other) => other !== core)] as const),
    ),
  );
}

const fourWithTwo = threadsOf([0, 4], [1, 5], [2, 6], [3, 7]);

test.each([
  [
    'one core',
    [4],
    threadsOf([4]),
    { probe: 4, measuring: [4], idle: [], others: [], apart: 'nothing' },
  ],
  [
    'two cores without SMT',
    [0, 1],
    threadsOf([0], [1]),
    { probe: 0, measuring: [1], idle: [], others: [], apart: 'core' },
  ],
  [
    'one core with two threads',
    [0, 1],
    threadsOf([0, 1]),
    { probe: 0, measuring: [1], idle: [], others: [], apart: 'thread' },
  ],
  [
    'one core with four threads',
    [0, 1, 2, 3],
    threadsOf([0, 1, 2, 3]),
    { probe: 0, measuring: [1], idle: [], others: [2, 3], apart: 'thread' },
  ],
  [
    'two cores with two threads each',
    [0, 1, 2, 3],
    threadsOf([0, 1], [2, 3]),
    { probe: 0, measuring: [2], idle: [3], others: [1], apart: 'core' },
  ],
  [
    'four cores with two threads each',
    [0, 1, 2, 3, 4, 5, 6, 7],
    fourWithTwo,
    { probe: 0, measuring: [1, 2, 3], idle: [5, 6, 7], others: [4], apart: 'core' },
  ],
  [
    'cores with and without SMT',
    [0, 1, 2, 3],
    threadsOf([0, 1], [2], [3]),
    { probe: 0, measuring: [2, 3], idle: [], others: [1], apart: 'core' },
  ],
  [
    'a mask that leaves one thread of each',
    [1, 2, 3],
    fourWithTwo,
    { probe: 1, measuring: [2, 3], idle: [], others: [], apart: 'core' },
  ],
  [
    'a mask that leaves one whole core and half of another',
    [0, 1, 4],
    fourWithTwo,
    { probe: 1, measuring: [0], idle: [4], others: [], apart: 'core' },
  ],
  [
    'a mask that leaves the two threads of one core',
    [2, 6],
    fourWithTwo,
    { probe: 2, measuring: [6], idle: [], others: [], apart: 'thread' },
  ],
  [
    'an unknown topology',
    [2, 3, 5],
    null,
    { probe: 2, measuring: [3, 5], idle: [], others: [], apart: 'core' },
  ],
  [
    'a topology that is known in part',
    [0, 1, 2],
    new Map([[2, [0]]]),
    { probe: 0, measuring: [1, 2], idle: [], others: [], apart: 'core' },
  ],
] as const)('%s', (_, usable, siblings, plan) => {
  expect(planCores(usable, siblings)).toEqual(plan);
});

it('gives every core one part, and measures on no two threads of a core, nor beside the probe', () => {
  const machine = fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
    .chain((sizes) => {
      const count = sizes.reduce((sum, size) => sum + size, 0);
      const numbers = Array.from({ length: count }, (_, core) => core);
      return fc.tuple(
        fc.shuffledSubarray(numbers, { minLength: count }).map((order) => {
          let taken = 0;
          return sizes.map((size) => order.slice(taken, (taken += size)));
        }),
        fc.subarray(numbers, { minLength: 1 }),
      );
    });
  fc.assert(
    fc.property(machine, ([groups, usable]) => {
      const plan = planCores(usable, threadsOf(...groups));
      const parts = [plan.probe, ...plan.measuring, ...plan.idle, ...plan.others];
      const whole = usable.length === 1 ? [usable[0], usable[0]] : usable;
      expect(parts.sort((a, b) => a - b)).toEqual(whole);
      const groupOf = (core: number) => groups.findIndex((group) => group.includes(core));
      const used = new Set(usable.map(groupOf)).size;
      if (used === 1) return;
      const physical = [plan.probe, ...plan.measuring].map(groupOf);
      expect(new Set(physical).size).toBe(used);
      expect(physical.length).toBe(used);
    }),
  );
});

test.each([
  [[0], threadsOf([0]), 'limited', /^the only core is shared/],
  [
    [0, 1],
    threadsOf([0, 1]),
    'limited',
    /^cores 1 to measure on, 0 for everything else: two threads/,
  ],
  [[0, 1], threadsOf([0], [1]), 'works', /^cores 1 to measure on, 0 for everything else$/],
  [
    [0, 1, 2, 3, 4, 5, 6, 7],
    fourWithTwo,
    'works',
    /^cores 1, 2 and 3 to measure on, 0 and 4 for everything else, 5, 6 and 7 left idle on purpose, /,
  ],
] as const)('doctor tells what %j are for', (usable, siblings, state, text) => {
  const finding = coreFinding(planCores(usable, siblings));
  expect(finding).toMatchObject({ topic: 'cores', state, text: expect.stringMatching(text) });
  expect(finding.mend === null).toBe(state === 'works');
});
