import type { Value } from '../../protocol/cases.ts';
import { suggestion } from './problems.ts';
import type { Members } from './tags.ts';
import { tagOf, typeNameRule } from './tags.ts';

type Key = string | number;

/** What instances need of the expansion that they stand in. */
export interface Reading {
  readonly isPython: boolean;
  /** Whether a value that is expected is read, of which nothing is made in a sandbox. */
  isExpected(): boolean;
  /** The number of a container that opens; null where there is no more room. */
  open(): number | null;
  value(value: Value): Value;
  items(items: readonly Value[]): readonly Value[];
  within<T>(key: Key, action: () => T): T;
  refuse(rule: string): void;
}

export type InstanceTag = '$new' | '$object' | '$graph' | '$node' | '$shared';

/** Instances as they stand in a case file, checked and made canonical. */
export class InstanceExpansion {
  readonly #reading: Reading;
  /** Numbers of the instances whose arguments are being read: they are not there yet. */
  readonly #unmade = new Set<number>();
  /** The graph around: how many instances, which one is read, and up to which none is there yet. */
  #graphOf: { readonly nodes: number; at: number; made: number } | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The positional argument that is read, and how many instances those before it have as graphs. */
  #argument: number | null = null;
  readonly #graphs = new Map<number, number>();

  /** Another argument begins; its number where it is a positional one. */
  begin(argument: number | null): void {
    this.#unmade.clear();
    this.#graphOf = null;
    this.#argument = argument;
    if (argument === 0) this.#graphs.clear();
  }

  /** An argument was read. */
  end(expanded: Value): void {
    const isObject = typeof expanded === 'object' && expanded !== null && !Array.isArray(expanded);
    const tag = isObject ? tagOf(expanded as Members) : null;
    if (this.#argument === null || tag?.[0] !== '$graph') return;
    this.#graphs.set(this.#argument, (tag[1] as readonly Value[]).length);
  }

  isUnmade(number: number): boolean {
    return this.#unmade.has(number);
  }

  expand(tag: InstanceTag, operand: Value): Value {
    switch (tag) {
      case '$new':
        return this.#new(operand);
      case '$object':
        return this.#object(operand);
      case '$graph':
        return this.#graph(operand);
      case '$node':
        return this.#node(operand);
      case '$shared':
        return this.#shared(operand);
    }
  }

  #shared(operand: Value): Value {
    const [argument, node] = Array.isArray(operand) ? (operand as readonly Value[]) : [];
    const isPair =
      Array.isArray(operand) &&
      operand.length === 2 &&
      [argument, node].every((each) => Number.isSafeInteger(each) && (each as number) >= 0);
    if (!isPair) {
      this.#reading.refuse('must be [argument, place], both zero or positive integers');
    } else if (this.#argument === null || (argument as number) >= this.#argument) {
      this.#reading.refuse('must mean a positional argument before this one');
    } else {
      const nodes = this.#graphs.get(argument as number) ?? 0;
      if (nodes === 0) this.#reading.refuse(`means argument ${argument as number}, no $graph`);
      else if ((node as number) >= nodes)
        this.#reading.refuse(`must mean one of the ${nodes} instances of that $graph`);
    }
    return { $shared: operand };
  }

