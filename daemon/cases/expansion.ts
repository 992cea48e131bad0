import type { Value } from '../../protocol/cases.ts';
import type { FormName, FormParameters } from '../../protocol/inputs.ts';
import { forms, tagNames } from '../../protocol/inputs.ts';
import type { GeneratorName } from './declarative.ts';
import { generators } from './declarative.ts';
import { InstanceExpansion } from './expansion-instances.ts';
import type { Path, Problem } from './problems.ts';
import { problemsOf, suggestion } from './problems.ts';
import type { Members } from './tags.ts';
import { plainNumber, readLeaf, tagOf, unhashable } from './tags.ts';

type Key = string | number;

/** More would not fit a sandbox, nor a reader's patience. */
export const maxElements = 20_000_000;

/**
 * Turns values as they stand in a case file into values that a harness understands: declarative
 * inputs expanded, tags checked and made canonical. One expansion serves a whole file and counts
 * what it would make before making it; what breaks a rule is noted in `problems` and stands as
 * null.
 */
export class Expansion {
  readonly problems: Problem[] = [];
  /** Where the file grew too large, and how large at least; null as long as it has not. */
  tooLarge: { readonly path: Path; readonly elements: number } | null = null;

  readonly #python: boolean;
  readonly #path: Key[] = [];
  #elements = 0;
  #containers = 0;
  #repeating = 0;
  #isExpected = false;
  readonly #instances: InstanceExpansion;

