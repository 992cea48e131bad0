import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCases } from '../../daemon/cases/case-file.ts';
import { recordedFile } from '../../daemon/cases/recorded-file.ts';
import type { RecordedCall } from '../../daemon/core/ports/recording.ts';
import type { Call } from '../../protocol/cases.ts';
import { temporaryFolder } from '../child.ts';

function recorded(change: Partial<Call>, test = ''): RecordedCall {
  const call: Call = { id: '', init: null, args: [], kwargs: {}, ...change };
  return { call, outcome: null, ns: 10, cpuNs: 10, isInner: false, test };
}

function subjectIn(folder: string, name = 'f') {
  const path = join(folder, 'a.py');
  return { path, target: { name }, language: { id: 'python' } };
}

async function opened(folder: string, name = 'f') {
  const file = await recordedFile(subjectIn(folder, name));
  if (!file.ok) throw new Error(file.failure.message);
  return file.value;
}

describe('the case file of recorded calls', () => {
  it('begins with them, by the names of the tests', async () => {
    const folder = temporaryFolder();
    const file = await opened(folder);
    const written = file.with([
      recorded({ args: [1] }, 'tests/test_a.py::TestA::test_totals[a::b]'),
      recorded({ args: [2], kwargs: { k: 1 } }, 'test_more'),
      recorded({ args: [3] }),
    ]);
    if (!written.ok) throw new Error(written.failure.message);
    const { cases, sidecar } = written.value;
    expect(cases.map(({ id, call }) => [id, call])).toEqual([
      ['recorded 1: test_totals', '(1)'],
      ['recorded 2: test_more', '(2, k=1)'],
      ['recorded 3', '(3)'],
    ]);
    expect(sidecar).toMatchObject({ path: join(folder, 'a.cases.json'), text: null, added: 3 });
    expect(JSON.parse(sidecar.updated).cases[1]).toEqual({
      id: 'recorded 2: test_more',
      source: 'recorded',
      args: [2],
      kwargs: { k: 1 },
    });
  });

  it('keeps every byte that is there, and goes on numbering', async () => {
    const folder = temporaryFolder();
    const text = `{ "function": "f", "cases": [\n  {"args":[1],   "expected": 2},\n  { "id": "recorded 7: x", "args": [5] } ],  "tolerance": {"relative":0,"absolute":0} }`;
    writeFileSync(join(folder, 'a.cases.json'), text);
    const file = await opened(folder);
    expect(file.isKnown(recorded({ args: [1] }).call)).toBe(true);
    expect(file.isKnown(recorded({ args: [1.5] }).call)).toBe(false);
    const written = file.with([recorded({ args: [8] })]);
    if (!written.ok) throw new Error(written.failure.message);
    const { updated } = written.value.sidecar;
    const [before, after] = text.split(' ],  "tol');
    expect(updated.startsWith(before as string)).toBe(true);
    expect(updated.endsWith(` ],  "tol${after}`)).toBe(true);
    expect(JSON.parse(updated).cases.at(-1).id).toBe('recorded 8');
    expect(readFileSync(join(folder, 'a.cases.json'), 'utf8')).toBe(text);
  });

  it('says of each case where it comes from, and where it stands', async () => {
    const folder = temporaryFolder();
    const file = await opened(folder);
    const written = file.with([recorded({ args: [1] }), recorded({ args: [2] })]);
    if (!written.ok) throw new Error(written.failure.message);
    const { updated, path } = written.value.sidecar;
    const read = parseCases(updated, path, 'f', 'python');
    const source = { kind: 'recorded', path };
    expect(read).toMatchObject({
      ok: true,
      value: {
        cases: [{ source: { ...source, line: 4 } }, { source: { ...source, line: 5 } }],
      },
    });
  });

  it('holds instances, and refuses what no case file can hold', async () => {
    const file = await opened(temporaryFolder(), 'C.f');
    const self = { $object: { type: 'C', state: [{ x: 1 }] } };
    expect(file.expanded(recorded({ self, args: [1] }).call)).toMatchObject({ self, args: [1] });
    expect(file.expanded(recorded({ args: [{ $nonsense: 1 }] }).call)).toBeNull();
    expect(file.expanded(recorded({ args: [{ $set: [[1]] }] }).call)).toBeNull();
  });

  it('is not made of one that cannot be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.cases.json'), '{ "cases": [1,, ] }');
    expect(await recordedFile(subjectIn(folder))).toMatchObject({
      ok: false,
      failure: { code: 'cases-invalid' },
    });
  });
});
