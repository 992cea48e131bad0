import { z } from 'zod';
import type { Arcs, Explored } from '../../core/exploring.ts';
import type { ExplorePlan, ExploreReport } from '../../core/ports/harness.ts';
import type { ProgramJob } from '../../core/ports/sandbox.ts';
import type { HarnessTexts } from './harness.ts';
import {
  environment,
  harnessFiles,
  interpreter,
  packedCalls,
  readJson,
  subjectFiles,
  unusable,
} from './harness.ts';
import { marshal, type Marshalled } from './marshal.ts';

const exploringName = 'afterburner_exploring.py';
const arcsName = 'afterburner_arcs.py';
const steadyName = 'afterburner_steady.py';

/** What exploring needs beside the harness. */
export interface ExploringTexts extends HarnessTexts {
  readonly exploring: Uint8Array;
  readonly arcs: Uint8Array;
  readonly steady: Uint8Array;
}

/** The run of a plan under the harness that explores, which has the measuring one beside it. */
export function exploringJob(
  texts: ExploringTexts,
  plan: ExplorePlan,
  kit: Uint8Array | null,
): ProgramJob {
  const { path, module, files } = subjectFiles(plan);
  const [program, building] = harnessFiles(texts, kit);
  const { calls, hasInstances } = packedCalls(plan.calls);
  const { kind } = plan.function;
  return {
    argv: [...interpreter, exploringName, path, module, kind, plan.isTimed ? 'yes' : 'no'],
    env: environment(plan),
    files: [
      program,
      { path: exploringName, content: texts.exploring },
      { path: steadyName, content: texts.steady },
      ...(plan.withArcs ? [{ path: arcsName, content: texts.arcs }] : []),
      ...(hasInstances ? [building] : []),
      ...files,
    ],
    input: marshal(
      new Map<string, Marshalled>([
        ['function', plan.function.name],
        ['binding', plan.function.binding],
        ['async', plan.function.isAsync],
        ['randomSeed', plan.randomSeed],
        ['perModule', plan.callsPerModule],
        ['deadlineMs', plan.deadlineMs],
        ['budgetMs', plan.budgetMs],
        ['longest', plan.longest],
        ['withArcs', plan.withArcs],
        ['timed', plan.isTimed],
        ['calls', calls],
        ['hasInstances', hasInstances],
      ]),
    ),
  };
}

const beginning = z.object({ toolchain: z.string().max(100), freshNs: z.number().nonnegative() });

/**
 * Reads what the harness sent, line by line: the results of inputs in their order, the ways that
 * they took, `end`. What does not fit ends the reading there, as if the process had ended.
 */
export function exploringReport(outcome: Uint8Array): ExploreReport {
  const lines = Buffer.from(outcome).toString('utf8').split('\n');
  const first = readJson(lines[0] ?? '');
  const refusal = unusable.safeParse(first);
  if (refusal.success) return refusal.data;
  const begun = beginning.safeParse(first);
  if (!begun.success) return { kind: 'silent' };
  const reader = new Reader();
  for (const line of lines.slice(1)) if (!reader.read(line)) break;
  return { kind: 'explored', ...begun.data, ...reader.found };
}

class Reader {
  readonly #inputs: Explored[] = [];
  readonly #taken: Arcs['taken'][number][] = [];
  readonly #possible: number[] = [];
  #isWhole = false;

  get found() {
    return {
      inputs: this.#inputs,
      arcs: { taken: this.#taken, possible: this.#possible },
      isWhole: this.#isWhole,
    };
  }

  /** Whether there may be more to read. */
  read(line: string): boolean {
    if (line === 'end') {
      this.#isWhole = true;
      return false;
    }
    const cells = line.split('\t');
    if (cells[0] === 'p') this.#possible.push(...numbers(cells[1]));
    else if (cells[0] === 'a') {
      this.#taken.push({ input: Number(cells[1]), arcs: numbers(cells[2]) });
    } else {
      const explored = cells[0] === String(this.#inputs.length) ? exploredOf(cells) : null;
      if (explored === null) return false;
      this.#inputs.push(explored);
    }
    return true;
  }
}

const mostNumbers = 100_000;

function numbers(cell: string | undefined): readonly number[] {
  const found = (cell ?? '').split(',').slice(0, mostNumbers).map(Number);
  return found.every((number) => Number.isSafeInteger(number)) ? found : [];
}

function exploredOf([, kind, ns, exception, printed, text]: readonly string[]): Explored | null {
  if (kind === 's') return { kind: 'stopped' };
  if (kind === 'u') {
    const why = readJson(text ?? '');
    return typeof why === 'string' ? { kind: 'unbuilt', why } : null;
  }
  if (kind === undefined || !/^[rx]d?l?$/.test(kind) || text === undefined) return null;
  const stdout = printed === '' ? '' : readJson(printed ?? '');
  if (typeof stdout !== 'string') return null;
  const raised = kind.startsWith('x');
  return {
    kind: raised ? 'raised' : 'returned',
    exception: raised ? (exception ?? '') : null,
    isDeliberate: kind.includes('d'),
    text,
    isDigest: kind.endsWith('l'),
    stdout,
    ns: Number(ns) || 0,
  };
}
