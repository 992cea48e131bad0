import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  closeAll,
  lensTitles,
  lenses,
  lineOf,
  open,
  press,
  type,
  until,
  write,
} from './editing.ts';

const figures = /^\d[\d.]* (ns|µs|ms|s) · /;

async function hoverAt(uri: vscode.Uri, line: number): Promise<string> {
  const at = new vscode.Position(line, 6);
  const found: vscode.Hover[] = await vscode.commands.executeCommand(
    'vscode.executeHoverProvider',
    uri,
    at,
  );
  const texts = found.flatMap(({ contents }) => contents);
  return texts.map((text) => (typeof text === 'string' ? text : text.value)).join('\n');
}

async function lensOn(uri: vscode.Uri, line: number, title: RegExp): Promise<vscode.CodeLens> {
  return until(`a lens ${title}`, async () =>
    (await lenses(uri)).find(
      (lens) => lens.range.start.line === line && title.test(lens.command?.title ?? ''),
    ),
  );
}

suite('Measuring', () => {
  teardown(closeAll);

  test('the lens measures, and then shows figures, and the hover their story', async () => {
    const editor = await open('pairs.py');
    const { uri } = editor.document;
    const line = lineOf(editor, 'def pair_with_sum');
    await press(await lensOn(uri, line, /^Measure$/));
    await lensOn(uri, line, figures);
    const hover = await until('the hover', () => hoverAt(uri, line));
    for (const word of ['Runtime', '95% CI', 'Memory', 'Integral', '7 of 7']) {
      assert.ok(hover.includes(word), `${word} in ${hover}`);
    }
  });

  test('figures go stale when the function changes, not when something else does', async () => {
    const editor = await open('pairs.py');
    const { uri } = editor.document;
    const line = lineOf(editor, 'def pair_with_sum');
    await lensOn(uri, line, figures);
    await type(editor, new vscode.Position(0, 0), '# A comment.\n');
    const [first] = await until('the lenses', async () => {
      const titles = await lensTitles(uri, line + 1);
      return titles.length > 0 && titles;
    });
    assert.match(first ?? '', figures);
    assert.doesNotMatch(first ?? '', /before your changes/);
    await type(editor, new vscode.Position(line + 2, 0), '    spare = 1\n');
    await lensOn(uri, line + 1, /before your changes/);
    await vscode.commands.executeCommand('undo');
    await until('fresh figures', async () =>
      (await lensTitles(uri, line + 1)).some(
        (title) => figures.test(title) && !/before/.test(title),
      ),
    );
  });

  test('a failing case is told at the name, with the input that fails', async () => {
    await write('wrong.py', 'def double(x):\n    return x * 2\n');
    const cases = [
      { id: 'good', args: [2], expected: 4 },
      { id: 'bad', args: [3], expected: 7 },
    ];
    await write('wrong.cases.json', JSON.stringify({ function: 'double', cases }));
    const { document } = await open('wrong.py');
    // It ends with a question to the user, which no test answers.
    void press(await lensOn(document.uri, 0, /^Measure$/));
    const [found] = await until('the diagnostic', () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 && all;
    });
    assert.match(found?.message ?? '', /bad/);
    assert.equal(found?.source, 'afterburner');
    assert.deepEqual(found?.range, new vscode.Range(0, 4, 0, 10));
  });

  test('a run can be cancelled from its lens', async () => {
    await write(
      'slow.py',
      'def slow(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t\n',
    );
    const cases = [{ id: 'one', args: [20_000_000] }];
    await write('slow.cases.json', JSON.stringify({ function: 'slow', cases }));
    const { document } = await open('slow.py');
    const running = press(await lensOn(document.uri, 0, /^Measure$/));
    await press(await lensOn(document.uri, 0, /^Cancel$/));
    await running;
    await lensOn(document.uri, 0, /^Measure$/);
  });

  test('the daemon can be restarted, and knows what was measured', async () => {
    const editor = await open('pairs.py');
    const line = lineOf(editor, 'def pair_with_sum');
    await lensOn(editor.document.uri, line, figures);
    await vscode.commands.executeCommand('afterburner.restartDaemon');
    await lensOn(editor.document.uri, line, figures);
    await vscode.commands.executeCommand('afterburner.measure', {
      uri: editor.document.uri.toString(),
      function: 'pair_with_sum',
      position: null,
    });
    await lensOn(editor.document.uri, line, figures);
  });
});
