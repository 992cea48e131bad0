import type { Call, Value } from '../../../protocol/cases.ts';
import type { SketchedParameter } from '../../core/exploring.ts';
import { viewOf } from '../../cases/views.ts';
import { isMultiple } from './numbers.ts';
import { structureRules } from './domain-structures.ts';
import { layoutsIn } from '../../core/layouts.ts';
import { satisfies, withLayouts } from './rules.ts';
import type { Filling, Slot } from './slots.ts';
import { fillingOf } from './slots.ts';
import { characters, distinct, identityOf, itemsOf, numberOf } from './values.ts';

export type Domain = Readonly<Record<string, unknown>>;

/**
 * What of a domain a call breaks, as a sentence such as `xs[2] must be at least 0`; null where it
 * is inside. What a schema says in words that are not known here is not checked.
 */
export function inDomain(
  call: Omit<Call, 'id'>,
  parameters: readonly SketchedParameter[],
  domain: Domain,
): string | null {
  const slots = parameters.map((parameter) => ({
    parameter,
    isInit: false,
    shape: parameter.shape,
  }));
  const filling = fillingOf(slots, { ...call, init: null });
  return filling === null ? null : outsideDomain(slots, filling, domain);
}

/** Like `inDomain`; parameters of the constructor are looked at where no other has the name. */
export function outsideDomain(
  slots: readonly Slot[],
  filling: Filling,
  domain: Domain,
): string | null {
  for (const [index, value] of filling.entries()) {
    const schema = schemaFor(slots, index, domain);
    if (value === undefined || schema === undefined) continue;
    const name = slots[index]?.parameter.name ?? '';
    const broken = brokenBy(value, schema, name) ?? brokenStructure(value, schema, name, slots);
    if (broken !== null) return broken;
  }
  return null;
}

function brokenStructure(
  value: Value,
  schema: unknown,
  name: string,
  slots: readonly Slot[],
): string | null {
  const rules = structureRules(name, schema);
  if (rules.length === 0) return null;
  const layouts = layoutsIn(slots.map(({ shape }) => shape));
  const broken = withLayouts(rules, layouts).find(({ says }) => !satisfies(says, () => value));
  return broken === undefined ? null : broken.text.replace(' is ', ' must be ');
}

/** What a domain says of a slot; undefined where it says nothing. */
export function schemaFor(slots: readonly Slot[], index: number, domain: Domain): unknown {
  const name = slots[index]?.parameter.name ?? '';
  const isHidden = slots.findLastIndex(({ parameter }) => parameter.name === name) !== index;
  return isHidden || !Object.hasOwn(domain, name) ? undefined : domain[name];
}

/** What a schema that is an object says; null for `true`, `false` and what is no schema. */
export function schemaObject(schema: unknown): Readonly<Record<string, unknown>> | null {
  const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
  return isObject ? (schema as Readonly<Record<string, unknown>>) : null;
}

/** A number in a schema, which may be tagged where a case file wrote `1.0`. */
export function schemaNumber(value: unknown): number | null {
  return value === undefined ? null : numberOf(value as Value);
}

/** A pattern as a regular expression; null where it is none. */
export function schemaPattern(value: unknown): RegExp | null {
  if (typeof value !== 'string') return null;
  try {
    return new RegExp(value, 'u');
  } catch {
    return null;
  }
}

function brokenBy(value: Value, schema: unknown, path: string): string | null {
  if (schema === false) return `${path} must not be given`;
  const object = schemaObject(schema);
  if (object === null) return null;
  return (
    brokenKind(value, object, path) ??
    brokenNumber(value, object, path) ??
    brokenText(value, object, path) ??
    brokenRow(value, object, path) ??
    brokenMembers(value, object, path) ??
    brokenCombination(value, object, path)
  );
}

type SchemaObject = Readonly<Record<string, unknown>>;

const articles: Readonly<Record<string, string>> = {
  integer: 'an integer',
  array: 'an array',
  object: 'an object',
  null: 'null',
};

function brokenKind(value: Value, schema: SchemaObject, path: string): string | null {
  const types = [schema['type']].flat().filter((type) => typeof type === 'string');
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    const words = types.map((type) => articles[type] ?? `a ${type}`);
    return `${path} must be ${words.join(' or ')}`;
  }
  const identity = (one: unknown): string => identityOf(one as Value);
  if (Array.isArray(schema['enum']) && !schema['enum'].some((one) => isSame(value, one as Value))) {
    return `${path} must be one of ${schema['enum'].map(identity).join(', ')}`;
  }
  if (schema['const'] !== undefined && !isSame(value, schema['const'] as Value)) {
    return `${path} must be ${JSON.stringify(schema['const'])}`;
  }
  return null;
}

function isSame(a: Value, b: Value): boolean {
  return (typeof a === 'boolean') === (typeof b === 'boolean') && identityOf(a) === identityOf(b);
}

