import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, lensTitles, lineOf, open, type, until, write } from './editing.ts';

const kind = vscode.CodeActionKind.RefactorRewrite.append('afterburner');

async function actionsAt(uri: vscode.Uri, line: number): Promise<readonly vscode.CodeAction[]> {
  const range = new vscode.Range(line, 0, line, 0);
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind.value);
}

suite('Functions', () => {
  teardown(closeAll);

  test('each function has its lenses, a method too', async () => {
    const name = 'shapes.py';
    await write(
      name,
      'class Box:\n    def area(self):\n        return 1\n\n\ndef two():\n    return 2\n',
    );
    const { document } = await open(name);
    const quiet = ['Measure', 'Optimize efficiency'];
    await until('the lenses', async () => (await lensTitles(document.uri, 1)).length > 0);
    assert.deepEqual(await lensTitles(document.uri, 1), quiet);
    assert.deepEqual(await lensTitles(document.uri, 5), quiet);
  });

  test('lenses follow what is typed, though the text does not parse', async () => {
    const editor = await open('primes.py');
    const { uri } = editor.document;
    const before = lineOf(editor, 'def primes_up_to');
    await until('the lenses', async () => (await lensTitles(uri, before)).length > 0);
    await type(editor, new vscode.Position(0, 0), 'x = \n\ndef other(:\n    return 3\n\n\n');
    const after = lineOf(editor, 'def primes_up_to');
    assert.notEqual(after, before);
    await until('the lenses', async () => (await lensTitles(uri, after)).length > 0);
    assert.deepEqual(await lensTitles(uri, before), []);
  });

  test('the light bulb offers an optimization for each objective', async () => {
    const editor = await open('words.py');
    const line = lineOf(editor, 'def word_frequencies') + 2;
    const actions = await until('the actions', async () => {
      const found = await actionsAt(editor.document.uri, line);
      return found.length > 0 && found;
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Optimize efficiency (runtime)',
        'Optimize efficiency (memory)',
        'Optimize efficiency (integral)',
      ],
    );
    assert.ok(actions.every((action) => action.kind?.value === kind.value));
  });

  test('outside of a function the light bulb offers nothing', async () => {
    const editor = await open('words.py');
    const inside = lineOf(editor, 'def word_frequencies') + 1;
    await until(
      'the server',
      async () => (await actionsAt(editor.document.uri, inside)).length > 0,
    );
    assert.deepEqual(await actionsAt(editor.document.uri, 1), []);
  });

  test('several documents have lenses of their own', async () => {
    const editors = [await open('pairs.py'), await open('network.py'), await open('knapsack.py')];
    for (const editor of editors) {
      const line = lineOf(editor, 'def ');
      const { uri } = editor.document;
      await until(uri.path, async () => (await lensTitles(uri, line)).length === 2);
    }
  });
});
