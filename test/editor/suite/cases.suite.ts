import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, fileUri, open, read, until, write } from './editing.ts';

suite('Cases', () => {
  teardown(closeAll);

  test('Edit cases makes the file from the signature, and opens it', async () => {
    await write(
      'fresh.py',
      'def scale(values, factor=2):\n    return [v * factor for v in values]\n',
    );
    const { document } = await open('fresh.py');
    await vscode.commands.executeCommand('afterburner.editCases', {
      uri: document.uri.toString(),
      function: 'scale',
      position: null,
    });
    const path = fileUri('fresh.cases.json').path;
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, path);
    const made = JSON.parse(await read('fresh.cases.json')) as {
      function: string;
      cases: unknown[];
    };
    assert.equal(made.function, 'scale');
    assert.ok(made.cases.length > 0);
  });

  test('Edit cases opens the file that is there', async () => {
    const { document } = await open('pairs.py');
    const before = await read('pairs.cases.json');
    await vscode.commands.executeCommand('afterburner.editCases', {
      uri: document.uri.toString(),
      function: 'pair_with_sum',
      position: null,
    });
    const { path } = fileUri('pairs.cases.json');
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, path);
    assert.equal(await read('pairs.cases.json'), before);
  });

  test('calls are recorded while the command for tests runs', async () => {
    const code = 'def called(xs):\n    return sorted(xs)\n';
    await write('recorded.py', code);
    const { document } = await open('recorded.py');
    const settings = vscode.workspace.getConfiguration('afterburner');
    const command = 'python3 -c "from recorded import called; called([3, 1]); called([])"';
    await settings.update('testCommand', command, vscode.ConfigurationTarget.Workspace);
    try {
      // It ends when its message is dismissed, which nobody does here.
      void vscode.commands.executeCommand('afterburner.recordCases', {
        uri: document.uri.toString(),
        function: 'called',
        position: null,
      });
      const text = await until('the case file', () =>
        read('recorded.cases.json').then(
          (found) => (found.trimEnd().endsWith('}') ? found : null),
          () => null,
        ),
      );
      const { cases } = JSON.parse(text) as { cases: { args: unknown; source: string }[] };
      assert.deepEqual(cases.map(({ args, source }) => [JSON.stringify(args), source]).toSorted(), [
        ['[[3,1]]', 'recorded'],
        ['[[]]', 'recorded'],
      ]);
    } finally {
      await settings.update('testCommand', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test('the schema marks what does not belong in a case file', async () => {
    await write('odd.cases.json', '{ "function": "odd", "cases": [ { "id": 7, "args": [] } ] }');
    const { document } = await open('odd.cases.json');
    const [found] = await until('the mark', () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 && all;
    });
    assert.ok(found);
  });

  test('the schema knows the declarative inputs', async () => {
    const text = '{ "function": "f", "cases": [ { "id": "a", "args": [ { "" } ] } ] }';
    await write('complete.cases.json', text);
    const { document } = await open('complete.cases.json');
    const at = document.positionAt(text.indexOf('""') + 1);
    await until('a completion', async () => {
      const { items }: vscode.CompletionList = await vscode.commands.executeCommand(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return items.some(({ label }) =>
        /\$ints/.test(typeof label === 'string' ? label : label.label),
      );
    });
  });
});
