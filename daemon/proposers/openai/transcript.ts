import { z } from 'zod';
import type { Usage } from './budget.ts';

const textSchema = z
  .union([z.string(), z.array(z.looseObject({ text: z.string().nullish() }))])
  .nullish()
  .catch(null);

const saidSchema = z
  .looseObject({
    content: textSchema,
    reasoning_content: textSchema,
    reasoning: textSchema,
    refusal: textSchema,
  })
  .nullish()
  .catch(null);

const partSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: saidSchema,
        message: saidSchema,
        finish_reason: z.string().nullish().catch(null),
      }),
    )
    .nullish(),
  usage: z
    .looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() })
    .nullish()
    .catch(null),
});

export type Finish = 'complete' | 'length' | 'filter' | 'unknown';

/** What of an answer has arrived: from the chunks of a stream, or from one whole message. */
export class Transcript {
  #text = '';
  #reasoning = '';
  #refusal = '';
  #finish: Finish = 'unknown';
  #usage: Usage | null = null;
  #parts = 0;

  get text(): string {
    return this.#text;
  }

  get reasoning(): string {
    return this.#reasoning;
  }

  get refusal(): string | null {
    return this.#refusal === '' ? null : this.#refusal;
  }

  get finish(): Finish {
    return this.#finish;
  }

  get usage(): Usage | null {
    return this.#usage;
  }

  /** Whether anything that came was of the chat API. */
  get isUnderstood(): boolean {
    return this.#parts > 0;
  }

  get lengthChars(): number {
    return this.#text.length + this.#reasoning.length + this.#refusal.length;
  }

  add(data: unknown): void {
    const parsed = partSchema.safeParse(data);
    if (!parsed.success) return;
    const { choices, usage } = parsed.data;
    if (choices !== null && choices !== undefined) this.#parts += 1;
    const choice = choices?.[0];
    const said = choice?.delta ?? choice?.message;
    if (said !== null && said !== undefined) {
      this.#text += plain(said.content);
      this.#reasoning += plain(said.reasoning_content) || plain(said.reasoning);
      this.#refusal += plain(said.refusal);
    }
    const reason = choice?.finish_reason ?? '';
    if (reason !== '') this.#finish = finishOf(reason);
    if (usage !== null && usage !== undefined && isCount(usage.prompt_tokens)) {
      this.#usage = {
        promptTokens: usage.prompt_tokens,
        answerTokens: Math.max(0, usage.completion_tokens),
      };
    }
  }
}

function plain(text: z.infer<typeof textSchema>): string {
  if (text === null || text === undefined) return '';
  return typeof text === 'string' ? text : text.map((part) => part.text ?? '').join('');
}

/** Zero prompt tokens is what endpoints say that do not count. */
function isCount(tokens: number): boolean {
  return Number.isFinite(tokens) && tokens > 0;
}

function finishOf(reason: string): Finish {
  if (reason === 'length' || reason === 'max_tokens') return 'length';
  return reason === 'content_filter' ? 'filter' : 'complete';
}
