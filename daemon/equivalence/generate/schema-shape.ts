import type { Value } from '../../../protocol/cases.ts';
import type { Shape } from '../../core/exploring.ts';
import { schemaNumber, schemaObject, schemaPattern } from './domain.ts';
import { fits } from './fits.ts';
import { within } from './narrowing.ts';
import type { ShapeOf } from './shapes.ts';

type SchemaObject = Readonly<Record<string, unknown>>;

/**
 * A shape with what a JSON Schema says put into it. Where the two contradict each other the schema
 * counts: a user wrote it. What cannot be put into a shape is left to the check of the domain.
 */
export function narrowed(shape: Shape, schema: unknown): Shape {
  const object = schemaObject(schema);
  if (object === null) return shape;
  const own = narrowedByOne(shape, object);
  const all = Array.isArray(object['allOf']) ? (object['allOf'] as unknown[]) : [];
  const both = all.reduce<Shape>(narrowed, own);
  const alternatives = object['anyOf'] ?? object['oneOf'];
  if (!Array.isArray(alternatives) || alternatives.length === 0) return both;
  return unionOf(alternatives.map((alternative) => narrowed(both, alternative)));
}

function narrowedByOne(shape: Shape, schema: SchemaObject): Shape {
  const { const: constant, enum: values } = schema;
  if (constant !== undefined) return { kind: 'constant', values: [constant as Value] };
  if (Array.isArray(values)) {
    const fitting = (values as Value[]).filter((value) => fits(value, shape));
    return { kind: 'constant', values: fitting.length > 0 ? fitting : (values as Value[]) };
  }
  const types = [schema['type']].flat().filter((type) => typeof type === 'string');
  const kinds = types.length > 0 ? types : impliedTypes(schema);
  if (kinds.length === 0) return shape;
  const arms = (shape.kind === 'union' ? shape.of : [shape]).flatMap((arm) =>
    kinds.some((type) => isOfType(arm, type)) ? [withKeywords(arm, schema)] : [],
  );
  return arms.length > 0 ? unionOf(arms) : unionOf(kinds.flatMap((type) => shapesOf(type, schema)));
}

/** A keyword that speaks of one type says that it is of that type, as people write schemas. */
function impliedTypes(schema: SchemaObject): readonly string[] {
  const has = (...keywords: readonly string[]): boolean =>
    keywords.some((keyword) => schema[keyword] !== undefined);
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'sorted'))
    return ['array'];
  if (has('minLength', 'maxLength', 'pattern')) return ['string'];
  if (has('properties', 'required', 'additionalProperties')) return ['object'];
  return has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')
    ? ['number']
    : [];
}

const kindsOfType: Readonly<Record<string, readonly Shape['kind'][]>> = {
  integer: ['integer', 'constant'],
  number: ['integer', 'float', 'constant'],
  string: ['string', 'constant'],
  boolean: ['boolean', 'constant'],
  null: ['null', 'constant'],
  array: ['list', 'tuple', 'set', 'frozenset', 'matrix', 'constant'],
  object: ['dict', 'record', 'constant'],
};

function isOfType(shape: Shape, type: string): boolean {
  return kindsOfType[type]?.includes(shape.kind) ?? false;
}

function shapesOf(type: string, schema: SchemaObject): readonly Shape[] {
  const known: Readonly<Record<string, readonly Shape[]>> = {
    integer: [{ kind: 'integer' }],
    number: [{ kind: 'integer' }, { kind: 'float' }],
    string: [{ kind: 'string' }],
    boolean: [{ kind: 'boolean' }],
    null: [{ kind: 'null' }],
    array: [{ kind: 'list', items: { kind: 'unknown' } }],
    object: [objectShape(schema)],
  };
  return (known[type] ?? [{ kind: 'unknown' }]).map((shape) => withKeywords(shape, schema));
}

function objectShape(schema: SchemaObject): Shape {
  const properties = schemaObject(schema['properties']);
  const keys: Shape = { kind: 'string' };
  if (properties === null) {
    return {
      kind: 'dict',
      keys,
      values: narrowed({ kind: 'unknown' }, schema['additionalProperties']),
    };
  }
  const fields = Object.entries(properties).map(
    ([name, one]) => [name, narrowed({ kind: 'unknown' }, one)] as const,
  );
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  return { kind: 'record', fields: Object.fromEntries(fields), optional };
}

