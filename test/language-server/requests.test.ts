import { existsSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCases } from '../../daemon/cases/case-file.ts';
import { editorAnswer, type EditorRequest, type EditorResult } from '../../protocol/editor.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { bundle } from '../child.ts';
import { sampleDiscovery } from '../samples.ts';
import { type Client, rig } from './rig.ts';
import { sampleRun } from './report-samples.ts';

let server: string;

beforeAll(async () => {
  server = await bundle('test/language-server/entry.ts');
});

const own = { initializationOptions: { ownsCommands: true, showsProposals: true } };

/** The answer, parsed as the editor parses it. */
async function ask<Name extends EditorRequest>(
  client: Client,
  name: Name,
  params: object,
): Promise<Result<EditorResult<Name>>> {
  const answer: unknown = await client.connection.sendRequest(name, params);
  return editorAnswer(name).parse(answer) as Result<EditorResult<Name>>;
}

/** What was asked for, where nothing stands against it. */
async function told<Name extends EditorRequest>(
  client: Client,
  name: Name,
  params: object,
): Promise<EditorResult<Name>> {
  const answer = await ask(client, name, params);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

describe('what the editor asks', () => {
  it('functions of an open document', async () => {
    const { client, uri } = await rig(server, own);
    const value = await told(client, 'afterburner/functions', { uri });
    expect(value).toEqual([
      {
        name: 'pair_with_sum',
        range: { start: { line: 3, character: 0 }, end: { line: 8, character: 15 } },
        nameRange: { start: { line: 3, character: 4 }, end: { line: 3, character: 17 } },
      },
      expect.objectContaining({ name: 'Shapes.area' }),
    ]);
    expect(await ask(client, 'afterburner/functions', { uri: 'file:///no.py' })).toMatchObject({
      failure: { code: 'file-not-found' },
    });
  });

  it('runs and one run are the daemon’s to tell', async () => {
    const { daemon, client } = await rig(server, own);
    const params = {
      under: [client.folder],
      search: 'pair',
      kinds: [],
      improvedOnly: false,
      before: null,
      limit: 50,
    };
    daemon.answers.runs = (asked) => {
      expect(asked).toEqual(params);
      return ok({ runs: [sampleRun().summary], more: false });
    };
    daemon.answers.run = ({ run }) =>
      run === 'run-1' ? ok(sampleRun()) : fail('usage', 'There is no such run.');
    const runs = await told(client, 'afterburner/runs', params);
    expect(runs.runs).toHaveLength(1);
    const run = await told(client, 'afterburner/run', { run: 'run-1', after: 0 });
    expect(run.summary.function).toBe('pair_with_sum');
    expect(await ask(client, 'afterburner/run', { run: 'no', after: 0 })).toMatchObject({
      failure: { message: 'There is no such run.' },
    });
  });

  it('a report of a run', async () => {
    const { daemon, client } = await rig(server, own);
    daemon.answers.run = () => ok(sampleRun());
    const params = { run: 'run-1', attempt: null, format: 'markdown' };
    const value = await told(client, 'afterburner/report', params);
    expect(value).toContain('### Optimized `pair_with_sum` (integral)');
  });

  it('cases that run once', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const params = { casesUri: uri.replace('.py', '.cases.json'), uri, function: 'pair_with_sum' };
    const answer = ask(client, 'afterburner/check', params);
    const run = await daemon.next('check');
    expect(run.params).toMatchObject({
      cases: client.path('pairs.cases.json'),
      subject: { function: 'pair_with_sum' },
    });
    await client.until(() => client.status?.active[0]?.kind === 'check');
    expect(client.progress.size).toBe(0);
    const cases = [
      { id: '1', verdict: 'failed', message: null, expected: '1', actual: '2' },
    ] as const;
    run.answer(ok({ verdict: 'failed', message: null, cases: [...cases] }));
    expect(await answer).toMatchObject({ ok: true, value: { cases } });
  });

  it('params that make no sense are refused, and the server goes on', async () => {
    const { client, uri } = await rig(server, own);
    const answer = await ask(client, 'afterburner/run', { run: 7 });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(await client.lensLines(uri)).toHaveLength(2);
  });
});

describe('the case file of a function', () => {
  it('begins with a case from the signature, which the daemon can read', async () => {
    const { client, uri } = await rig(server, own);
    const value = await told(client, 'afterburner/caseFile', { uri, function: 'Shapes.area' });
    expect(value).toMatchObject({
      path: client.path('pairs.cases.json'),
      exists: false,
      isExample: true,
    });
    expect(JSON.parse(value.text)).toEqual({
      function: 'Shapes.area',
      cases: [{ id: 'example', init: [], args: [1.5] }],
    });
    expect(parseCases(value.text, 'x', 'Shapes.area', 'python').ok).toBe(true);
    expect(existsSync(value.path)).toBe(false);
  });

  it('begins with the cases that the project has', async () => {
    const { daemon, client, uri } = await rig(server, own);
    daemon.answers.discover = ({ subject }) => ok(sampleDiscovery(subject, 2));
    const asked = { uri, function: 'pair_with_sum' };
    expect(await told(client, 'afterburner/caseFile', asked)).toEqual({
      path: client.path('pairs.cases.json'),
      exists: false,
      text: expect.stringContaining('doctest line 4'),
    });
  });

  it('is the one that is there', async () => {
    const { client, uri } = await rig(server, own);
    const text = '{"function": "pair_with_sum", "cases": []}';
    writeFileSync(client.path('pairs.cases.json'), text);
    const asked = { uri, function: 'pair_with_sum' };
    expect(await told(client, 'afterburner/caseFile', asked)).toEqual({
      path: client.path('pairs.cases.json'),
      exists: true,
      text,
    });
  });

  it('is one of its own where the file’s is for another function', async () => {
    const { client, uri } = await rig(server, own);
    writeFileSync(client.path('pairs.cases.json'), '{"function": "other", "cases": []}');
    const asked = { uri, function: 'pair_with_sum' };
    expect(await told(client, 'afterburner/caseFile', asked)).toMatchObject({
      path: client.path('pairs.pair_with_sum.cases.json'),
      exists: false,
    });
  });

  it('needs a function', async () => {
    const { client, uri } = await rig(server, own);
    expect(await ask(client, 'afterburner/caseFile', { uri, function: 'no' })).toMatchObject({
      failure: { code: 'function-not-found' },
    });
  });
});
