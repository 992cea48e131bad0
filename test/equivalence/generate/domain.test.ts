import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../daemon/core/exploring.ts';
import { inDomain } from '../../../daemon/equivalence/generate/domain.ts';
import { narrowed } from '../../../daemon/equivalence/generate/schema-shape.ts';
import type { Value } from '../../../protocol/cases.ts';
import { integer, integers, parameter, text } from './sketches.ts';

describe('inDomain', () => {
  const ints = { type: 'array', items: { type: 'integer', minimum: 0 } };
  const point = {
    type: 'object',
    properties: { x: { type: 'integer' }, y: { type: 'integer' } },
    required: ['x'],
    additionalProperties: false,
  };
  const cases: readonly [unknown, Value, string | null][] = [
    [true, 'anything', null],
    [false, 1, 'v must not be given'],
    [{ type: 'integer' }, 3, null],
    [{ type: 'integer' }, { $int: '9007199254740993' }, null],
    [{ type: 'integer' }, { $float: 3 }, 'v must be an integer'],
    [{ type: 'number' }, { $float: 3 }, null],
    [{ type: ['integer', 'null'] }, 'x', 'v must be an integer or null'],
    [{ type: 'boolean' }, 1, 'v must be a boolean'],
    [{ type: 'string' }, true, 'v must be a string'],
    [{ type: 'array' }, { $tuple: [1] }, null],
    [{ type: 'object' }, { $dict: [[1, 2]] }, null],
    [{ enum: [1, 'a'] }, 'a', null],
    [{ enum: [1, 'a'] }, true, 'v must be one of 1, "a'],
    [{ const: 5 }, 6, 'v must be 5'],
    [{ minimum: 2 }, 1, 'v must be at least 2'],
    [{ minimum: { $float: 2 } }, 1, 'v must be at least 2'],
    [{ maximum: 2 }, { $int: '99999999999999999999' }, 'v must be at most 2'],
    [{ exclusiveMinimum: 2 }, 2, 'v must be above 2'],
    [{ exclusiveMaximum: 2 }, 2, 'v must be below 2'],
    [{ multipleOf: 0.1 }, 0.3, null],
    [{ multipleOf: 3 }, 10, 'v must be a multiple of 3'],
    [{ minLength: 2 }, '😀', 'v must have at least 2 characters'],
    [{ maxLength: 1 }, '😀', null],
    [{ pattern: '^a+$' }, 'ab', 'v must match ^a+$'],
    [{ pattern: '(' }, 'ab', null],
    [ints, [1, -2], 'v[1] must be at least 0'],
    [{ minItems: 1 }, [], 'v must have at least 1 items'],
    [{ maxItems: 1 }, [1, 2], 'v must have at most 1 items'],
    [{ uniqueItems: true }, [1, { $float: 1 }], 'v must have no item twice'],
    [{ prefixItems: [{ type: 'string' }], items: false }, ['a', 1], 'v[1] must not be given'],
    [{ sorted: 'ascending' }, [1, 3, 2], 'v must be sorted, ascending'],
    [{ sorted: 'descending' }, ['b', 'a', 'a'], null],
    [point, { x: 1 }, null],
    [point, { y: 1 }, 'v must have the property x'],
    [point, { x: 1, y: 'a' }, 'v["y"] must be an integer'],
    [point, { x: 1, z: 2 }, 'v["z"] must not be given'],
    [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, 4, 'v must be one of the alternatives'],
    [{ oneOf: [{ minimum: 1 }, { minimum: 5 }] }, 7, 'v must be exactly one of the alternatives'],
    [{ allOf: [{ minimum: 1 }, { maximum: 5 }] }, 7, 'v must be at most 5'],
    [{ not: { const: 0 } }, 0, 'v must not be as it is ruled out'],
  ];
  test.each(cases)('%j of %j', (schema, value, expected) => {
    const call = { init: null, args: [value], kwargs: {} };
    expect(inDomain(call, [parameter('v', { kind: 'unknown' })], { v: schema })).toBe(expected);
  });

  test('finds arguments by name, and says nothing of what is left out or unknown', () => {
    const parameters = [parameter('a', integer), parameter('b', integer, { isOptional: true })];
    const domain = { b: { minimum: 5 }, other: false };
    const call = { init: null, args: [1], kwargs: {} };
    expect(inDomain(call, parameters, domain)).toBe(null);
    expect(inDomain({ ...call, kwargs: { b: 3 } }, parameters, domain)).toBe(
      'b must be at least 5',
    );
  });
});

describe('a shape and a schema together', () => {
  const cases: readonly [string, Shape, unknown, Shape][] = [
    ['bounds', integer, { minimum: 1, exclusiveMaximum: 9 }, { kind: 'integer', min: 1, max: 8 }],
    ['steps', integer, { multipleOf: 5 }, { kind: 'integer', multipleOf: 5 }],
    [
      'nothing known',
      { kind: 'unknown' },
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      { kind: 'list', items: { kind: 'string' }, min: 1 },
    ],
    [
      'a keyword implies the type',
      { kind: 'unknown' },
      { sorted: 'ascending' },
      { kind: 'list', items: { kind: 'unknown' }, order: 'ascending' },
    ],
    [
      'one of a union',
      { kind: 'union', of: [integers, text] },
      { type: 'string' },
      { kind: 'string' },
    ],
    ['a contradiction', text, { type: 'boolean' }, { kind: 'boolean' }],
    ['values', text, { enum: ['a', 'b', 3] }, { kind: 'constant', values: ['a', 'b'] }],
    [
      'a grid',
      { kind: 'matrix', items: integer },
      { minItems: 2, items: { maxItems: 4, items: { enum: [0, 1] } } },
      {
        kind: 'matrix',
        items: { kind: 'constant', values: [0, 1] },
        rows: [2, Infinity],
        columns: [0, 4],
      },
    ],
    [
      'alternatives',
      { kind: 'unknown' },
      { anyOf: [{ type: 'null' }, { type: 'integer' }] },
      { kind: 'union', of: [{ kind: 'null' }, { kind: 'integer' }] },
    ],
    [
      'an object',
      { kind: 'unknown' },
      { properties: { a: { type: 'null' } } },
      { kind: 'record', fields: { a: { kind: 'null' } }, optional: ['a'] },
    ],
  ];
  test.each(cases)('%s', (_, shape, schema, expected) => {
    expect(narrowed(shape, schema)).toEqual(expected);
  });
});
