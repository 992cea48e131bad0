import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Proposal, ProposalRequest, Proposer } from '../core/ports/proposing.ts';
import { buildPrompt } from '../core/prompts.ts';
import { readReply } from '../core/replies.ts';
import { Budget, type Spending } from './openai/budget.ts';
import { commonDialect } from './openai/dialect.ts';
import { endpointOf } from './openai/endpoint.ts';
import { persist, type Persisted, type Request, type Session } from './openai/persist.ts';
import { redactor } from './openai/redact.ts';
import { systemRuntime, type Runtime } from './openai/runtime.ts';
import { createClient } from './openai/transport.ts';
import type { Transcript } from './openai/transcript.ts';

export interface OpenAiOptions {
  /** Answers asked for at once in one iteration, as far as its limit allows. */
  readonly answers?: number;
  readonly runtime?: Runtime;
}

export interface OpenAiProposer extends Proposer {
  /** So far: what the endpoint said, and estimates that err high where it said nothing. */
  readonly spent: Spending;
}

/**
 * A proposer for one run, since its budget is a run's. It fails once with what stands in its way
 * (`model-refused`, `model-not-understood`, `model-budget`) and has nothing to say from then on;
 * `model-unreachable` ends it the second time in a row.
 */
export function createOpenAiProposer(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  options: OpenAiOptions = {},
): Result<OpenAiProposer> {
  const endpoint = endpointOf(settings, env);
  if (!endpoint.ok) return endpoint;
  const { costBudget, promptTokenPrice, answerTokenPrice } = settings;
  if (costBudget !== null && promptTokenPrice === 0 && answerTokenPrice === 0) {
    return fail(
      'setting-invalid',
      'A cost budget is set, but no price: nothing would ever cost anything.',
      'Give --prompt-token-price and --answer-token-price, the prices of a million tokens.',
    );
  }
  const session: Session = {
    client: createClient(endpoint.value),
    endpoint: endpoint.value,
    budget: new Budget(settings),
    answerLimitMs: settings.modelTimeoutSeconds * 1000,
    runtime: options.runtime ?? systemRuntime,
    redact: redactor(endpoint.value.key?.secret ?? null),
    dialect: commonDialect,
  };
  return ok(new EndpointProposer(session, settings.promptProfile, options.answers ?? 1));
}

/** The longest answer that is asked for, and for how much more where it was cut off there. */
const answerTokens = 8_192;
const longerAnswerTokens = 32_768;
/** A function and a word about it do not fit into less. */
const leastAnswerTokens = 256;
const unreachableLimit = 2;

class EndpointProposer implements OpenAiProposer {
  readonly name = 'openai';
  readonly trust = 'model';
  readonly #session: Session;
  readonly #profile: Settings['promptProfile'];
  readonly #answers: number;
  readonly #asked = new Set<string>();
  #unreachableInARow = 0;
  #isDone = false;

  constructor(session: Session, profile: Settings['promptProfile'], answers: number) {
    this.#session = session;
    this.#profile = profile;
    this.#answers = answers;
  }

  get spent(): Spending {
    return this.#session.budget.spent;
  }

  async propose(
    request: ProposalRequest,
    signal: AbortSignal,
  ): Promise<Result<readonly Proposal[]>> {
    if (signal.aborted) return fail('cancelled', 'The model was not asked.');
    const count = Math.min(this.#answers, request.limit);
    if (this.#isDone || count < 1) return ok([]);

    const prompt = buildPrompt(this.#profile, request);
    const temperature = this.#temperature(prompt, count);
    this.#asked.add(prompt);
    const ask: Request = { prompt, temperature, answerTokens, leastAnswerTokens };
    const replies = await Promise.all(
      Array.from({ length: count }, () => this.#answer(request, ask, signal)),
    );
    if (signal.aborted) return fail('cancelled', 'The model was not waited for.');
    return this.#summed(replies);
  }

  /**
   * The trained models are asked without chance, as they were evaluated, the others as their
   * makers set them; several answers, or a prompt that was answered before, need chance.
   */
  #temperature(prompt: string, count: number): number | null {
    if (count > 1 || this.#asked.has(prompt)) return 0.7;
    return this.#profile === 'afterburner' ? 0 : null;
  }

  /** One answer; where it was cut off before its code was whole, once more with more room. */
  async #answer(request: ProposalRequest, ask: Request, signal: AbortSignal): Promise<Reading> {
    const first = await persist(this.#session, ask, signal);
    if (first.kind === 'failed') return first;
    const proposal = this.#read(request, first.transcript);
    if (proposal.kind === 'replacement' || first.transcript.finish !== 'length') {
      return { kind: 'read', proposal };
    }
    const longer = await persist(
      this.#session,
      { ...ask, answerTokens: longerAnswerTokens, leastAnswerTokens: first.answerTokens + 1 },
      signal,
    );
    return {
      kind: 'read',
      proposal: longer.kind === 'answered' ? this.#read(request, longer.transcript) : proposal,
    };
  }

  #read(request: ProposalRequest, transcript: Transcript): Proposal {
    const { redact } = this.#session;
    const wasFiltered = transcript.finish === 'filter' && transcript.refusal === null;
    const refusal = wasFiltered ? "the endpoint's content filter stopped it" : transcript.refusal;
    const reply = {
      text: redact(transcript.text),
      reasoning: redact(transcript.reasoning),
      refusal: refusal === null ? null : redact(refusal),
      cut: transcript.finish === 'length' || transcript.finish === 'unknown',
    };
    return readReply(this.#profile, reply, request.language, request.target);
  }

  #summed(readings: readonly Reading[]): Result<readonly Proposal[]> {
    const proposals: Proposal[] = [];
    let failed: Failed | null = null;
    for (const reading of readings) {
      if (reading.kind === 'read') proposals.push(reading.proposal);
      else failed ??= reading;
    }
    if (proposals.length > 0 || failed === null) {
      this.#unreachableInARow = 0;
      return ok(proposals);
    }
    this.#unreachableInARow += 1;
    this.#isDone = failed.isLasting || this.#unreachableInARow >= unreachableLimit;
    return { ok: false, failure: failed.failure };
  }
}

type Failed = Extract<Persisted, { kind: 'failed' }>;
type Reading = Failed | { readonly kind: 'read'; readonly proposal: Proposal };
