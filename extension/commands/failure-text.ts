import { failureTable, type Failure, type FailureCode } from '../../protocol/failures.ts';
import type { Say } from '../say.ts';

/** What the button beside a failure leads to. */
export type Way = 'edit-cases' | 'doctor' | 'settings' | 'restart' | 'trust' | 'log';

/** The button that helps with a failure, where one does. */
export const wayOut: Partial<Record<FailureCode, Way>> = {
  usage: 'log',
  'cases-missing': 'edit-cases',
  'cases-invalid': 'edit-cases',
  'cases-empty': 'edit-cases',
  'cases-other-function': 'edit-cases',
  'cases-too-large': 'edit-cases',
  'profile-impossible': 'edit-cases',
  'setting-invalid': 'settings',
  'model-not-configured': 'settings',
  'model-refused': 'settings',
  'model-not-understood': 'settings',
  'model-budget': 'settings',
  'model-unreachable': 'settings',
  'no-sandbox': 'doctor',
  'engine-unreachable': 'doctor',
  'image-unavailable': 'doctor',
  'image-build-failed': 'doctor',
  'toolchain-missing': 'doctor',
  'isolation-refused': 'doctor',
  'sandbox-failed': 'doctor',
  'daemon-unreachable': 'restart',
  'daemon-mismatch': 'restart',
  internal: 'log',
  'workspace-untrusted': 'trust',
};

/** Standing advice in the words of the editor, where the table's speaks of the command line. */
const editorHints: Partial<Record<FailureCode, string>> = {
  usage: 'See the log.',
  'file-changed': 'Nothing was written. Try again.',
  'cases-missing': 'Write its cases first.',
  'cases-invalid': 'Mend the case file: what is wrong is marked in it.',
  'cases-other-function': 'Give this function a case file of its own.',
  'setting-invalid': 'Mend it in the settings.',
  'model-not-configured': 'Set the base URL, the model and the key.',
  'model-refused': 'Check the base URL, the model and the key.',
  'model-not-understood':
    'Check the base URL: it names an OpenAI chat API, and usually ends in /v1.',
  'model-budget': 'Raise the budget in the settings, or do with fewer iterations.',
  'no-sandbox': 'Check the set-up: it says what to install.',
  'engine-unreachable': 'Start the container engine, or set the sandbox to bubblewrap.',
  'image-unavailable': 'Check the set-up, or name an image by digest in the settings.',
  'image-build-failed': 'Mend what the log names; checking the set-up looks at the engine.',
  'packages-not-installed':
    'Mend what is declared, or write .afterburner/Dockerfile (ARG BASE, FROM $BASE, and what it takes).',
  'package-missing':
    'Declare it in requirements.txt or pyproject.toml, or write .afterburner/Dockerfile.',
  'project-too-large':
    'Name what commands do without in .afterburner/leave-out, a folder or file a line.',
  'isolation-refused': 'Install a container engine or bubblewrap.',
  'profile-impossible': 'Choose cases that it gets through, or raise the time limit.',
  'problem-unknown': 'Measure the pack that has it, or give the function cases.',
  'sandbox-failed': 'Try again; if it fails again, check the set-up.',
  'daemon-unreachable': 'Restart the daemon and try again.',
  'daemon-mismatch': 'Restart the daemon once its runs have ended.',
};

/** The failure with standing advice in the editor's words; advice of its own stays. */
export function inEditorWords(failure: Failure, say: Say): Failure {
  const { code, hint } = failure;
  const advice = hint === failureTable[code].hint ? editorHints[code] : undefined;
  return advice === undefined ? failure : { ...failure, hint: say(advice) };
}

/** One sentence of what is wrong, one of what to do. The rest of a long message is the log's. */
export function failureText(failure: Failure, say: Say): string {
  const { message, hint } = inEditorWords(failure, say);
  const [first = ''] = message.split('\n');
  const sentence = first.replace(/:$/, '').trim();
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  return hint === '' ? ended : `${ended} ${hint}`;
}
