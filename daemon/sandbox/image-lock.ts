import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const entrySchema = z.object({
  /** What the image was made from. */
  base: z.object({ name: z.string(), id: z.string() }),
  /** Digest of the Dockerfile's text. */
  dockerfile: z.string(),
  /** Digest of the probe's binary. */
  probe: z.string(),
  arch: z.string(),
  /** `sha256:…`, by which it is run. */
  imageId: z.string(),
  /** The PATH on which its toolchain is found. */
  path: z.string(),
  /** Folders that the image would have writable; each gets an empty read-only one instead. */
  volumes: z.array(z.string()),
  /** Debian packages with their versions; empty where the image has no dpkg. */
  packages: z.record(z.string(), z.string()),
  /** Of an image of a project: packages that could not be installed, each with the reason. */
  lacking: z.array(z.string()).optional(),
  /** For images of projects. */
  used: z
    .object({
      /** Folders of the projects that it was made for, absolute, the last one last. */
      projects: z.array(z.string()),
      /** ISO 8601, UTC. */
      at: z.string(),
    })
    .optional(),
});
export type LockEntry = z.infer<typeof entrySchema>;

const lockSchema = z.object({ version: z.literal(1), images: z.record(z.string(), entrySchema) });

/** Which image was built from what: `images.lock.json` in the given folder. */
export class ImageLock {
  readonly #folder: string;
  readonly #path: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'images.lock.json');
  }

  /** Undefined where there is none, and where the file cannot be understood: it is rebuilt then. */
  async get(key: string): Promise<LockEntry | undefined> {
    return (await this.#read())[key];
  }

  /** Those that were set first come first. */
  async keys(): Promise<readonly string[]> {
    return Object.keys(await this.#read());
  }

  /** Likewise. */
  async entries(): Promise<readonly (readonly [string, LockEntry])[]> {
    return Object.entries(await this.#read());
  }

  async set(key: string, entry: LockEntry): Promise<void> {
    const { [key]: _, ...others } = await this.#read();
    await this.#write({ ...others, [key]: entry });
  }

  async remove(key: string): Promise<void> {
    const { [key]: _, ...others } = await this.#read();
    await this.#write(others);
  }

  /** Written whole and renamed into place, so that a reader never sees half of it. */
  async #write(images: Readonly<Record<string, LockEntry>>): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const draft = `${this.#path}.${randomUUID()}`;
    await writeFile(draft, `${JSON.stringify({ version: 1, images }, null, 2)}\n`);
    await rename(draft, this.#path);
  }

  async #read(): Promise<Readonly<Record<string, LockEntry>>> {
    try {
      const parsed = lockSchema.safeParse(JSON.parse(await readFile(this.#path, 'utf8')));
      return parsed.success ? parsed.data.images : {};
    } catch {
      return {};
    }
  }
}
