import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { applyEdits } from '../../protocol/edits.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { TextEdit } from '../../protocol/optimization.ts';
import type { SubjectFile } from './subject.ts';

/**
 * Makes the edits in the file: whole or not at all, whenever the process is killed, and only while
 * the file is byte for byte what was optimized. A link stays, its target is replaced.
 */
export function writeEdits(file: SubjectFile, edits: readonly TextEdit[]): Result<void> {
  const { path, source } = file.subject;
  return replaceFile(path, file.bytes, applyEdits(source, edits), 'optimized');
}

/** Writes a whole file: a new one where `before` is null, else as `writeEdits` does. */
export function writeWhole(path: string, before: string | null, text: string): Result<void> {
  if (before !== null) return replaceFile(path, Buffer.from(before), text, 'looked at');
  try {
    writeDurably(path, text, 0o666);
    return ok(undefined);
  } catch (error) {
    return notWritten(path, error);
  }
}

function replaceFile(
  path: string,
  before: Uint8Array,
  text: string,
  meanwhile: string,
): Result<void> {
  let draft: string | null = null;
  try {
    const target = realpathSync(path);
    if (!isSame(target, before)) return changed(path, meanwhile);
    accessSync(target, constants.W_OK);
    const { mode, uid, gid } = statSync(target);
    draft = join(dirname(target), `.${basename(target)}.afterburner-${process.pid}`);
    writeDurably(draft, text, mode);
    keepOwner(draft, uid, gid);
    // Its mode is set last: the mask and the change of owner take bits away.
    chmodSync(draft, mode & 0o7777);
    if (!isSame(target, before)) return changed(path, meanwhile);
    renameSync(draft, target);
    draft = null;
    return ok(undefined);
  } catch (error) {
    return notWritten(path, error);
  } finally {
    if (draft !== null) rmSync(draft, { force: true });
  }
}

function isSame(path: string, bytes: Uint8Array): boolean {
  return readFileSync(path).equals(bytes);
}

function changed(path: string, meanwhile: string) {
  return fail('file-changed', `${path} was changed while it was being ${meanwhile}.`);
}

function notWritten(path: string, error: unknown) {
  const reason = error instanceof Error ? error.message : String(error);
  return fail('file-not-written', `${path} could not be written: ${reason}.`);
}

function writeDurably(path: string, text: string, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeAll(file, Buffer.from(text));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** Only root can give a file away; for everyone else it is their own already, or their group's. */
function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    return;
  }
}
