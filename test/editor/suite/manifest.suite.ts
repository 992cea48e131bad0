import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { settingsSchema } from '../../../protocol/settings.ts';
import { closeAll, open } from './editing.ts';

const id = 'afterburner.afterburner';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('Extension', () => {
  teardown(closeAll);

  test('a Python file activates it, and nothing else has by then', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    await open('pairs.py');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('every command that it declares is registered', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    const { contributes } = extension.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
    assert.ok(contributes.commands.length > 15);
  });

  test('the editor shows the settings of the program with their defaults', () => {
    const settings = vscode.workspace.getConfiguration('afterburner');
    for (const [name, value] of Object.entries(settingsSchema.parse({}))) {
      assert.deepEqual(settings.inspect(name)?.defaultValue ?? null, value, name);
    }
  });

  test('a setting of the workspace counts', () => {
    const settings = vscode.workspace.getConfiguration('afterburner');
    assert.equal(settings.get('comparisonSeconds'), 1);
  });
});
