import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fail, ok } from '../../protocol/failures.ts';
import type { Known, Proposal } from '../../protocol/history.ts';
import { bundle } from '../child.ts';
import { sampleComparison, sampleEvidence } from '../samples.ts';
import { nothingKnown } from './fake-daemon.ts';
import { type ClientOptions, pairCode, rig, source } from './rig.ts';
import { failingVersion, fasterCode, improvement, knownVersion, refutation } from './samples.ts';

let server: string;

beforeAll(async () => {
  server = await bundle('test/language-server/entry.ts');
});

const own = { initializationOptions: { ownsCommands: true, showsProposals: true } };

/** A rig whose editor shows already what is known. */
async function knowing(known: Partial<Known>, options: ClientOptions = own) {
  const parts = await rig(server, options);
  const { daemon, client, uri } = parts;
  const before = JSON.stringify(await client.lensLines(uri));
  daemon.answers.known = () => ok({ ...nothingKnown, ...known });
  daemon.changed({ run: null, path: client.path(), what: 'ended' });
  let refreshes = client.refreshes;
  for (;;) {
    if (JSON.stringify(await client.lensLines(uri)) !== before) return parts;
    await client.until(() => client.refreshes > refreshes);
    refreshes = client.refreshes;
  }
}

const start = source.indexOf(pairCode);
const proposed = source
  .replace(pairCode, fasterCode)
  .replace('import math\n', 'import itertools\nimport math\n');

function proposal(path: string, changes: Partial<Proposal> = {}): Proposal {
  return {
    run: 'run-2',
    attempt: null,
    path,
    function: 'pair_with_sum',
    language: 'python',
    base: source,
    range: { start, end: start + pairCode.length },
    proposed,
    iteration: 4,
    proposer: 'rules',
    rules: ['pair-search-seen-set'],
    reasoning: '',
    comparison: sampleComparison(),
    againstOriginal: true,
    ...changes,
  };
}

function applied(text: string, action: CodeAction): string {
  const [change] = action.edit!.documentChanges as TextDocumentEdit[];
  const document = TextDocument.create(change!.textDocument.uri, 'python', 0, text);
  return TextDocument.applyEdits(document, change!.edits as TextEdit[]);
}