function isOfType(value: Value, type: string): boolean {
  const { kind } = viewOf(value);
  switch (type) {
    case 'integer':
      return kind === 'int';
    case 'number':
      return kind === 'int' || kind === 'float';
    case 'string':
      return kind === 'string';
    case 'boolean':
      return kind === 'bool';
    case 'null':
      return kind === 'null';
    case 'array':
      return ['list', 'tuple', 'set', 'frozenset'].includes(kind);
    case 'object':
      return kind === 'dict';
    default:
      return true;
  }
}

function brokenNumber(value: Value, schema: SchemaObject, path: string): string | null {
  const number = numberOf(value);
  if (number === null) return null;
  const rules: readonly (readonly [string, string, (bound: number) => boolean])[] = [
    ['minimum', 'at least', (bound) => number >= bound],
    ['maximum', 'at most', (bound) => number <= bound],
    ['exclusiveMinimum', 'above', (bound) => number > bound],
    ['exclusiveMaximum', 'below', (bound) => number < bound],
    ['multipleOf', 'a multiple of', (step) => step <= 0 || isMultiple(number, step)],
  ];
  for (const [keyword, words, holds] of rules) {
    const bound = schemaNumber(schema[keyword]);
    if (bound !== null && !holds(bound)) return `${path} must be ${words} ${bound}`;
  }
  return null;
}

function brokenText(value: Value, schema: SchemaObject, path: string): string | null {
  if (typeof value !== 'string') return null;
  const pattern = schemaPattern(schema['pattern']);
  if (pattern !== null && !pattern.test(value)) return `${path} must match ${pattern.source}`;
  const words = `${path} must have`;
  return brokenCount(characters(value).length, schema, 'Length', words, 'characters');
}

function brokenCount(
  count: number,
  schema: SchemaObject,
  suffix: 'Length' | 'Items' | 'Properties',
  words: string,
  noun: string,
): string | null {
  const [min, max] = [schemaNumber(schema[`min${suffix}`]), schemaNumber(schema[`max${suffix}`])];
  if (min !== null && count < min) return `${words} at least ${min} ${noun}`;
  return max !== null && count > max ? `${words} at most ${max} ${noun}` : null;
}

function brokenRow(value: Value, schema: SchemaObject, path: string): string | null {
  const items = itemsOf(value);
  if (items === null) return null;
  const count = brokenCount(items.length, schema, 'Items', `${path} must have`, 'items');
  if (count !== null) return count;
  if (schema['uniqueItems'] === true && distinct(items).length < items.length) {
    return `${path} must have no item twice`;
  }
  const order = schema['sorted'];
  const of = { kind: 'parameter', name: path } as const;
  if (
    (order === 'ascending' || order === 'descending') &&
    !satisfies({ kind: 'sorted', of, order }, () => value)
  ) {
    return `${path} must be sorted, ${order}`;
  }
  const first = Array.isArray(schema['prefixItems']) ? (schema['prefixItems'] as unknown[]) : [];
  for (const [index, item] of items.entries()) {
    const own = index < first.length ? first[index] : (schema['items'] ?? true);
    const broken = brokenBy(item, own, `${path}[${index}]`);
    if (broken !== null) return broken;
  }
  return null;
}

function brokenMembers(value: Value, schema: SchemaObject, path: string): string | null {
  const view = viewOf(value);
  if (view.kind !== 'dict') return null;
  const members = new Map(view.entries.map(([key, member]) => [keyText(key), member]));
  const count = brokenCount(members.size, schema, 'Properties', `${path} must have`, 'properties');
  if (count !== null) return count;
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  const missing = required.find((name) => !members.has(String(name)));
  if (missing !== undefined) return `${path} must have the property ${String(missing)}`;
  const properties = schemaObject(schema['properties']) ?? {};
  for (const [name, member] of members) {
    const own = Object.hasOwn(properties, name)
      ? properties[name]
      : (schema['additionalProperties'] ?? true);
    const broken = brokenBy(member, own, `${path}[${JSON.stringify(name)}]`);
    if (broken !== null) return broken;
  }
  return null;
}

/** JSON Schema knows texts as keys alone; others are looked at as they are written. */
function keyText(key: Value): string {
  return typeof key === 'string' ? key : identityOf(key);
}

function brokenCombination(value: Value, schema: SchemaObject, path: string): string | null {
  const holds = (one: unknown): boolean => brokenBy(value, one, path) === null;
  for (const one of listIn(schema, 'allOf')) {
    const broken = brokenBy(value, one, path);
    if (broken !== null) return broken;
  }
  if (Array.isArray(schema['anyOf']) && !schema['anyOf'].some(holds)) {
    return `${path} must be one of the alternatives`;
  }
  if (Array.isArray(schema['oneOf']) && schema['oneOf'].filter(holds).length !== 1) {
    return `${path} must be exactly one of the alternatives`;
  }
  if (schema['not'] !== undefined && holds(schema['not'])) {
    return `${path} must not be as it is ruled out`;
  }
  return null;
}

function listIn(schema: SchemaObject, keyword: string): readonly unknown[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list : [];
}
