import type { Settings } from '../../../protocol/settings.ts';

/** Tokens of one exchange. */
export interface Usage {
  readonly promptTokens: number;
  readonly answerTokens: number;
}

export interface Spending extends Usage {
  /** In the currency of the two prices. */
  readonly cost: number;
}

/** A claim on the budget, held while a request is under way. */
export interface Reservation {
  /** Tokens that the answer may have, at most. */
  readonly answerTokens: number;
  /** Gives back what was not used. Called exactly once. */
  settle(used: Usage): void;
}

/**
 * What one run may spend. Requests claim their prompt and their longest answer beforehand, so
 * that several at once stay within the budget too. What an endpoint charges beyond the length
 * it was told is still counted, and ends the budget.
 */
export class Budget {
  readonly #limits: Limits;
  #spent: Usage = { promptTokens: 0, answerTokens: 0 };
  #claimed: Usage = { promptTokens: 0, answerTokens: 0 };

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get spent(): Spending {
    return { ...this.#spent, cost: this.#cost(this.#spent) };
  }

  /** Null where not even the least answer to this prompt is within the budget. */
  reserve(promptTokens: number, answerTokens: number, leastTokens: number): Reservation | null {
    const committed = sum(sum(this.#spent, this.#claimed), { promptTokens, answerTokens: 0 });
    const tokensLeft = this.#limits.tokenBudget - committed.promptTokens - committed.answerTokens;
    const affordable = Math.min(answerTokens, tokensLeft, this.#affordable(committed));
    if (affordable < leastTokens) return null;

    const claim: Usage = { promptTokens, answerTokens: affordable };
    this.#claimed = sum(this.#claimed, claim);
    return {
      answerTokens: affordable,
      settle: (used) => {
        this.#claimed = sum(this.#claimed, {
          promptTokens: -claim.promptTokens,
          answerTokens: -claim.answerTokens,
        });
        this.#spent = sum(this.#spent, used);
      },
    };
  }

  /** Answer tokens that the rest of the money buys. */
  #affordable(committed: Usage): number {
    const { costBudget, answerTokenPrice } = this.#limits;
    if (costBudget === null) return Infinity;
    const left = costBudget - this.#cost(committed);
    if (left < 0) return -Infinity;
    return answerTokenPrice === 0 ? Infinity : Math.floor((left * 1e6) / answerTokenPrice);
  }

  #cost(usage: Usage): number {
    const { promptTokenPrice, answerTokenPrice } = this.#limits;
    return (usage.promptTokens * promptTokenPrice + usage.answerTokens * answerTokenPrice) / 1e6;
  }
}

type Limits = Pick<
  Settings,
  'tokenBudget' | 'costBudget' | 'promptTokenPrice' | 'answerTokenPrice'
>;

/** Errs high: code has three to four bytes to a token, other scripts about two and a half. */
export function estimatedTokens(text: string): number {
  return text === '' ? 0 : 8 + Math.ceil(new TextEncoder().encode(text).length / 2.5);
}

function sum(a: Usage, b: Usage): Usage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    answerTokens: a.answerTokens + b.answerTokens,
  };
}
