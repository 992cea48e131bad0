import { commands, Disposable, l10n, window } from 'vscode';
import type { Shell } from './shell.ts';

export function apiKeyCommands({ apiKey }: Shell): Disposable {
  return Disposable.from(
    commands.registerCommand('afterburner.setApiKey', async () => {
      const key = await window.showInputBox({
        title: l10n.t('Key of the model endpoint'),
        prompt: l10n.t('It is kept in the secret storage of the editor.'),
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (text.trim() === '' ? l10n.t('Enter a key.') : null),
      });
      if (key === undefined) return;
      await apiKey.store(key.trim());
      window.setStatusBarMessage(`$(key) ${l10n.t('The key is stored.')}`, 5000);
    }),
    commands.registerCommand('afterburner.clearApiKey', async () => {
      await apiKey.forget();
      window.setStatusBarMessage(`$(key) ${l10n.t('The key is forgotten.')}`, 5000);
    }),
  );
}
