import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOutcome, compareValue, judgeOutcome } from '../../daemon/cases/outcomes.ts';
import type { Policy } from '../../daemon/cases/policy.ts';
import { defaultTolerance } from '../../daemon/core/case-set.ts';
import type { Outcome, Value } from '../../protocol/cases.ts';

const original: Policy = { kind: 'original', tolerance: defaultTolerance };
const written: Policy = { kind: 'written', tolerance: defaultTolerance };

function outcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    id: 'a',
    kind: 'returned',
    value: null,
    exception: null,
    message: null,
    args: [],
    kwargs: {},
    self: null,
    ...changes,
  };
}

function object(type: string, state: Value): Value {
  return { $object: { type, state } };
}

function ordered(pairs: readonly Value[]): Value {
  return object('collections.OrderedDict', [pairs, {}]);
}

function twin(value: Value, next: Value, prev: Value): Value {
  return object('m.Twin', [{ value, next, prev }]);
}

/** The message and the path of the first difference, or `equal`. */
function told(expected: Value, actual: Value, policy: Policy): string {
  const found = compareValue(expected, actual, policy);
  return found === null ? 'equal' : `${found.path}: ${found.message}`;
}

const nan = { $float: 'nan' };
const one = { $float: 1 };

describe('values of two programs', () => {
  it.each<[Value, Value, string]>([
    [1, 1, 'equal'],
    [1, 2, 'result: returned 2, expected 1'],
    [1, one, 'result: returned 1.0 (a float), expected 1 (an int)'],
    [true, 1, 'result: returned 1 (an int), expected true (a bool)'],
    [null, 3, 'result: returned 3 (an int), expected null'],
    ['1', 1, 'result: returned 1 (an int), expected "1" (a string)'],
    ['a', 'b', 'result: returned "b", expected "a"'],
    [nan, nan, 'equal'],
    [nan, one, 'result: returned 1.0, expected nan'],
    [{ $float: '-0' }, { $float: 0 }, 'equal'],
    [{ $float: 'inf' }, { $float: 'inf' }, 'equal'],
    [{ $float: 'inf' }, { $float: '-inf' }, 'result: returned -inf, expected inf'],
    [{ $float: 'inf' }, { $float: 1.7e308 }, 'result: returned 1.7e+308, expected inf'],
    [0.1, 0.1 + 1e-13, 'equal'],
    [1e300 + 0.5, { $float: 1e300 }, 'result: returned 1e+300 (a float), expected'],
    [0.3, 0.1 + 0.2, 'equal'],
    [0.3, 0.3000001, 'result: returned 0.3000001, expected 0.3'],
    [1e-13, 2e-13, 'equal'],
    [{ $int: '9007199254740993' }, { $int: '9007199254740993' }, 'equal'],
    [
      { $int: '9007199254740993' },
      { $int: '9007199254740995' },
      'result: returned 9007199254740995, expected 9007199254740993',
    ],
    [
      { $bytes: 'aGk=' },
      { $bytes: 'aGo=' },
      'result: returned 2 bytes aGo=, expected 2 bytes aGk=',
    ],
    [[1, 2], [1, 3], 'result[1]: returned 3 at [1], expected 2'],
    [
      [[1, 2]],
      [[1]],
      'result[0]: returned a list of 1 element at [0], expected 2 elements: [1] instead of [1, 2]',
    ],
    [[1], { $tuple: [1] }, 'result: returned (1,) (a tuple), expected [1] (a list)'],
    [
      { $set: [] },
      { $frozenset: [] },
      'result: returned an empty frozenset (a frozenset), expected an empty set (a set)',
    ],
    [
      [{}, {}, {}, { name: ['x'] }],
      [{}, {}, {}, { name: ['y'] }],
      'result[3]["name"][0]: returned "y" at [3]["name"][0], expected "x"',
    ],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, 'equal'],
    [{ a: 1 }, {}, 'result: returned a dict without the key "a"'],
    [{}, { b: 1 }, 'result: returned a dict with the key "b", which was not expected'],
    [
      {
        $dict: [
          [1, 2],
          [{ $tuple: [1, 2] }, 3],
        ],
      },
      {
        $dict: [
          [{ $tuple: [1, 2] }, 4],
          [1, 2],
        ],
      },
      'result[(1, 2)]: returned 4 at [(1, 2)], expected 3',
    ],
    [{ $dict: [['a', 1]] }, { a: 1 }, 'equal'],
    [{ $dict: [[1, 2]] }, { 1: 2 }, 'result: returned a dict without the key 1'],
    [{ $dict: [[true, 2]] }, { $dict: [[1, 2]] }, 'result: returned a dict without the key true'],
    [{ $dict: [[0.3, 'x']] }, { $dict: [[0.1 + 0.2, 'x']] }, 'equal'],
    [{ $set: [1, 2, 3] }, { $set: [3, 1, 2] }, 'equal'],
    [{ $set: [1, 2] }, { $set: [2, 3] }, 'result: returned a set with 3, expected 1 there'],
    [{ $set: [1] }, { $set: [1, 2] }, 'result: returned a set with 2, not expected there'],
    [
      [{ $set: [1, 2] }],
      [{ $set: [2] }],
      'result[0]: returned a set without 1 at [0], expected there',
    ],
    [{ $set: [1] }, { $set: [one] }, 'result: returned a set with 1.0, expected 1 there'],
    [{ $set: [0.3, 0.7, nan] }, { $set: [nan, 0.7, 0.1 + 0.2] }, 'equal'],
    [
      { $set: [{ $tuple: [1, 0.3] }, { $tuple: [2, 0.3] }] },
      { $set: [{ $tuple: [2, 0.1 + 0.2] }, { $tuple: [1, 0.1 + 0.2] }] },
      'equal',
    ],
    [{ $set: [{ $frozenset: [0.3, 'a'] }] }, { $set: [{ $frozenset: ['a', 0.1 + 0.2] }] }, 'equal'],
    [
      { $object: { type: 'P', state: { x: 1 } } },
      { $object: { type: 'P', state: { x: 2 } } },
      'result.state["x"]: returned 2 at .state["x"], expected 1',
    ],
    [
      { $object: { type: 'P', state: 1 } },
      { $object: { type: 'Q', state: 1 } },
      'result: returned Q(1) (Q), expected P(1) (P)',
    ],
    [
      object('m.P', [{ x: [1] }]),
      object('m.P', [{ x: [2] }]),
      'result.x[0]: returned 2 at .x[0], expected 1',
    ],
    [
      object('m.P', [{ x: 1 }]),
      object('P', [{ x: 1 }]),
      'returned P(x=1) (P), expected P(x=1) (m.P)',
    ],
    [
      object('m.Row', [[1], {}]),
      object('m.Row', [[2], {}]),
      'result[0]: returned 2 at [0], expected 1',
    ],
    [
      object('m.P', [{ x: 1 }]),
      object('m.P', [{ _x: 1 }]),
      'returned an object without the attribute x',
    ],
    [object('m.C', [1, 'RED']), object('m.C', [2, 'BLUE']), 'returned 2, expected 1'],
    [
      object('collections.deque', [1, 2]),
      object('collections.deque', [1, 3]),
      'result[1]: returned 3 at [1], expected 2',
    ],
    [
      ordered([
        ['a', 1],
        ['b', 2],
      ]),
      ordered([
        ['b', 2],
        ['a', 1],
      ]),
      'returned "b" at [0][0], expected "a"',
    ],
    [object('complex', [0.3, 1]), object('complex', [0.1 + 0.2, 1]), 'equal'],
    [object('decimal.Decimal', '1.0'), object('decimal.Decimal', '1.00'), 'expected "1.0"'],
    [twin(1, twin(2, null, { $ref: 0 }), null), twin(1, twin(2, null, { $ref: 0 }), null), 'equal'],
    [
      twin(1, twin(2, null, { $ref: 0 }), null),
      twin(1, twin(2, null, { $ref: 3 }), null),
      'returned 2 at .next.prev.value, expected 1',
    ],
    [{ $escape: { $set: 1 } }, { $escape: { $set: 1 } }, 'equal'],
    [
      { $escape: { $set: 1 } },
      { $escape: { $set: 2 } },
      'result["$set"]: returned 2 at ["$set"], expected 1',
    ],
  ])('%j and %j', (expected, actual, message) => {
    expect(told(expected, actual, original)).toContain(message);
  });

  it('are equal however containers are shared', () => {
    expect(told([[1], { $ref: 1 }], [[1], [1]], original)).toBe('equal');
    expect(told([[1], [2]], [[1], { $ref: 1 }], original)).toBe(
      'result[1][0]: returned 1 at [1][0], expected 2',
    );
    const pair = { $tuple: [1, 2] };
    expect(
      told(
        { $set: [{ $tuple: [pair, 3] }, { $tuple: [pair, 4] }] },
        { $set: [{ $tuple: [pair, 4] }, { $tuple: [{ $ref: 2 }, 3] }] },
        original,
      ),
    ).toBe('equal');
  });

  it('are compared through cycles, of different lengths too', () => {
    expect(told([1, { $ref: 0 }], [1, { $ref: 0 }], original)).toBe('equal');
    expect(told([1, { $ref: 0 }], [1, [1, { $ref: 0 }]], original)).toBe('equal');
    expect(told([1, { $ref: 0 }], [1, [2, { $ref: 0 }]], original)).toBe(
      'result[1][0]: returned 2 at [1][0], expected 1',
    );
  });

  it.each<Value>([
    { $float: 'seven' },
    { $int: 7 },
    { $tuple: 1 },
    { $dict: [[1]] },
    { $ref: 5 },
    { $object: 1 },
    { $bytes: 1 },
    { $escape: 1 },
    { $ints: { n: 1 } },
  ])('%j is no value, so equal to nothing', (value) => {
    expect(told(value, value, original)).toContain('returned something that is no value');
    expect(told([1], value, original)).toContain('returned something that is no value');
  });
});

