import { join } from 'node:path';
import type { Recipe } from './images.ts';

/** The images that can be built: `folder` holds `python/Dockerfile` and so on. */
export function recipesIn(folder: string): readonly Recipe[] {
  return [
    {
      language: 'python',
      dockerfile: join(folder, 'python', 'Dockerfile'),
      check: ['python3', '--version'],
    },
  ];
}

/** File name of the static probe for an architecture as images name it. */
export function probeFile(arch: string): string {
  return `probe-${arch === 'amd64' ? 'x64' : arch}`;
}
