import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseCases } from '../../daemon/cases/case-file.ts';
import type { Failure } from '../../protocol/failures.ts';
import { fail } from '../../protocol/failures.ts';
import { schemaFolder, schemaTexts } from '../../scripts/schemas.ts';
import { sampleComparison, sampleMeasurement, sampleOptimization } from '../samples.ts';

const ajv = new Ajv2020({ strictTypes: true });

function validator(name: string): ValidateFunction {
  const text = readFileSync(`${schemaFolder}${name}.schema.json`, 'utf8');
  return ajv.compile(JSON.parse(text) as object);
}

describe('published schemas', () => {
  it('are what `npx tsx scripts/schemas.ts` writes', () => {
    const texts = schemaTexts();
    expect(readdirSync(schemaFolder).toSorted()).toEqual([...texts.keys()].toSorted());
    for (const [name, text] of texts) {
      expect(readFileSync(schemaFolder + name, 'utf8'), name).toBe(text);
    }
  });

  it('have a name and a title each', () => {
    for (const [name, text] of schemaTexts()) {
      const schema = JSON.parse(text) as Record<string, unknown>;
      expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(schema['$id']).toBe(`urn:afterburner:${name.replace('.schema.json', '')}`);
      expect(schema['title']).toEqual(expect.any(String));
    }
  });
});

describe('cases.schema.json', () => {
  const validate = validator('cases');
  const ints = { n: 3, min: 0, max: 9, seed: 1 };
  const contract = {
    function: 'pair_with_sum',
    domain: { xs: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0 } } },
    cases: [
      { id: 'empty', args: [[], 5], expected: null },
      {
        id: 'large',
        args: [{ $ints: { n: 20000, min: 0, max: 1000000, seed: 1 } }, 1999999],
      },
      { id: 'kw', args: [[1, 2]], kwargs: { target: 3 } },
    ],
  };

  /** The schema and the reader have to agree, so that an editor never praises what is refused. */
  function bothSay(document: object): string {
    const read = parseCases(JSON.stringify(document), 'x', 'pair_with_sum', 'python').ok;
    const valid = validate(document);
    return read === valid ? String(read) : `reader ${String(read)}, schema ${String(valid)}`;
  }
  const withArgument = (value: unknown) => ({ cases: [{ args: [value] }] });

  it('takes the document of the contract', () => {
    expect(bothSay(contract)).toBe('true');
  });

  it.each([
    [{ $ints: ints }],
    [{ $ints: { ...ints, sorted: true, unique: true, max: { $int: '9007199254740999' } } }],
    [{ $floats: { ...ints, min: 0.5 } }],
    [{ $string: { n: 3, alphabet: 'ab', seed: 1 } }],
    [{ $strings: { n: 3, length: 2, alphabet: 'ab', seed: 1 } }],
    [{ $range: { start: 0, stop: 9, step: 2 } }],
    [{ $permutation: { n: 3, seed: 1 } }],
    [{ $matrix: { rows: 2, cols: 2, min: 0, max: 1, seed: 1 } }],
    [{ $repeat: { value: { $tuple: [1, { $range: { start: 0, stop: 2 } }] }, n: 3 } }],
    [{ $edges: { nodes: 4, edges: 3, seed: 1 } }],
    [{ $tuple: { $ints: ints } }],
    [{ $set: [1, 'a'] }],
    [{ $frozenset: [] }],
    [{ $bytes: 'aGk=' }],
    [{ $float: 'nan' }],
    [{ $float: 1 }],
    [{ $int: '-12' }],
    [{ $dict: [[1, 2]] }],
    [[{ $ref: 0 }]],
    [{ $escape: { $ints: 1 } }],
    [{ a: { b: [null, true, 1.5] } }],
    [{ $ints: ints, other: 1 }],
  ])('takes %j as the reader does', (value) => {
    expect(bothSay(withArgument(value))).toBe('true');
    expect(bothSay(withArgument([[], value, { deep: value }]))).toBe('true');
  });

  it.each([
    [{}],
    [{ cases: [] }],
    [{ cases: [{ arg: [] }] }],
    [{ cases: [{ args: {} }] }],
    [{ cases: [{ id: '' }] }],
    [{ cases: [{ raises: 5 }] }],
    [{ cases: [{ kwargs: [] }] }],
    [{ cases: [{}], case: [] }],
    [{ cases: [{}], function: '' }],
    [{ cases: [{}], tolerance: { relative: -1, absolute: 0 } }],
    [{ cases: [{}], tolerance: { relative: 1 } }],
    [{ cases: [{}], domain: { xs: 5 } }],
    [withArgument({ $ints: { ...ints, n: 0 } })],
    [withArgument({ $ints: { ...ints, n: 1.5 } })],
    [withArgument({ $ints: { ...ints, min: 'a' } })],
    [withArgument({ $ints: { n: 3, min: 0, max: 9 } })],
    [withArgument({ $ints: { ...ints, sort: true } })],
    [withArgument({ $ints: 5 })],
    [withArgument({ $intz: ints })],
    [withArgument([[{ a: { $weird: 1 } }]])],
    [withArgument({ $string: { n: 3, alphabet: '', seed: 1 } })],
    [withArgument({ $repeat: { n: 3 } })],
    [withArgument({ $repeat: { n: 3, value: { $intz: 1 } } })],
    [withArgument({ $edges: { nodes: 4, edges: -1, seed: 1 } })],
    [withArgument({ $tuple: 5 })],
    [withArgument({ $dict: [[1]] })],
    [withArgument({ $bytes: 'a?' })],
    [withArgument({ $float: 'infinite' })],
    [withArgument({ $int: 5 })],
    [withArgument({ $ref: -1 })],
    [withArgument({ $escape: 5 })],
    [withArgument({ $object: { type: '', state: 1 } })],
  ])('refuses %j as the reader does', (document) => {
    expect(bothSay(document)).toBe('false');
  });

  it('describes every parameter that a person could wonder about', () => {
    const text = readFileSync(`${schemaFolder}cases.schema.json`, 'utf8');
    const { $defs } = JSON.parse(text) as { $defs: { form: { anyOf: Described[] } } };
    interface Described {
      readonly description?: string;
      readonly properties: Readonly<Record<string, unknown>>;
    }
    expect($defs.form.anyOf.flatMap((form) => Object.keys(form.properties))).toEqual([
      '$ints',
      '$floats',
      '$string',
      '$strings',
      '$range',
      '$permutation',
      '$matrix',
      '$repeat',
      '$edges',
    ]);
    for (const form of $defs.form.anyOf) expect(form.description).toEqual(expect.any(String));
  });
});

