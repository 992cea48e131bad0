import { readdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname } from 'node:path';

/**
 * The nearest folder above that looks like a project's root, else the file's own. Neither a home
 * folder nor the folder of temporary files is one, whatever lies in it.
 */
export async function rootOf(
  path: string,
): Promise<{ readonly root: string; readonly isMarked: boolean }> {
  const own = dirname(path);
  const never = new Set([homedir(), tmpdir()]);
  for (let folder = own; !never.has(folder); folder = dirname(folder)) {
    const names = await readdir(folder).catch((): string[] => []);
    const isTop = dirname(folder) === folder;
    if (isTop) break;
    if (names.some((name) => marks.has(name))) return { root: folder, isMarked: true };
  }
  return { root: own, isMarked: false };
}

/** What the root of a project has in it. */
const marks = new Set([
  '.git',
  '.hg',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'requirements.txt',
  'uv.lock',
  'poetry.lock',
  '.afterburner',
  'package.json',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'CMakeLists.txt',
]);
