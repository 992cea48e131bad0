import type { Finding } from '../../protocol/daemon.ts';
import type { Engine } from './engine.ts';
import { ImageLock, type LockEntry } from './image-lock.ts';

/** The images of projects that are there, the one used last first; `folder` holds the lock. */
export async function lookAtProjectImages(
  engine: Engine,
  folder: string,
): Promise<readonly Finding[]> {
  const entries = (await new ImageLock(folder).entries()).filter(([key]) => key.includes(' with '));
  const found = await Promise.all(
    entries.map(async ([key, entry]): Promise<readonly Finding[]> => {
      const size = await sizeOf(engine, entry.imageId);
      if (size === null) return [];
      return [{ topic: 'image', state: 'works', text: textOf(key, entry, size), mend: null }];
    }),
  );
  return found.flat().toReversed();
}

function textOf(key: string, { imageId, used, lacking = [] }: LockEntry, size: number): string {
  const isOwn = key.includes(' with Dockerfile ');
  const what = isOwn
    ? 'made by .afterburner/Dockerfile, which takes the place of what it declares'
    : 'with the packages that it declares (what they cannot say, .afterburner/Dockerfile can)';
  const projects = used?.projects.toReversed() ?? [];
  const last =
    used === undefined ? '' : `, last used ${used.at.slice(0, 16).replace('T', ' ')} UTC`;
  const id = imageId.slice(0, 'sha256:'.length + 12);
  const whose = projects.length === 0 ? 'of a project' : `of ${projects.join(' and ')}`;
  const without = lacking.length === 0 ? '' : `; it lacks ${lacking.join(' and ')}`;
  return `${whose}: ${id}, ${Math.round(size / 2 ** 20)} MiB${last}, ${what}${without}`;
}

/** In bytes, with what it stands on; null where it is gone. */
async function sizeOf(engine: Engine, imageId: string): Promise<number | null> {
  try {
    return (await engine.docker.getImage(imageId).inspect()).Size;
  } catch {
    return null;
  }
}
