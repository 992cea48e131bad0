import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Value } from '../../protocol/cases.ts';
import { describeWithEngine } from '../sandbox/with-engine.ts';
import { compareOf, makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
/** An image is built with what comes over the network. */
const longPatience = { timeout: 600_000 };
const inContainer = { sandbox: 'container', caseTimeoutSeconds: 60 } as const;

async function project(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(rig.folder, 'project');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'requirements.txt'), 'numpy\n');
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return folder;
}

const array = (items: Value, kwargs?: Record<string, Value>): Value => ({
  $new: { type: 'numpy.array', args: [items], ...(kwargs ? { kwargs } : {}) },
});
const state = (elements: Value, items: Value, ...rest: readonly Value[]): Value => ({
  $object: { type: 'numpy.ndarray', state: [elements, items, ...rest] },
});
const scalar = (type: string, value: Value): Value => ({
  $object: { type: `numpy.${type}`, state: [type, value] },
});
const day = '2024-01-01';

/** A state, and the type, shape and order in memory of what is made of it. */
const states: readonly (readonly [Value, readonly [Value, readonly number[]]])[] = [
  [state('float64', [1.5, { $float: 'nan' }, { $float: '-0' }]), ['float64', [3]]],
  [
    state('int8', [
      [1, 2],
      [3, 4],
    ]),
    ['int8', [2, 2]],
  ],
  [state('float64', { $float: 5 }), ['float64', []]],
  [state('float64', [], { shape: [0, 3] }), ['float64', [0, 3]]],
  [state('>i4', [1, 2]), ['>i4', [2]]],
  [state('bool', [true, false]), ['bool', [2]]],
  [state('<U3', ['a', 'bcd']), ['<U3', [2]]],
  [state('object', [[1], null], { shape: [2] }), ['object', [2]]],
  [
    state(
      [
        ['a', 'int32'],
        ['b', 'float64'],
      ],
      [{ $tuple: [1, 2.5] }],
    ),
    ["[('a', '<i4'), ('b', '<f8')]", [1]],
  ],
  [state('datetime64[D]', [day, 'NaT']), ['datetime64[D]', [2]]],
  [state('timedelta64[s]', [5]), ['timedelta64[s]', [1]]],
  [scalar('float32', 0.5), ['float32', []]],
  [scalar('int64', 7), ['int64', []]],
];

const library = `import os

import numpy as np


def told(x, of=None):
    if of == 'order':
        return bool(x.flags.f_contiguous)
    if of == 'threads':
        return os.environ['OPENBLAS_NUM_THREADS']
    if of == 'same':
        return x
    return [str(x.dtype), list(x.shape)]


def fill(n):
    return float(np.ones(n).sum())


def doubled(x: np.ndarray) -> np.ndarray:
    return np.array([2 * v for v in x])


def noise(x: np.ndarray) -> np.ndarray:
    made = np.random.Generator(np.random.PCG64()), np.random.default_rng(), np.random.RandomState()
    return sum(rng.normal(size=len(x)) for rng in made) + np.random.normal(size=len(x)) + x
`;

describeWithEngine('a project with numpy', () => {
  it('has arrays in its cases, its figures and its comparisons', longPatience, async () => {
    const cases = [
      ...states.map(([given, expected]) => ({ args: [given], expected })),
      ...states.map(([given]) => ({ args: [given, 'same'], expected: given })),
      {
        args: [
          array(
            [
              [1, 2],
              [3, 4],
            ],
            { order: 'F' },
          ),
          'order',
        ],
        expected: true,
      },
      { args: [array([1], { dtype: 'float32' })], expected: ['float32', [1]] },
      { args: [0, 'threads'], expected: '1' },
    ];
    const folder = await project({
      'library.py': library,
      'told.cases.json': JSON.stringify({ function: 'told', cases }),
      'fill.cases.json': JSON.stringify({ function: 'fill', cases: [{ args: [4_000_000] }] }),
      'listed.py': library.replace(
        'return np.array([2 * v for v in x])',
        'return [2 * v for v in x]',
      ),
      'single.py': library.replace('2 * v for v in x])', '2 * v for v in x], dtype="float32")'),
      'written.py': library.replace('return np.array([2 * v', 'x *= 2\n    return x  # ['),
    });
    const path = join(folder, 'library.py');
    const asked = (name: string, file: string | null) => ({
      ...measureOf(path, name, inContainer),
      cases: file === null ? null : join(folder, file),
    });

    const checked = await rig.service.check(asked('told', 'told.cases.json'), rig.tell, never);
    if (!checked.ok) throw new Error(checked.failure.message);
    const failed = checked.value.cases.filter(({ verdict }) => verdict !== 'passed');
    expect(failed).toEqual([]);
    expect(checked.value.cases.length).toBe(cases.length);

    const measured = await rig.service.measure(asked('fill', 'fill.cases.json'), rig.tell, never);
    if (!measured.ok) throw new Error(measured.failure.message);
    const { peakBytes = 0, baselineBytes = 0 } = measured.value.memory ?? {};
    const size = 8 * 4_000_000;
    expect(peakBytes - baselineBytes).toBeGreaterThan(0.9 * size);
    expect(peakBytes - baselineBytes).toBeLessThan(1.5 * size);

    const change = { ...inContainer, exploration: 2, comparisonSeconds: 1 };
    const against = async (name: string, other: string) => {
      const params = compareOf(path, join(folder, other), name, change);
      const result = await rig.service.compare(params, rig.tell, never);
      if (!result.ok) throw new Error(result.failure.message);
      return result.value;
    };
    expect(await against('doubled', 'listed.py')).toMatchObject({
      equivalent: false,
      reason: expect.stringContaining('(a list), expected np.array('),
    });
    expect(await against('doubled', 'single.py')).toMatchObject({
      equivalent: false,
      reason: expect.stringMatching(/an array of float32, expected (?:int64|float64)/),
    });
    expect(await against('doubled', 'written.py')).toMatchObject({ equivalent: false });
    expect(await against('noise', 'library.py')).toMatchObject({ equivalent: true });
  });
});
