import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import { Demux } from './demux.ts';
import type { Engine } from './engine.ts';
import { ownLabel } from './image-build.ts';
import { ownerLabel, thisOwner } from './owner.ts';

/**
 * Runs one command in an image, with nothing to write to and no network, and gives what it printed.
 * For questions to an image that was made here, never for code under measurement.
 */
export async function runOnce(
  engine: Engine,
  imageId: string,
  argv: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<Result<string>> {
  const [program, ...rest] = argv;
  try {
    const container = await engine.docker.createContainer({
      Image: imageId,
      Entrypoint: [program],
      Cmd: rest,
      User: '0',
      AttachStdout: true,
      Labels: { [ownLabel]: 'question', [ownerLabel]: thisOwner() },
      HostConfig: {
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        LogConfig: { Type: 'none', Config: {} },
      },
      abortSignal: signal,
    });
    try {
      const socket = await container.attach({ hijack: true, stream: true, stdout: true });
      const output = collect(socket.pipe(new Demux()));
      await container.start({ abortSignal: signal });
      const { StatusCode } = (await container.wait({ abortSignal: signal })) as {
        StatusCode: number;
      };
      const text = await output;
      if (StatusCode === 0) return ok(text);
      return fail('image-unavailable', `${argv.join(' ')} ended with ${StatusCode}`);
    } finally {
      await container.remove({ force: true, v: true }).catch(() => {});
    }
  } catch (error) {
    if (signal.aborted) return fail('cancelled', 'Cancelled.');
    return fail('image-unavailable', `${argv.join(' ')}: ${(error as Error).message.trim()}`);
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
