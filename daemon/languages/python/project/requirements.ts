import { posix } from 'node:path';
import type { DeclaredPackages, ReadText } from '../../../core/project.ts';

/** Files that name others that name others. */
const deepest = 10;

/**
 * The requirements of a file in pip's format, with those of files that it names. What is in the
 * project itself (`-e .`, a path) is left out, for its modules come along anyway; so are options of
 * pip, which the machine's own settings decide. Lines keep their markers and hashes.
 */
export async function requirementsIn(
  path: string,
  root: string,
  read: ReadText,
): Promise<DeclaredPackages> {
  const found = { requirements: [] as string[], constraints: [] as string[], from: [] as string[] };
  const gather = async (file: string, isConstraint: boolean, depth: number): Promise<void> => {
    const isInside = file.startsWith(`${root}/`);
    const text =
      isInside && depth < deepest && !found.from.includes(file) ? await read(file) : null;
    if (text === null) return;
    found.from.push(file);
    for (const line of linesOf(text)) {
      const other = /^(?:-r|--requirement|-c|--constraint)[\s=]*(\S+)$/.exec(line)?.[1];
      if (other !== undefined) {
        const next = posix.join(posix.dirname(file), other);
        await gather(next, isConstraint || /^(?:-c|--c)/.test(line), depth + 1);
      } else if (!isLeftOut(line))
        (isConstraint ? found.constraints : found.requirements).push(line);
    }
  };
  await gather(path, false, 0);
  return found;
}

/** Joined where they go on, without comments. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\s*\\\r?\n\s*/g, ' ')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

function isLeftOut(line: string): boolean {
  return /^(?:-|\.|\/|file:|[A-Za-z]:\\)/.test(line) || /@\s*(?:file:|\.)/.test(line);
}
