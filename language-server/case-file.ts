import { readFile } from 'node:fs/promises';
import { findSidecar, sidecarPaths } from '../daemon/cases/sidecar.ts';
import type { EditorLanguage } from '../daemon/languages/editor-language.ts';
import type { CaseFile } from '../protocol/cases.ts';
import type { editorRequests } from '../protocol/editor.ts';
import { fail, ok, type Result } from '../protocol/failures.ts';
import type { z } from 'zod';

type Found = z.infer<(typeof editorRequests)['afterburner/caseFile']['result']>;

/**
 * The case file of a function: the one that counts, or where a new one belongs and what it would
 * begin with. A file that names another function keeps its cases: this one gets a file of its own.
 */
export async function caseFileFor(
  path: string,
  source: string,
  functionName: string,
  language: EditorLanguage,
): Promise<Result<Found>> {
  const [own, shared] = sidecarPaths(path, functionName);
  const found = await findSidecar(path, functionName);
  if (found !== null) {
    const text = await readText(found);
    if (text === null) return fail('file-unreadable', `${found} cannot be read.`);
    const named = functionNamedIn(text);
    const isFor = found === own || named === null || named === functionName;
    if (isFor) return ok({ path: found, exists: true, text });
  }
  const example = language.exampleCase(source, functionName);
  if (example === null) {
    return fail('function-not-found', `There is no function ${functionName} in ${path}.`);
  }
  const { init, args, kwargs } = example;
  const file: CaseFile = {
    function: functionName,
    cases: [
      {
        id: 'example',
        ...(init === null ? {} : { init: [...init] }),
        args: [...args],
        ...(Object.keys(kwargs).length === 0 ? {} : { kwargs }),
      },
    ],
  };
  return ok({
    path: found === null ? shared : own,
    exists: false,
    isExample: true,
    text: `${JSON.stringify(file, null, 2)}\n`,
  });
}

/** The function that a case file is for; null where it does not say. */
function functionNamedIn(text: string): string | null {
  const [, quoted] = /"function"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  try {
    return quoted === undefined ? null : (JSON.parse(quoted) as string);
  } catch {
    return null;
  }
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