describe('a value as it is written in a case file', () => {
  it.each<[Value, Value, string]>([
    [1, one, 'equal'],
    [one, 1, 'equal'],
    [2.5, 2, 'result: returned 2, expected 2.5'],
    [3, 2.9999999999999, 'equal'],
    [3, { $int: '9007199254740993' }, 'result: returned 9007199254740993, expected 3'],
    [10_000_000_000, 10_000_000_001, 'result: returned 10000000001, expected 10000000000'],
    [1, true, 'result: returned true (a bool), expected 1 (an int)'],
    [[1, 2], { $tuple: [1, 2] }, 'equal'],
    [[[1], [2]], { $tuple: [{ $tuple: [1] }, [2]] }, 'equal'],
    [{ $tuple: [1] }, [1], 'result: returned [1] (a list), expected (1,) (a tuple)'],
    [[1], { $set: [1] }, 'result: returned {1} (a set), expected [1] (a list)'],
    [{ a: 1 }, { a: one }, 'equal'],
    [{ $set: [1, 2] }, { $set: [{ $float: 2 }, one] }, 'equal'],
    [{ $set: [10_000_000_000] }, { $set: [10_000_000_001] }, 'result: returned a set with'],
    [{ $dict: [[1, [2]]] }, { $dict: [[one, { $tuple: [2] }]] }, 'equal'],
    [[1, [2]], object('iterator', [1, [2]]), 'equal'],
    [[1, 2], object('iterator', [1]), 'expected'],
    [{ $set: [1] }, object('iterator', [1]), 'expected {1} (a set)'],
    [{ a: [1] }, object('collections.Counter', [{ a: [1] }]), 'equal'],
    [{ a: 1 }, object('collections.Counter', [{ a: 2 }]), 'expected 1'],
    [{ a: 1 }, object('shapes.Point', [{ a: 1 }]), 'expected'],
    [[1, 2], object('shapes.Pair', [{ $tuple: [1, 2] }]), 'equal'],
    [[1, 2], object('collections.deque', [[1, 2]]), 'expected'],
    [1, object('shapes.Color', [1, { name: 'RED' }]), 'equal'],
    [1, object('shapes.Level', [1, 'LOW']), 'equal'],
    [
      { b: 1, a: 2 },
      ordered([
        ['a', 2],
        ['b', 1],
      ]),
      'equal',
    ],
    [{ a: 1 }, ordered([['a', 2]]), 'result["a"]: returned 2 at ["a"], expected 1'],
    [[['a', 1]], ordered([['a', 1]]), 'expected'],
    [object('P', [{ x: 1 }]), object('shapes.P', [{ x: 1 }]), 'equal'],
    [object('P', { x: 1 }), object('shapes.P', [{ x: one }]), 'equal'],
    [
      object('P', { x: 1 }),
      object('shapes.P', [{ x: 2 }]),
      'result.x: returned 2 at .x, expected 1',
    ],
    [
      object('Q', { x: 1 }),
      object('shapes.P', [{ x: 1 }]),
      'returned P(x=1) (shapes.P), expected Q(x=1) (Q)',
    ],
  ])('%j and %j', (expected, actual, message) => {
    expect(told(expected, actual, written)).toContain(message);
  });
});

