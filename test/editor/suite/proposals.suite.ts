import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { compareCases, compareFunction } from '../host/compare-function.ts';
import { closeAll, lenses, lineOf, open, press, read, type, until, write } from './editing.ts';

const scheme = 'afterburner-proposal';

const text = `# About lists.\n\n\n${compareFunction}\n`;

/** Makes a file and optimizes its function while it is looked at; gives the diff that opens. */
async function optimize(name: string, content: string): Promise<vscode.TextEditor> {
  await write(`${name}.py`, content);
  await write(`${name}.cases.json`, compareCases);
  const { document } = await open(`${name}.py`);
  await vscode.commands.executeCommand('afterburner.optimize', {
    uri: document.uri.toString(),
    function: 'compare',
    position: null,
    objective: 'time',
  });
  return shownProposal();
}

function shownProposal(): Promise<vscode.TextEditor> {
  return until('the diff', () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.scheme === scheme && editor;
  });
}

async function lensesTitled(uri: vscode.Uri, title: RegExp): Promise<readonly vscode.CodeLens[]> {
  return until(`lenses ${title}`, async () => {
    const found = (await lenses(uri)).filter((lens) => title.test(lens.command?.title ?? ''));
    return found.length > 0 && found;
  });
}

async function fileShows(name: string): Promise<vscode.TextEditor> {
  return until(`${name} in front`, () => {
    const editor = vscode.window.activeTextEditor;
    return (
      editor?.document.uri.scheme === 'file' && editor.document.uri.path.endsWith(name) && editor
    );
  });
}

/** What a lens calls, with what it gives. */
const calls = (command: string) => (lens: vscode.CodeLens) => lens.command?.command === command;

