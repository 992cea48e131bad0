import { commands, env, l10n, ProgressLocation, ThemeIcon, window, type Disposable } from 'vscode';
import type { Doctor, Finding } from '../../protocol/daemon.ts';
import type { Shell } from './shell.ts';

const icons = { works: 'pass', limited: 'warning', missing: 'error' } as const;

export function doctorCommand({ client, tell }: Shell): Disposable {
  return commands.registerCommand('afterburner.doctor', async () => {
    const title = l10n.t('Checking the set-up of Afterburner');
    const answer = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
      client.ask('afterburner/doctor', {}),
    );
    if (answer.ok) await show(answer.value);
    else tell.failure(answer.failure);
  });
}

/** What is there, and under it what would mend what is not; choosing a line copies the advice. */
async function show({ usable, findings }: Doctor): Promise<void> {
  const sorted = ['missing', 'limited', 'works'].flatMap((state) =>
    findings.filter((finding) => finding.state === state),
  );
  const picked = await window.showQuickPick(sorted.map(line), {
    title: usable
      ? l10n.t('Afterburner can measure here')
      : l10n.t('Afterburner cannot measure here yet'),
    placeHolder: l10n.t('Choose a line to copy what to do about it'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.mend == null) return;
  await env.clipboard.writeText(picked.mend);
  window.setStatusBarMessage(`$(copy) ${l10n.t('Copied: {0}', picked.mend)}`, 5000);
}

function line({ topic, state, text, mend }: Finding) {
  return {
    label: `${topic.charAt(0).toUpperCase()}${topic.slice(1)}`,
    description: text,
    iconPath: new ThemeIcon(icons[state]),
    mend,
    ...(mend === null ? {} : { detail: mend }),
  };
}
