import { failureTable, type Failure } from '../../protocol/failures.ts';
import type { PanelParams } from '../../protocol/panel.ts';
import type { Model } from './model.ts';

/** A page that stands where the list would: what is the matter, and what to do. */
export interface Welcome {
  readonly icon: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly buttons: readonly WelcomeButton[];
}

export interface WelcomeButton {
  readonly text: string;
  readonly does: PanelParams<'command'>['name'] | 'retry' | 'clear-filter';
}

/** null where there is a list to show, or one is on its way. */
export function welcomeOf({ state, runs, filter }: Model): Welcome | null {
  if (state !== null && !state.trusted) return untrusted;
  const failure = state?.failure ?? (runs.phase === 'failed' ? runs.failure : null);
  const some = runs.phase === 'loaded' && runs.runs.length > 0;
  if (failure !== null && !some) return failed(failure);
  if (runs.phase !== 'loaded' || some) return null;
  if (filter.search !== '' || filter.kind !== null || filter.improvedOnly) return noMatch;
  return state !== null && state.active.length > 0 ? null : noRuns;
}

const untrusted: Welcome = {
  icon: 'shield',
  title: 'This workspace is not trusted',
  paragraphs: [
    'Afterburner runs the code that it measures. Until you trust this workspace, nothing is run.',
  ],
  buttons: [{ text: 'Manage workspace trust', does: 'workbench.trust.manage' }],
};

const noRuns: Welcome = {
  icon: 'rocket',
  title: 'No runs yet',
  paragraphs: [
    'Put the cursor in a Python function and choose Optimize efficiency: above the function, in the light bulb, or in the context menu.',
    'It is run on the inputs of its case file, of its docstring and your tests, or on generated ones. Edit cases begins a case file, Record cases while running tests fills one.',
    'Every run is kept here: its figures, each version that was tried, and why.',
  ],
  buttons: [{ text: 'Check the set-up', does: 'afterburner.doctor' }],
};

const noMatch: Welcome = {
  icon: 'filter',
  title: 'No run matches',
  paragraphs: ['Nothing in the history of this workspace fits the search and the filters.'],
  buttons: [{ text: 'Show all runs', does: 'clear-filter' }],
};

function failed({ code, message, hint }: Failure): Welcome {
  const machinery = failureTable[code].exit >= 3;
  return {
    icon: 'warning',
    title: machinery ? 'Afterburner cannot run here yet' : 'The history could not be read',
    paragraphs: [ended(message), hint],
    buttons: [
      { text: 'Check the set-up', does: 'afterburner.doctor' },
      { text: 'Restart the daemon', does: 'afterburner.restartDaemon' },
      { text: 'Try again', does: 'retry' },
    ],
  };
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
