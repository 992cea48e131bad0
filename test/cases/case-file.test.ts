import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCases, readCases } from '../../daemon/cases/case-file.ts';
import { findSidecar } from '../../daemon/cases/sidecar.ts';
import type { Result } from '../../protocol/failures.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cases-'));
});
afterAll(() => rm(folder, { recursive: true }));

function told(result: Result<unknown>): string {
  return result.ok ? 'ok' : `${result.failure.code} ${result.failure.message}`;
}

function parse(document: unknown, functionName = 'total', language = 'python') {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return parseCases(text, 't.cases.json', functionName, language);
}

/** What is said of a case with these arguments, without the code and the name of the file. */
function ofArguments(...args: readonly unknown[]): string {
  return told(parse({ cases: [{ args }] })).replace('cases-invalid t.cases.json: ', '');
}

function expandedArguments(...args: readonly unknown[]): unknown {
  const result = parse({ cases: [{ args }] });
  return result.ok ? result.value.cases[0]?.call.args : result.failure.message;
}

it('may leave the cases to the problem that it names', () => {
  expect(parse({ problem: 'pile', cases: [] })).toMatchObject({
    value: { problem: 'pile', cases: [] },
  });
});

describe('the shape of a case file', () => {
  it.each([
    [[], 'cases-invalid t.cases.json: the file must be an object'],
    [{}, 'cases-invalid t.cases.json: cases is missing: it must be an array'],
    [{ cases: {} }, 'cases-invalid t.cases.json: cases must be an array'],
    [{ cases: [] }, 'cases-empty t.cases.json: there are no cases in it'],
    [{ cases: [1] }, 'cases-invalid t.cases.json: cases[0] must be an object'],
    [{ cases: [{ args: {} }] }, 'cases-invalid t.cases.json: cases[0].args must be an array'],
    [{ cases: [{ id: 5 }] }, 'cases-invalid t.cases.json: cases[0].id must be a text'],
    [{ cases: [{ id: '' }] }, 'cases-invalid t.cases.json: cases[0].id must not be empty'],
    [
      { cases: [{}, { arg: [] }] },
      'cases-invalid t.cases.json: cases[1] has an unknown field "arg"; did you mean "args"?',
    ],
    [
      { cases: [{}], function: 'total', functions: 1, zzz: 1 },
      'cases-invalid t.cases.json: (1) the file has an unknown field "functions"; did you mean "function"?; (2) the file has an unknown field "zzz"',
    ],
    [
      { function: 'mean', cases: [{}] },
      'cases-other-function t.cases.json: these cases are for mean, not for total',
    ],
    [
      { cases: [{ id: 'a' }, {}, { id: 'a' }] },
      'cases-invalid t.cases.json: cases[2].id "a" is already the id of cases[0]',
    ],
    [
      { cases: [{ id: '2' }, {}] },
      'cases-invalid t.cases.json: cases[1].id "2" is already the id of cases[0]',
    ],
    [
      { cases: [{ expected: 1, raises: 'ValueError' }] },
      'cases-invalid t.cases.json: cases[0] has both "expected" and "raises": only one can happen',
    ],
    [
      { cases: [{ init: [] }] },
      'cases-invalid t.cases.json: cases[0].init must go: total is no method',
    ],
    [
      { cases: [{ stdin: '' }] },
      'cases-invalid t.cases.json: cases[0].stdin must go: total is a function, no program',
    ],
    [
      { cases: [{}], tolerance: { relative: -1, absolute: 0 } },
      'cases-invalid t.cases.json: tolerance.relative must be at least 0',
    ],
    [
      { cases: [{}], domain: { xs: 5 } },
      'cases-invalid t.cases.json: domain.xs must be a JSON Schema: an object, true or false',
    ],
    [
      '{"cases": [\n  {"args": [1,]}]}',
      'cases-invalid t.cases.json:2:14: a comma before ] is not JSON',
    ],
  ])('%j', (document, message) => {
    expect(told(parse(document))).toBe(message);
  });

  it('has keyword arguments in Python alone', () => {
    const document = { cases: [{ kwargs: { 'a b': { $ints: 1 } } }, { kwargs: { n: 1 } }] };
    expect(told(parse(document, 'f', 'go'))).toBe(
      'cases-invalid t.cases.json: (1) cases[0].kwargs must go: go has no keyword arguments; ' +
        '(2) cases[0].kwargs["a b"].$ints must be an object; ' +
        '(3) cases[1].kwargs must go: go has no keyword arguments',
    );
  });

  it('tells the first five problems in the order of the file, and how many more there are', () => {
    const wrong = { arg: 1 };
    const message = told(
      parse({ cases: [{ args: [{ $float: 'x' }] }, wrong, wrong, wrong, wrong, wrong, wrong] }),
    );
    expect(message).toMatch(
      /\(1\) cases\[0\]\.args\[0\]\.\$float must .*; \(2\) cases\[1\] has .*; \(5\) cases\[4\] has an unknown field "arg"; did you mean "args"\?; and 2 more$/,
    );
  });
});

