import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import type { Engine } from './engine.ts';
import { followProgress } from './progress.ts';

/** A registry that says nothing for so long is taken for unreachable. */
const silenceMs = 60_000;

/** Pulls `name:tag` or `name@sha256:…` and gives the image's id. */
export async function pullImage(
  engine: Engine,
  name: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Result<string>> {
  const silence = new AbortController();
  const watch = setTimeout(() => silence.abort(), silenceMs);
  const layers = new Map<string, { current: number; total: number }>();
  let told = '';
  const report = (text: string) => {
    if (text !== told) tell({ kind: 'preparing', what: text });
    told = text;
  };
  report(`pulling ${name}`);
  try {
    const stream = (await engine.docker.pull(name, {
      abortSignal: AbortSignal.any([signal, silence.signal]),
    })) as NodeJS.ReadableStream;
    const error = await followProgress(stream, ({ id, progressDetail, status }) => {
      watch.refresh();
      const { current, total } = progressDetail ?? {};
      if (id === undefined || current === undefined || total === undefined) return;
      if (status !== 'Downloading') return;
      layers.set(id, { current, total });
      report(`pulling ${name}: ${tenths(layers)}%`);
    });
    if (error !== null) return notPulled(name, error);
    return ok((await engine.docker.getImage(name).inspect()).Id);
  } catch (error) {
    if (signal.aborted) return fail('cancelled', 'Cancelled.');
    if (silence.signal.aborted) {
      return notPulled(name, `the registry said nothing for ${silenceMs / 1000} s`);
    }
    return notPulled(name, (error as Error).message);
  } finally {
    clearTimeout(watch);
  }
}

function notPulled(name: string, reason: string): Result<never> {
  return fail(
    'image-unavailable',
    `${name} could not be pulled: ${reason.trim()}`,
    'Check that the name is right and that the engine reaches its registry.',
  );
}

/** Share of the bytes known so far, in steps of ten, so that a log stays readable. */
function tenths(layers: ReadonlyMap<string, { current: number; total: number }>): number {
  const sums = [...layers.values()].reduce(
    (sum, layer) => ({ current: sum.current + layer.current, total: sum.total + layer.total }),
    { current: 0, total: 0 },
  );
  return Math.floor((10 * sums.current) / Math.max(1, sums.total)) * 10;
}
