import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { maxFileBytes } from './case-file.ts';
import { readJson } from './json-text.ts';

/**
 * The case file beside a source file, or null where there is none. `shapes.py` has
 * `shapes.cases.json`, and `shapes.Circle.area.cases.json` where its functions have a file each;
 * where both exist, the one that names the function counts.
 */
export async function findSidecar(
  sourcePath: string,
  functionName: string,
): Promise<string | null> {
  const [own, shared] = sidecarPaths(sourcePath, functionName);
  const [hasOwn, hasShared] = [await isFile(own), await isFile(shared)];
  if (hasOwn && hasShared) {
    const misnamed =
      (await functionOf(own)) !== functionName && (await functionOf(shared)) === functionName;
    return misnamed ? shared : own;
  }
  if (hasOwn) return own;
  return hasShared ? shared : null;
}

/** Where a case file would be looked for: the function's own first, then the file's. */
export function sidecarPaths(sourcePath: string, functionName: string): readonly [string, string] {
  const stem = join(dirname(sourcePath), basename(sourcePath, extname(sourcePath)));
  // A colon cannot stand in a file name everywhere.
  const part = functionName.replaceAll('::', '.');
  return [`${stem}.${part}.cases.json`, `${stem}.cases.json`];
}

/**
 * The case file that counts for a function, or where a new one belongs. A file that names another
 * function keeps its cases: this one gets a file of its own.
 */
export async function sidecarFor(
  sourcePath: string,
  functionName: string,
): Promise<{ readonly path: string; readonly exists: boolean }> {
  const [own, shared] = sidecarPaths(sourcePath, functionName);
  const found = await findSidecar(sourcePath, functionName);
  if (found === null) return { path: shared, exists: false };
  const named = found === own ? null : await functionOf(found);
  const isFor = named === null || named === functionName;
  return isFor ? { path: found, exists: true } : { path: own, exists: false };
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}

/** The function that a case file names; null where it names none or cannot be read. */
async function functionOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.size > maxFileBytes) return null;
  const text = await readFile(path, 'utf8').catch(() => '');
  const reading = readJson(text.replace(/^\uFEFF/, ''));
  if (!reading.ok || typeof reading.value !== 'object' || reading.value === null) return null;
  const named = (reading.value as { readonly function?: unknown }).function;
  return typeof named === 'string' ? named : null;
}