describe('the cases that are read', () => {
  it('have ids, calls and expectations', () => {
    const result = parse(
      {
        $schema: 'cases.schema.json',
        function: 'Pile.total',
        tolerance: { relative: 0.5, absolute: 1 },
        domain: { xs: { type: 'array', minItems: 1 } },
        problem: 'pile-total',
        cases: [
          { id: 'empty', init: [[]], args: [[]], expected: null },
          { args: [1.5], kwargs: { start: { $range: { start: 0, stop: 2 } } } },
          { raises: 'ValueError' },
        ],
      },
      'Pile.total',
    );
    expect(result).toEqual({
      ok: true,
      value: {
        path: 't.cases.json',
        function: 'Pile.total',
        tolerance: { relative: 0.5, absolute: 1 },
        domain: { xs: { type: 'array', minItems: 1 } },
        problem: 'pile-total',
        cases: [
          {
            call: { id: 'empty', init: [[]], args: [[]], kwargs: {} },
            expectation: { kind: 'value', value: null },
          },
          {
            call: { id: '2', init: null, args: [1.5], kwargs: { start: [0, 1] } },
            expectation: { kind: 'original' },
          },
          {
            call: { id: '3', init: null, args: [], kwargs: {} },
            expectation: { kind: 'raises', exception: 'ValueError' },
          },
        ],
      },
    });
  });

  it('compare floats within the default tolerance unless the file says otherwise', () => {
    const result = parse({ cases: [{}] });
    expect(result.ok && result.value.tolerance).toEqual({ relative: 1e-9, absolute: 1e-12 });
  });

  it('keep floats floats and large integers exact, and take parameters as plain numbers', () => {
    const text =
      '{"tolerance": {"relative": 1.0, "absolute": 0}, "domain": {"xs": {"minimum": 2.0}}, ' +
      '"cases": [{"args": [1.0, -0.0, 12345678901234567890, ' +
      '{"$ints": {"n": 2e0, "min": 3, "max": 3.0, "seed": 1}}]}]}';
    const result = parse(text);
    expect(
      result.ok && [result.value.cases[0]?.call.args, result.value.tolerance.relative],
    ).toEqual([[{ $float: 1 }, { $float: '-0' }, { $int: '12345678901234567890' }, [3, 3]], 1]);
    expect(result.ok && result.value.domain).toEqual({ xs: { minimum: 2 } });
  });
});

