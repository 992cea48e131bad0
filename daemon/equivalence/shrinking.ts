import { ok, type Result } from '../../protocol/failures.ts';
import type { Manner } from '../core/equivalence.ts';
import type { GeneratedInput, Generator } from './generate/generator.ts';
import type { Found, Verifying } from './verifying.ts';

const mostRounds = 60;
const budgetMs = 3000;
const chunk = 150;
/** Where each input that differs costs a process or a deadline. */
const dearChunk = 6;
const mostChunks = 3;
const deadlineMs = 50;

/** Goes from a difference to smaller ones as long as there are any, by the generator's proposals. */
export async function shrink(
  from: Found,
  generator: Generator,
  verifying: Verifying,
  manner: Manner,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const until = performance.now() + budgetMs;
  const isDear = from.candidate.kind === 'stopped' || from.candidate.kind === 'ended';
  const quick = { ...manner, deadlineMs, budgetMs };
  const seen = new Set<string>([textOf(from.input)]);
  let smallest = from;
  for (let round = 0; round < mostRounds; round += 1) {
    const proposals = generator.shrink(smallest.input)[Symbol.iterator]();
    let next: Found | null = null;
    for (let chunks = 0; chunks < mostChunks && next === null; chunks += 1) {
      if (performance.now() > until) return ok(smallest);
      const tried = take(proposals, isDear ? dearChunk : chunk, seen, smallest.input);
      if (tried.length === 0) break;
      const differing = await verifying.all(tried, quick, signal);
      if (!differing.ok) return differing;
      next = differing.value[0] ?? null;
    }
    if (next === null) return ok(smallest);
    smallest = next;
  }
  return ok(smallest);
}

/** New proposals; none that is stranger than what it shall explain. */
function take(
  proposals: Iterator<GeneratedInput>,
  count: number,
  seen: Set<string>,
  parent: GeneratedInput,
): readonly GeneratedInput[] {
  const taken: GeneratedInput[] = [];
  for (let tries = 0; taken.length < count && tries < 20 * count; tries += 1) {
    const next = proposals.next();
    if (next.done === true) break;
    const text = textOf(next.value);
    if (seen.has(text) || (parent.outside === null && next.value.outside !== null)) continue;
    seen.add(text);
    taken.push(next.value);
  }
  return taken;
}

export function textOf({ call }: GeneratedInput): string {
  return JSON.stringify([call.init, call.self ?? null, call.args, call.kwargs]);
}
