import { ok, type Result } from '../../protocol/failures.ts';
import type { Exploration } from '../core/equivalence.ts';
import type { Version } from '../core/ports/subject.ts';
import { Coverage } from './coverage.ts';
import type { GeneratedInput, Generator } from './generate/generator.ts';
import type { Batch, Known, Original } from './original.ts';
import { type Sequence, shrinkSequence } from './sequences.ts';
import { shrink, textOf } from './shrinking.ts';
import type { Found, Verifying } from './verifying.ts';

/** What looking for a difference came to. */
export interface Findings {
  readonly found: Found | null;
  /** Where the difference shows only after other calls in the same process: those calls. */
  readonly before: readonly GeneratedInput[];
  readonly compared: number;
  readonly excluded: Record<'outside' | 'unclear' | 'slow' | 'unstable', number>;
  readonly coverage: Coverage;
  /** Why the candidate could not be run at all. */
  readonly unusable: string | null;
}

export interface ExaminationInput {
  readonly original: Original;
  readonly generator: Generator;
  readonly candidate: Version;
  readonly verifying: Verifying;
  readonly budgetMs: number;
  readonly progress: (compared: number, share: number) => void;
}

/** Batches without anything new, after which more of them promise little. */
const plateauBatches = 4;
const plateauInputs = 4000;
/** Suspects of a batch that are looked at in full. */
const mostSuspects = 40;
const mostConfirmed = 4;
/** A candidate may take so much longer than the original may. */
const slack = 3;
/** The first batch is run backwards too, with one module for all calls: that must not matter. */
const sharedBatch = 0;

/** Runs a candidate on the original's batches, and on new ones, until the time is over. */
export async function examine(
  input: ExaminationInput,
  signal: AbortSignal,
): Promise<Result<Findings>> {
  const examination = new Examination(input);
  const done = await examination.run(signal);
  return done.ok ? ok(examination.findings) : done;
}

class Examination {
  readonly #input: ExaminationInput;
  readonly #coverage = new Coverage();
  readonly #excluded = { outside: 0, unclear: 0, slow: 0, unstable: 0 };
  #compared = 0;
  #found: Found | null = null;
  #before: readonly GeneratedInput[] = [];
  #unusable: string | null = null;
  #slowLooks = 2;

  constructor(input: ExaminationInput) {
    this.#input = input;
  }

  get findings(): Findings {
    return {
      found: this.#found,
      before: this.#before,
      compared: this.#compared,
      excluded: this.#excluded,
      coverage: this.#coverage,
      unusable: this.#unusable,
    };
  }

  async run(signal: AbortSignal): Promise<Result<null>> {
    const { original, budgetMs, progress } = this.#input;
    let until: number | null = null;
    let idle = 0;
    for (let index = 0; idle < plateauBatches || this.#compared < plateauInputs; index += 1) {
      const batch = await original.batch(index, signal);
      if (!batch.ok) return batch;
      if (batch.value === null) break;
      // Learning the original is done once for all its candidates, and not at this one's cost.
      const now = performance.now();
      until ??= now + budgetMs;
      if (index > 0 && now >= until) break;
      const leftMs = Math.max(100, until - now);
      const isNew = await this.#batch(batch.value, leftMs, signal);
      if (!isNew.ok) return isNew;
      if (index === sharedBatch && this.#isOpen) {
        const shared = await this.#shared(batch.value, leftMs, signal);
        if (!shared.ok) return shared;
      }
      if (!this.#isOpen) break;
      idle = isNew.value ? 0 : idle + 1;
      progress(this.#compared, Math.min(1, 1 - (until - performance.now()) / budgetMs));
    }
    return ok(null);
  }

  get #isOpen(): boolean {
    return this.#found === null && this.#unusable === null;
  }

  /** Whether an input went where none had gone before. */
  async #batch(batch: Batch, leftMs: number, signal: AbortSignal): Promise<Result<boolean>> {
    const { verifying, generator } = this.#input;
    for (const kind of ['outside', 'unclear', 'slow'] as const) {
      this.#excluded[kind] += batch.excluded[kind];
    }
    if (batch.known.length === 0) return ok(false);
    const manner = {
      ...batch.manner,
      deadlineMs: slack * batch.manner.deadlineMs,
      budgetMs: leftMs,
      withArcs: true,
    };
    const calls = batch.known.map(({ input }) => input.call);
    const ran = await verifying.run(calls, manner, signal);
    if (!ran.ok) return ran;
    this.#unusable = ran.value.unusable;
    const pioneers = this.#coverage.add(ran.value.arcs);
    for (const index of pioneers) {
      const known = batch.known[index];
      if (known !== undefined) generator.reward(known.input);
    }
    const suspects = this.#suspectsOf(batch, ran.value);
    const settled = await this.#settle(suspects, batch, signal);
    return settled.ok ? ok(pioneers.length > 0) : settled;
  }

