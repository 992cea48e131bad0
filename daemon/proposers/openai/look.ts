import { z } from 'zod';
import type { Finding } from '../../../protocol/daemon.ts';
import type { Settings } from '../../../protocol/settings.ts';
import { baseUrlOf } from './endpoint.ts';

const answerMs = 3_000;
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** What doctor says of the model endpoint: asks for its list of models, without a key. */
export async function lookAtModel(settings: Settings, signal: AbortSignal): Promise<Finding> {
  const { baseUrl, model } = settings;
  const finding = (state: Finding['state'], text: string, mend: string | null): Finding => {
    return { topic: 'model', state, text, mend };
  };
  if (baseUrl === null || model === null) {
    return finding('works', 'none is asked: the rewrite rules need no model', null);
  }
  const url = baseUrlOf(baseUrl);
  if (!url.ok) return finding('missing', url.failure.message, url.failure.hint);
  const place = `${url.value.origin}${url.value.pathname}`;
  let response: Response;
  try {
    response = await fetch(`${place}/models`, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
  } catch {
    return finding(
      'missing',
      `${place} does not answer`,
      'Start the server, or check the address.',
    );
  }
  if (response.status === 401 || response.status === 403) {
    return finding('works', `${place} answers and wants a key, which doctor does not send`, null);
  }
  const listed = modelsSchema.safeParse(await response.json().catch(() => null));
  if (!listed.success) {
    return finding('limited', `${place} answers, but lists no models`, 'Check the base URL.');
  }
  const names = listed.data.data.map(({ id }) => id);
  if (names.includes(model)) return finding('works', `${place} has ${model}`, null);
  const others = names.length === 0 ? 'none' : names.slice(0, 5).join(', ');
  return finding('missing', `${place} has no model ${model}`, `It has: ${others}.`);
}
