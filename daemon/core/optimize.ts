import { ok, type Result } from '../../protocol/failures.ts';
import type { Measurement } from '../../protocol/measurement.ts';
import type { FrontMember, Iteration } from '../../protocol/optimization.ts';
import {
  type Best,
  confirmBest,
  type ConfirmInput,
  type Leader,
  type Spare,
} from './confirming.ts';
import { Admissions, findFunction, type Candidate } from './candidates.ts';
import type { Compared } from './laboratory.ts';
import { Ledger, type RecordFate } from './ledger.ts';
import type { FunctionInfo, Version } from './ports/subject.ts';
import type { Language } from './ports/language.ts';
import type { ProposalRequest, Proposer } from './ports/proposing.ts';
import { propose } from './proposing.ts';
import { TradeOffs } from './trade-offs.ts';

export interface LoopInput extends ConfirmInput {
  readonly language: Language;
  readonly target: FunctionInfo;
  readonly baseline: Measurement;
  readonly proposers: readonly Proposer[];
  readonly iterations: number;
  readonly candidatesPerIteration: number;
  /** Sizes of the inputs in words, for models. */
  readonly inputs: readonly string[];
  readonly record: RecordFate;
}

export interface LoopResult {
  readonly best: Best | null;
  /** What else stands out in time or memory, the best first. */
  readonly front: readonly FrontMember[];
  readonly iterations: readonly Iteration[];
  readonly stopped: 'budget' | 'plateau' | 'exhausted';
}

/** Iterations without a better version after which the loop gives up. */
const plateau = 2;
/** Full comparisons in one iteration, at most. */
const finalists = 3;

/**
 * The iterative optimization framework (Algorithm 1 of arXiv 2505.23387), for several proposers
 * with several candidates each. Correctness comes before any timing, a cheap screening before the
 * full comparison; the kept best is the next iteration's parent; what is returned as best was
 * compared with the original once more, on fresh data, so that luck in the loop does not count.
 */
export async function optimize(input: LoopInput, signal: AbortSignal): Promise<Result<LoopResult>> {
  const loop = new Loop(input);
  let idle = 0;
  let stopped: LoopResult['stopped'] = 'budget';
  for (let index = 1; index <= input.iterations; index += 1) {
    const outcome = await loop.iterate(index, signal);
    if (!outcome.ok) return outcome;
    if (outcome.value === 'exhausted') {
      stopped = 'exhausted';
      break;
    }
    idle = outcome.value === 'improved' ? 0 : idle + 1;
    if (idle === plateau) {
      stopped = 'plateau';
      break;
    }
  }
  const best = await loop.confirm(signal);
  if (!best.ok) return best;
  const front = await loop.front(signal);
  if (!front.ok) return front;
  return ok({ best: best.value, front: front.value, iterations: loop.iterations, stopped });
}

class Loop {
  readonly #input: LoopInput;
  readonly #admissions: Admissions;
  readonly #ledger: Ledger;
  readonly #leaders: Leader[] = [];
  readonly #spares: Spare[] = [];
  readonly #tradeOffs: TradeOffs;
  #figures: Measurement;
  #failing: string | null;

  constructor(input: LoopInput) {
    this.#input = input;
    this.#ledger = new Ledger(input.objective, input.record, input.tell);
    this.#tradeOffs = new TradeOffs(input.objective, input.minimumGain);
    this.#admissions = new Admissions(input.language, input.target, input.original);
    this.#figures = input.baseline;
    this.#failing = input.baseline.verdict === 'passed' ? null : input.baseline.message;
  }

  get iterations(): readonly Iteration[] {
    return this.#ledger.iterations;
  }

