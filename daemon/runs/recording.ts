import { relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Recording, RecordParams } from '../../protocol/recording.ts';
import type { CallRecorder, RecordCounts, RecordedCall } from '../core/ports/recording.ts';
import type { Language } from '../core/ports/language.ts';
import type { RunReport } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import type { RecordedFile, RecordingParts } from '../core/recording.ts';
import { endedEarly } from '../measure/round.ts';
import { openProject } from './project-command.ts';
import { projectPartOf } from './project.ts';
import { type Held, Reproducing } from './reproducing.ts';
import type { Surroundings } from './session.ts';
import { findSubject, type FoundSubject } from './subject.ts';

/** What recording needs; the composition root provides it. */
export interface RecordParts extends Surroundings {
  readonly languages: readonly Language[];
  readonly recording: RecordingParts;
}

/** Characters of one call's inputs, and of all that are chosen. */
const longest = 256 * 1024;
const mostCharacters = 1024 * 1024;
/** Of the time that a run over all cases may take: measuring runs them many times. */
const timeShare = 1 / 8;
/** For the recorder to hand on what there is, once the command was stopped. */
const graceMs = 15_000;
/** What does not hold is replaced by other calls so many times. */
const mostTries = 3;
const mostShown = 5;

/**
 * Runs a command on a copy of the project, and makes cases of the calls that it made of a function.
 * Each is run once more by itself, and left out where the function then does something else.
 * Nothing is written: the answer has the case file's new text.
 */
