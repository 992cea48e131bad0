import { z } from 'zod';

/**
 * Every way in which the machinery can fail a user, with its exit code and its standing advice.
 * What the measured program does (raise, loop, eat memory) is a verdict and never stands here.
 * Exit codes: 2 wrong use or bad input, 3 no usable sandbox, 4 the sandbox itself failed, 130
 * interrupted.
 */
export const failureTable = {
  usage: { exit: 2, hint: 'Run afterburner --help.' },
  'file-not-found': { exit: 2, hint: 'Check the path.' },
  'file-unreadable': { exit: 2, hint: 'Check that it is a UTF-8 text file that you may read.' },
  'file-changed': { exit: 2, hint: 'Nothing was written. Run the command again.' },
  'file-not-written': { exit: 2, hint: 'Check that the file and its folder can be written.' },
  'language-unsupported': { exit: 2, hint: 'Supported today: Python (.py).' },
  'function-not-found': { exit: 2, hint: 'Name it as function, Class.method or outer.inner.' },
  'name-clash': { exit: 2, hint: 'Rename one of the two.' },
  'function-nested': { exit: 2, hint: 'Move it to the module, or choose the function around it.' },
  'syntax-error': { exit: 2, hint: 'Mend the file first.' },
  'cases-missing': {
    exit: 2,
    hint: 'Write a NAME.cases.json beside the file, or name one with --cases.',
  },
  'cases-invalid': { exit: 2, hint: 'See schemas/cases.schema.json.' },
  'cases-empty': { exit: 2, hint: 'Add at least one case.' },
  'cases-other-function': { exit: 2, hint: 'Name the right case file with --cases.' },
  'cases-too-large': { exit: 2, hint: 'Make the inputs smaller.' },
  'profile-impossible': {
    exit: 2,
    hint: 'Choose cases that it gets through, or raise --case-timeout-seconds.',
  },
  'pack-invalid': { exit: 2, hint: 'See schemas/pack.schema.json.' },
  'problem-unknown': {
    exit: 2,
    hint: 'Measure the pack that has it (afterburner pack measure FILE), or give the function cases.',
  },
  'setting-invalid': { exit: 2, hint: 'See the table of settings in the README.' },
  'model-not-configured': {
    exit: 2,
    hint: 'Give --base-url and --model, and the key in AFTERBURNER_API_KEY or OPENAI_API_KEY.',
  },
  'model-refused': { exit: 2, hint: 'Check --base-url, --model and the key.' },
  'model-not-understood': {
    exit: 2,
    hint: 'Check --base-url: it names an OpenAI chat API, and usually ends in /v1.',
  },
  'model-budget': {
    exit: 2,
    hint: 'Raise --token-budget or --cost-budget, or do with fewer --iterations.',
  },
  'model-unreachable': { exit: 4, hint: 'Check that the endpoint runs, then try again.' },
  'queue-full': { exit: 4, hint: 'Wait for a run to end, or cancel one.' },
  'no-sandbox': { exit: 3, hint: 'Run afterburner doctor: it says what to install.' },
  'engine-unreachable': {
    exit: 3,
    hint: 'Start the container engine, or choose --sandbox bubblewrap.',
  },
  'image-unavailable': { exit: 3, hint: 'Run npm run setup, or name an image by digest.' },
  'image-build-failed': {
    exit: 3,
    hint: 'Mend what the log names; afterburner doctor looks at the engine.',
  },
  'packages-not-installed': {
    exit: 3,
    hint: 'Mend what is declared, or write .afterburner/Dockerfile (ARG BASE, FROM $BASE, and what it takes).',
  },
  'package-missing': {
    exit: 3,
    hint: 'Declare it in requirements.txt or pyproject.toml, or write .afterburner/Dockerfile.',
  },
  'project-too-large': {
    exit: 2,
    hint: 'Name what commands do without in .afterburner/leave-out, a folder or file a line.',
  },
  'toolchain-missing': { exit: 3, hint: 'Install the language, or use a container engine.' },
  'isolation-refused': {
    exit: 3,
    hint: 'Install a container engine or bubblewrap, or insist with --allow-unsandboxed-models.',
  },
  'sandbox-failed': {
    exit: 4,
    hint: 'Run the command again; if it fails again, see afterburner doctor.',
  },
  'run-unknown': { exit: 2, hint: 'It may have been deleted: look at the list again.' },
  'version-missing': { exit: 2, hint: 'Choose another version of the run.' },
  'run-running': { exit: 2, hint: 'Cancel it, or wait for its end.' },
  'daemon-unreachable': { exit: 4, hint: 'Run afterburner stop and try again.' },
  'folder-unusable': {
    exit: 4,
    hint: 'Set AFTERBURNER_HOME to a folder that belongs to you and can be written.',
  },
  'history-newer': { exit: 4, hint: 'Update Afterburner, or move that file away.' },
  'history-unusable': { exit: 4, hint: 'Check the free space and the rights of its folder.' },
  'daemon-mismatch': { exit: 4, hint: 'Run afterburner stop once its runs have ended.' },
  internal: { exit: 4, hint: 'This is a defect of Afterburner: please report it.' },
  'workspace-untrusted': { exit: 2, hint: 'Trust the workspace to run its code.' },
  cancelled: { exit: 130, hint: 'Nothing was changed.' },
} as const satisfies Record<string, { exit: number; hint: string }>;

export type FailureCode = keyof typeof failureTable;

export const failureSchema = z.object({
  code: z.enum(Object.keys(failureTable) as [FailureCode, ...FailureCode[]]),
  message: z.string(),
  hint: z.string(),
});
/** A failure of the machinery, ready to be shown: what is wrong, and what to do. */
export type Failure = z.infer<typeof failureSchema>;

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A Result as it crosses a process. */
export function resultSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: FailureCode,
  message: string,
  hint: string = failureTable[code].hint,
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message, hint } };
}