describe('large and deep values', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => index);

  it('name the one member of a large set or dict that differs', () => {
    const shifted = [...many].reverse().map((n) => (n === 77 ? -1 : n));
    expect(told({ $set: many }, { $set: shifted }, original)).toBe(
      'result: returned a set with -1, expected 77 there',
    );
    expect(
      told(
        { $dict: many.map((n) => [n, n]) },
        { $dict: shifted.map((n) => [Math.abs(n), n]) },
        original,
      ),
    ).toBe('result: returned a dict without the key 77');
  });

  it('match floats in large sets within the tolerance, crowded in one coordinate too', () => {
    const near = (n: number) => (n + 0.5) * (1 + 1e-12);
    const points = (value: (n: number) => number) =>
      many.slice(0, 20_000).map((n) => ({ $tuple: [0.5, value(n)] }));
    expect(told({ $set: points((n) => n + 0.5) }, { $set: points(near).reverse() }, original)).toBe(
      'equal',
    );
  });

  it('overflow no stack', () => {
    const nest = (inner: Value, wrap: (value: Value) => Value) => {
      let value = inner;
      for (let level = 0; level < 10_000; level++) value = wrap(value);
      return value;
    };
    const list = (value: Value) => [value];
    expect(told(nest(1, list), nest(1, list), original)).toBe('equal');
    expect(told(nest(1, list), nest(2, list), original)).toBe(
      'result[0][0][0][0][0][0][0][0]…9988 more…[0][0][0][0]: ' +
        'returned 2 at [0][0][0][0][0][0][0][0]…9988 more…[0][0][0][0], expected 1',
    );
    const set = (value: Value) => ({ $frozenset: [value] });
    expect(told(nest(0.3, set), nest(0.1 + 0.2, set), original)).toBe('equal');
    expect(told(nest(1, set), nest(2, set), original)).not.toBe('equal');
  });

  it('are not compared once for every way to reach them', () => {
    const doubling: Value[] = [];
    for (let level = 0; level < 60; level++) doubling.push([]);
    const encode = (level: number): Value =>
      level === 60 ? 7 : [encode(level + 1), level === 59 ? 7 : { $ref: level + 1 }];
    expect(told(encode(0), encode(0), original)).toBe('equal');
    const cycle = (length: number): Value => {
      let value: Value = { $ref: 0 };
      for (let step = 0; step < length; step++) value = [value];
      return value;
    };
    expect(told(cycle(9973), cycle(9967), original)).toBe('equal');
  });

  it('are abbreviated', () => {
    const found = compareValue(many, many.slice(1), original);
    expect(found?.message).toBe(
      'returned a list of 99999 elements, expected 100000 elements: ' +
        '[1, 2, 3, … 99999 in all] instead of [0, 1, 2, … 100000 in all]',
    );
    expect(compareValue('x'.repeat(500), 'y', original)?.expected).toBe(
      `"${'x'.repeat(40)}"… 500 characters`,
    );
  });
});

