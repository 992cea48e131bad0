import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, Value } from '../../../protocol/cases.ts';
import type { HarnessReport, RunPlan } from '../../core/ports/harness.ts';
import type { ProgramJob } from '../../core/ports/sandbox.ts';
import { marshal, type Marshalled, NeedsRecipe, Tuple } from './marshal.ts';
import { recipeOf } from './recipes.ts';

/** Without the user's own packages, and writing no bytecode beside the sources. */
export const interpreter = ['python3', '-s', '-B'] as const;

const harnessName = 'afterburner_harness';
const buildingName = 'afterburner_building';
const kitName = 'afterburner_kit.py';

/** Compiles the parts, which would otherwise be done in every run, with the sandbox's Python. */
const kitProgram = `import marshal
import os
from importlib.util import MAGIC_NUMBER

data = b''
for name in ('${harnessName}.py', '${buildingName}.py'):
    with open(name, 'rb') as file:
        code = compile(file.read(), name, 'exec')
    part = MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
    data += len(part).to_bytes(4, 'little') + part
os.write(3, b'I' + bytes(4))
os.read(3, 4)
message = memoryview(b'O' + len(data).to_bytes(4, 'little') + data)
while message:
    message = message[os.write(3, message) :]
`;

/** Bytecode for the Python that runs this job: of the harness, then of what makes instances. */
export function pythonKit({ harness, building }: HarnessTexts): ProgramJob {
  return {
    argv: [...interpreter, kitName],
    env: {},
    files: [
      { path: kitName, content: Buffer.from(kitProgram) },
      { path: `${harnessName}.py`, content: harness },
      { path: `${buildingName}.py`, content: building },
    ],
    input: new Uint8Array(),
  };
}

/** What a job is made of beside its plan. */
export interface HarnessTexts {
  readonly harness: Uint8Array;
  /** Makes instances; sent where a call has one. */
  readonly building: Uint8Array;
}

/**
 * What a process with a harness has in its environment. Libraries of linear algebra take one thread:
 * there is one core, and more of them would share it.
 */
export function environment({
  hashSeed,
}: Pick<RunPlan, 'hashSeed'>): Readonly<Record<string, string>> {
  return {
    PYTHONHASHSEED: String(hashSeed),
    PYTHONIOENCODING: 'utf-8',
    LC_ALL: 'C.UTF-8',
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    BLIS_NUM_THREADS: '1',
    NUMEXPR_NUM_THREADS: '1',
    POLARS_MAX_THREADS: '1',
  };
}

/** The run of a plan under the Python harness: its bytecode where a kit was made, else its text. */
export function pythonJob(texts: HarnessTexts, plan: RunPlan, kit: Uint8Array | null): ProgramJob {
  const [program, building] = harnessFiles(texts, kit);
  const { path, module, files, isAlone } = subjectFiles(plan);
  const { calls, hasInstances } = packedCalls(plan.calls);
  const how = [path, module, plan.function.kind, ...(isAlone ? [] : ['beside'])];
  return {
    argv: [...interpreter, program.path, ...how],
    env: environment(plan),
    files: [program, ...(hasInstances ? [building] : []), ...files],
    input: marshal(
      new Map<string, Marshalled>([
        ['mode', plan.mode],
        ['function', plan.function.name],
        ['binding', plan.function.binding],
        ['async', plan.function.isAsync],
        ['repeat', plan.repeat],
        ['regions', plan.regions],
        ['watched', plan.watched],
        ['calls', calls],
        ['hasInstances', hasInstances],
      ]),
    ),
  };
}

type JobFile = ProgramJob['files'][number];

/** The harness, and what makes instances, as files: bytecode where there is some, else text. */
export function harnessFiles(
  { harness, building }: HarnessTexts,
  kit: Uint8Array | null,
): readonly [harness: JobFile, building: JobFile] {
  if (kit === null) {
    return [
      { path: `${harnessName}.py`, content: harness },
      { path: `${buildingName}.py`, content: building },
    ];
  }
  const size = Buffer.from(kit.subarray(0, 4)).readUInt32LE();
  return [
    { path: `${harnessName}.pyc`, content: kit.subarray(4, 4 + size) },
    { path: `${buildingName}.pyc`, content: kit.subarray(8 + size) },
  ];
}

