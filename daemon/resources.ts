import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files that go with the daemon: beside the bundle, or where the sources keep them. */
export interface Resources {
  /** Holds a folder for each language, with its Dockerfile and its harness. */
  readonly languages: string;
  /** Paths of the problem packs that come along. */
  readonly packs: readonly string[];
  /** Path of the static probe by its file name. */
  probe(fileName: string): string;
}

export function findResources(): Resources {
  const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
  const bundled = existsSync(join(here, 'daemon.cjs'));
  const dist = bundled ? here : join(here, '..', 'dist');
  return {
    languages: join(here, 'languages'),
    packs: packsIn(bundled ? join(here, 'packs') : join(here, '..', 'packs')),
    probe: (fileName) => join(dist, fileName),
  };
}

function packsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.pack.json'));
  return names.toSorted().map((name) => join(folder, name));
}
