import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Value } from '../../../protocol/cases.ts';
import { fail, ok, type Result } from '../../../protocol/failures.ts';
import type {
  CallRecorder,
  RecordCounts,
  RecordedCall,
  RecordJob,
  RecordPlan,
  RecordReport,
} from '../../core/ports/recording.ts';
import { readJson, subjectFiles } from './harness.ts';
import { marshal, type Marshalled } from './marshal.ts';
import { watchedSource } from './watched-source.ts';

/** Python's recorder, with its programs read from the folder; six of the files make one module. */
export async function createRecorder(folder: string): Promise<CallRecorder> {
  const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
  const inside = [
    'encoding.py',
    'states.py',
    'foreign.py',
    'recording_values.py',
    'recording.py',
    'recording_watch.py',
  ];
  const recorded = Buffer.concat(await Promise.all(inside.map(read)));
  const recorder = Buffer.concat(await Promise.all(['channel.py', 'recorder.py'].map(read)));
  return {
    job: (plan) => recordingJob({ recorded, recorder }, plan),
    report: recordingReport,
  };
}

interface RecordingTexts {
  /** What stands in the recorded processes. */
  readonly recorded: Uint8Array;
  /** What starts the command. */
  readonly recorder: Uint8Array;
}

/** Tests are not looked for in hidden folders. */
const ownFolder = '.afterburner-recorder';

/** What runs a plan's command with a watched version of the function's file in the copy. */
function recordingJob({ recorded, recorder }: RecordingTexts, plan: RecordPlan): Result<RecordJob> {
  const { function: target, source, path, command, longest, seconds } = plan;
  if (target.decorators.some(isProperty)) {
    const message = `${target.name} is a property: it is not called, and has no arguments.`;
    return fail('usage', message, 'Choose a function or a method.');
  }
  const up = plan.folder === '' ? '' : plan.folder.replace(/[^/]+/g, '..').concat('/');
  const settings = marshal(
    new Map<string, Marshalled>([
      ['binding', target.binding],
      ['last', target.name.split('.').at(-1) ?? target.name],
      ['module', subjectFiles(plan).module],
      ['longest', longest],
      ['seconds', seconds],
    ]),
  );
  return ok({
    argv: ['python3', '-I', '-B', `${up}${ownFolder}/recorder.py`, ...command],
    env: {},
    over: [
      { path, content: Buffer.from(watchedSource(source, target)) },
      { path: `${ownFolder}/afterburner_recorded.py`, content: recorded },
      { path: `${ownFolder}/recorder.py`, content: recorder },
      { path: `${ownFolder}/plan`, content: settings },
    ],
  });
}

function isProperty(decorator: string): boolean {
  return /(^|\.)(cached_)?property$/.test(decorator);
}

const count = z.int().nonnegative();

const head = z.object({
  kind: z.literal('recorded'),
  code: count,
  signal: count,
  isStopped: z.boolean(),
  processes: count,
  calls: count,
  inner: count,
  large: count,
  isOpaque: z.boolean(),
  unreadable: z.array(z.tuple([z.string(), count])),
});

const values = z.array(z.custom<Value>());
const named = z.record(z.string(), z.custom<Value>());

const inputs = z.object({
  init: values.nullable(),
  self: z.custom<Value>().optional(),
  args: values,
  kwargs: named,
});

const outcomeSchema = z.object({
  id: z.string(),
  kind: z.enum(['returned', 'raised']),
  value: z.custom<Value>(),
  exception: z.string().nullable(),
  message: z.string().nullable(),
  args: values,
  kwargs: named,
  self: z.custom<Value>(),
});

/** What is written down of a program's own accord is bounded again here. */
const mostCalls = 50_000;
const mostNested = 500;

/**
 * Reads what the recorder sent: a line about the command, then one for each call. A line that does
 * not fit is passed over: the recorded program may have written it.
 */
function recordingReport(outcome: Uint8Array): RecordReport {
  const lines = Buffer.from(outcome).toString('utf8').split('\n');
  const said = head.safeParse(readJson(lines[0] ?? ''));
  if (!said.success) return { kind: 'silent' };
  const { code, signal, isStopped, unreadable, ...counts } = said.data;
  const calls = lines.slice(1, mostCalls).flatMap((line) => callOf(line) ?? []);
  return {
    kind: 'recorded',
    calls,
    counts: { ...countsOf(counts), unreadable: grouped(unreadable) },
    exit: isStopped
      ? { kind: 'stopped' }
      : signal === 0
        ? { kind: 'exited', code }
        : { kind: 'signalled', signal },
  };
}

function countsOf({
  processes,
  calls,
  inner,
  large,
  isOpaque,
}: Omit<RecordCounts, 'unreadable'>): Omit<RecordCounts, 'unreadable'> {
  return { processes, calls, inner, large, isOpaque };
}

/** The most frequent first. */
function grouped(found: readonly (readonly [string, number])[]): RecordCounts['unreadable'] {
  return found
    .map(([type, times]) => ({ type, count: times }))
    .filter((each) => each.count > 0)
    .toSorted((a, b) => b.count - a.count);
}

function callOf(line: string): RecordedCall | null {
  const [mark, given, told, ns, cpuNs, why, test] = line.split('\t');
  if (mark !== 'c' || given === undefined || test === undefined) return null;
  if (isTooNested(given) || isTooNested(told ?? '')) return null;
  const call = inputs.safeParse(readJson(given));
  const name = readJson(test);
  if (!call.success || typeof name !== 'string') return null;
  const outcome = told === '' ? null : outcomeSchema.safeParse(readJson(told ?? ''));
  if (outcome?.success === false) return null;
  const { self, ...others } = call.data;
  return {
    call: { id: '', ...others, ...(self === undefined ? {} : { self }) },
    outcome: outcome?.data ?? null,
    ns: Number(ns) || 0,
    cpuNs: Number(cpuNs) || 0,
    isInner: why === 'inner',
    test: name.slice(0, 300),
  };
}

function isTooNested(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > mostNested) return true;
  }
  return false;
}
