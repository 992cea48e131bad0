import { fail, type Failure } from '../../../protocol/failures.ts';
import { oneLine } from '../../core/prompts/fenced.ts';
import type { Budget } from './budget.ts';
import { isAboutContext } from './dialect.ts';
import type { Endpoint } from './endpoint.ts';
import { withoutKeyLikes } from './redact.ts';

/** A refusal that no repetition mends: what is wrong, and what to do about it. */
export function rejectionFailure(endpoint: Endpoint, status: number, text: string): Failure {
  const { baseUrl, model, key } = endpoint;
  const said = shown(`${status}: ${text}`);
  const refused = (what: string, hint: string) =>
    fail('model-refused', `${baseUrl} ${what} (${said}).`, hint).failure;

  if (status < 400) {
    return refused('is not where the API is', 'Give the address it redirects to as --base-url.');
  }
  if (status === 401 || status === 403) {
    return key === null
      ? refused('wants a key', 'Set AFTERBURNER_API_KEY in the environment.')
      : refused(
          'refuses the key',
          `Check the key in ${key.variable}, and what it may be used for.`,
        );
  }
  if (status === 404 || status === 405) {
    return refused(
      `has no model “${oneLine(model, 100)}”, or is not where the API is`,
      `Check --model against the list at ${baseUrl}/models; --base-url usually ends in /v1.`,
    );
  }
  if (status === 402 || status === 429) {
    return refused('wants to be paid first', 'Look after the account, or use another endpoint.');
  }
  if (status === 413 || isAboutContext(text)) {
    return refused(
      'finds the function and what stands around it too long',
      'Use a model with a longer context.',
    );
  }
  return refused('refuses the request', 'Check --model and --base-url.');
}

/** Trouble that may pass, but did not while it was waited for. */
export function unreachableFailure(endpoint: Endpoint, text: string, attempts: number): Failure {
  const tries = attempts === 1 ? '' : ` after ${attempts} attempts`;
  return fail('model-unreachable', `${endpoint.baseUrl} cannot be had${tries}: ${shown(text)}.`)
    .failure;
}

export function budgetFailure(budget: Budget): Failure {
  const { promptTokens, answerTokens, cost } = budget.spent;
  const spent = promptTokens + answerTokens;
  const money = cost > 0 ? `, at a cost of ${Number(cost.toPrecision(3))}` : '';
  return fail(
    'model-budget',
    `What this run may spend at the endpoint does not do for another answer: ${spent} tokens ` +
      `are spent${money}.`,
  ).failure;
}

function shown(text: string): string {
  return withoutKeyLikes(oneLine(text, 300)).replace(/\.$/, '');
}