function withKeywords(shape: Shape, schema: SchemaObject): Shape {
  const number = (keyword: string): number | null => schemaNumber(schema[keyword]);
  const lengths = (suffix: string): Shape => {
    const [min, max] = [number(`min${suffix}`), number(`max${suffix}`)];
    return min === null && max === null ? shape : within(shape, min ?? 0, max ?? Infinity, true);
  };
  switch (shape.kind) {
    case 'integer':
    case 'float': {
      const step = number('multipleOf');
      const beside = shape.kind === 'integer' ? 1 : 0;
      const min = Math.max(
        number('minimum') ?? -Infinity,
        (number('exclusiveMinimum') ?? -Infinity) + beside,
      );
      const max = Math.min(
        number('maximum') ?? Infinity,
        (number('exclusiveMaximum') ?? Infinity) - beside,
      );
      const bounded = within(shape, min, max, false) as typeof shape;
      return step === null || step <= 0 ? bounded : { ...bounded, multipleOf: step };
    }
    case 'string': {
      const pattern = schemaPattern(schema['pattern']);
      const bounded = lengths('Length') as typeof shape;
      return pattern === null ? bounded : { ...bounded, pattern: pattern.source };
    }
    case 'list':
    case 'set':
    case 'frozenset':
      return rowShape(lengths('Items') as typeof shape, schema);
    case 'tuple': {
      const first = Array.isArray(schema['prefixItems'])
        ? (schema['prefixItems'] as unknown[])
        : [];
      const items = shape.items.map((item, index) =>
        narrowed(item, first[index] ?? schema['items']),
      );
      return { ...shape, items };
    }
    case 'matrix': {
      const row = schemaObject(schema['items']) ?? {};
      const bounded = lengths('Items') as typeof shape;
      const [low, high] = shape.columns ?? [0, Infinity];
      const columns = [
        Math.max(low, schemaNumber(row['minItems']) ?? 0),
        Math.min(high, schemaNumber(row['maxItems']) ?? Infinity),
      ] as const;
      const isBound = shape.columns !== undefined || columns[0] > 0 || columns[1] < Infinity;
      const items = narrowed(shape.items, row['items']);
      return { ...bounded, items, ...(isBound ? { columns } : {}) };
    }
    case 'dict': {
      const bounded = lengths('Properties') as typeof shape;
      if (schema['properties'] !== undefined) return objectShape(schema);
      return { ...bounded, values: narrowed(shape.values, schema['additionalProperties']) };
    }
    case 'record': {
      const properties = schemaObject(schema['properties']) ?? {};
      const fields = Object.entries(shape.fields).map(
        ([name, field]) => [name, narrowed(field, properties[name])] as const,
      );
      return { ...shape, fields: Object.fromEntries(fields) };
    }
    default:
      return shape;
  }
}

function rowShape(shape: ShapeOf<'list'>, schema: SchemaObject): Shape {
  const { prefixItems: first, items, sorted: order, uniqueItems } = schema;
  // A list whose first items are apart is drawn as alternatives of all of them, and then filtered.
  const alternatives = Array.isArray(first) ? (first as unknown[]) : [];
  const own =
    alternatives.length > 0
      ? unionOf(alternatives.map((one) => narrowed(shape.items, one)))
      : narrowed(shape.items, items);
  return {
    ...shape,
    items: own,
    ...(order === 'ascending' || order === 'descending' ? { order } : {}),
    ...(uniqueItems === true ? { unique: true } : {}),
  };
}

export function unionOf(arms: readonly Shape[]): Shape {
  const flat = arms.flatMap((arm) => (arm.kind === 'union' ? arm.of : [arm]));
  const seen = new Set<string>();
  const different = flat.filter((arm) => {
    const text = JSON.stringify(arm);
    return !seen.has(text) && seen.add(text);
  });
  const [only] = different;
  return different.length === 1 && only !== undefined ? only : { kind: 'union', of: different };
}
