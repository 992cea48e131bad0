import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Call } from '../../protocol/cases.ts';
import type { KeptInputs } from '../core/making.ts';

const inputSchema = z.object({
  call: z.custom<Omit<Call, 'id'>>(),
  size: z.string(),
  ns: z.number(),
});
const keptSchema = z.object({
  code: z.string(),
  inputs: z.array(inputSchema),
  larger: z.array(inputSchema),
  notices: z.array(z.string()),
  slowestNs: z.number(),
  isMended: z.boolean(),
});

/** All files together; the oldest go first. */
const mostBytes = 64 * 1024 * 1024;

/**
 * What was generated for functions, on disk under a key for each: so the next run has the same
 * inputs, and its figures compare. Losing it costs no more than generating again.
 */
export class MadeInputs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async find(key: string): Promise<KeptInputs | null> {
    try {
      const kept = keptSchema.safeParse(JSON.parse(await readFile(this.#pathOf(key), 'utf8')));
      return kept.success ? kept.data : null;
    } catch {
      return null;
    }
  }

  /** What cannot be written is not kept. */
  async keep(key: string, kept: KeptInputs): Promise<void> {
    const path = this.#pathOf(key);
    const draft = `${path}.${process.pid}.draft`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify(kept), { mode: 0o600 });
      await rename(draft, path);
      await this.#prune();
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
    );
    let left = mostBytes;
    for (const { path, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
      left -= size;
      if (left < 0) await rm(path, { force: true });
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}
