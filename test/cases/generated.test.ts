import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCases } from '../../daemon/cases/case-file.ts';
import { expectationsOf } from '../../daemon/cases/expectations.ts';
import { withGenerated } from '../../daemon/cases/generated.ts';
import { inputSize } from '../../daemon/cases/input-size.ts';
import { MadeInputs } from '../../daemon/cases/made-inputs.ts';
import { type CaseSet, defaultTolerance } from '../../daemon/core/case-set.ts';
import type { KeptInputs, MadeInput } from '../../daemon/core/making.ts';
import { inputsDigest } from '../../daemon/runs/digests.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import type { Call, Outcome, Value } from '../../protocol/cases.ts';
import { fail } from '../../protocol/failures.ts';

let folder: string;
let python: Language;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterburner-generated-'));
  python = await createPython('daemon/languages/python');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function callWith(args: readonly Value[], more: Partial<Call> = {}): MadeInput['call'] {
  return { init: null, args, kwargs: {}, ...more };
}

function made(...rows: readonly (readonly Value[])[]): MadeInput[] {
  return rows.map((args) => {
    const call = callWith(args);
    return { call, size: inputSize(call, ['xs']), ns: 1000 };
  });
}

function subject(source = '# total\ndef total(xs):\n    return sum(xs)\n') {
  const functions = python.functions(source);
  const target = functions.ok ? functions.value[0] : undefined;
  if (target === undefined) throw new Error('no function');
  return {
    path: join(folder, 'total.py'),
    language: python,
    target,
    version: { source, code: '' },
  };
}

function emptySet(more: Partial<CaseSet> = {}): CaseSet {
  const path = join(folder, 'total.py');
  const none = { function: 'total', tolerance: defaultTolerance, cases: [], problem: null };
  const missing = fail('cases-missing', 'There are no cases.').failure;
  return { path, ...none, domain: null, missing, ...more };
}

describe('generated cases', () => {
  it('are a case file that gives the same inputs again, with where they come from', async () => {
    const floats = [{ $float: 1 }, { $float: '-0' }, 0.5];
    const set = await withGenerated(emptySet(), made([[]], [floats], [[1, 2, 3]]), subject());
    expect(set.missing).toBeUndefined();
    expect(set.cases.map(({ call }) => call.id)).toEqual([
      'generated 1: 0 items',
      'generated 2: 3 items',
      'generated 3: 3 items',
    ]);
    expect(set.cases[0]).toMatchObject({
      expectation: { kind: 'original' },
      source: { kind: 'generated', path: join(folder, 'total.py'), line: 2 },
    });
    const again = parseCases(set.text ?? '', set.path, 'total', 'python');
    if (!again.ok) throw new Error(again.failure.message);
    expect(inputsDigest(again.value)).toBe(inputsDigest(set));
    expect(again.value.cases.map(({ source }) => source?.kind)).toEqual(Array(3).fill('generated'));
  });

  it("come after a case file's own, which keep what they say", async () => {
    const path = join(folder, 'own.cases.json');
    const text =
      '{"function": "total", "domain": {"xs": {}}, "cases": [{"args": [[4]], "expected": 4}]}';
    await writeFile(path, text);
    const read = parseCases(text, path, 'total', 'python');
    if (!read.ok) throw new Error(read.failure.message);
    const set = await withGenerated(read.value, made([[4]], [[5, 6]]), subject());
    expect(set.cases.map(({ call, expectation }) => [call.id, expectation.kind])).toEqual([
      ['1', 'value'],
      ['generated 2: 2 items', 'original'],
    ]);
    expect(set.cases.map(({ source }) => source?.kind)).toEqual([undefined, 'generated']);
    expect(set.domain).toEqual({ xs: {} });
    expect(set.text?.startsWith('{"function": "total", "domain"')).toBe(true);
  });

  it('that no case file could hold are left out, and so is what makes it too large', async () => {
    const hashless = { $set: [[1]] } as unknown as Value;
    const set = await withGenerated(emptySet(), made([[1]], [hashless], [[2]]), subject());
    expect(set.cases.map(({ call }) => call.args)).toEqual([[[1]], [[2]]]);
    const long = 'x'.repeat(1_900_000);
    const heavy = await withGenerated(
      emptySet(),
      made(['a'], [long], [`${long}y`], [`${long}z`]),
      subject(),
    );
    expect(heavy.cases).toHaveLength(3);
    expect(heavy.text?.length).toBeLessThan(4 * 1024 * 1024);
  });

  it('leave a set alone whose file is gone', async () => {
    const read = parseCases('{"cases": [{"args": [1]}]}', '/nowhere/x.json', 'total', 'python');
    if (!read.ok) throw new Error(read.failure.message);
    expect(await withGenerated(read.value, made([[1]]), subject())).toEqual(read.value);
  });

  it('allow sums of large floats another order, which written ones do not', async () => {
    const set = await withGenerated(emptySet(), made([[1e9 + 0.5, -1e9 - 0.25]]), subject());
    const outcome = (value: number): Outcome => ({
      id: set.cases[0]?.call.id ?? '',
      kind: 'returned',
      value,
      exception: null,
      message: null,
      args: [],
      kwargs: {},
      self: null,
    });
    const judged = (which: CaseSet, value: number) =>
      expectationsOf(which).judge([outcome(value)], [outcome(0.25)]).cases[0]?.verdict;
    const written = {
      ...set,
      cases: set.cases.map(({ call, expectation }) => ({ call, expectation })),
    };
    expect(judged(set, 0.25 + 1e-7)).toBe('passed');
    expect(judged(written, 0.25 + 1e-7)).toBe('failed');
    expect(judged(set, 3)).toBe('failed');
  });
});

