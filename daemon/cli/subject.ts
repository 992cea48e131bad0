import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MeasureParams, Subject } from '../../protocol/daemon.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { readSettings } from './settings.ts';
import type { Surroundings } from './terminal.ts';

/** What a command that runs one function is told about it. */
export interface FunctionOptions {
  readonly function: string;
  readonly cases?: string;
}

/** The function, its cases and the settings, as the daemon is asked to run it. */
export function readFunction(
  { cwd, env }: Surroundings,
  file: string,
  options: FunctionOptions,
): Result<MeasureParams> {
  const settings = readSettings({ ...options }, env);
  if (!settings.ok) return settings;
  const read = readSubject(cwd, file, options.function);
  if (!read.ok) return read;
  const cases = options.cases === undefined ? null : resolve(cwd, options.cases);
  return ok({ subject: read.value.subject, cases, settings: settings.value });
}

/** A file as it was read, so that it can be told later whether it is still the same. */
export interface SubjectFile {
  readonly subject: Subject & { readonly source: string };
  readonly bytes: Uint8Array;
}

export function readSubject(cwd: string, file: string, name: string): Result<SubjectFile> {
  const path = resolve(cwd, file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return fail('file-not-found', `There is no file ${file}.`);
    }
    const reason = code === 'EISDIR' ? 'it is a folder' : String(code);
    return fail('file-unreadable', `${file} cannot be read: ${reason}.`);
  }
  try {
    // A byte order mark stays: replacing a function keeps the rest of the file as it is.
    const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return ok({ subject: { path, source, function: name }, bytes });
  } catch {
    return fail('file-unreadable', `${file} is not UTF-8 text.`);
  }
}