  #suspectsOf({ known }: Batch, { inputs }: Exploration): readonly GeneratedInput[] {
    const suspects: GeneratedInput[] = [];
    const slow: Known[] = [];
    for (const [index, explored] of inputs.entries()) {
      const each = known[index] as Known;
      const verdict = this.#input.verifying.judge(each, explored);
      if (verdict.kind === 'unclear') this.#excluded.unclear += 1;
      else if (verdict.kind === 'slow') slow.push(each);
      else {
        this.#compared += 1;
        if (verdict.kind === 'alike') this.#excluded.unstable += 1;
        else if (verdict.kind !== 'same') suspects.push(each.input);
      }
    }
    this.#excluded.slow += slow.length;
    // Where the original is quickest, it is plainest that the candidate takes for ever.
    const quickest = slow.toSorted((a, b) => a.explored.ns - b.explored.ns)[0];
    if (quickest !== undefined && this.#slowLooks > 0 && suspects.length === 0) {
      this.#slowLooks -= 1;
      return [quickest.input];
    }
    return suspects;
  }

  /** Looks at suspects in full, and makes sure of the plainest that is left. */
  async #settle(
    suspects: readonly GeneratedInput[],
    { manner }: Batch,
    signal: AbortSignal,
  ): Promise<Result<null>> {
    if (suspects.length === 0) return ok(null);
    const { verifying, generator } = this.#input;
    const plainest = suspects.toSorted(byPlainness);
    let differing: readonly Found[] = [];
    if (plainest.length > 1) {
      const budgetMs = 2000;
      const seen = await verifying.all(
        plainest.slice(0, mostSuspects),
        { ...manner, budgetMs },
        signal,
      );
      if (!seen.ok) return seen;
      differing = seen.value;
    }
    const inputs = plainest.length > 1 ? differing.map(({ input }) => input) : plainest;
    for (const input of inputs.slice(0, mostConfirmed)) {
      const confirmed = await verifying.one(input, manner, signal);
      if (!confirmed.ok) return confirmed;
      if (confirmed.value === null) continue;
      const smaller = await shrink(confirmed.value, generator, verifying, manner, signal);
      if (!smaller.ok) return smaller;
      const surely = await verifying.one(smaller.value.input, manner, signal);
      if (!surely.ok) return surely;
      this.#found = surely.value ?? confirmed.value;
      return ok(null);
    }
    return ok(null);
  }

  /** A candidate that keeps something from call to call may give it to the wrong one. */
  async #shared(batch: Batch, leftMs: number, signal: AbortSignal): Promise<Result<null>> {
    const { original, verifying } = this.#input;
    if (original.nature.isStateful || original.nature.isUnsteady) return ok(null);
    const manner = {
      ...batch.manner,
      callsPerModule: 0,
      deadlineMs: slack * batch.manner.deadlineMs,
      budgetMs: leftMs,
      withArcs: false,
    };
    // The same input twice in a row shows best what was kept.
    const known = batch.known.toReversed().flatMap((each) => [each, each]);
    const calls = known.map(({ input }) => input.call);
    const find = async (): Promise<Result<Sequence | null>> => {
      const ran = await verifying.run(calls, manner, signal);
      if (!ran.ok) return ran;
      for (const [index, candidate] of ran.value.inputs.entries()) {
        const each = known[index] as Known;
        const verdict = verifying.judge(each, candidate);
        if (verdict.kind !== 'different') continue;
        const { input, explored } = each;
        const { difference } = verdict;
        const before = known.slice(0, index).map((one) => one.input);
        return ok({ found: { input, original: explored, candidate, difference }, before });
      }
      return ok(null);
    };
    const first = await find();
    if (!first.ok || first.value === null) return first.ok ? ok(null) : first;
    const second = await find();
    if (!second.ok) return second;
    const isRepeated =
      second.value !== null && textOf(second.value.found.input) === textOf(first.value.found.input);
    if (!isRepeated) return ok(null);
    const held = await original.run(calls, manner, signal);
    if (!held.ok) return held;
    const isOriginalToo = known.some((each, index) => {
      const explored = held.value.inputs[index];
      return explored !== undefined && verifying.judge(each, explored).kind === 'different';
    });
    if (isOriginalToo) return ok(null);
    const { generator } = this.#input;
    const setup = { original, verifying, generator, known: batch.known, manner };
    const shrunk = await shrinkSequence(first.value, setup, signal);
    if (!shrunk.ok) return shrunk;
    const { found, before } = shrunk.value ?? first.value;
    this.#found = found;
    this.#before = before;
    return ok(null);
  }
}

/** Those first that nothing speaks against, and of them the shortest. */
function byPlainness(a: GeneratedInput, b: GeneratedInput): number {
  const isStranger = Number(a.outside !== null) - Number(b.outside !== null);
  return isStranger !== 0 ? isStranger : textOf(a).length - textOf(b).length;
}
