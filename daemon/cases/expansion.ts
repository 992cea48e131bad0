import type { Value } from '../../protocol/cases.ts';
import type { FormName, FormParameters } from '../../protocol/inputs.ts';
import { forms, tagNames } from '../../protocol/inputs.ts';
import type { GeneratorName } from './declarative.ts';
import { generators } from './declarative.ts';
import type { Path, Problem } from './problems.ts';
import { problemsOf, suggestion } from './problems.ts';
import type { Members } from './tags.ts';
import { plainNumber, readLeaf, tagOf, typeNameRule, unhashable } from './tags.ts';

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
  /** Numbers of the instances whose arguments are being read: they are not there yet. */
  readonly #unmade = new Set<number>();
  /** The graph around: how many instances, which one is read, and up to which none is there yet. */
  #graphOf: { readonly nodes: number; at: number; made: number } | null = null;

  constructor(language: string) {
    this.#python = language === 'python';
  }

  /** One argument. */
  expand(value: Value, path: Path): Value {
    this.#containers = 0;
    this.#unmade.clear();
    this.#graphOf = null;
    this.#path.splice(0, Infinity, ...path);
    return this.#value(value);
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
          return this.#new(operand);
        case '$graph':
          return this.#graph(operand);
        case '$node':
          return this.#node(operand);
        case '$object':
          return this.#object(operand);
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

  /** What calling a type gives. It counts once; its arguments and attributes follow it. */
  #new(operand: Value, isNode = false): Value {
    const number = this.#containers++;
    if (!this.#take(1)) return null;
    if (this.#isExpected) {
      this.#refuse('cannot be expected: only its state can, {"$object": {"type": …, "state": …}}');
      return null;
    }
    const fields = this.#fields(operand, ['type', 'args', 'kwargs', 'set', 'calls']);
    if (fields === null) return null;
    const { type, args = [], kwargs = {}, set = {}, calls = [] } = fields;
    this.#checkType(type);
    this.#unmade.add(number);
    // Of a graph's instances, the last is made first: its arguments can mean none before it.
    const graph = isNode ? this.#graphOf : null;
    if (graph !== null) graph.made = graph.at;
    const given = this.#within('args', () => this.#row(args));
    const named = this.#keywords(kwargs);
    if (graph !== null) graph.made = -1;
    this.#unmade.delete(number);
    const attributes = this.#named('set', set);
    const made = this.#within('calls', () => this.#calls(calls));
    return {
      $new: {
        type: type ?? null,
        args: given,
        ...(Object.keys(named).length > 0 ? { kwargs: named } : {}),
        ...(Object.keys(attributes).length > 0 ? { set: attributes } : {}),
        ...(made.length > 0 ? { calls: made } : {}),
      },
    };
  }

  #row(items: Value): readonly Value[] {
    if (Array.isArray(items)) return this.#items(items);
    this.#refuse('must be an array');
    return [];
  }

  #keywords(kwargs: Value): Members {
    const named = this.#named('kwargs', kwargs);
    if (Object.keys(named).length > 0 && !this.#python) {
      this.#within('kwargs', () => this.#refuse('must go: only Python has keyword arguments'));
    }
    return named;
  }

  /** Methods that are called on an instance once it is there. */
  #calls(calls: Value): readonly Value[] {
    if (!Array.isArray(calls)) {
      this.#refuse('must be an array of calls, each [name, […arguments]]');
      return [];
    }
    return calls.map((call: Value, index) =>
      this.#within(index, () => {
        const [name, args = [], kwargs = {}] = Array.isArray(call) ? (call as Value[]) : [];
        if (!Array.isArray(call) || call.length > 3 || typeof name !== 'string') {
          this.#refuse('must be a call: [name, […arguments]], with {…} for keyword arguments');
          return [];
        }
        const given = this.#within(1, () => this.#row(args));
        const named = this.#keywords(kwargs);
        return Object.keys(named).length > 0 ? [name, given, named] : [name, given];
      }),
    );
  }

  /** Instances that mean each other by their places. */
  #graph(operand: Value): Value {
    this.#containers++;
    if (!this.#take(1)) return null;
    if (this.#isExpected) {
      this.#refuse(
        'cannot be expected: write {"$object": …} within one another, with $ref for cycles',
      );
      return null;
    }
    if (!Array.isArray(operand) || operand.length === 0) {
      this.#refuse('must be an array of at least one {"$new": …} or {"$object": …}');
      return null;
    }
    const around = this.#graphOf;
    const graph = { nodes: operand.length, at: 0, made: -1 };
    this.#graphOf = graph;
    const nodes = operand.map((node: Value, at) =>
      this.#within(at, () => {
        graph.at = at;
        const tag = typeof node === 'object' && node !== null ? tagOf(node as Members) : null;
        if (tag?.[0] === '$new') return this.#within('$new', () => this.#new(tag[1], true));
        if (tag?.[0] === '$object') return this.#within('$object', () => this.#object(tag[1]));
        this.#refuse('must be an instance: {"$new": …} or {"$object": …}');
        return null;
      }),
    );
    this.#graphOf = around;
    return { $graph: nodes };
  }

  #node(operand: Value): Value {
    const graph = this.#graphOf;
    if (graph === null)
      this.#refuse('stands for an instance of a $graph, and there is none around it');
    else if (!Number.isSafeInteger(operand) || !((operand as number) >= 0)) {
      this.#refuse('must be zero or a positive integer');
    } else if ((operand as number) >= graph.nodes) {
      this.#refuse(`must be below ${graph.nodes}, as many as the $graph has instances`);
    } else if ((operand as number) <= graph.made) {
      this.#refuse('must mean a later instance here: earlier ones are made of it, see "set"');
    }
    return { $node: operand };
  }

  /** An object by its state, which is a value like any other. */
  #object(operand: Value): Value {
    this.#containers++;
    if (!this.#take(1)) return null;
    const fields = this.#fields(operand, ['type', 'state']);
    if (fields === null) return null;
    this.#checkType(fields['type']);
    if (fields['state'] === undefined) this.#within('state', () => this.#refuse('is missing'));
    const state = this.#within('state', () => this.#value(fields['state'] ?? null));
    return { $object: { type: fields['type'] ?? null, state } };
  }

  #fields(operand: Value, known: readonly string[]): Partial<Members> | null {
    if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
      this.#refuse(`must be an object with ${known.map((name) => `"${name}"`).join(', ')}`);
      return null;
    }
    for (const key of Object.keys(operand)) {
      if (known.includes(key)) continue;
      this.#within(key, () => this.#refuse(`is unknown here${suggestion(key, known)}`));
    }
    return operand as Members;
  }

  #checkType(type: Value | undefined): void {
    const rule = typeNameRule(type);
    if (rule !== null) this.#within('type', () => this.#refuse(rule));
  }

  #named(field: string, members: Value): Members {
    return this.#within(field, () => {
      if (typeof members === 'object' && members !== null && !Array.isArray(members)) {
        return Object.fromEntries(
          Object.entries(members).map(([name, value]: [string, Value]) => [
            name,
            this.#within(name, () => this.#value(value)),
          ]),
        );
      }
      this.#refuse('must be an object: a value for each name');
      return {};
    });
  }

  #reference(operand: Value): Value {
    if (!Number.isSafeInteger(operand) || (operand as number) < 0) {
      this.#refuse('must be zero or a positive integer');
    } else if (this.#unmade.has(operand as number)) {
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
