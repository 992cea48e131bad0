import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import { bundle, temporaryFolder } from '../child.ts';
import { sampleMeasurement, sampleOptimization } from '../samples.ts';
import { FakeDaemon } from './fake-daemon.ts';
import { Client, rig, source } from './rig.ts';

let server: string;
let realDaemon: string;

beforeAll(async () => {
  server = await bundle('test/language-server/entry.ts');
  realDaemon = await bundle('test/daemon/fake-daemon.ts');
});

const own = { initializationOptions: { ownsCommands: true, showsProposals: true } };

function at(uri: string, name = 'pair_with_sum') {
  return { uri, function: name, position: null };
}

describe('a run', () => {
  it('measures the text as it stands in the editor, saved or not', async () => {
    const { daemon, client, uri } = await rig(server, { ...own, settings: { iterations: 3 } });
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, { range: { start, end: start }, text: '# unsaved\n' });
    const answer = client.execute<Result<Measurement>>('afterburner.measure', {
      uri,
      function: null,
      position: { line: 5, character: 0 },
    });
    const run = await daemon.next('measure');
    expect(run.params.subject).toEqual({
      path: client.path(),
      source: `# unsaved\n${source}`,
      function: 'pair_with_sum',
    });
    expect(run.params.settings.iterations).toBe(3);
    run.answer(ok(sampleMeasurement()));
    expect(await answer).toEqual(ok(sampleMeasurement()));
  });

  it('shows in lens, status and progress how far it is', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answer = client.execute('afterburner.measure', at(uri));
    const run = await daemon.next('measure');
    run.tell({ kind: 'queued', ahead: 2 });
    const queued = await client.lensLinesWhen(uri, 'Queued');
    expect(queued[0]).toBe('3:0 Queued, 2 ahead | Cancel');
    await client.until(() => client.status?.active[0]?.queued === true);
    expect(client.status!.active[0]).toMatchObject({ function: 'pair_with_sum', run: null });
    run.tell({ kind: 'begun', run: 'run-7' });
    run.tell({ kind: 'measuring', what: 'cases', done: 3, total: 12 });
    const running = await client.lensLinesWhen(uri, 'Measuring');
    expect(running).toEqual([
      '3:0 Measuring… 3 of 12 cases | Cancel',
      '12:4 Measure | Optimize efficiency',
    ]);
    await client.until(() => client.status?.active[0]?.run === 'run-7');
    expect(client.status!.active[0]!.queued).toBe(false);
    const [values] = [...client.progress.values()];
    await client.until(() => values!.at(-1)?.message === 'Measuring… 3 of 12 cases');
    expect(values!.at(-1)).toEqual({
      kind: 'report',
      message: 'Measuring… 3 of 12 cases',
      percentage: 25,
    });
    run.answer(ok(sampleMeasurement()));
    await answer;
    await client.until(() => values!.at(-1)?.kind === 'end');
    expect(values![0]).toMatchObject({ kind: 'begin', title: 'Measuring pair_with_sum' });
    await client.until(() => client.status?.active.length === 0);
    expect(client.status!.daemon).toEqual({ state: 'ready', isolation: 'container' });
  });

  it('is cancelled by its progress, by its lens, or by its request, and no other is', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answers = ['pair_with_sum', 'Shapes.area'].map((name) =>
      client.execute<Result<unknown>>('afterburner.measure', at(uri, name)),
    );
    const first = await daemon.next('measure');
    const second = await daemon.next('measure');
    await client.until(() => client.status?.active.length === 2);
    const tokens = client.status!.active.map(({ token }) => token);
    await client.connection.sendNotification('window/workDoneProgress/cancel', {
      token: tokens[0]!,
    });
    await first.cancelled;
    first.answer(fail('cancelled', 'Cancelled.'));
    expect(await answers[0]).toMatchObject({ failure: { code: 'cancelled' } });
    await client.until(() => client.status?.active.length === 1);
    expect(client.status!.active.map(({ token }) => token)).toEqual([tokens[1]]);
    await client.connection.sendNotification('afterburner/cancel', { token: tokens[1] });
    await second.cancelled;
    second.answer(fail('cancelled', 'Cancelled.'));
    expect(await answers[1]).toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('is cancelled by a command where the editor has none of its own', async () => {
    const { daemon, client, uri } = await rig(server);
    const answer = client.execute('afterburner.measure', at(uri));
    const run = await daemon.next('measure');
    const [, cancel] = await client.lenses(uri);
    expect(cancel!.command!.title).toBe('Cancel');
    await client.execute(cancel!.command!.command, cancel!.command!.arguments![0] as object);
    await run.cancelled;
    run.answer(fail('cancelled', 'Cancelled.'));
    expect(await answer).toMatchObject({ failure: { code: 'cancelled' } });
    expect(client.messages).toEqual([]);
  });

  it('optimizes for what is asked, with the key of the editor only where a model is asked', async () => {
    const settings = { proposers: ['rules', 'openai'], codeLens: true };
    const { daemon, client, uri } = await rig(server, { ...own, settings, apiKey: 'k-1' });
    const optimizing = client.execute('afterburner.optimize', { ...at(uri), objective: 'memory' });
    const run = await daemon.next('optimize');
    expect(run.params).toMatchObject({ objective: 'memory', apiKey: 'k-1' });
    run.tell({ kind: 'proposing', index: 3, proposer: 'rules' });
    await client.lensLinesWhen(uri, 'Iteration 3 of 10: asking rules');
    run.answer(ok(sampleOptimization()));
    expect(await optimizing).toMatchObject({ ok: true });

    const rules = await rig(server, { ...own, apiKey: 'k-1' });
    void rules.client.execute('afterburner.optimize', { ...at(rules.uri), objective: 'time' });
    expect((await rules.daemon.next('optimize')).params.apiKey).toBeNull();
  });

  it('takes the key from the environment where the editor has no place for one', async () => {
    const env = { AFTERBURNER_API_KEY: 'k-2' };
    const settings = { proposers: ['openai'] };
    const { daemon, client, uri } = await rig(server, { env, settings });
    void client.execute('afterburner.optimize', at(uri));
    const { params } = await daemon.next('optimize');
    expect(params).toMatchObject({ objective: 'integral', apiKey: 'k-2' });
  });

  it('says which setting makes no sense, and goes on with its default', async () => {
    const settings = { iterations: 0, baseUrl: '', minimumGain: null, objective: 'time' };
    const { daemon, client, uri } = await rig(server, { ...own, settings });
    for (const _ of ['once', 'twice']) {
      const answer = client.execute('afterburner.measure', at(uri));
      const run = await daemon.next('measure');
      expect(run.params.settings).toMatchObject({ iterations: 10, baseUrl: null });
      run.answer(ok(sampleMeasurement()));
      await answer;
    }
    expect(client.messages).toHaveLength(1);
    expect(client.messages[0]).toContain('afterburner.iterations is 0');
  });

  it('fails clearly when the daemon dies, and the next one finds another daemon', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answer = client.execute('afterburner.measure', at(uri));
    await daemon.next('measure');
    await daemon.die();
    expect(await answer).toMatchObject({
      ok: false,
      failure: { code: 'daemon-unreachable', message: expect.stringContaining('went away') },
    });
    await client.until(() => client.status?.daemon.state === 'idle');
    const another = await FakeDaemon.open(client.home);
    const again = client.execute('afterburner.measure', at(uri));
    (await another.next('measure')).answer(ok(sampleMeasurement()));
    expect(await again).toMatchObject({ ok: true });
    await another.die();
  });

  it('starts the daemon that it needs, and nothing before', async () => {
    const home = temporaryFolder();
    const env = { TEST_DAEMON: realDaemon, AFTERBURNER_IDLE_SECONDS: '5' };
    const client = await Client.open(server, { ...own, home, env });
    const uri = await client.openFile('a.py', 'def passed(x):\n    return x\n');
    await client.lenses(uri);
    expect(client.statuses).toEqual([]);
    expect(await client.execute('afterburner.measure', at(uri, 'passed'))).toMatchObject({
      ok: true,
      value: { function: 'passed' },
    });
    expect(client.statuses.map(({ daemon }) => daemon.state)).toContain('starting');
  });

  it('says why a daemon could not be started', async () => {
    const env = { TEST_DAEMON: join(temporaryFolder(), 'missing.mjs') };
    const client = await Client.open(server, { ...own, env });
    const uri = await client.openFile();
    expect(await client.execute('afterburner.measure', at(uri))).toMatchObject({
      ok: false,
      failure: { code: 'daemon-unreachable' },
    });
    await client.until(() => client.status?.daemon.state === 'failed');
  });

  it.each([
    ['no function at the cursor', { function: null, position: { line: 1, character: 0 } }],
    ['neither function nor position', { function: null, position: null }],
    ['no argument that makes sense', { functions: 'x' }],
  ])('is refused with a sentence: %s', async (_, argument) => {
    const client = await Client.open(server, own);
    const uri = await client.openFile();
    expect(await client.execute('afterburner.measure', { uri, ...argument })).toMatchObject({
      ok: false,
      failure: { message: expect.any(String), hint: expect.any(String) },
    });
  });
});

