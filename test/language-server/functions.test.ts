import { beforeAll, describe, expect, it } from 'vitest';
import {
  editorAnswer,
  type EditorRequest,
  type EditorResult,
  type PlacedProfile,
} from '../../protocol/editor.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Recording } from '../../protocol/recording.ts';
import type { Scaling } from '../../protocol/scaling.ts';
import { bundle } from '../child.ts';
import { sampleLineProfile, sampleRecording, sampleScaling } from '../samples.ts';
import { type Client, pairCode, rig } from './rig.ts';

// What a function's growth, its line profile and its link to a problem need of the server.

let server: string;

beforeAll(async () => {
  server = await bundle('test/language-server/entry.ts');
});

const own = { initializationOptions: { ownsCommands: true, showsProposals: true } };

function at(uri: string, name = 'pair_with_sum') {
  return { uri, function: name, position: null };
}

async function told<Name extends EditorRequest>(
  client: Client,
  name: Name,
  params: object,
): Promise<EditorResult<Name>> {
  const sent: unknown = await client.connection.sendRequest(name, params);
  const answer = editorAnswer(name).parse(sent) as Result<EditorResult<Name>>;
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

describe('growth', () => {
  it('is measured with progress, and can be cancelled', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answer = client.execute<Result<Scaling>>('afterburner.scale', at(uri));
    const run = await daemon.next('scale');
    expect(run.params.subject).toMatchObject({ path: client.path(), function: 'pair_with_sum' });
    run.tell({ kind: 'measuring', what: 'Measuring n = 64', done: 600, total: 60_000 });
    const lines = await client.lensLinesWhen(uri, 'Measuring n');
    expect(lines[0]).toBe('3:0 Measuring n = 64… | Cancel');
    await client.until(() => client.status?.active.length === 1);
    expect(client.status?.active[0]).toMatchObject({ kind: 'scale', function: 'pair_with_sum' });
    await client.execute('afterburner.cancelRuns', { token: client.status!.active[0]!.token });
    await run.cancelled;
    run.answer(fail('cancelled', 'Cancelled.'));
    expect(await answer).toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('is told as the daemon tells it, with a failure’s own advice', async () => {
    const { daemon, client, uri } = await rig(server, own);
    daemon.answers.scale = () => fail('cases-invalid', 'No case can grow.', 'Write one.');
    expect(await client.execute('afterburner.scale', at(uri))).toEqual(
      fail('cases-invalid', 'No case can grow.', 'Write one.'),
    );
    daemon.answers.scale = () => ok(sampleScaling());
    expect(await client.execute('afterburner.scale', at(uri))).toEqual(ok(sampleScaling()));
  });

  it('of the history says whether it is of the text as it stands', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const measured = { measuredAt: '2025-11-22T17:55:00Z', scaling: sampleScaling() };
    daemon.answers.scalings = ({ path }) =>
      ok({
        scalings: path === client.path() ? [pairCode, 'def older(): ...'].map(withCode) : [],
      });
    function withCode(code: string) {
      return { ...measured, code };
    }
    const params = { path: client.path(), function: 'pair_with_sum' };
    const current = async () =>
      (await told(client, 'afterburner/scalings', params)).scalings.map(
        ({ isCurrent }) => isCurrent,
      );
    expect(await current()).toEqual([true, false]);
    const start = { line: 4, character: 0 };
    await client.change(uri, 2, { range: { start, end: start }, text: '    spare = 1\n' });
    expect(await current()).toEqual([false, false]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await current()).toEqual([null, null]);
  });
});

describe('a line profile', () => {
  const profile = sampleLineProfile({ code: pairCode, firstLine: 4 });

  it('comes with the place of its function in the document', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answer = client.execute<Result<PlacedProfile>>('afterburner.profileLines', at(uri));
    const run = await daemon.next('profileLines');
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, { range: { start, end: start }, text: '# One line more.\n' });
    // Answered once the change has been read.
    await told(client, 'afterburner/functions', { uri });
    run.answer(ok(profile));
    const range = { start: { line: 4, character: 0 }, end: { line: 9, character: 15 } };
    expect(await answer).toEqual(ok({ profile, place: { version: 2, range } }));
  });

  it('has no place where the function was changed meanwhile', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const answer = client.execute<Result<PlacedProfile>>('afterburner.profileLines', at(uri));
    const run = await daemon.next('profileLines');
    const start = { line: 4, character: 0 };
    await client.change(uri, 2, { range: { start, end: start }, text: '    spare = 1\n' });
    // Answered once the change has been read.
    await told(client, 'afterburner/functions', { uri });
    run.answer(ok(profile));
    expect(await answer).toEqual(ok({ profile, place: null }));
  });
});

describe('a problem', () => {
  const problems = [{ id: 'pair-gap', title: 'Pairs with a gap', pack: '/packs/basics.pack.json' }];
  const method = 'Shapes.area';

  it('is one of those that the daemon knows', async () => {
    const { daemon, client, uri } = await rig(server, own);
    daemon.answers.problems = () => ok(problems);
    const params = { uri, function: method };
    expect(await told(client, 'afterburner/problems', params)).toEqual({ linked: null, problems });
    const start = { line: 12, character: 0 };
    const text = '    # afterburner: problem pair-gap\n';
    await client.change(uri, 2, { range: { start, end: start }, text });
    expect(await told(client, 'afterburner/problems', params)).toMatchObject({
      linked: 'pair-gap',
    });
  });

  it('is linked by a comment above the function as it stands now', async () => {
    const { client, uri } = await rig(server, own);
    const params = { uri, function: method, problem: 'pair-gap' };
    const at = { line: 12, character: 0 };
    expect(await told(client, 'afterburner/linkEdits', params)).toEqual({
      version: 1,
      edits: [{ range: { start: at, end: at }, newText: '    # afterburner: problem pair-gap\n' }],
    });
    const unlinked = { ...params, problem: null };
    expect(await told(client, 'afterburner/linkEdits', unlinked)).toEqual({
      version: 1,
      edits: [],
    });
    const unknown = { ...params, function: 'nobody' };
    expect(await client.connection.sendRequest('afterburner/linkEdits', unknown)).toMatchObject({
      failure: { code: 'function-not-found' },
    });
  });
});

describe('recording', () => {
  it('runs the command in a shell on the text as it stands, with progress', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const command = 'python -m pytest -q && true';
    const answer = client.execute<Result<Recording>>('afterburner.recordCases', {
      ...at(uri),
      command,
    });
    const run = await daemon.next('record');
    expect(run.params).toMatchObject({
      subject: { path: client.path(), function: 'pair_with_sum' },
      command: ['sh', '-c', command],
      folder: null,
    });
    run.tell({ kind: 'measuring', what: 'Checking calls', done: 3, total: 12 });
    const lines = await client.lensLinesWhen(uri, 'Checking');
    expect(lines[0]).toBe('3:0 Checking calls… 3 of 12 calls | Cancel');
    run.answer(ok(sampleRecording()));
    expect(await answer).toEqual(ok(sampleRecording()));
  });

  it('needs a command', async () => {
    const { client, uri } = await rig(server, own);
    expect(await client.execute('afterburner.recordCases', at(uri))).toMatchObject({
      ok: false,
      failure: { code: 'usage' },
    });
  });
});