describe('schemas of results', () => {
  const failure: Failure = fail('cases-empty', 'x.cases.json: there are no cases in it').failure;
  const measurement = sampleMeasurement();
  const { runtime: _, ...withoutRuntime } = measurement;

  it.each<[string, unknown]>([
    ['measurement', measurement],
    ['measurement', sampleMeasurement({ verdict: 'timeout', runtime: null, memory: null })],
    ['measurement', { ...measurement, addedLater: 1 }],
    ['comparison', sampleComparison()],
    ['optimization', sampleOptimization()],
    ['optimization', { ...sampleOptimization(), best: null }],
    [
      'doctor',
      {
        usable: true,
        isolation: 'bubblewrap',
        findings: [
          { topic: 'engine', state: 'missing', text: 'none answers', mend: 'install one' },
        ],
      },
    ],
    ['error', { error: failure }],
  ])('%s takes a real document', (name, document) => {
    const validate = validators(name);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['measurement', withoutRuntime],
    ['measurement', { ...measurement, verdict: 'fine' }],
    ['measurement', { ...measurement, cases: [{ id: 'a', verdict: 'passed' }] }],
    ['measurement', { ...measurement, environment: { ...measurement.environment, cores: 0 } }],
    ['comparison', { ...sampleComparison(), decision: 'better' }],
    ['comparison', { ...sampleComparison(), baseline: withoutRuntime }],
    ['optimization', { ...sampleOptimization(), baseline: {} }],
    ['optimization', { ...sampleOptimization(), stopped: 'bored' }],
    ['doctor', { usable: 'yes', isolation: 'none', findings: [] }],
    ['error', failure],
    ['error', { error: { ...failure, code: 'unheard-of' } }],
  ])('%s refuses a mistake', (name, document) => {
    expect(validators(name)(document)).toBe(false);
  });
});

const compiled = new Map<string, ValidateFunction>();

function validators(name: string): ValidateFunction {
  const known = compiled.get(name) ?? validator(name);
  compiled.set(name, known);
  return known;
}
