import type { Objective } from '../../protocol/comparison.ts';
import { ok, type Result } from '../../protocol/failures.ts';
import type { FrontMember } from '../../protocol/optimization.ts';
import type { Candidate } from './candidates.ts';
import { chained, frontOf, type Standing } from './front.ts';
import { findCheat, gainNeedsRepetition } from './judge.ts';
import type { Compared, Laboratory } from './laboratory.ts';
import type { Version } from './ports/subject.ts';

/** A version that was compared in full, and where that puts it. */
interface Placed extends Standing {
  readonly candidate: Candidate;
  readonly iteration: number;
  readonly attempt: number;
  readonly obtained: FrontMember['obtained'];
}

/** Members of the front that are measured once more, beyond the best. */
const mostMeasured = 3;

/**
 * Time and memory of every correct version of a loop that was compared in full, against the
 * original. What was compared with a later parent has only the product of two ratios that were
 * measured apart. Such members of the front are compared with the original itself when the loop
 * ends, as the best is, and for the same reason: who stands out among many does so by luck as well.
 * It costs little, since few are left by then; what is beyond the few stays `chained`, with bounds
 * that are rather too wide.
 */
export class TradeOffs {
  readonly #minimumGain: number;
  readonly #objective: Objective;
  readonly #placed = new Map<Candidate, Placed>();
  #best: Candidate | null = null;

  constructor(objective: Objective, minimumGain: number) {
    this.#objective = objective;
    this.#minimumGain = minimumGain;
  }

  /** A comparison of the loop, with `parent`, or with the original where that is null. */
  compared(
    candidate: Candidate,
    parent: Candidate | null,
    place: { readonly iteration: number; readonly attempt: number },
    compared: Compared,
  ): void {
    const step = this.#standing(compared);
    const before = parent === null ? null : this.#placed.get(parent);
    if (step === null || before === undefined) return;
    const standing = before === null ? step : chained(before, step);
    const obtained = before === null ? 'measured' : 'chained';
    this.#placed.set(candidate, { ...standing, candidate, ...place, obtained });
  }

  /** A comparison with the original on fresh data, after the loop. */
  confirmed(candidate: Candidate, compared: Compared, isBest: boolean): void {
    const placed = this.#placed.get(candidate);
    const standing = this.#standing(compared);
    if (isBest) this.#best = candidate;
    if (placed === undefined) return;
    if (standing === null) this.#placed.delete(candidate);
    else this.#placed.set(candidate, { ...placed, ...standing, obtained: 'confirmed' });
  }

  /** One that was found wrong after all. */
  refuted(candidate: Candidate): void {
    this.#placed.delete(candidate);
    if (this.#best === candidate) this.#best = null;
  }

  /** What looks best by the objective and better than the original, but for those that were seen. */
  mostPromising(
    seen: ReadonlySet<Candidate>,
  ): { readonly candidate: Candidate; readonly iteration: number } | null {
    const hopeful = [...this.#placed.values()]
      .filter(
        (placed) => !seen.has(placed.candidate) && this.#figure(placed) < 1 - this.#minimumGain,
      )
      .toSorted((a, b) => this.#figure(a) - this.#figure(b));
    return hopeful[0] ?? null;
  }

  /** The front, its members compared with the original where they were not. */
  async settle(
    laboratory: Laboratory,
    original: Version,
    signal: AbortSignal,
  ): Promise<Result<readonly FrontMember[]>> {
    for (let left = mostMeasured; left > 0; left -= 1) {
      const next = this.#front.find(({ obtained }) => obtained === 'chained');
      if (next === undefined) break;
      const { candidate } = next;
      const compared = await laboratory.compare(
        original,
        candidate.version,
        this.#objective,
        signal,
      );
      if (!compared.ok) {
        if (compared.failure.code === 'cancelled') return compared;
        // The best is confirmed by now: what the sandbox fails at here is not worth losing it.
        break;
      }
      this.confirmed(candidate, compared.value, false);
    }
    return ok(this.#front.map((placed) => this.#member(placed)));
  }

  /** The best first, then by the objective. */
  get #front(): readonly Placed[] {
    const rank = (placed: Placed): number =>
      placed.candidate === this.#best ? 0 : this.#figure(placed);
    const ordered = [...this.#placed.values()].sort((a, b) => rank(a) - rank(b));
    return frontOf(ordered, this.#minimumGain);
  }

  #figure({ time, memory }: Standing): number {
    if (this.#objective === 'integral') return time.median * memory.median;
    return this.#objective === 'time' ? time.median : memory.median;
  }

  #member({ candidate, iteration, attempt, time, memory, obtained }: Placed): FrontMember {
    const { proposer, rules } = candidate;
    const isBest = candidate === this.#best;
    return {
      iteration,
      attempt,
      proposer,
      rules: [...rules],
      best: isBest,
      time: { median: time.median, ci95: [...time.ci95] },
      memory: { median: memory.median, ci95: [...memory.ci95] },
      obtained,
    };
  }

  /**
   * Null where nothing was timed, or the gain in time is not what it seems: the comparison itself
   * looked for that only where time was among what decided.
   */
  #standing({ comparison, pairs }: Compared): Standing | null {
    const { decision, equivalent, ratios } = comparison;
    if (ratios === null || !equivalent || decision === 'rejected') return null;
    const isFaster = ratios.time.ci95[1] < 1 - this.#minimumGain;
    if (isFaster && pairs.length > 0) {
      if (gainNeedsRepetition(pairs) || findCheat(pairs, this.#minimumGain) !== null) return null;
    }
    return { time: ratios.time, memory: ratios.memory };
  }
}
