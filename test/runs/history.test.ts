import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { dial } from '../../daemon/client.ts';
import { FileLog } from '../../daemon/log.ts';
import { DaemonServer } from '../../daemon/server.ts';
import { ok } from '../../protocol/failures.ts';
import type { Changed } from '../../protocol/history.ts';
import { compareOf, makeRig, measureOf, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
const changes: Changed[] = [];
beforeAll(async () => {
  rig = await makeRig();
  rig.service.onChange((changed) => changes.push(changed));
});
afterAll(() => rig.close());

const never = new AbortController().signal;

const slow = `import math


def pair(xs, target):
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                return [xs[i], xs[j]]
    return None
`;
const code = slow.slice(slow.indexOf('def ')).trimEnd();

const cases = {
  function: 'pair',
  cases: [
    { id: 'small', args: [[1, 2, 3, 4], 7], expected: [3, 4] },
    { id: 'large', args: [{ $ints: { n: 800, min: 0, max: 1000, seed: 1 } }, 5000] },
  ],
};

it('knows what was measured, by the text that was measured', async () => {
  const path = await rig.write('known.py', slow);
  await rig.write('known.cases.json', cases);
  const result = await rig.service.measure(measureOf(path, 'pair'), rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const begun = rig.events.find((event) => event.kind === 'begun');
  const found = rig.service.records.known({ path });
  expect(found).toMatchObject({
    value: {
      versions: [
        {
          function: 'pair',
          code,
          run: begun?.run,
          figures: { verdict: 'passed', medianNs: result.value.runtime?.medianNs },
          cases: { passed: 2, total: 2 },
          environment: result.value.environment.id,
        },
      ],
    },
  });
  const what = changes.filter(({ run }) => run === begun?.run).map((changed) => changed.what);
  expect(what).toEqual(['begun', 'measured', 'ended']);
});

it('offers what an optimization found, as a file to be applied', async () => {
  const path = await rig.write('better.py', slow);
  await rig.write('better.cases.json', cases);
  const result = await rig.service.optimize(optimizeOf(path, 'pair'), rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const { run, best, iterations } = result.value;
  const { records } = rig.service;
  const known = records.known({ path });
  if (!known.ok) throw new Error(known.failure.message);
  const [first] = known.value.improvements;
  expect(first).toMatchObject({ run, function: 'pair', baseCode: code, objective: 'time' });
  const confirmed = known.value.improvements.find(({ attempt }) => attempt === null);
  expect(confirmed).toMatchObject({ code: best?.code, ratio: best?.ratio, cases: 2 });
  expect(known.value.versions.map((version) => version.code)).toContain(best?.code);
  expect(records.run({ run, after: 0 })).toMatchObject({
    value: { summary: { state: 'done', attempts: iterations.length }, best: { code: best?.code } },
  });

  const proposal = records.proposal({ run, attempt: null });
  if (!proposal.ok) throw new Error(proposal.failure.message);
  const { base, range, proposed } = proposal.value;
  expect(base).toBe(slow);
  expect(base.slice(range!.start, range!.end)).toBe(code);
  await rig.write('applied.py', proposed);
  await rig.write('applied.cases.json', cases);
  const applied = await rig.service.measure(
    measureOf(`${rig.folder}/applied.py`, 'pair'),
    rig.tell,
    never,
  );
  expect(applied).toMatchObject({ value: { verdict: 'passed' } });
});

it('knows both texts of a comparison', async () => {
  const path = await rig.write('one.py', slow);
  const other = await rig.write('two.py', slow.replace('return None', 'return'));
  await rig.write('one.cases.json', cases);
  const result = await rig.service.compare(compareOf(path, other, 'pair'), rig.tell, never);
  expect(result).toMatchObject({ ok: true, value: { equivalent: true } });
  const known = rig.service.records.known({ path });
  if (!known.ok) throw new Error(known.failure.message);
  expect(known.value.versions.map((version) => version.code).toSorted()).toEqual(
    [code, code.replace('return None', 'return')].toSorted(),
  );
});

it('tells why a run failed', async () => {
  const path = await rig.write('model.py', slow);
  await rig.write('model.cases.json', cases);
  const change = {
    sandbox: 'none',
    proposers: ['openai'],
    model: 'm',
    baseUrl: 'http://x.invalid',
  };
  const asked = { ...optimizeOf(path, 'pair', change as object), apiKey: 'k' };
  const result = await rig.service.optimize(asked, rig.tell, never);
  expect(result).toMatchObject({ failure: { code: 'isolation-refused' } });
  const begun = rig.events.findLast((event) => event.kind === 'begun');
  expect(rig.service.records.run({ run: begun!.run, after: 0 })).toMatchObject({
    value: { summary: { state: 'failed' }, failure: { code: 'isolation-refused' } },
  });
});

it('lets one client see what another one runs', async () => {
  const socket = join(rig.folder, 'daemon.sock');
  const server = new DaemonServer({
    build: 'test',
    log: new FileLog(join(rig.folder, 'daemon.log'), 'debug'),
    service: Promise.resolve(ok(rig.service)),
    idleMs: 60_000,
    onLeave: () => undefined,
  });
  await server.listen(socket);
  onTestFinished(async () => {
    await server.close();
    await server.disconnect();
  });
  const [runs, watches] = [await dial(socket), await dial(socket)];
  if (!runs || !watches) throw new Error('nobody listens');
  const told: Changed[] = [];
  const ended = new Promise<void>((resolve) =>
    watches.onChanged((changed) => {
      told.push(changed);
      if (changed.what === 'ended') resolve();
    }),
  );
  await watches.hello('test');

  const path = await rig.write('seen.py', slow);
  await rig.write('seen.cases.json', cases);
  let begun = '';
  const result = await runs.measure(measureOf(path, 'pair'), {
    onEvent: (event) => event.kind === 'begun' && (begun = event.run),
  });
  await ended;
  expect(result).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  expect(told).toEqual(
    (['begun', 'measured', 'ended'] as const).map((what) => ({ run: begun, path, what })),
  );
  expect(await watches.ask('known', { path })).toMatchObject({
    value: { versions: [{ run: begun, code, cases: { passed: 2 } }] },
  });
  runs.close();
  watches.close();
});