export async function record(
  parts: RecordParts,
  params: RecordParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Recording>> {
  const found = await findSubject(params.subject, parts.languages);
  if (!found.ok) return found;
  const subject = found.value;
  const { recorder } = subject.language;
  if (recorder === undefined) {
    return fail('language-unsupported', `Calls in ${subject.language.id} cannot be recorded.`);
  }
  if (subject.target.kind === 'program') {
    return fail('usage', 'Calls are recorded of a function.', 'Name it with --function.');
  }
  const file = await parts.recording.recordedFile(subject);
  if (!file.ok) return file;
  const ran = await run(parts, subject, recorder, params, tell, signal);
  if (!ran.ok) return ran;
  const { report } = ran.value;
  const said = recorder.report(report.outcome);
  const recorded = said.kind === 'recorded' ? said : null;
  const captured = recorded?.calls ?? [];
  const fresh = captured.filter(({ call }) => !file.value.isKnown(call));
  const setting = { parts, subject, params, file: file.value, calls: fresh };
  const settled = await settle(setting, tell, signal);
  if (!settled.ok) return settled;
  const { held, slow, refused, unusable } = settled.value;
  const written = file.value.with(held.map(({ call, ns }) => ({ ...call, ns })));
  if (!written.ok) return written;
  const counts = recorded?.counts ?? noCounts;
  const calls = {
    made: counts.calls,
    inner: counts.inner,
    captured: captured.length,
    large: counts.large,
    slow,
    unreadable: [...counts.unreadable],
    known: captured.length - fresh.length,
    unreproduced: refused.length,
  };
  const exit = recorded?.exit ?? { kind: 'ended' as const, how: howEnded(report) };
  const nothing = held.length > 0 ? null : nothingOf(counts, calls, unusable);
  const name = subject.target.name;
  return ok({
    function: name,
    path: subject.path,
    command: params.command,
    exit,
    output: lastLines(report),
    calls,
    processes: counts.processes,
    ...written.value,
    unreproduced: refused.slice(0, mostShown).map(({ call, message }) => {
      return { call: parts.recording.showCall(call.call), message };
    }),
    nothing,
    reason: nothing === null ? null : reasonOf(nothing, name, calls, unusable),
  });
}

async function run(
  parts: RecordParts,
  subject: FoundSubject,
  recorder: CallRecorder,
  { command, folder, settings }: RecordParams,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<{ readonly report: RunReport }>> {
  const { language, target, version, fileName } = subject;
  const { modules } = await projectPartOf(subject, [], settings, parts.rootOf);
  const tools = language.project?.commands.toolsOf(command.join(' ')) ?? [];
  const project = await openProject(parts, subject, tools, settings, tell, signal);
  if (!project.ok) return project;
  try {
    const { root } = project.value;
    const within = folder === null ? '' : slashed(relative(root, folder));
    const seconds = settings.testTimeoutSeconds;
    const job = recorder.job({
      fileName,
      source: version.source,
      modules,
      function: target,
      path: slashed(relative(root, subject.path)),
      command,
      folder: within.startsWith('..') ? '' : within,
      longest,
      seconds,
    });
    if (!job.ok) return job;
    tell({ kind: 'measuring', what: 'Recording calls', done: 0, total: 1 });
    const started = {
      ...job.value,
      folder: within.startsWith('..') ? '' : within,
      wallMs: seconds * 1000 + graceMs,
    };
    const report = await project.value.run(started, signal);
    return report.ok ? ok({ report: report.value }) : report;
  } finally {
    await project.value.close();
  }
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

interface Setting {
  readonly parts: RecordParts;
  readonly subject: FoundSubject;
  readonly params: RecordParams;
  readonly file: RecordedFile;
  /** Those that the case file does not have yet. */
  readonly calls: readonly RecordedCall[];
}

interface Settled {
  readonly held: readonly Held[];
  readonly refused: readonly { readonly call: RecordedCall; readonly message: string }[];
  readonly slow: number;
  /** Why the function could not be run by itself at all; null where it could. */
  readonly unusable: string | null;
}

/** Chooses calls and sees whether they hold, and chooses others for those that do not. */
async function settle(
  { parts, subject, params, file, calls }: Setting,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<Settled>> {
  const { settings, limit } = params;
  const { chooseCalls } = parts.recording;
  const ns = settings.caseTimeoutSeconds * 1e9 * timeShare;
  const held: Held[] = [];
  const refused: Settled['refused'][number][] = [];
  const tried = new Set<RecordedCall>();
  let slow = 0;
  if (calls.length === 0) return ok({ held, refused, slow, unusable: null });
  return Reproducing.within(
    parts,
    subject,
    calls,
    settings,
    tell,
    signal,
    async (reproducing): Promise<Result<Settled>> => {
      for (let tries = 0; tries < mostTries && held.length < limit; tries++) {
        const open = calls.filter((call) => !tried.has(call));
        const bounds = { limit: limit - held.length, characters: mostCharacters, ns };
        const choice = chooseCalls(
          open,
          held.map(({ call }) => call),
          bounds,
        );
        if (tries === 0) slow = choice.slow;
        if (choice.chosen.length === 0) break;
        for (const call of choice.chosen) tried.add(call);
        const looked = await reproducing.look(choice.chosen, file, signal);
        if (!looked.ok) return looked;
        held.push(...looked.value.held);
        refused.push(...looked.value.refused);
        if (looked.value.unusable !== null) {
          return ok({ held, refused, slow, unusable: looked.value.unusable });
        }
      }
      const order = new Map(calls.map((call, at) => [call, at]));
      const inOrder = held.toSorted((a, b) => (order.get(a.call) ?? 0) - (order.get(b.call) ?? 0));
      return ok({ held: inOrder, refused, slow, unusable: null });
    },
  );
}

const noCounts: RecordCounts = {
  processes: 0,
  calls: 0,
  inner: 0,
  large: 0,
  unreadable: [],
  isOpaque: false,
};

function nothingOf(
  { processes, isOpaque }: RecordCounts,
  { made, captured, known }: Recording['calls'],
  unusable: string | null,
): NonNullable<Recording['nothing']> {
  if (processes === 0) return 'not-imported';
  if (made === 0) return isOpaque ? 'no-function' : 'not-called';
  if (captured === 0) return 'unreadable';
  if (known === captured) return 'known';
  return unusable === null ? 'unreproduced' : 'unusable';
}

function reasonOf(
  nothing: NonNullable<Recording['nothing']>,
  name: string,
  { captured, large, slow }: Recording['calls'],
  unusable: string | null,
): string {
  switch (nothing) {
    case 'not-imported':
      return `The file of ${name} was never imported.`;
    case 'not-called':
      return `${name} was never called.`;
    case 'no-function':
      return `What its decorators make of ${name} is no function.`;
    case 'unreadable':
      return large > 0
        ? `No call of ${name} has inputs that a case file could hold.`
        : `The inputs of ${name} cannot be made again.`;
    case 'known':
      return `The case file has all inputs of its calls already.`;
    case 'unusable':
      return `${name} cannot be run by itself: ${unusable}.`;
    case 'unreproduced':
      return slow === captured
        ? `Every call of ${name} takes too long to be measured.`
        : `Run by itself, ${name} does something else on the same inputs.`;
  }
}

const lines = 12;
const characters = 2000;

function lastLines({ stdout, stderr }: RunReport): string {
  const text = [stdout, stderr]
    .map((bytes) =>
      Buffer.from(bytes.subarray(-4 * characters))
        .toString('utf8')
        .trim(),
    )
    .filter((each) => each !== '')
    .join('\n');
  return stripVTControlCharacters(text).split('\n').slice(-lines).join('\n').slice(-characters);
}

function howEnded(report: RunReport): string {
  return endedEarly(report, { kind: 'silent' })?.message ?? 'it did not say what it recorded';
}