describe('the size of an input is told', () => {
  const sizes: readonly (readonly [size: string, args: readonly Value[]])[] = [
    ['0 items', [[]]],
    ['1 item', [[7]]],
    ['20,000 items', [Array(20_000).fill(1), 'short']],
    ['1,234 characters', ['x'.repeat(1234), [1]]],
    ['3 items in 2 rows', [[[1, 2], [3]]]],
    ['2 keys', [{ a: 1, b: 2 }]],
    ['3 bytes', [{ $bytes: 'AAAA' }]],
    ['xs = 5,000', [5000, true]],
    ['', [0.5]],
  ];
  it.each(sizes)('%s', (size, args) => {
    expect(inputSize(callWith(args), ['xs', 'k'])).toBe(size);
  });
});

describe('what was made is kept', () => {
  const nothing: KeptInputs = {
    code: 'c',
    inputs: [],
    larger: [],
    notices: [],
    slowestNs: 0,
    isMended: false,
  };

  it('under its key, and what is no such file is nothing', async () => {
    const memory = new MadeInputs(join(folder, 'kept'));
    const kept = { ...nothing, inputs: made([[1, 2]]), notices: ['It has no cases.'] };
    expect(await memory.find('a')).toBeNull();
    await memory.keep('a', kept);
    expect(await memory.find('a')).toEqual(kept);
    await writeFile(join(folder, 'kept/b.json'), '{"inputs": 3}');
    expect(await memory.find('b')).toBeNull();
    await writeFile(join(folder, 'kept/b.json'), 'not JSON');
    expect(await memory.find('b')).toBeNull();
  });

  it('up to a bound, beyond which the oldest goes', async () => {
    const memory = new MadeInputs(join(folder, 'full'));
    const large = { ...nothing, notices: ['x'.repeat(24 * 1024 * 1024)] };
    for (const [index, key] of ['old', 'middle', 'new'].entries()) {
      await memory.keep(key, large);
      await utimes(join(folder, `full/${key}.json`), index, index);
    }
    await memory.keep('small', nothing);
    expect((await readdir(join(folder, 'full'))).toSorted()).toEqual([
      'middle.json',
      'new.json',
      'small.json',
    ]);
  });

  it('is no failure where it cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const memory = new MadeInputs(join(folder, 'a-file/inputs'));
    await memory.keep('a', nothing);
    expect(await memory.find('a')).toBeNull();
  });
});