suite('Proposals', () => {
  let version: unknown;

  suiteSetup(async () => {
    const view = await optimize('lists', text);
    const [evidence] = await lensesTitled(view.document.uri, /95% CI/);
    version = evidence?.command?.arguments?.[0];
    await closeAll();
  });

  teardown(async () => {
    await closeAll();
    assert.equal(await read('lists.py'), text, 'No test saves this file.');
  });

  /** The diff of the one run that these tests share, on the file as it is. */
  async function propose(): Promise<vscode.Uri> {
    await vscode.commands.executeCommand('afterburner.showProposal', version);
    const { uri } = (await shownProposal()).document;
    await lensesTitled(uri, /Accept/);
    return uri;
  }

  test('the diff stands in a document of its own, with its evidence', async () => {
    const editor = await open('lists.py');
    const uri = await propose();
    const view = await vscode.workspace.openTextDocument(uri);
    assert.equal(view.languageId, 'python');
    assert.equal(editor.document.isDirty, false);
    const [evidence] = await lensesTitled(uri, /95% CI/);
    assert.match(
      evidence?.command?.title ?? '',
      /x faster \(95% CI .*\), 3 cases \+ [\d,]+ inputs equal/,
    );
    assert.match(
      evidence?.command?.tooltip ?? '',
      /x faster \(95% CI .*\).*the same on 3 cases and [\d,]+ generated/,
    );
    for (const line of ['if item in right:', 'right_set = set(right)']) {
      assert.ok(view.getText().includes(line), line);
    }
  });

  test('accepting all is one step that undo takes back', async () => {
    const uri = await propose();
    await vscode.commands.executeCommand('afterburner.acceptProposal', uri);
    const { document } = await fileShows('lists.py');
    const after = document.getText();
    assert.notEqual(after, text);
    assert.ok(document.isDirty, 'Saving stays with the user.');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
    await vscode.commands.executeCommand('redo');
    assert.equal(document.getText(), after);
  });

  test('a hunk is accepted alone, the others are left out', async () => {
    const { document } = await open('lists.py');
    const uri = await propose();
    const hunks = (await lenses(uri)).filter(calls('afterburner.acceptHunk'));
    assert.ok(hunks.length >= 2, `${hunks.length} hunks`);
    await press(hunks[0]!);
    await until('the first hunk in the document', () => document.getText() !== text);
    const withFirst = document.getText();
    // The last one that is left has no lenses of its own: there is nothing to tell it from.
    for (let left = hunks.length - 1; left > 0; left -= 1) {
      const command = `afterburner.reject${left > 1 ? 'Hunk' : 'Proposal'}`;
      const rejects = await until('what is left', async () => {
        const found = (await lenses(uri)).filter(calls(command));
        return found.length === (left > 1 ? left : 1) && found;
      });
      await press(rejects[0]!);
    }
    await fileShows('lists.py');
    assert.equal(document.getText(), withFirst);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  test('rejecting closes the diff and changes nothing', async () => {
    const uri = await propose();
    await vscode.commands.executeCommand('afterburner.rejectProposal', uri);
    await until('the tab to close', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .every(
          ({ input }) => !(input instanceof vscode.TabInputText && input.uri.scheme === scheme),
        ),
    );
    assert.ok(vscode.workspace.textDocuments.every(({ isDirty }) => !isDirty));
  });

  test('what the user types meanwhile elsewhere in the file stays', async () => {
    const editor = await open('lists.py');
    const uri = await propose();
    await vscode.window.showTextDocument(editor.document);
    await type(await open('lists.py'), new vscode.Position(0, 0), '# Typed above.\n');
    const { document } = await open('lists.py');
    const end = document.lineAt(document.lineCount - 1).range.end;
    await type(await open('lists.py'), end, '\n\ndef below():\n    return 1\n');
    await vscode.commands.executeCommand('afterburner.acceptProposal', uri);
    await until('the accepted text', () => /right_set/.test(document.getText()));
    assert.match(document.getText(), /^# Typed above\.\n# About lists\.\n\n\ndef compare/);
    assert.match(document.getText(), / {4}return .*\n+def below\(\):\n {4}return 1\n$/);
  });

  test('a function that was edited meanwhile is not written over', async () => {
    await open('lists.py');
    const uri = await propose();
    const editor = await open('lists.py');
    const line = lineOf(editor, 'if item in right');
    const { range } = editor.document.lineAt(line);
    assert.ok(await editor.edit((edit) => edit.replace(range, '        if item in set(right):')));
    await lensesTitled(uri, /Optimize again/);
    assert.equal((await lenses(uri)).some(calls('afterburner.acceptProposal')), false);
    await vscode.commands.executeCommand('undo');
    await lensesTitled(uri, /Accept/);
  });

  test('a file with CRLF keeps it', async () => {
    const crlf = text.replaceAll('\n', '\r\n');
    const view = await optimize('crlf', crlf);
    await vscode.commands.executeCommand('afterburner.acceptProposal', view.document.uri);
    const { document } = await fileShows('crlf.py');
    assert.ok(await document.save());
    const saved = await read('crlf.py');
    assert.match(saved, /right_set/);
    assert.doesNotMatch(saved.replaceAll('\r\n', ''), /[\r\n]/);
    assert.ok(saved.startsWith('# About lists.\r\n\r\n\r\ndef compare'));
  });

  test('a function at the very end, without a line end, is replaced; then offered again', async () => {
    const last = compareFunction;
    const view = await optimize('last', last);
    await vscode.commands.executeCommand('afterburner.acceptProposal', view.document.uri);
    const { document } = await fileShows('last.py');
    const accepted = document.getText();
    assert.match(accepted, /right_set/);
    assert.equal(accepted.match(/def compare/g)?.length, 1);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), last);
    const action = await until('the action', async () => {
      const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(0, 0, 0, 0),
        'refactor.rewrite.afterburner',
        10,
      );
      return actions.find(({ title }) => title.startsWith('Apply '));
    });
    assert.match(
      action.title,
      /^Apply \S+x faster version, the same on 3 cases and [\d,]+ generated/,
    );
    assert.ok(action.edit, 'It carries its edit once resolved.');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.equal(document.getText(), accepted);
  });

  test('the tests of the project are its last gate', async () => {
    const settings = vscode.workspace.getConfiguration('afterburner');
    const command = 'python3 -c "from tested import compare; assert compare([1], [])[1] == [1]"';
    await settings.update('testCommand', command, vscode.ConfigurationTarget.Workspace);
    try {
      const view = await optimize('tested', `${compareFunction}\n`);
      await lensesTitled(view.document.uri, /tests passed \(\d/);
    } finally {
      await settings.update('testCommand', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