describe('the daemon', () => {
  it('serves two editors, each with its own runs and both with what changed', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const other = await Client.open(server, { ...own, home: client.home });
    const otherUri = await other.openFile();
    await daemon.withClients(2);
    const answer = client.execute('afterburner.measure', at(uri));
    const otherAnswer = other.execute('afterburner.measure', at(otherUri));
    const runs = [await daemon.next('measure'), await daemon.next('measure')];
    await other.until(() => other.status?.active.length === 1);
    expect(client.status!.active).toHaveLength(1);
    for (const run of runs) run.answer(ok(sampleMeasurement()));
    await Promise.all([answer, otherAnswer]);
    daemon.changed({ run: 'run-1', path: client.path(), what: 'ended' });
    await client.until(() => client.changes.length === 1);
    await other.until(() => other.changes.length === 1);
  });

  it('is let go when nothing was needed for long, and dialled again for a run', async () => {
    const { daemon, client, uri } = await rig(server, { ...own, env: { TEST_IDLE_MS: '30' } });
    await daemon.withClients(1);
    await daemon.withClients(0);
    const answer = client.execute('afterburner.measure', at(uri));
    (await daemon.next('measure')).answer(ok(sampleMeasurement()));
    expect(await answer).toMatchObject({ ok: true });
    await daemon.withClients(0);
  });

  it('is started at once where something was measured before', async () => {
    const env = { TEST_DAEMON: realDaemon, AFTERBURNER_IDLE_SECONDS: '5' };
    const initializationOptions = { ...own.initializationOptions, usedBefore: true };
    const client = await Client.open(server, { initializationOptions, env });
    await client.until(() => client.status?.daemon.state === 'ready');
  });
});
