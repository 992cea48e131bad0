import type { Call } from '../../protocol/cases.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { Difference } from '../core/case-set.ts';
import type { Manner, VersionExplorer } from '../core/equivalence.ts';
import type { Explored, ExploredOutcome } from '../core/exploring.ts';
import type { Version } from '../core/ports/subject.ts';
import type { GeneratedInput } from './generate/generator.ts';
import { judge, type JudgingPolicy, shownOutcome, type Verdict } from './judging.ts';
import type { Known, Original } from './original.ts';

/** An input on which the candidate is another function, with what both did there. */
export interface Found {
  readonly input: GeneratedInput;
  readonly original: ExploredOutcome;
  readonly candidate: Explored;
  readonly difference: Difference;
}

/** Outcomes in full are looked at up to this length. */
const longestSeen = 400_000;
/** What a candidate gets on an input on which it seemed to take for ever. */
const patienceMs = 1500;
/** Slower by so much, it takes for ever as far as anybody can tell. */
const forever = 50;

/** Runs both versions once more to make sure of a difference. */
export class Verifying {
  readonly #original: Original;
  readonly #candidate: Version;
  readonly #explorer: VersionExplorer;
  readonly #policy: Omit<JudgingPolicy, 'steady'>;

  constructor(
    original: Original,
    candidate: Version,
    explorer: VersionExplorer,
    policy: Omit<JudgingPolicy, 'steady'>,
  ) {
    this.#original = original;
    this.#candidate = candidate;
    this.#explorer = explorer;
    this.#policy = policy;
  }

  /** Inputs that differ when seen in full, in their order; each with both outcomes. */
  async all(
    inputs: readonly GeneratedInput[],
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Result<readonly Found[]>> {
    const full = { ...manner, longest: longestSeen, withArcs: false };
    const calls = inputs.map(({ call }) => call);
    const original = await this.#original.run(calls, full, signal);
    if (!original.ok) return original;
    const known: Known[] = [];
    for (const [index, explored] of original.value.inputs.entries()) {
      const input = inputs[index] as GeneratedInput;
      if (this.#original.behaviour.standingOf(explored) !== 'inside') continue;
      if (!('text' in explored)) continue;
      known.push({ input, explored });
    }
    if (known.length === 0) return ok([]);
    const candidate = await this.run(
      known.map(({ input }) => input.call),
      full,
      signal,
    );
    if (!candidate.ok) return candidate;
    return ok(
      candidate.value.inputs.flatMap((explored, index) => {
        const each = known[index] as Known;
        const verdict = this.judge(each, explored);
        if (verdict.kind === 'different') return [found(each, explored, verdict.difference)];
        return verdict.kind === 'slow' ? this.#tooSlow(each, explored, full.deadlineMs) : [];
      }),
    );
  }

  /** One input in processes of its own, so that nothing that was run before has a part in it. */
  async one(
    input: GeneratedInput,
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Result<Found | null>> {
    const patient = { ...manner, deadlineMs: patienceMs, budgetMs: patienceMs };
    const again = await this.all([input], patient, signal);
    return again.ok ? ok(again.value[0] ?? null) : again;
  }

  run(calls: readonly Omit<Call, 'id'>[], manner: Manner, signal: AbortSignal) {
    const withIds = calls.map((call) => ({ ...call, id: '' }));
    return this.#explorer.explore(this.#candidate, withIds, manner, signal);
  }

  judge({ input, explored }: Known, candidate: Explored): Verdict {
    const policy = { ...this.#policy, steady: this.#original.nature.steady };
    return judge({ call: input.call, explored }, candidate, policy);
  }

  #tooSlow(known: Known, candidate: Explored, deadlineMs: number): readonly Found[] {
    if (known.explored.ns * forever > deadlineMs * 1e6) return [];
    const actual = `it did not end within ${deadlineMs / 1000} s of processor time`;
    const expected = shownOutcome(known.explored);
    const message = `${actual}, expected ${expected}`;
    return [found(known, candidate, { path: 'process', message, expected, actual })];
  }
}

function found({ input, explored }: Known, candidate: Explored, difference: Difference): Found {
  return { input, original: explored, candidate, difference };
}