describe('equality', () => {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((n): Value => (Number.isInteger(n) ? { $float: n } : n)),
    fc.constantFrom<Value>({ $float: 'nan' }, { $int: '9007199254740993' }, { $bytes: 'aGk=' }),
  );
  const hashable = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }).map(($tuple) => ({ $tuple })),
      fc.array(tie('value'), { maxLength: 3 }).map(($frozenset) => ({ $frozenset })),
    ),
  })).value;
  /** 1 and 1.0 cannot both be keys of one dict. */
  const keyText = ([key]: readonly [Value, Value]) =>
    JSON.stringify(key).replace(/\{"\$float":([^"}]*)\}/g, '$1');
  const value = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(hashable, { maxLength: 4 }).map(($set) => ({ $set })),
      fc.dictionary(
        fc.string().filter((key) => !key.startsWith('$')),
        tie('value'),
        { maxKeys: 4 },
      ),
      fc
        .uniqueArray(fc.tuple(hashable, tie('value')), { maxLength: 4, selector: keyText })
        .map(($dict) => ({ $dict: $dict as Value })),
    ),
  })).value;

  /** The same value with sets and dicts written in the opposite order. */
  function turned(given: Value): Value {
    if (typeof given !== 'object' || given === null) return given;
    if (Array.isArray(given)) return given.map(turned);
    const turn = ([key, inner]: [string, Value]): [string, Value] => {
      const again = turned(inner);
      const isUnordered = ['$set', '$frozenset', '$dict'].includes(key) && Array.isArray(again);
      return [key, isUnordered ? [...again].reverse() : again];
    };
    return Object.fromEntries(Object.entries(given).map(turn).reverse());
  }

  it('holds of a value and itself, in whatever order sets and dicts are written', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(told(given, turned(given), original)).toBe('equal');
        expect(told(given, turned(given), written)).toBe('equal');
      }),
    );
  });

  it('is the same in both directions, and stricter between programs', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const forward = told(a, b, original) === 'equal';
        expect(told(b, a, original) === 'equal').toBe(forward);
        if (forward) expect(told(a, b, written)).toBe('equal');
      }),
    );
  });

  it('ends where one leaf is changed', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (given, choice) => {
        const changed = [...given];
        changed[choice % given.length] = { $object: { type: 'Other', state: null } };
        expect(told(given, changed, original)).toMatch(/^result\[\d+\]: returned/);
      }),
    );
  });
});

