import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSubject, type SubjectFile } from '../../daemon/cli/subject.ts';
import { writeEdits } from '../../daemon/cli/write.ts';
import { temporaryFolder } from '../child.ts';

const original = 'def f():\r\n    return "naïve 🚀"\r\n';

function subject(folder: string, name = 'f.py', content = original): SubjectFile {
  writeFileSync(join(folder, name), content);
  const read = readSubject(folder, name, 'f');
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

function edit(text: string) {
  const start = original.indexOf('"');
  return [{ start, end: original.lastIndexOf('"') + 1, text }];
}

it('replaces just the edited text, and keeps the mode', () => {
  const folder = temporaryFolder();
  const file = subject(folder);
  chmodSync(file.subject.path, 0o751);
  expect(writeEdits(file, edit('1'))).toEqual({ ok: true, value: undefined });
  expect(readFileSync(file.subject.path, 'utf8')).toBe('def f():\r\n    return 1\r\n');
  expect(statSync(file.subject.path).mode & 0o777).toBe(0o751);
  expect(readdirSync(folder)).toEqual(['f.py']);
});

it('keeps a byte order mark', () => {
  const folder = temporaryFolder();
  const file = subject(folder, 'f.py', `\ufeff${original}`);
  const moved = edit('1').map(({ start, end, text }) => ({ start: start + 1, end: end + 1, text }));
  expect(writeEdits(file, moved).ok).toBe(true);
  expect(readFileSync(file.subject.path, 'utf8')).toBe('\ufeffdef f():\r\n    return 1\r\n');
});

it('keeps a link and replaces what it points to', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'target.py'), original);
  symlinkSync('target.py', join(folder, 'link.py'));
  const read = readSubject(folder, 'link.py', 'f');
  if (!read.ok) throw new Error(read.failure.message);
  expect(writeEdits(read.value, edit('1')).ok).toBe(true);
  expect(lstatSync(join(folder, 'link.py')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'target.py'), 'utf8')).toContain('return 1');
});

it.each([
  ['changed', (path: string) => writeFileSync(path, `${original}# more\n`), 'file-changed'],
  ['removed', (path: string) => rmSync(path), 'file-not-written'],
])('writes nothing where the file was %s meanwhile', (_name, meanwhile, code) => {
  const folder = temporaryFolder();
  const file = subject(folder);
  meanwhile(file.subject.path);
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(writeEdits(file, edit('1'))).toMatchObject({ ok: false, failure: { code } });
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(
    before,
  );
});

it.skipIf(process.getuid?.() === 0)('writes nothing where it may not', () => {
  const file = subject(temporaryFolder());
  chmodSync(file.subject.path, 0o444);
  expect(writeEdits(file, edit('1'))).toMatchObject({ failure: { code: 'file-not-written' } });
});