/** The file that a plan runs, with what it imports of its project beside it. */
export function subjectFiles({
  fileName,
  source,
  modules,
}: Pick<RunPlan, 'fileName' | 'source' | 'modules'>): {
  readonly path: string;
  readonly module: string;
  readonly files: ProgramJob['files'];
  readonly isAlone: boolean;
} {
  const module = modules?.module ?? moduleName(fileName);
  const path = modules?.path ?? `${module}.py`;
  const files = [{ path, content: Buffer.from(source) }, ...(modules?.files ?? [])];
  return { path, module, files, isAlone: !modules };
}

/**
 * Calls whose arguments stay packed, since every pass unpacks its own copy of them; and whether any
 * of them has an instance, which takes the file that makes them.
 */
export function packedCalls(calls: readonly Call[]): {
  readonly calls: Marshalled;
  readonly hasInstances: boolean;
} {
  let hasInstances = false;
  const packed = calls.map((call) => {
    const plain = call.self === undefined ? plainly(call) : null;
    hasInstances ||= plain === null;
    return new Tuple(call.id, plain ?? marshal(recipeOf(call)));
  });
  return { calls: Tuple.of(packed), hasInstances };
}

/** Null where an argument holds an instance. */
function plainly({ init, args, kwargs }: Call): Uint8Array | null {
  try {
    return marshal(new Tuple(init ?? [], args, new Map(Object.entries(kwargs))));
  } catch (error) {
    if (error instanceof NeedsRecipe) return null;
    throw error;
  }
}

const ran = z.object({
  kind: z.literal('ran'),
  toolchain: z.string().max(100),
  digests: z.array(z.string().max(64)),
  caseNs: z.array(z.number().nonnegative()),
  regionNs: z.array(z.number().nonnegative()),
  freshNs: z.number().nonnegative(),
});

const outcomesSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['returned', 'raised', 'unbuilt']),
    value: z.custom<Value>(),
    exception: z.string().nullable(),
    message: z.string().nullable(),
    args: z.array(z.custom<Value>()),
    kwargs: z.record(z.string(), z.custom<Value>()),
    self: z.custom<Value>(),
  }),
);

export const unusable = z.object({
  kind: z.literal('unusable'),
  stage: z.enum(['import', 'lookup', 'input']),
  exception: z.string(),
  message: z.string(),
});

const report = z.discriminatedUnion('kind', [ran, unusable]);

/**
 * Reads what the harness sent: a line about the run, then the outcomes where they were asked for.
 * `silent` for nothing, or for anything that the harness would not send. Where the outcomes came,
 * the digest of the first pass is taken here, and not believed.
 */
export function pythonReport(outcome: Uint8Array): HarnessReport {
  const end = outcome.indexOf(0x0a);
  const line = end < 0 ? outcome : outcome.subarray(0, end);
  const rest = end < 0 ? new Uint8Array() : outcome.subarray(end + 1);
  const parsed = report.safeParse(readJson(line));
  if (!parsed.success) return { kind: 'silent' };
  if (parsed.data.kind === 'unusable') return parsed.data;
  if (rest.length === 0) return { ...parsed.data, outcomes: null };
  const outcomes = outcomesSchema.safeParse(readJson(rest));
  if (!outcomes.success) return { kind: 'silent' };
  const digest = createHash('sha256').update(rest).digest('hex');
  const digests = [digest, ...parsed.data.digests.slice(1)];
  return { ...parsed.data, outcomes: outcomes.data, digests };
}

export function readJson(text: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A file's name as Python would import it; characters that no module can have become `_`. */
export function moduleName(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_]/gu, '_');
  const named = /^\p{N}/u.test(stem) || stem === '' ? `_${stem}` : stem;
  return named.startsWith('afterburner_') ? `_${named}` : named;
}