describe('outcomes', () => {
  function toldOf(expected: Partial<Outcome>, actual: Partial<Outcome>): string {
    const found = compareOutcome(outcome(expected), outcome(actual), original);
    return found === null ? 'equal' : `${found.path}: ${found.message}`;
  }
  const valueError = { kind: 'raised', exception: 'ValueError', message: 'no\nway' } as const;

  it.each<[Partial<Outcome>, Partial<Outcome>, string]>([
    [{ value: 1 }, { value: 1 }, 'equal'],
    [valueError, { ...valueError, message: 'other' }, 'equal'],
    [{ value: [4] }, valueError, 'result: raised ValueError: no way, expected [4]'],
    [valueError, { value: 4 }, 'exception: returned 4, expected ValueError to be raised'],
    [
      valueError,
      { kind: 'raised', exception: 'x.ValueError', message: '' },
      'exception: raised x.ValueError, expected ValueError',
    ],
    [{ args: [[1, 3]] }, { args: [[1, 3]] }, 'equal'],
    [{ args: [[1, 3]] }, { args: [[3, 1]] }, 'args[0][0]: left 3 in args[0][0], expected 1'],
    [
      { ...valueError, args: [[1]] },
      { ...valueError, args: [[]] },
      'args[0]: left a list of 0 elements in args[0], expected 1 element: [] instead of [1]',
    ],
    [
      { kwargs: { out: { a: 1 } } },
      { kwargs: { out: { a: 2 } } },
      'kwargs.out["a"]: left 2 in kwargs.out["a"], expected 1',
    ],
    [
      { self: { $object: { type: 'Pile', state: [{ n: 1 }] } } },
      { self: { $object: { type: 'Pile', state: [{ n: 2 }] } } },
      'self.n: left 2 in self.n, expected 1',
    ],
  ])('%j and %j', (expected, actual, message) => {
    expect(toldOf(expected, actual)).toBe(message);
  });

  it('are judged by the case where it says something, and else by the original', () => {
    const judge = (
      expectation: Parameters<typeof judgeOutcome>[0],
      before: Outcome | null,
      after: Outcome,
    ) => judgeOutcome(expectation, before, after, defaultTolerance)?.message ?? 'equal';
    const four = { kind: 'value', value: 4 } as const;
    expect(judge({ kind: 'original' }, null, outcome({ value: 5 }))).toBe('equal');
    expect(judge({ kind: 'original' }, outcome({ value: 4 }), outcome({ value: 5 }))).toBe(
      'returned 5, expected 4',
    );
    expect(judge(four, null, outcome({ value: { $float: 4 } }))).toBe('equal');
    expect(judge(four, outcome({ value: 3 }), outcome({ value: 4 }))).toBe('equal');
    expect(judge(four, null, outcome({ value: 5 }))).toBe('returned 5, expected 4');
    expect(
      judge(four, outcome({ value: 4, args: [[2, 1]] }), outcome({ value: 4, args: [[1, 2]] })),
    ).toBe('left 1 in args[0][0], expected 2');
    const raises = { kind: 'raises', exception: 'Empty' } as const;
    const raised = outcome({ kind: 'raised', exception: 'queue.Empty' });
    expect(judge(raises, null, raised)).toBe('equal');
    expect(judge({ kind: 'raises', exception: 'mpty' }, null, raised)).toBe(
      'raised queue.Empty, expected mpty',
    );
    expect(judge(raises, null, outcome())).toBe('returned null, expected Empty to be raised');
  });
});
