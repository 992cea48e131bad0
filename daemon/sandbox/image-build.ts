import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { fail, ok } from '../../protocol/failures.ts';
import type { Failure, Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import { aptProxies } from './apt.ts';
import type { Engine } from './engine.ts';
import { followProgress } from './progress.ts';

export interface BuildContext {
  /** What is built, in words: `the python image`. */
  readonly what: string;
  readonly dockerfile: string;
  /** Stands as `probe` in the context; null where the Dockerfile asks for none. */
  readonly probe: Uint8Array | null;
  /** Other files of the context, by path. */
  readonly files?: readonly { readonly path: string; readonly content: Uint8Array }[];
  readonly buildargs?: Readonly<Record<string, string>>;
  /** Says why it failed where the log's end would not; null leaves it to that. */
  readonly explain?: (log: string) => Failure | null;
}

/** Label of everything that is made here, images and containers alike. */
export const ownLabel = 'afterburner';

const logTailLines = 12;
const noNetwork =
  /resolv|name resolution|establish a new connection|could not connect|unable to connect|network is unreachable|failed to fetch|network bridge/i;

/**
 * Builds an image and gives its id. Where the build cannot reach a package mirror from the engine's
 * own network it is tried once more on the host's.
 */
export async function buildImage(
  engine: Engine,
  context: BuildContext,
  signal: AbortSignal,
  tell: Tell,
): Promise<Result<string>> {
  const proxies = await aptProxies();
  const bridged = await build(engine, context, proxies, undefined, signal, tell);
  if ('id' in bridged) return ok(bridged.id);
  if (signal.aborted) return fail('cancelled', 'Cancelled.');
  if (!noNetwork.test(bridged.log)) return buildFailed(context, bridged.log);
  const hosted = await build(engine, context, proxies, 'host', signal, tell);
  if ('id' in hosted) return ok(hosted.id);
  if (signal.aborted) return fail('cancelled', 'Cancelled.');
  return buildFailed(context, hosted.log);
}

function buildFailed({ what, explain }: BuildContext, log: string): Result<never> {
  const failure = explain?.(log) ?? null;
  if (failure !== null) return { ok: false, failure };
  const tail = log.trim().split('\n').slice(-logTailLines).join('\n');
  return fail('image-build-failed', `${what} could not be built:\n${tail}`);
}

async function build(
  engine: Engine,
  { what, dockerfile, probe, files: more = [], buildargs = {} }: BuildContext,
  proxies: Record<string, string>,
  networkmode: string | undefined,
  signal: AbortSignal,
  tell: Tell,
): Promise<{ id: string } | { log: string }> {
  // The same bytes each time, the time included, so that the engine's cache is of use.
  const files = pack();
  const mtime = new Date(0);
  files.entry({ name: 'Dockerfile', mtime }, dockerfile);
  if (probe) files.entry({ name: 'probe', mode: 0o755, mtime }, Buffer.from(probe));
  for (const { path, content } of more) files.entry({ name: path, mtime }, Buffer.from(content));
  files.finalize();

  let id: string | null = null;
  let log = '';
  try {
    const stream = await engine.docker.buildImage(Readable.from(files), {
      rm: true,
      forcerm: true,
      labels: { [ownLabel]: 'image' },
      buildargs: { ...proxies, ...buildargs },
      abortSignal: signal,
      ...(networkmode === undefined ? {} : { networkmode }),
    });
    const error = await followProgress(stream, (message) => {
      const text = message.stream ?? '';
      log += text;
      id = message.aux?.ID ?? /^Successfully built ([0-9a-f]+)$/m.exec(text)?.[1] ?? id;
      const step = /^Step (\d+)\/(\d+)/i.exec(text);
      if (step) tell({ kind: 'preparing', what: `${what}: step ${step[1]} of ${step[2]}` });
      const alone = /^Trying alone: (.*)$/m.exec(text)?.[1];
      if (alone) tell({ kind: 'preparing', what: `${what}: ${alone.slice(0, 60)} alone` });
    });
    if (error !== null || id === null) return { log: `${log}\n${error ?? ''}` };
    // Some engines tell a short id here.
    return { id: (await engine.docker.getImage(id).inspect()).Id };
  } catch (error) {
    return { log: `${log}\n${(error as Error).message}` };
  }
}