describe('hover', () => {
  it('tells the whole story at the name alone', async () => {
    const { client, uri } = await knowing({
      versions: [knownVersion()],
      improvements: [improvement()],
      refutations: [refutation()],
    });
    const text = await client.hover(uri, 3, 6);
    for (const part of [
      '12.3 ms',
      '95% CI 12.2 ms to 12.5 ms',
      '4.10 MB',
      '50.0 kB·s',
      '12 of 12',
      'Faster than 87%, leaner than 64%, smaller in integral than 71%',
      'among 9 correct versions of this function measured here',
      'CPython 3.13.5, in a container (environment `a1b2c3d4e5f6`)',
      '2026-05-04 13:37 UTC',
      '2.30x faster version',
      '1 version was found to be wrong',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('before your changes');
    expect(await client.hover(uri, 4, 6)).toBeNull();
    expect(await client.hover(uri, 12, 10)).toBeNull();
  });

  it('says among whose solutions it is ranked', async () => {
    const shares = { size: 9, time: 50, memory: 100, integral: 7 };
    const percentiles = { population: 'problem', problem: 'pair-gap', ...shares } as const;
    const { client, uri } = await knowing({ versions: [knownVersion({ percentiles })] });
    const text = await client.hover(uri, 3, 6);
    expect(text).toContain('among 9 reference solutions of `pair-gap`');
  });

  it('says what a function does beside computing a value, also where nothing was measured', async () => {
    const text = 'import time\n\n\ndef stamped(xs):\n    return [(x, time.time()) for x in xs]\n';
    const { client } = await rig(server, own);
    const uri = await client.openFile('stamped.py', text);
    const said = await client.hover(uri, 3, 6);
    expect(said).toContain('**stamped** does more than compute a value:');
    expect(said).toContain('- It reads the clock (`time.time()`, line 5)');
  });

  it('says that figures are of another text', async () => {
    const { client, uri } = await knowing({ versions: [knownVersion({ code: 'another' })] });
    expect(await client.hover(uri, 3, 6)).toContain('before your changes');
  });

  it('names the cases that fail, whatever stands in their messages', async () => {
    const failing = [{ id: 'a`b', verdict: 'failed' as const, message: '*x*\n<b> | [y](z)' }];
    const { client, uri } = await knowing({ versions: [failingVersion({ failing })] });
    const text = await client.hover(uri, 3, 6);
    expect(text).toContain('2 of 12 cases fail');
    expect(text).toContain("- `a'b`: \\*x\\* \\<b\\> \\| \\[y\\]\\(z\\)");
  });
});

describe('actions', () => {
  it('optimize the function under the cursor, for each objective', async () => {
    const { client, uri } = await rig(server, own);
    const actions = await client.actions(uri, 14);
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
      ['Optimize efficiency (runtime)', 'refactor.rewrite.afterburner'],
      ['Optimize efficiency (memory)', 'refactor.rewrite.afterburner'],
      ['Optimize efficiency (integral)', 'refactor.rewrite.afterburner'],
    ]);
    expect(actions[1]!.command).toMatchObject({
      command: 'afterburner.optimize',
      arguments: [{ uri, function: 'Shapes.area', objective: 'memory' }],
    });
    expect(await client.actions(uri, 1)).toEqual([]);
  });

  it.each([
    [['refactor'], 3],
    [['refactor.rewrite'], 3],
    [['refactor.rewrite.afterburner'], 3],
    [['refactor.rewrite.after'], 0],
    [['quickfix', 'source'], 0],
  ])('are of the kind that is asked for: %j', async (only, count) => {
    const { client, uri } = await rig(server, own);
    expect(await client.actions(uri, 4, only)).toHaveLength(count);
  });

  it('apply the best three versions that are known, by an edit made when chosen', async () => {
    const codes = ['a', 'b', 'c', 'd'].map((name) => `${fasterCode}  # ${name}`);
    const improvements = [
      improvement(),
      improvement({ run: 'again' }),
      improvement({ code: codes[0]!, run: 'run-3', evidence: sampleEvidence() }),
      ...codes
        .slice(1)
        .map((code, index) => improvement({ code, run: `run-${index + 4}`, cases: 1 })),
    ];
    const { daemon, client, uri } = await knowing({ improvements });
    daemon.answers.proposal = () => ok(proposal(client.path()));
    const actions = await client.actions(uri, 4);
    expect(actions.map(({ title }) => title).slice(0, 3)).toEqual([
      'Apply 2.30x faster version, 212 cases passed',
      'Apply 2.30x faster version, the same on 212 cases and 4,210 generated inputs, 96% of branches',
      'Apply 2.30x faster version, 1 case passed',
    ]);
    expect(actions).toHaveLength(6);
    expect(actions[0]!.edit).toBeUndefined();
    const resolved = await client.connection.sendRequest('codeAction/resolve', actions[0]);
    const [change] = (resolved as CodeAction).edit!.documentChanges as TextDocumentEdit[];
    expect(change!.textDocument).toEqual({ uri, version: 1 });
    expect(applied(source, resolved as CodeAction)).toBe(proposed);
  });

  it('move the edit with what was edited elsewhere', async () => {
    const { daemon, client, uri } = await knowing({ improvements: [improvement()] });
    daemon.answers.proposal = () => ok(proposal(client.path()));
    const end = { line: 17, character: 0 };
    await client.change(uri, 2, { range: { start: end, end }, text: 'x = 1\n' });
    const [apply] = await client.actions(uri, 4);
    const resolved = await client.connection.sendRequest('codeAction/resolve', apply);
    expect(applied(`${source}x = 1\n`, resolved as CodeAction)).toBe(`${proposed}x = 1\n`);
  });

  it('carry their edit where the editor does not ask for it later', async () => {
    const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
    const { daemon, client, uri } = await knowing(
      { improvements: [improvement()] },
      { ...own, capabilities },
    );
    daemon.answers.proposal = () => ok(proposal(client.path()));
    const [apply] = await client.actions(uri, 4);
    const edits = apply!.edit!.changes![uri]!;
    const document = TextDocument.create(uri, 'python', 0, source);
    expect(TextDocument.applyEdits(document, edits)).toBe(proposed);
  });

  it('are not offered where a version does not fit any more', async () => {
    const { daemon, client, uri } = await knowing({ improvements: [improvement()] });
    const base = source
      .replace('import math', 'import cmath')
      .replace('\n\n\ndef', '\n\ny = 1\n\ndef');
    const moved = base.indexOf(pairCode);
    const range = { start: moved, end: moved + pairCode.length };
    const changed = base
      .replace(pairCode, fasterCode)
      .replace('import cmath\n', 'from cmath import sqrt\n');
    daemon.answers.proposal = () => ok(proposal(client.path(), { base, range, proposed: changed }));
    expect(await client.actions(uri, 4)).toHaveLength(3);
    daemon.answers.proposal = () => fail('usage', 'There is no such version.');
    expect(await client.actions(uri, 4)).toHaveLength(3);
  });
});

describe('diagnostics', () => {
  it('fold failing cases and wrong versions into one each, and go with the text', async () => {
    const refutations = ['a', 'b', 'c', 'd', 'a'].map((id) => refutation({ case: id }));
    const { client, uri } = await knowing({ versions: [failingVersion()], refutations });
    await client.until(() => client.diagnostics.get(uri)?.length === 2);
    expect(client.diagnostics.get(uri)).toEqual([
      {
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 17 } },
        severity: 2,
        source: 'afterburner',
        message: '2 of 12 cases fail.\nlarge: expected 3, got 4\nempty: expected null, got 0',
      },
      expect.objectContaining({
        severity: 3,
        source: 'afterburner',
        message: expect.stringMatching(/^5 suggested versions were wrong[^]*and 1 more$/),
      }),
    ]);
    const at = { start: { line: 8, character: 11 }, end: { line: 8, character: 15 } };
    await client.change(uri, 2, { range: at, text: '()' });
    await client.until(() => client.diagnostics.get(uri)?.length === 0);
  });

  it('are taken back when the document is closed', async () => {
    const { client, uri } = await knowing({ versions: [failingVersion()] });
    await client.until(() => client.diagnostics.get(uri)?.length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.until(() => client.diagnostics.get(uri)?.length === 0);
  });
});
