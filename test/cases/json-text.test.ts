import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxNesting, readJson } from '../../daemon/cases/json-text.ts';

function faultOf(text: string): string {
  const reading = readJson(text);
  return reading.ok
    ? 'none'
    : `${reading.fault.line}:${reading.fault.column} ${reading.fault.message}`;
}

describe('readJson', () => {
  it.each([
    ['', '1:1 the file is empty'],
    [' \n ', '2:2 the file is empty'],
    ['{', '1:2 the file ends where a key in double quotes should come'],
    ['{"a":\n  }', '2:3 expected a value, found "}"'],
    ['{"a":[1,\n2,]}', '2:2 a comma before ] is not JSON'],
    ['{"a":1,}', '1:7 a comma before } is not JSON'],
    ["{'a':1}", '1:2 strings stand in double quotes'],
    ['{a:1}', '1:2 expected a key in double quotes, found "a"'],
    ['[NaN]', '1:2 NaN is not JSON: write {"$float": "nan"}'],
    ['[None]', '1:2 None is not JSON: write null'],
    ['[nope]', '1:2 nope is not JSON'],
    ['// note\n{}', '1:1 comments are not JSON'],
    ['{"a":1,\r\n "a":2}', '2:2 the key "a" stands twice in this object'],
    ['[01]', '1:2 this is not a number as JSON writes it'],
    ['[1.]', '1:2 this is not a number as JSON writes it'],
    ['[-]', '1:2 a minus sign without a number'],
    ['["a\nb"]', '1:2 this string does not end on its line'],
    ['["abc', '1:2 this string does not end on its line'],
    ['["\\q"]', '1:2 this string has a backslash that escapes nothing JSON knows'],
    ['["\t"]', '1:3 a control character in a string: write \\u00…'],
    ['[1] 2', '1:5 expected the end of the file, found "2"'],
    ['{"a" 1}', '1:6 expected a colon, found "1"'],
    ['{"a":1 "b":2}', '1:8 expected a comma or }, found "\\""'],
    ['[1', '1:3 the file ends where a comma or ] should come'],
    ['[1e999]', '1:2 1e999 is too large for a double'],
    ['['.repeat(maxNesting + 1), `1:501 more than ${maxNesting} brackets are open at once`],
  ])('says where %j is wrong', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    ['1.0', { $float: 1 }],
    ['1e3', { $float: 1000 }],
    ['-0.0', { $float: '-0' }],
    ['-0', 0],
    ['1.5', 1.5],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', { $int: '9007199254740992' }],
    ['-12345678901234567890', { $int: '-12345678901234567890' }],
  ])('keeps the type and the digits of %s', (text, value) => {
    expect(readJson(text)).toEqual({ ok: true, value });
  });

  it('keeps a key that means something to JavaScript', () => {
    const reading = readJson('{"__proto__": [1]}');
    expect(reading.ok && JSON.stringify(reading.value)).toBe('{"__proto__":[1]}');
  });

  it('reads whatever JSON.stringify writes', () => {
    const noBigNumbers = fc
      .json()
      .filter((text) => !/\d{16}|\de[+-]?\d/i.test(text) && !/-0\b/.test(text));
    fc.assert(
      fc.property(noBigNumbers, fc.constantFrom(undefined, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const reading = readJson(JSON.stringify(value, null, indent));
        expect(reading).toEqual({ ok: true, value });
      }),
    );
  });
});
