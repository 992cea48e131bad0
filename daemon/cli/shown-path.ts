import { isAbsolute, relative } from 'node:path';

/** A path as the user would write it: short where it lies below. */
export function shownPath(cwd: string, path: string): string {
  const near = relative(cwd, path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
}
