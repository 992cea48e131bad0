import type { Value } from '../../protocol/cases.ts';
import { forms, type FormName, type FormParameters } from '../../protocol/inputs.ts';
import { generators } from './declarative.ts';
import { plainNumber, tagOf, type Members } from './tags.ts';

/** A declarative input as it stands in a value; only well-formed ones are found. */
export type Form = {
  [Name in FormName]: { readonly name: Name; readonly parameters: FormParameters<Name> };
}[FormName];

/** Every declarative input in a value, those within a `$repeat` included, outer ones first. */
export function formsIn(value: Value): readonly Form[] {
  const form = formOf(value);
  if (form !== null) {
    const within = form.name === '$repeat' ? formsIn(form.parameters.value as Value) : [];
    return [form, ...within];
  }
  return partsOf(value).flatMap(formsIn);
}

/** The same value with every declarative input changed, inner ones before what repeats them. */
export function mapForms(value: Value, change: (form: Form) => Form): Value {
  const form = formOf(value);
  if (form !== null) {
    const { name, parameters } = change(withinRepeat(form, change));
    return { [name]: parameters as Value };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((each) => mapForms(each, change));
  const [tag, operand] = tagOf(value) ?? ['', null];
  if (tag === '$escape') return { [tag]: mapMembers(operand, change) };
  return mapMembers(value, change);
}

function mapMembers(value: Value, change: (form: Form) => Form): Value {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, each]: [string, Value]) => [key, mapForms(each, change)]),
  );
}

/** How many elements a value makes once it is expanded. */
export function elementsOf(value: Value): number {
  const form = formOf(value);
  if (form === null) {
    const size = typeof value === 'string' ? value.length : 1;
    return partsOf(value).reduce<number>((sum, part) => sum + elementsOf(part), size);
  }
  if (form.name === '$repeat') {
    return elementsOf(form.parameters.value as Value) * form.parameters.n + 1;
  }
  return generators[form.name].elements(form.parameters as never);
}

function withinRepeat(form: Form, change: (form: Form) => Form): Form {
  if (form.name !== '$repeat') return form;
  const value = mapForms(form.parameters.value as Value, change);
  return { name: '$repeat', parameters: { ...form.parameters, value } };
}

function formOf(value: Value): Form | null {
  if (typeof value !== 'object' || value === null || isList(value)) return null;
  const [tag, operand] = tagOf(value) ?? ['', null];
  if (!isFormName(tag) || typeof operand !== 'object' || operand === null) return null;
  const plain = Object.entries(operand).map(([key, each]: [string, Value]) => [
    key,
    key === 'value' ? each : plainNumber(each),
  ]);
  const parsed = forms[tag].safeParse(Object.fromEntries(plain));
  return parsed.success ? ({ name: tag, parameters: parsed.data } as Form) : null;
}

/** What a container holds, whatever tag it has; an escaped object is no declarative input. */
function partsOf(value: Value): readonly Value[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value;
  const [tag, operand] = tagOf(value) ?? ['', null];
  return Object.values(tag === '$escape' && typeof operand === 'object' ? (operand ?? {}) : value);
}

function isFormName(tag: string): tag is FormName {
  return Object.hasOwn(forms, tag);
}

function isList(value: readonly Value[] | Members): value is readonly Value[] {
  return Array.isArray(value);
}
