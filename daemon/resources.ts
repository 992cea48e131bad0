import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files that go with the daemon: beside the bundle, or where the sources keep them. */
export interface Resources {
  /** Holds a folder for each language, with its Dockerfile and its harness. */
  readonly languages: string;
  /** Path of the static probe by its file name. */
  probe(fileName: string): string;
}

export function findResources(): Resources {
  const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
  const bundled = existsSync(join(here, 'daemon.cjs'));
  const dist = bundled ? here : join(here, '..', 'dist');
  return {
    languages: join(here, 'languages'),
    probe: (fileName) => join(dist, fileName),
  };
}
