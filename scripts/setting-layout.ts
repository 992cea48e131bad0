import type { EditorSettings } from '../protocol/editor-settings.ts';
import type { Settings } from '../protocol/settings.ts';

/**
 * Where a setting can be set. `machine`: by the user alone, for it decides what may run unguarded
 * or where code and key are sent, and a workspace must not. `machine-overridable`: by a workspace
 * too, but only by a trusted one. `resource`: by any workspace, for each of its folders.
 */
export type Scope = 'machine' | 'machine-overridable' | 'resource' | 'window';

export interface Place {
  readonly scope: Scope;
  /** One sentence for each value of an enumeration. */
  readonly values?: Readonly<Record<string, string>>;
  /** Said after the description, in Markdown. */
  readonly more?: string;
}

type Key = keyof Settings | keyof EditorSettings;

/** The sections of the settings page, in order; the compiler sees that no setting is left out. */
export const sections: readonly { readonly title: string; readonly keys: readonly Key[] }[] = [
  { title: 'Editor', keys: ['codeLens', 'objective', 'showProposal'] },
  {
    title: 'Optimizing',
    keys: [
      'proposers',
      'iterations',
      'candidatesPerIteration',
      'minimumGain',
      'comparisonSeconds',
      'exploration',
      'discoverCases',
      'timingInputs',
      'testCommand',
      'testTimeoutSeconds',
    ],
  },
  {
    title: 'Sandbox',
    keys: ['sandbox', 'image', 'allowUnsandboxedModels', 'caseTimeoutSeconds', 'memoryLimitMb'],
  },
  {
    title: 'Model',
    keys: [
      'baseUrl',
      'model',
      'promptProfile',
      'tokenBudget',
      'costBudget',
      'promptTokenPrice',
      'answerTokenPrice',
      'modelTimeoutSeconds',
    ],
  },
];

export const places: Readonly<Record<Key, Place>> = {
  codeLens: { scope: 'window' },
  objective: {
    scope: 'resource',
    values: {
      time: 'Runtime of one pass over the cases.',
      memory: 'Peak of resident memory, less what was there before the first case.',
      integral: 'Memory over time: the area under the curve of resident memory.',
    },
  },
  showProposal: {
    scope: 'window',
    values: {
      whenVisible: 'Show it at once where its file is still in front, and offer it otherwise.',
      notify: 'Always offer it in a notification.',
    },
  },
  proposers: {
    scope: 'machine-overridable',
    values: {
      rules: 'Rewrite rules: quick, on this machine, without any model.',
      openai: 'A model at an endpoint that speaks the OpenAI chat API.',
    },
    more: '`openai` sends the function and its cases to `#afterburner.baseUrl#`.',
  },
  iterations: { scope: 'resource' },
  candidatesPerIteration: { scope: 'resource' },
  minimumGain: { scope: 'resource', more: '`0.03` is 3%.' },
  comparisonSeconds: { scope: 'resource' },
  exploration: { scope: 'resource' },
  discoverCases: {
    scope: 'resource',
    values: {
      missing: 'Where a function has no case file and is linked to no problem.',
      always: 'Those of the case file, and what is found besides.',
      never: 'Case files and problems alone.',
    },
  },
  timingInputs: {
    scope: 'resource',
    values: {
      auto: 'Where each of its cases takes less than a millisecond, and no problem says what is measured.',
      never: 'Its cases alone, however small they are.',
    },
  },
  testCommand: {
    scope: 'machine-overridable',
    more: 'Such as `python -m pytest -q`. It runs on a copy of the project.',
  },
  testTimeoutSeconds: { scope: 'resource' },
  sandbox: {
    scope: 'machine',
    values: {
      auto: 'A container engine where one runs, else bubblewrap, else none.',
      container: 'A container engine that speaks the Docker API.',
      bubblewrap: 'bubblewrap, on Linux.',
      none: 'No isolation at all: only for code that you trust.',
    },
  },
  image: { scope: 'machine-overridable' },
  allowUnsandboxedModels: { scope: 'machine' },
  caseTimeoutSeconds: { scope: 'resource' },
  memoryLimitMb: { scope: 'resource' },
  baseUrl: {
    scope: 'machine',
    more: 'Its key is stored by the command *Afterburner: Set the key of the model endpoint*.',
  },
  model: { scope: 'machine-overridable' },
  promptProfile: {
    scope: 'machine-overridable',
    values: {
      chat: 'For any model that follows instructions.',
      afterburner: 'The format that the Afterburner models are trained on.',
    },
  },
  tokenBudget: { scope: 'machine-overridable' },
  costBudget: { scope: 'machine-overridable' },
  promptTokenPrice: { scope: 'machine-overridable' },
  answerTokenPrice: { scope: 'machine-overridable' },
  modelTimeoutSeconds: { scope: 'resource' },
};
