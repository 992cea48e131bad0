import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../protocol/failures.ts';
import { bundle } from '../child.ts';
import { nothingKnown } from './fake-daemon.ts';
import { Client, rig, source } from './rig.ts';
import { failingVersion, improvement, knownVersion } from './samples.ts';

let server: string;

beforeAll(async () => {
  server = await bundle('test/language-server/entry.ts');
});

const own = { initializationOptions: { ownsCommands: true, showsProposals: true } };

describe('lenses', () => {
  it('offer to measure and to optimize, above the functions that can be', async () => {
    const client = await Client.open(server, own);
    const uri = await client.openFile();
    expect(await client.lensLines(uri)).toEqual([
      '3:0 Measure | Optimize efficiency',
      '12:4 Measure | Optimize efficiency',
    ]);
    const [measure, optimize] = await client.lenses(uri);
    const at = { uri, function: 'pair_with_sum', position: null };
    expect(measure!.command).toMatchObject({ command: 'afterburner.measure', arguments: [at] });
    expect(optimize!.command).toMatchObject({ command: 'afterburner.optimize', arguments: [at] });
  });

  it('show what is known of the present text, with the way to its story', async () => {
    const { daemon, client, uri } = await rig(server, own);
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [knownVersion()] });
    daemon.changed({ run: 'run-1', path: client.path(), what: 'measured' });
    const [line] = await client.lensLinesWhen(uri, '12.3 ms');
    expect(line).toBe(
      '3:0 12.3 ms · faster than 87% · 4.10 MB · leaner than 64% · ∫ 50.0 kB·s | Optimize efficiency',
    );
    const [figures] = await client.lenses(uri);
    expect(figures!.command).toMatchObject({
      command: 'afterburner.showHistory',
      arguments: [{ run: 'run-1' }],
    });
  });

  it('leave out a standing that nothing is known of', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const version = knownVersion({ percentiles: null });
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [version] });
    daemon.changed({ run: null, path: null, what: 'deleted' });
    const [line] = await client.lensLinesWhen(uri, '12.3 ms');
    expect(line).toBe('3:0 12.3 ms · 4.10 MB · ∫ 50.0 kB·s | Optimize efficiency');
  });

  it('mark figures as soon as the text is another, and take the mark back with the text', async () => {
    const { daemon, client, uri } = await rig(server, own);
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [knownVersion()] });
    daemon.changed({ run: 'run-1', path: client.path(), what: 'measured' });
    const fresh = await client.lensLinesWhen(uri, '12.3 ms');
    const at = { start: { line: 8, character: 11 }, end: { line: 8, character: 15 } };
    await client.change(uri, 2, { range: at, text: '()' });
    expect((await client.lensLines(uri))[0]).toBe(
      '3:0 12.3 ms · 4.10 MB · ∫ 50.0 kB·s (before your changes) | Measure | Optimize efficiency',
    );
    await client.change(uri, 3, {
      range: { start: { line: 8, character: 11 }, end: { line: 8, character: 13 } },
      text: 'None',
    });
    expect(await client.lensLines(uri)).toEqual(fresh);
  });

  it('prefer the version that is there to a newer one of another text', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const newer = knownVersion({ code: 'def pair_with_sum(): pass', run: 'newer' });
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [newer, knownVersion()] });
    daemon.changed({ run: 'run-1', path: client.path(), what: 'measured' });
    await client.lensLinesWhen(uri, '12.3 ms');
    const [figures] = await client.lenses(uri);
    expect(figures!.command!.arguments).toEqual([{ run: 'run-1' }]);
  });

  it.each([
    ['failed', '2 of 12 cases fail'],
    ['timeout', 'The cases take longer than the time limit'],
    ['oom', 'The cases take more than the memory limit'],
  ] as const)('say what is wrong: %s', async (verdict, text) => {
    const { daemon, client, uri } = await rig(server, own);
    const version = failingVersion();
    const figures = { ...version.figures, verdict };
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [{ ...version, figures }] });
    daemon.changed({ run: 'run-1', path: client.path(), what: 'measured' });
    const [line] = await client.lensLinesWhen(uri, text);
    expect(line).toBe(`3:0 ${text} | Measure | Optimize efficiency`);
  });

  it('tell of the best improvement that is known of the present text', async () => {
    const { daemon, client, uri } = await rig(server, own);
    const other = improvement({ baseCode: 'def pair_with_sum(): pass', run: 'other' });
    const improvements = [other, improvement()];
    daemon.answers.known = () => ok({ ...nothingKnown, improvements });
    daemon.changed({ run: 'run-2', path: client.path(), what: 'ended' });
    const [line] = await client.lensLinesWhen(uri, 'found');
    expect(line).toBe('3:0 2.30x faster version found | Measure | Optimize efficiency');
    const [found] = await client.lenses(uri);
    expect(found!.command).toMatchObject({
      command: 'afterburner.showProposal',
      arguments: [{ run: 'run-2', attempt: null }],
    });
  });

  it('lead to no view that the editor does not have', async () => {
    const { daemon, client, uri } = await rig(server);
    daemon.answers.known = () =>
      ok({ ...nothingKnown, versions: [knownVersion()], improvements: [improvement()] });
    daemon.changed({ run: 'run-2', path: client.path(), what: 'ended' });
    await client.lensLinesWhen(uri, 'found');
    const commands = (await client.lenses(uri)).map(({ command }) => command!.command);
    const announced = client.initialized.capabilities.executeCommandProvider!.commands;
    expect(commands.filter((command) => command !== '' && !announced.includes(command))).toEqual(
      [],
    );
  });

  it('follow edits, in files with any line ending', async () => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const client = await Client.open(server, own);
      const uri = await client.openFile('pairs.py', source.replaceAll('\n', ending));
      const start = { line: 0, character: 0 };
      const added = { range: { start, end: start }, text: `s = "😀"${ending}` };
      await client.change(uri, 2, added, {
        range: { start: { line: 4, character: 4 }, end: { line: 4, character: 17 } },
        text: 'renamed',
      });
      const [first] = await client.lenses(uri);
      expect(first!.range.start).toEqual({ line: 4, character: 0 });
      expect(first!.command!.arguments).toMatchObject([{ function: 'renamed' }]);
    }
  });

  it('know figures of a file with carriage returns, and of methods', async () => {
    const { daemon, client } = await rig(server, own);
    const area =
      'def area(self, r: float) -> float:\n    def square(x):\n        return x * x\n\n' +
      '    return math.pi * square(r)';
    const versions = [knownVersion(), knownVersion({ function: 'Shapes.area', code: area })];
    daemon.answers.known = () => ok({ ...nothingKnown, versions });
    const uri = await client.openFile('windows.py', source.replaceAll('\n', '\r\n'));
    const lines = await client.lensLinesWhen(uri, '12.3 ms');
    expect(lines.map((line) => line.includes('12.3 ms ·'))).toEqual([true, true]);
  });

  it('stay where the file does not parse', async () => {
    const client = await Client.open(server, own);
    const uri = await client.openFile('broken.py', `x = = 1\n${source}def late(:\n`);
    expect((await client.lensLines(uri)).slice(0, 2)).toEqual([
      '4:0 Measure | Optimize efficiency',
      '13:4 Measure | Optimize efficiency',
    ]);
  });

  it('are not there before the workspace is trusted, and nobody is asked', async () => {
    const { daemon, client, uri } = await rig(server, {
      initializationOptions: { ...own.initializationOptions, trusted: false },
    });
    daemon.answers.known = () => ok({ ...nothingKnown, versions: [knownVersion()] });
    expect(await client.lensLines(uri)).toEqual([]);
    expect(
      await client.execute('afterburner.measure', { uri, function: 'pair_with_sum' }),
    ).toMatchObject({ ok: false, failure: { code: 'workspace-untrusted' } });
    expect(daemon.clients).toBe(0);
    await client.connection.sendNotification('afterburner/trusted', {});
    await client.lensLinesWhen(uri, '12.3 ms');
  });
});