  /** What calling a type gives. It counts once; its arguments and attributes follow it. */
  #new(operand: Value, isNode = false): Value {
    const number = this.#reading.open();
    if (number === null) return null;
    if (this.#reading.isExpected()) {
      this.#reading.refuse(
        'cannot be expected: only its state can, {"$object": {"type": …, "state": …}}',
      );
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
    const given = this.#reading.within('args', () => this.#row(args));
    const named = this.#keywords(kwargs);
    if (graph !== null) graph.made = -1;
    this.#unmade.delete(number);
    const attributes = this.#named('set', set);
    const made = this.#reading.within('calls', () => this.#calls(calls));
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
    if (Array.isArray(items)) return this.#reading.items(items);
    this.#reading.refuse('must be an array');
    return [];
  }

  #keywords(kwargs: Value): Members {
    const named = this.#named('kwargs', kwargs);
    if (Object.keys(named).length > 0 && !this.#reading.isPython) {
      this.#reading.within('kwargs', () =>
        this.#reading.refuse('must go: only Python has keyword arguments'),
      );
    }
    return named;
  }

  /** Methods that are called on an instance once it is there. */
  #calls(calls: Value): readonly Value[] {
    if (!Array.isArray(calls)) {
      this.#reading.refuse('must be an array of calls, each [name, […arguments]]');
      return [];
    }
    return calls.map((call: Value, index) =>
      this.#reading.within(index, () => {
        const [name, args = [], kwargs = {}] = Array.isArray(call) ? (call as Value[]) : [];
        if (!Array.isArray(call) || call.length > 3 || typeof name !== 'string') {
          this.#reading.refuse(
            'must be a call: [name, […arguments]], with {…} for keyword arguments',
          );
          return [];
        }
        const given = this.#reading.within(1, () => this.#row(args));
        const named = this.#keywords(kwargs);
        return Object.keys(named).length > 0 ? [name, given, named] : [name, given];
      }),
    );
  }

  /** Instances that mean each other by their places. */
  #graph(operand: Value): Value {
    if (this.#reading.open() === null) return null;
    if (this.#reading.isExpected()) {
      this.#reading.refuse(
        'cannot be expected: write {"$object": …} within one another, with $ref for cycles',
      );
      return null;
    }
    if (!Array.isArray(operand) || operand.length === 0) {
      this.#reading.refuse('must be an array of at least one {"$new": …} or {"$object": …}');
      return null;
    }
    const around = this.#graphOf;
    const graph = { nodes: operand.length, at: 0, made: -1 };
    this.#graphOf = graph;
    const nodes = operand.map((node: Value, at) =>
      this.#reading.within(at, () => {
        graph.at = at;
        const tag = typeof node === 'object' && node !== null ? tagOf(node as Members) : null;
        if (tag?.[0] === '$new') return this.#reading.within('$new', () => this.#new(tag[1], true));
        if (tag?.[0] === '$object')
          return this.#reading.within('$object', () => this.#object(tag[1]));
        this.#reading.refuse('must be an instance: {"$new": …} or {"$object": …}');
        return null;
      }),
    );
    this.#graphOf = around;
    return { $graph: nodes };
  }

  #node(operand: Value): Value {
    const graph = this.#graphOf;
    if (graph === null)
      this.#reading.refuse('stands for an instance of a $graph, and there is none around it');
    else if (!Number.isSafeInteger(operand) || !((operand as number) >= 0)) {
      this.#reading.refuse('must be zero or a positive integer');
    } else if ((operand as number) >= graph.nodes) {
      this.#reading.refuse(`must be below ${graph.nodes}, as many as the $graph has instances`);
    } else if ((operand as number) <= graph.made) {
      this.#reading.refuse(
        'must mean a later instance here: earlier ones are made of it, see "set"',
      );
    }
    return { $node: operand };
  }

  /** An object by its state, which is a value like any other. */
  #object(operand: Value): Value {
    if (this.#reading.open() === null) return null;
    const fields = this.#fields(operand, ['type', 'state']);
    if (fields === null) return null;
    this.#checkType(fields['type']);
    if (fields['state'] === undefined)
      this.#reading.within('state', () => this.#reading.refuse('is missing'));
    const state = this.#reading.within('state', () => this.#reading.value(fields['state'] ?? null));
    return { $object: { type: fields['type'] ?? null, state } };
  }

  #fields(operand: Value, known: readonly string[]): Partial<Members> | null {
    if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
      this.#reading.refuse(`must be an object with ${known.map((name) => `"${name}"`).join(', ')}`);
      return null;
    }
    for (const key of Object.keys(operand)) {
      if (known.includes(key)) continue;
      this.#reading.within(key, () =>
        this.#reading.refuse(`is unknown here${suggestion(key, known)}`),
      );
    }
    return operand as Members;
  }

  #checkType(type: Value | undefined): void {
    const rule = typeNameRule(type);
    if (rule !== null) this.#reading.within('type', () => this.#reading.refuse(rule));
  }

  #named(field: string, members: Value): Members {
    return this.#reading.within(field, () => {
      if (typeof members === 'object' && members !== null && !Array.isArray(members)) {
        return Object.fromEntries(
          Object.entries(members).map(([name, value]: [string, Value]) => [
            name,
            this.#reading.within(name, () => this.#reading.value(value)),
          ]),
        );
      }
      this.#reading.refuse('must be an object: a value for each name');
      return {};
    });
  }
}