  get #parent(): Version {
    return this.#leaders.at(-1)?.candidate.version ?? this.#input.original;
  }

  async iterate(
    index: number,
    signal: AbortSignal,
  ): Promise<Result<'improved' | 'idle' | 'exhausted'>> {
    const parent = this.#parent;
    const round = { ...this.#input, admissions: this.#admissions, ledger: this.#ledger };
    const proposed = await propose(round, this.#request(index, parent), signal);
    if (!proposed.ok) return proposed;
    if (proposed.value === null) return ok('exhausted');
    const correct = await this.#correctOnes(index, proposed.value, signal);
    if (!correct.ok) return correct;
    if (correct.value.length === 0) return ok('idle');
    const { tell, laboratory, objective } = this.#input;
    tell({ kind: 'screening', index, candidates: correct.value.length });
    const versions = correct.value.map((candidate) => candidate.version);
    const ratios = await laboratory.screen(parent, versions, objective, signal);
    if (!ratios.ok) return ratios;
    return this.#choose(index, correct.value, ratios.value, signal);
  }

  /** The best of the loop, held against the original once more; null where it fails that. */
  confirm(signal: AbortSignal): Promise<Result<Best | null>> {
    const [leaders, spares] = [this.#leaders, this.#spares];
    const loop = { leaders, spares, tradeOffs: this.#tradeOffs, ledger: this.#ledger };
    return confirmBest(this.#input, loop, signal);
  }

  /** To be asked for after the confirmation. */
  front(signal: AbortSignal): Promise<Result<readonly FrontMember[]>> {
    const { laboratory, original } = this.#input;
    return this.#tradeOffs.settle(laboratory, original, signal);
  }

  async #correctOnes(
    index: number,
    candidates: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<Result<readonly Candidate[]>> {
    const correct: Candidate[] = [];
    for (const [done, candidate] of candidates.entries()) {
      this.#input.tell({ kind: 'measuring', what: 'Checking', done, total: candidates.length });
      const checked = await this.#input.laboratory.check(candidate.version, signal);
      if (!checked.ok) return checked;
      if (checked.value.verdict === 'passed') correct.push(candidate);
      else this.#ledger.incorrect(index, candidate, checked.value);
    }
    return ok(correct);
  }

  /** Full comparisons for the most promising; each is held against the best so far. */
  async #choose(
    index: number,
    candidates: readonly Candidate[],
    ratios: readonly (number | null)[],
    signal: AbortSignal,
  ): Promise<Result<'improved' | 'idle'>> {
    const { laboratory, objective, minimumGain } = this.#input;
    const failing = this.#figures.verdict !== 'passed';
    const isFirst = this.#leaders.length === 0;
    const order = candidates
      .map((candidate, at) => ({ candidate, ratio: ratios[at] ?? null }))
      .sort((a, b) => (a.ratio ?? Infinity) - (b.ratio ?? Infinity));
    let compared = 0;
    let reached = 1;
    for (const { candidate, ratio } of order) {
      const hopeful = failing ? compared === 0 : ratio !== null && ratio < 1 - minimumGain / 2;
      if (!hopeful || compared === finalists || (ratio ?? 0) > reached * 1.05) {
        this.#ledger.screenedOut(index, candidate, { ratio, reached, minimumGain });
        if (isFirst && ratio !== null) this.#spares.push({ candidate, iteration: index, ratio });
        continue;
      }
      const result = await laboratory.compare(this.#parent, candidate.version, objective, signal);
      if (!result.ok) return result;
      compared += 1;
      const accepted = this.#settle(index, candidate, result.value);
      if (accepted) reached = ratio ?? reached;
    }
    return ok(this.#leaders.at(-1)?.iteration === index ? 'improved' : 'idle');
  }

  /** Enters a comparison's outcome; a version that is better becomes the best so far. */
  #settle(index: number, candidate: Candidate, compared: Compared): boolean {
    const status = this.#ledger.compared(index, candidate, compared);
    const parent = this.#leaders.at(-1)?.candidate ?? null;
    const place = { iteration: index, attempt: this.iterations.length };
    this.#tradeOffs.compared(candidate, parent, place, compared);
    if (status !== 'accepted') return false;
    this.#leaders.push({ candidate, iteration: index });
    this.#figures = compared.comparison.candidate ?? this.#figures;
    this.#failing = null;
    return true;
  }

  #request(index: number, parent: Version): ProposalRequest {
    const { language, target, original, objective, inputs, candidatesPerIteration } = this.#input;
    const figures = this.#figures;
    return {
      language,
      target: findFunction(language, parent.source, target.name) ?? target,
      original,
      parent,
      parentRules: this.#leaders.at(-1)?.candidate.rules ?? [],
      objective,
      iteration: index,
      figures: {
        passed: figures.verdict === 'passed',
        runtimeNs: figures.runtime?.medianNs ?? null,
        peakBytes: figures.memory?.peakBytes ?? null,
        byteSeconds: figures.integral?.byteSeconds ?? null,
      },
      inputs,
      failing: this.#failing,
      tried: this.#ledger.tried,
      limit: candidatesPerIteration,
    };
  }
}
