import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../../protocol/cases.ts';
import { roomy } from '../../sandbox/fixture.ts';
import { callOf, exploringRig, type ExploringRig, functionIn } from './exploring-rig.ts';

let rig: ExploringRig;
beforeAll(async () => {
  rig = await exploringRig();
}, 60_000);
afterAll(() => rig.close());

/** What `f` returns on each call, as JSON; one process for all of them. */
async function returned(
  source: string,
  calls: readonly Call[] = [callOf([1])],
  randomSeed = 1,
): Promise<readonly unknown[]> {
  const explorer = rig.python.inputExplorer;
  if (explorer === undefined) throw new Error('Python explores');
  const job = explorer.job(
    {
      fileName: 'sample.py',
      source,
      function: functionIn(rig.python, source, 'f'),
      calls,
      hashSeed: 1,
      randomSeed,
      callsPerModule: 1,
      deadlineMs: 400,
      budgetMs: 20_000,
      longest: 20_000,
      withArcs: false,
      isTimed: false,
    },
    null,
  );
  const { signal } = new AbortController();
  const result = await rig.lease.run({ ...job, limits: roomy, sampleIntervalNs: 0 }, signal);
  if (!result.ok) throw new Error(result.failure.message);
  const said = explorer.report(result.value.outcome);
  if (said.kind !== 'explored') throw new Error(Buffer.from(result.value.stderr).toString());
  return said.inputs.map((input) => {
    if (!('text' in input)) throw new Error(input.kind);
    const outcome = JSON.parse(input.text) as Record<string, unknown>;
    if (outcome['kind'] !== 'returned') throw new Error(input.text);
    return outcome['value'];
  });
}

const ofModule = 'import random\nr = random.Random()\n';
const sources: readonly (readonly [name: string, source: string])[] = [
  ['time', 'import time\ndef f(n):\n    return [time.time(), time.time_ns(), time.monotonic()]\n'],
  ['names that were imported', 'from time import time as now\ndef f(n):\n    return now()\n'],
  [
    'dates',
    'from datetime import date, datetime\ndef f(n):\n    return [str(datetime.now()), str(date.today()), str(datetime.utcnow())]\n',
  ],
  [
    'words for times',
    'import time\ndef f(n):\n    return [time.ctime(), time.strftime("%H:%M:%S"), list(time.gmtime())]\n',
  ],
  ['a generator without a seed', 'import random\ndef f(n):\n    return random.Random().random()\n'],
  ['a generator of the module', `${ofModule}def f(n):\n    return r.random()\n`],
  [
    "the system's chance",
    'import os, random\ndef f(n):\n    return [list(os.urandom(5)), random.SystemRandom().random()]\n',
  ],
  [
    'secrets',
    'import secrets\ndef f(n):\n    return [secrets.token_hex(8), secrets.randbelow(1000)]\n',
  ],
  ['identifiers', 'import uuid\ndef f(n):\n    return [str(uuid.uuid1()), str(uuid.uuid4())]\n'],
  [
    'what is imported in the call',
    'def f(n):\n    import datetime, random\n    random.seed()\n    return [str(datetime.datetime.now()), random.random()]\n',
  ],
];

it.each(sources)(
  'is the same for the same arguments: %s',
  async (_, source) => {
    const calls = [callOf([1]), callOf([2]), callOf([1])];
    const [first, other, again] = await returned(source, calls);
    expect(again).toEqual(first);
    if (!source.startsWith(ofModule)) expect(other).not.toEqual(first);
    const [later] = await returned(source, [callOf([1])]);
    expect(later).toEqual(first);
  },
  60_000,
);

it.each(sources.slice(4, 9))(
  'is another one under another seed: %s',
  async (_, source) => {
    expect(await returned(source)).not.toEqual(await returned(source, [callOf([1])], 2));
  },
  60_000,
);

it('stands still during a call, and sleeping moves it', async () => {
  const source = [
    'import time',
    'def f(n):',
    '    start = time.perf_counter()',
    '    still = time.perf_counter() - start',
    '    time.sleep(3600)',
    '    return [still, time.perf_counter() - start]',
  ].join('\n');
  expect(await returned(source)).toEqual([[{ $float: 0 }, { $float: 3600 }]]);
}, 60_000);

it('goes on for who waits for it', async () => {
  const source = [
    'import time',
    'def f(n):',
    '    end = time.monotonic() + 0.05',
    '    while time.monotonic() < end:',
    '        pass',
    '    return True',
  ].join('\n');
  expect(await returned(source)).toEqual([true]);
}, 60_000);

it('lets dates be the dates that they were', async () => {
  const source = [
    'import copy, pickle',
    'from datetime import date, datetime, timedelta',
    'class Own(datetime):',
    '    pass',
    'def f(n):',
    '    now = datetime.now()',
    '    day = datetime(2020, 1, 31) + timedelta(days=1)',
    '    return [',
    '        isinstance(now, datetime), isinstance(now, date), issubclass(datetime, date),',
    '        isinstance(date.today(), datetime), isinstance(now, Own), isinstance(Own.now(), datetime),',
    '        repr(day), pickle.loads(pickle.dumps(day)) == day, type(copy.copy(day)) is datetime,',
    '        datetime.min < now < datetime.max, (day - datetime(2020, 1, 1)).days,',
    '    ]',
  ].join('\n');
  expect(await returned(source)).toEqual([
    [
      true,
      true,
      true,
      false,
      false,
      true,
      'datetime.datetime(2020, 2, 1, 0, 0)',
      true,
      true,
      true,
      31,
    ],
  ]);
}, 60_000);

it('lets loops of events sleep at once, and locks wait', async () => {
  const source = [
    'import asyncio, queue, threading',
    'async def nap():',
    '    try:',
    '        await asyncio.wait_for(asyncio.sleep(1000), 60)',
    '    except asyncio.TimeoutError:',
    '        return "late"',
    'def f(n):',
    '    done = threading.Event()',
    '    thread = threading.Thread(target=done.set)',
    '    thread.start()',
    '    thread.join(1)',
    '    try:',
    '        queue.Queue().get(timeout=0.01)',
    '    except queue.Empty:',
    '        return [asyncio.run(nap()), done.is_set()]',
  ].join('\n');
  expect(await returned(source)).toEqual([['late', true]]);
}, 60_000);
