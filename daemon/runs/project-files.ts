import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Job } from '../core/ports/sandbox.ts';
import { listProject, type ProjectFolder } from './project-listing.ts';

export type CopiedFile = Job['files'][number];

/** What is copied of a project at most; the sandbox's probe takes little more. */
export const mostCopied = { files: 4000, bytes: 64 * 1024 * 1024 };

/** Paths to be left out, one a line, relative to the root: folders or files. */
const leaveOutFile = '.afterburner/leave-out';

const atOnce = 32;

/**
 * The files of a project as they stand on the disk. A link is followed where it leads to something
 * of the project, and left out where it leads elsewhere. Fails with `project-too-large` beyond the
 * bounds, and says where most of it lies.
 */
export async function readProject(
  folder: ProjectFolder,
  signal: AbortSignal,
): Promise<Result<readonly CopiedFile[]>> {
  const listing = await listProject(folder);
  const isLeftOut = await leftOutOf(folder.root);
  const paths = listing.paths.filter((path) => !isLeftOut(path));
  const root = await realpath(folder.root).catch(() => folder.root);
  const found: Found[] = [];
  for (let at = 0; at < paths.length; at += atOnce) {
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    const looked = await Promise.all(
      paths.slice(at, at + atOnce).map((path) => lookAt(root, path, paths)),
    );
    found.push(...looked.flat());
    if (found.length > mostLooked) break;
  }
  const files = found.filter(({ path }) => !isLeftOut(path));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (files.length > mostCopied.files || bytes > mostCopied.bytes || listing.isPartial) {
    return tooLarge(folder.root, files, bytes);
  }
  const copied: CopiedFile[] = [];
  for (let at = 0; at < files.length; at += atOnce) {
    if (signal.aborted) return fail('cancelled', 'The run was cancelled.');
    const read = await Promise.all(files.slice(at, at + atOnce).map(contentOf));
    copied.push(...read.flatMap((file) => file ?? []));
  }
  return ok(copied);
}

interface Found {
  readonly path: string;
  /** On the disk, without links. */
  readonly place: string;
  readonly size: number;
}

/** Enough to say where most of a large project lies. */
const mostLooked = 100_000;

/** The file at a path, or the project's files behind a link to a folder; none for anything else. */
async function lookAt(
  root: string,
  path: string,
  paths: readonly string[],
): Promise<readonly Found[]> {
  // One that is gone, or whose name no file of a job can have.
  if (Buffer.byteLength(path) > 900) return [];
  const place = await realpath(join(root, path)).catch(() => null);
  if (place === null || !place.startsWith(root + sep)) return [];
  const facts = await lstat(place).catch(() => null);
  if (facts?.isFile()) return [{ path, place, size: facts.size }];
  if (!facts?.isDirectory()) return [];
  const target = `${place
    .slice(root.length + 1)
    .split(sep)
    .join('/')}/`;
  if (path.startsWith(target)) return [];
  const inside = paths.filter((each) => each.startsWith(target));
  const behind = await Promise.all(
    inside.map(async (each): Promise<readonly Found[]> => {
      const own = join(root, each);
      const stat = await lstat(own).catch(() => null);
      const at = `${path}/${each.slice(target.length)}`;
      return stat?.isFile() ? [{ path: at, place: own, size: stat.size }] : [];
    }),
  );
  return behind.flat();
}

async function contentOf({ path, place }: Found): Promise<CopiedFile | null> {
  const content = await readFile(place).catch(() => null);
  return content && { path, content };
}

async function leftOutOf(root: string): Promise<(path: string) => boolean> {
  const text = await readFile(join(root, leaveOutFile), 'utf8').catch(() => '');
  const paths = text
    .split(/\r?\n/)
    .map((line) =>
      line
        .trim()
        .replace(/^\.?\//, '')
        .replace(/\/+$/, ''),
    )
    .filter((line) => line !== '' && !line.startsWith('#'));
  return (path) => paths.some((each) => path === each || path.startsWith(`${each}/`));
}

function tooLarge(root: string, files: readonly Found[], bytes: number): Result<never> {
  const sums = new Map<string, { files: number; bytes: number }>();
  for (const { path, size } of files) {
    const top = path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : path;
    const sum = sums.get(top) ?? { files: 0, bytes: 0 };
    sums.set(top, { files: sum.files + 1, bytes: sum.bytes + size });
  }
  const isMany = files.length > mostCopied.files;
  const weight = (sum: { files: number; bytes: number }): number =>
    isMany ? sum.files : sum.bytes;
  const largest = [...sums].toSorted(([, a], [, b]) => weight(b) - weight(a)).slice(0, 3);
  const shown = largest.map(
    ([name, sum]) => `${name} (${isMany ? `${sum.files} files` : mebibytes(sum.bytes)})`,
  );
  const bound = `${mostCopied.files} files of ${mebibytes(mostCopied.bytes)}`;
  const has = `${files.length} files of ${mebibytes(bytes)}`;
  return fail(
    'project-too-large',
    `${root} has ${has}, and ${bound} are copied at most. Most of it: ${shown.join(', ')}.`,
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)} MiB`;
}