describe('values in a case file', () => {
  const ints = { n: 3, min: 0, max: 9, seed: 1 };

  it.each([
    [{ $ints: { ...ints, n: 0 } }, 'cases[0].args[0].$ints.n must be a positive integer'],
    [{ $ints: { ...ints, n: '3' } }, 'cases[0].args[0].$ints.n must be a positive integer'],
    [{ $ints: { ...ints, n: 1.5 } }, 'cases[0].args[0].$ints.n must be a positive integer'],
    [
      { $ints: { n: 3, min: 0, max: 9 } },
      'cases[0].args[0].$ints.seed is missing: it must be an integer',
    ],
    [
      { $ints: { ...ints, min: 0.5 } },
      'cases[0].args[0].$ints.min must be an integer, or {"$int": "digits"} beyond 2^53',
    ],
    [{ $ints: { ...ints, max: -1 } }, 'cases[0].args[0].$ints.max must not be below min'],
    [
      { $ints: { ...ints, n: 11, unique: true } },
      'cases[0].args[0].$ints.n must be at most 10: there are no more unique integers',
    ],
    [
      { $ints: { ...ints, sort: true } },
      'cases[0].args[0].$ints has an unknown field "sort"; did you mean "sorted"?',
    ],
    [{ $ints: { ...ints, sorted: 1 } }, 'cases[0].args[0].$ints.sorted must be true or false'],
    [{ $ints: 5 }, 'cases[0].args[0].$ints must be an object'],
    [{ $floats: { ...ints, min: 'a' } }, 'cases[0].args[0].$floats.min must be a number'],
    [
      { $string: { n: 3, alphabet: '', seed: 1 } },
      'cases[0].args[0].$string.alphabet must be a text of at least one character',
    ],
    [
      { $strings: { n: 3, length: -1, alphabet: 'a', seed: 1 } },
      'cases[0].args[0].$strings.length must be zero or a positive integer',
    ],
    [{ $range: { start: 0, stop: 9, step: 0 } }, 'cases[0].args[0].$range.step must not be 0'],
    [
      { $permutation: { n: -2, seed: 1 } },
      'cases[0].args[0].$permutation.n must be a positive integer',
    ],
    [
      { $matrix: { rows: 2, cols: 0, min: 0, max: 1, seed: 1 } },
      'cases[0].args[0].$matrix.cols must be a positive integer',
    ],
    [{ $repeat: { n: 3 } }, 'cases[0].args[0].$repeat.value is missing: it must be a value'],
    [
      { $repeat: { n: 3, value: [{ $ints: { ...ints, n: -1 } }] } },
      'cases[0].args[0].$repeat.value[0].$ints.n must be a positive integer',
    ],
    [
      { $edges: { nodes: 3, edges: 4, seed: 1 } },
      'cases[0].args[0].$edges.edges must be at most 3: 3 nodes have no more pairs',
    ],
    [{ $intz: 5 }, 'cases[0].args[0] has an unknown form "$intz"; did you mean "$ints"?'],
    [
      { a: { $weird: 5 } },
      'cases[0].args[0].a has an unknown form "$weird" (write {"$escape": {"$weird": …}} for a plain object)',
    ],
    [{ $tuple: 5 }, 'cases[0].args[0].$tuple must be an array, or a declarative input that is one'],
    [
      { $set: { $string: { n: 3, alphabet: 'a', seed: 1 } } },
      'cases[0].args[0].$set must be an array, or a declarative input that is one',
    ],
    [
      { $set: [1, [2]] },
      'cases[0].args[0].$set[1] must not be an array, which Python cannot hash: write {"$tuple": […]}',
    ],
    [
      { $frozenset: [{ $tuple: [1, { $set: [] }] }] },
      'cases[0].args[0].$frozenset[0] must not be a tuple with a set in it, which Python cannot hash',
    ],
    [
      { $dict: [[{ a: 1 }, 2]] },
      'cases[0].args[0].$dict[0][0] must not be an object, which Python cannot hash',
    ],
    [{ $dict: [[1]] }, 'cases[0].args[0].$dict[0] must be a pair [key, value]'],
    [{ $dict: {} }, 'cases[0].args[0].$dict must be an array of [key, value] pairs'],
    [{ $bytes: 'a?' }, 'cases[0].args[0].$bytes must be bytes in base64'],
    [
      { $float: 'infinity' },
      'cases[0].args[0].$float must be a number, "nan", "inf", "-inf" or "-0"',
    ],
    [{ $int: 5 }, 'cases[0].args[0].$int must be a text of decimal digits'],
    [{ $escape: 5 }, 'cases[0].args[0].$escape must be an object'],
    [{ $ref: -1 }, 'cases[0].args[0].$ref must be zero or a positive integer'],
    [
      [[], { $ref: 2 }],
      'cases[0].args[0][1].$ref must name one of the 2 containers that opened before it',
    ],
    [
      { $repeat: { value: [{ $ref: 0 }], n: 2 } },
      'cases[0].args[0].$repeat.value[0].$ref cannot stand inside $repeat, where its number would differ in each copy',
    ],
    [
      { $new: 5 },
      'cases[0].args[0].$new must be an object with "type", "args", "kwargs", "set", "calls"',
    ],
    [
      { $new: { args: [] } },
      'cases[0].args[0].$new.type is missing: it must be the name of a type, such as "Circle" or "collections.deque"',
    ],
    [
      { $new: { type: 'a b' } },
      'cases[0].args[0].$new.type must be the name of a type, such as "Circle" or "collections.deque"',
    ],
    [
      { $new: { type: 'A', arg: [] } },
      'cases[0].args[0].$new.arg is unknown here; did you mean "args"?',
    ],
    [{ $new: { type: 'A', args: 5 } }, 'cases[0].args[0].$new.args must be an array'],
    [
      { $new: { type: 'A', args: [[{ $intz: 1 }]] } },
      'cases[0].args[0].$new.args[0][0] has an unknown form "$intz"; did you mean "$ints"?',
    ],
    [
      { $new: { type: 'A', kwargs: [1] } },
      'cases[0].args[0].$new.kwargs must be an object: a value for each name',
    ],
    [
      { $new: { type: 'A', set: 1 } },
      'cases[0].args[0].$new.set must be an object: a value for each name',
    ],
    [
      { $new: { type: 'A', calls: ['f'] } },
      'cases[0].args[0].$new.calls[0] must be a call: [name, […arguments]], with {…} for keyword arguments',
    ],
    [
      { $new: { type: 'A', args: [{ $ref: 0 }] } },
      'cases[0].args[0].$new.args[0].$ref names the $new whose arguments it is one of: only its "set" can refer to it',
    ],
    [{ $object: { type: 'A' } }, 'cases[0].args[0].$object.state is missing'],
    [
      { $graph: [] },
      'cases[0].args[0].$graph must be an array of at least one {"$new": …} or {"$object": …}',
    ],
    [
      { $graph: [5] },
      'cases[0].args[0].$graph[0] must be an instance: {"$new": …} or {"$object": …}',
    ],
    [
      { $graph: [{ $new: { type: 'A', set: { b: { $node: 1 } } } }] },
      'cases[0].args[0].$graph[0].$new.set.b.$node must be below 1, as many as the $graph has instances',
    ],
    [
      { $graph: [{ $new: { type: 'A' } }, { $new: { type: 'A', args: [{ $node: 0 }] } }] },
      'cases[0].args[0].$graph[1].$new.args[0].$node must mean a later instance here: earlier ones are made of it, see "set"',
    ],
    [
      { $node: 0 },
      'cases[0].args[0].$node stands for an instance of a $graph, and there is none around it',
    ],
  ])('%j is refused', (value, message) => {
    expect(ofArguments(value)).toBe(message);
  });

  it.each([
    [
      { $repeat: { value: { $range: { start: 0, stop: 2 } }, n: 2 } },
      [
        [0, 1],
        [0, 1],
      ],
    ],
    [{ a: [{ $range: { start: 0, stop: 2 } }] }, { a: [[0, 1]] }],
    [{ $tuple: { $range: { start: 0, stop: 2 } } }, { $tuple: [0, 1] }],
    [{ $set: { $repeat: { value: 'a', n: 2 } } }, { $set: ['a', 'a'] }],
    [{ $tuple: [{ $range: { start: 0, stop: 2 } }] }, { $tuple: [[0, 1]] }],
    [
      { $dict: [[{ $tuple: [1] }, { $range: { start: 0, stop: 1 } }]] },
      { $dict: [[{ $tuple: [1] }, [0]]] },
    ],
    [{ $escape: { $ints: { $range: { start: 0, stop: 1 } } } }, { $escape: { $ints: [0] } }],
    [{ $escape: { a: 1 } }, { a: 1 }],
    [
      { $ints: 1, other: 2 },
      { $ints: 1, other: 2 },
    ],
    [
      { $new: { type: 'A', args: [{ $range: { start: 0, stop: 2 } }], set: { me: { $ref: 0 } } } },
      { $new: { type: 'A', args: [[0, 1]], set: { me: { $ref: 0 } } } },
    ],
    [{ $new: { type: 'A', kwargs: {} } }, { $new: { type: 'A', args: [] } }],
    [
      {
        $new: { type: 'm.A.B', args: [1], calls: [['push', [{ $tuple: [] }], { n: 2 }], ['pop']] },
      },
      {
        $new: {
          type: 'm.A.B',
          args: [1],
          calls: [
            ['push', [{ $tuple: [] }], { n: 2 }],
            ['pop', []],
          ],
        },
      },
    ],
    [
      { $object: { type: 'A', state: [{ all: { $range: { start: 0, stop: 2 } } }] } },
      { $object: { type: 'A', state: [{ all: [0, 1] }] } },
    ],
    [
      [{ $new: { type: 'A', args: [[], []], kwargs: { c: [] } } }, { $ref: 4 }],
      [{ $new: { type: 'A', args: [[], []], kwargs: { c: [] } } }, { $ref: 4 }],
    ],
    [
      {
        $graph: [
          { $new: { type: 'A', args: [{ $node: 1 }] } },
          { $object: { type: 'A', state: { back: { $node: 0 } } } },
        ],
      },
      {
        $graph: [
          { $new: { type: 'A', args: [{ $node: 1 }] } },
          { $object: { type: 'A', state: { back: { $node: 0 } } } },
        ],
      },
    ],
    [{ $float: 1.5 }, 1.5],
    [{ $float: 1e16 }, { $float: 1e16 }],
    [{ $float: -1e300 }, { $float: -1e300 }],
    [{ $int: '0012' }, 12],
    [{ $int: '-00012345678901234567890' }, { $int: '-12345678901234567890' }],
    [{ $bytes: 'aGk=' }, { $bytes: 'aGk=' }],
    [
      [{ $permutation: { n: 1, seed: 1 } }, { $tuple: [] }, { a: { $ref: 2 } }],
      [[0], { $tuple: [] }, { a: { $ref: 2 } }],
    ],
  ])('%j is expanded', (value, expanded) => {
    expect(expandedArguments(value)).toEqual([expanded]);
  });

  it('count containers afresh in each argument', () => {
    expect(ofArguments([[]], [{ $ref: 1 }])).toBe(
      'cases[0].args[1][0].$ref must name one of the 1 containers that opened before it',
    );
  });

  it.each([
    [{ $ints: { ...ints, n: 1e9 } }, 'cases[0].args[0].$ints', '1,000,000,001'],
    [
      { $repeat: { n: 1e5, value: { $repeat: { n: 1e5, value: 1 } } } },
      'cases[0].args[0].$repeat',
      '10,000,100,001',
    ],
    [
      { $matrix: { rows: 1e5, cols: 1e5, min: 0, max: 1, seed: 1 } },
      'cases[0].args[0].$matrix',
      '10,000,100,001',
    ],
    [{ $range: { start: 0, stop: 1e15 } }, 'cases[0].args[0].$range', '1,000,000,000,000,001'],
  ])('%j is refused before it is made', (value, path, elements) => {
    expect(told(parse({ cases: [{ args: [value] }] }))).toBe(
      `cases-too-large t.cases.json: up to ${path} the inputs make ${elements} elements, 20,000,000 are possible`,
    );
  });
});

