import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const messageSchema = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).optional(),
  id: z.string().optional(),
  progressDetail: z
    .object({ current: z.number().optional(), total: z.number().optional() })
    .nullable()
    .optional(),
});
export type ProgressMessage = z.infer<typeof messageSchema>;

/**
 * Reads what an engine says while it builds, pulls or imports: one JSON object a line. Gives the
 * error that it ended with, or null. Throws what the connection throws.
 */
export async function followProgress(
  stream: NodeJS.ReadableStream,
  onMessage: (message: ProgressMessage) => void,
): Promise<string | null> {
  let error: string | null = null;
  // A line reader does not pass on its input's error, hence the promise beside it.
  const broken = new Promise<never>((_, reject) => stream.once('error', reject));
  const lines = createInterface({ input: stream as Readable, crlfDelay: Infinity });
  const read = (async () => {
    for await (const line of lines) {
      const message = parse(line);
      if (message === null) continue;
      error = message.error ?? error;
      onMessage(message);
    }
  })();
  await Promise.race([read, broken]);
  return error;
}

function parse(line: string): ProgressMessage | null {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