  constructor(language: string) {
    this.#python = language === 'python';
    this.#instances = new InstanceExpansion({
      isPython: this.#python,
      isExpected: () => this.#isExpected,
      open: () => {
        const number = this.#containers++;
        return this.#take(1) ? number : null;
      },
      value: (value) => this.#value(value),
      items: (items) => this.#items(items),
      within: (key, action) => this.#within(key, action),
      refuse: (rule) => this.#refuse(rule),
    });
  }

  /** One argument. */
  expand(value: Value, path: Path): Value {
    this.#containers = 0;
    const at = path.at(-1);
    const argument = path.at(-2) === 'args' && typeof at === 'number' ? at : null;
    this.#instances.begin(argument);
    this.#path.splice(0, Infinity, ...path);
    const expanded = this.#value(value);
    this.#instances.end(expanded);
    return expanded;
  }

  /** A value that is expected: nothing is made of it in a sandbox. */
  expandExpected(value: Value, path: Path): Value {
    this.#isExpected = true;
    const expanded = this.expand(value, path);
    this.#isExpected = false;
    return expanded;
  }

  #value(value: Value): Value {
    if (typeof value !== 'object' || value === null) {
      const size = typeof value === 'string' ? value.length : 1;
      return this.#take(size) ? value : null;
    }
    if (Array.isArray(value)) {
      this.#containers++;
      return this.#take(1) ? this.#items(value) : null;
    }
    const tag = tagOf(value as Members);
    return tag === null ? this.#members(value as Members) : this.#tagged(...tag);
  }

  #items(items: readonly Value[]): Value[] {
    return items.map((item, index) => {
      // Long rows of numbers are common, and need no path.
      if (typeof item === 'number') return this.#take(1) ? item : null;
      return this.#within(index, () => this.#value(item));
    });
  }

  #members(members: Members): Value {
    this.#containers++;
    if (!this.#take(1)) return null;
    const entries = Object.entries(members);
    return Object.fromEntries(
      entries.map(([key, member]) => [key, this.#within(key, () => this.#value(member))]),
    );
  }

  #tagged(tag: string, operand: Value): Value {
    return this.#within(tag, () => {
      if (isForm(tag)) return this.#form(tag, operand);
      switch (tag) {
        case '$tuple':
          return { [tag]: this.#elementsOf(operand) };
        case '$set':
        case '$frozenset':
          return { [tag]: this.#hashable(this.#elementsOf(operand)) };
        case '$dict':
          return { [tag]: this.#pairs(operand) };
        case '$escape':
          return this.#escaped(operand);
        case '$new':
        case '$object':
        case '$graph':
        case '$node':
        case '$shared':
          return this.#instances.expand(tag, operand);
        case '$ref':
          return this.#reference(operand);
        case '$bytes':
        case '$float':
        case '$int':
          return this.#take(1) ? this.#leaf(tag, operand) : null;
        default:
          return this.#unknown(tag);
      }
    });
  }

  #unknown(tag: string): null {
    this.#path.pop();
    const near = suggestion(tag, [...Object.keys(forms), ...tagNames]);
    const escape = near === '' ? ` (write {"$escape": {"${tag}": …}} for a plain object)` : near;
    this.#refuse(`has an unknown form ${JSON.stringify(tag)}${escape}`);
    this.#path.push(tag);
    return null;
  }

  #form(name: FormName, operand: Value): Value {
    const parameters = plainParameters(operand);
    const parsed = forms[name].safeParse(parameters);
    if (!parsed.success) {
      const known = Object.keys(forms[name].shape);
      this.problems.push(...problemsOf(parsed.error, parameters, [...this.#path], () => known));
      return null;
    }
    if (name === '$repeat') return this.#repeat(parsed.data as FormParameters<'$repeat'>);
    return this.#generate(name, parsed.data as never);
  }

  #generate<Name extends GeneratorName>(name: Name, parameters: FormParameters<Name>): Value {
    const generator = generators[name];
    const refusal = generator.refuse(parameters);
    if (refusal !== null) {
      this.#within(refusal.parameter, () => this.#refuse(refusal.rule));
      return null;
    }
    if (!this.#take(generator.elements(parameters))) return null;
    this.#containers += generator.containers(parameters);
    return generator.generate(parameters);
  }

  #repeat({ value, n }: FormParameters<'$repeat'>): Value {
    const elements = this.#elements;
    const containers = this.#containers;
    this.#repeating++;
    const repeated = this.#within('value', () => this.#value(value as Value));
    this.#repeating--;
    if (!this.#take((this.#elements - elements) * (n - 1) + 1)) return null;
    this.#containers += (this.#containers - containers) * (n - 1) + 1;
    return Array.from({ length: n }, () => repeated);
  }

  /** Of a tag that holds a row of values: they may come from a declarative input. */
  #elementsOf(operand: Value): readonly Value[] {
    if (Array.isArray(operand)) {
      this.#containers++;
      return this.#take(1) ? this.#items(operand) : [];
    }
    const tag = typeof operand === 'object' && operand !== null ? tagOf(operand as Members) : null;
    if (tag !== null && isForm(tag[0]) && tag[0] !== '$string') {
      const made = this.#tagged(...tag);
      return Array.isArray(made) ? made : [];
    }
    this.#containers++;
    this.#refuse('must be an array, or a declarative input that is one');
    return [];
  }

  #hashable(items: readonly Value[]): readonly Value[] {
    if (!this.#python) return items;
    items.forEach((item, index) => this.#within(index, () => this.#checkHashable(item)));
    return items;
  }

  #checkHashable(value: Value): void {
    const noun = unhashable(value);
    if (noun === null) return;
    const advice = noun === 'an array' ? ': write {"$tuple": […]}' : '';
    this.#refuse(`must not be ${noun}, which Python cannot hash${advice}`);
  }

  #pairs(operand: Value): Value {
    this.#containers++;
    if (!Array.isArray(operand)) {
      this.#refuse('must be an array of [key, value] pairs');
      return [];
    }
    return operand.map((pair: Value, index) =>
      this.#within(index, () => {
        if (!Array.isArray(pair) || pair.length !== 2) {
          this.#refuse('must be a pair [key, value]');
          return [null, null];
        }
        const [key, value] = this.#items(pair) as [Value, Value];
        if (this.#python) this.#within(0, () => this.#checkHashable(key));
        return [key, value];
      }),
    );
  }

  #escaped(operand: Value): Value {
    if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
      this.#refuse('must be an object');
      return null;
    }
    const members = this.#members(operand as Members);
    return members === null || tagOf(members as Members) === null ? members : { $escape: members };
  }

  #reference(operand: Value): Value {
    if (!Number.isSafeInteger(operand) || (operand as number) < 0) {
      this.#refuse('must be zero or a positive integer');
    } else if (this.#instances.isUnmade(operand as number)) {
      this.#refuse('names the $new whose arguments it is one of: only its "set" can refer to it');
    } else if (this.#repeating > 0) {
      this.#refuse('cannot stand inside $repeat, where its number would differ in each copy');
    } else if ((operand as number) >= this.#containers) {
      this.#refuse(`must name one of the ${this.#containers} containers that opened before it`);
    }
    return { $ref: operand };
  }

  #leaf(tag: '$bytes' | '$float' | '$int', operand: Value): Value {
    const leaf = readLeaf(tag, operand);
    if (leaf.ok) return leaf.value;
    this.#refuse(leaf.rule);
    return null;
  }

  #take(elements: number): boolean {
    this.#elements += elements;
    if (this.tooLarge !== null) return false;
    if (this.#elements <= maxElements) return true;
    this.tooLarge = { path: [...this.#path], elements: this.#elements };
    return false;
  }

  #within<T>(key: Key, action: () => T): T {
    this.#path.push(key);
    const result = action();
    this.#path.pop();
    return result;
  }

  #refuse(rule: string): void {
    this.problems.push({ path: [...this.#path], rule });
  }
}

function plainParameters(operand: Value): Value {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return operand;
  return Object.fromEntries(
    Object.entries(operand).map(([name, value]) => [
      name,
      name === 'value' ? value : plainNumber(value),
    ]),
  );
}

function isForm(tag: string): tag is FormName {
  return Object.hasOwn(forms, tag);
}