describe('reading from disk', () => {
  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  it('takes a byte order mark', async () => {
    const path = await file('bom.cases.json', '\uFEFF{"cases": [{}]}');
    expect(told(await readCases(path, 'total', 'python'))).toBe('ok');
  });

  it('says what is wrong with a file that cannot be read', async () => {
    const said = async (path: string) => told(await readCases(path, 'total', 'python'));
    const missing = join(folder, 'missing.cases.json');
    expect(await said(missing)).toBe(`file-not-found case file ${missing} does not exist`);
    expect(await said(folder)).toBe(`file-unreadable ${folder} is a folder, not a case file`);
    const latin = await file('latin.cases.json', Uint8Array.of(0x22, 0xe9, 0x22));
    expect(await said(latin)).toBe(`file-unreadable ${latin} is not UTF-8`);
    const wide = await file('wide.cases.json', Buffer.from('\uFEFF{}', 'utf16le'));
    expect(await said(wide)).toBe(`file-unreadable ${wide} is UTF-16: save it as UTF-8`);
    const huge = await file('huge.cases.json', '');
    await truncate(huge, 64 * 1024 * 1024 + 1);
    expect(await said(huge)).toBe(
      `cases-too-large ${huge}: the file has 67,108,865 bytes, 67,108,864 are possible`,
    );
  });

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    const path = await file('secret.cases.json', '{}');
    await chmod(path, 0);
    expect(told(await readCases(path, 'total', 'python'))).toBe(
      `file-unreadable case file ${path} may not be read`,
    );
  });

  it('finds the case file beside a source file', async () => {
    const source = join(folder, 'shapes.py');
    expect(await findSidecar(source, 'area')).toBeNull();
    const shared = await file('shapes.cases.json', '{"function": "area", "cases": [{}]}');
    expect(await findSidecar(source, 'area')).toBe(shared);
    expect(await findSidecar(source, 'Circle.area')).toBe(shared);
    const own = await file('shapes.Circle.area.cases.json', '{"cases": [{}]}');
    expect(await findSidecar(source, 'Circle.area')).toBe(own);
    expect(await findSidecar(source, 'area')).toBe(shared);
    expect(await findSidecar(source, 'Circle::area')).toBe(own);
    const misnamed = await file('shapes.area.cases.json', '{"function": "x", "cases": [{}]}');
    expect(await findSidecar(source, 'area')).toBe(shared);
    await file('shapes.area.cases.json', '{"function": "area", "cases": [{}]}');
    expect(await findSidecar(source, 'area')).toBe(misnamed);
  });
});
