import type { Value } from '../../protocol/cases.ts';
import type { Tolerance } from '../core/case-set.ts';
import { type ArrayParts, arrayParts, labelledParts, plainItems, toleranceFor } from './arrays.ts';
import { Identities } from './identities.ts';
import { matchUnordered } from './matching.ts';
import { areEqualNumbers } from './numbers.ts';
import type { NumberView } from './numbers.ts';
import type { Policy } from './policy.ts';
import { kindsAgree } from './policy.ts';
import { showKey } from './show.ts';
import type { Entry, RowKind, View } from './views.ts';
import { Root, viewOf } from './views.ts';

/** Where two values part first, and how. `at` are the steps from the outside in. */
export interface Finding {
  readonly at: readonly string[];
  readonly expected: Value;
  readonly actual: Value;
  readonly reason:
    | { readonly kind: 'value' | 'type' | 'length' | 'malformed' }
    /** Of a set: a member that is missing, and one that is there without being expected. */
    | {
        readonly kind: 'member';
        readonly missing: readonly Value[];
        readonly extra: readonly Value[];
      }
    /** Of a dict: a key that is missing or too many. */
    | { readonly kind: 'missing-key' | 'extra-key'; readonly key: Value }
    /** Of arrays: another type of items, or another shape. */
    | { readonly kind: 'element-type'; readonly expected: Value; readonly actual: Value }
    | {
        readonly kind: 'shape';
        readonly expected: readonly number[];
        readonly actual: readonly number[];
      }
    /** Of an object: an attribute that is missing or too many. */
    | { readonly kind: 'missing-attribute' | 'extra-attribute'; readonly key: Value };
}

/** The first difference between two values under a policy, or null. Nesting costs no stack. */
export function firstDifference(expected: Value, actual: Value, policy: Policy): Finding | null {
  return new Comparer(expected, actual, policy).run();
}

/** Their state is their items, not a base that they derive from. */
const rowsOfItems =
  /^(?:collections\.deque|array\.array|dict_(?:keys|values|items)|range|memoryview)$/;
const dicts = /^collections\.(?:Counter|defaultdict)$/;
/** Its content is a row of pairs, since their order is part of it. */
const ordered = 'collections.OrderedDict';

/**
 * What a person writes for an object that JSON has no word for: an iterator's items, and for a
 * Counter, a named tuple or another type derived from a plain one, that plain value. Null for
 * objects that are no such thing.
 */
function plainOf(written: View, { type, state }: Extract<View, { kind: 'object' }>): Value | null {
  const items = written.kind === 'object' ? null : plainItems(type, state);
  if (items !== null) return items;
  if (!Array.isArray(state)) return null;
  if (type === 'iterator') return written.kind === 'list' ? state : null;
  const base: Value | undefined = state[0];
  if (base === undefined || rowsOfItems.test(type)) return null;
  if (type === ordered) return written.kind === 'dict' ? { $dict: base } : null;
  const { kind } = viewOf(base);
  const isSame = kind === written.kind || (written.kind === 'list' && kind === 'tuple');
  // An object's attributes are a dict too, and nobody's base.
  return isSame && (kind !== 'dict' || dicts.test(type)) ? base : null;
}

type ObjectView = Extract<View, { kind: 'object' }>;

const isName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A person may write the attributes alone; a program says them as a row of one part. */
function rowOf(written: Value, actual: Value): Value {
  const isBare = viewOf(written).kind === 'dict' && Array.isArray(actual) && actual.length === 1;
  return isBare ? [written] : written;
}

/** Pairs of values that have to be equal one by one. */
interface Frame {
  readonly expected: readonly Value[];
  readonly actual: readonly Value[];
  readonly stepAt: (index: number) => string;
  readonly tolerance: Tolerance;
  next: number;
}

type Reason = Finding['reason'];

class Comparer {
  readonly #policy: Policy;
  readonly #identities: Identities;
  readonly #expected: Root;
  readonly #actual: Root;
  readonly #frames: Frame[];
  /** Trees need no memory of what was compared. */
  #hasReferences = false;
  /** Expected containers that hold an object's attributes by name. */
  readonly #attributes = new WeakSet<object>();
  /** Containers that met before: equal unless a difference turns up elsewhere. */
  readonly #joined = new Map<object, object>();

  constructor(expected: Value, actual: Value, policy: Policy) {
    this.#policy = policy;
    this.#identities = new Identities(policy);
    this.#expected = new Root(expected);
    this.#actual = new Root(actual);
    this.#frames = [];
    this.#push([expected], [actual], () => '');
  }

  run(): Finding | null {
    for (;;) {
      const top = this.#frames.at(-1);
      if (top === undefined) return null;
      if (top.next >= top.expected.length) {
        this.#frames.pop();
        continue;
      }
      const index = top.next++;
      const expected = top.expected[index] as Value;
      const actual = top.actual[index] as Value;
      // Long rows of equal scalars are common, and need no view.
      if (expected === actual && (typeof expected !== 'object' || expected === null)) continue;
      const finding = this.#compare(expected, actual);
      if (finding !== null) return finding;
    }
  }

  #compare(writtenExpected: Value, writtenActual: Value): Finding | null {
    const expected = resolved(writtenExpected, this.#expected);
    const actual = resolved(writtenActual, this.#actual);
    this.#hasReferences ||= expected !== writtenExpected || actual !== writtenActual;
    if (this.#hasReferences && this.#meet(expected, actual)) return null;
    const a = viewOf(expected);
    const b = viewOf(actual);
    if (a.kind === 'malformed' || b.kind === 'malformed') {
      return this.#found(expected, actual, { kind: 'malformed' });
    }
    const plain = this.#policy.kind === 'written' && b.kind === 'object' ? plainOf(a, b) : null;
    if (plain !== null) return this.#compare(expected, plain);
    if (!kindsAgree(a.kind, b.kind, this.#policy)) {
      return this.#found(expected, actual, { kind: 'type' });
    }
    const reason = this.#inside(a, b);
    return reason === null ? null : this.#found(expected, actual, reason);
  }

  /** Of two values of kinds that agree. Opens a frame where there is more to compare. */
  #inside(a: View, b: View): Reason | null {
    switch (a.kind) {
      case 'int':
      case 'float': {
        const isEqual = areEqualNumbers(a, b as NumberView, this.#tolerance);
        return isEqual ? null : { kind: 'value' };
      }
      case 'list':
      case 'tuple':
        return this.#rows(a.items, (b as Extract<View, { kind: RowKind }>).items);
      case 'set':
      case 'frozenset':
        return this.#sets(a.items, (b as Extract<View, { kind: RowKind }>).items);
      case 'dict':
        return this.#dicts(a, b as Extract<View, { kind: 'dict' }>);
      case 'object': {
        const other = b as Extract<View, { kind: 'object' }>;
        return this.#objects(a, other);
      }
      case 'bool':
      case 'string':
        return a.value === (b as typeof a).value ? null : { kind: 'value' };
      case 'bytes':
        return a.base64 === (b as typeof a).base64 ? null : { kind: 'value' };
      default:
        return null;
    }
  }

  #rows(expected: readonly Value[], actual: readonly Value[]): Reason | null {
    if (expected.length !== actual.length) return { kind: 'length' };
    this.#push(expected, actual, (index) => `[${index}]`);
    return null;
  }

  get #tolerance(): Tolerance {
    return this.#frames.at(-1)?.tolerance ?? this.#policy.tolerance;
  }

  /** Inside what is compared now, with its tolerance unless there is another. */
  #push(
    expected: readonly Value[],
    actual: readonly Value[],
    stepAt: (index: number) => string,
    tolerance = this.#tolerance,
  ): void {
    this.#frames.push({ expected, actual, stepAt, tolerance, next: 0 });
  }

  #arrays(a: ArrayParts, b: ArrayParts): Reason | null {
    const { elementType, shape } = a;
    if (JSON.stringify(elementType) !== JSON.stringify(b.elementType)) {
      return { kind: 'element-type', expected: elementType, actual: b.elementType };
    }
    if (JSON.stringify(shape) !== JSON.stringify(b.shape)) {
      return { kind: 'shape', expected: shape, actual: b.shape };
    }
    const tolerance = toleranceFor(elementType, this.#tolerance);
    this.#push([a.items, ...a.rest], [b.items, ...b.rest], () => '', tolerance);
    return null;
  }

  #objects({ type, state }: ObjectView, other: ObjectView): Reason | null {
    const isWritten = this.#policy.kind === 'written';
    const [array, otherArray] = [arrayParts(type, state), arrayParts(other.type, other.state)];
    if (type === other.type && array !== null && otherArray !== null) {
      return this.#arrays(array, otherArray);
    }
    const [parts, otherParts] = [
      labelledParts(type, state),
      labelledParts(other.type, other.state),
    ];
    if (type === other.type && parts?.length === otherParts?.length && parts && otherParts) {
      const values = [parts, otherParts].map((each) => each.map(({ value }) => value));
      this.#push(values[0] ?? [], values[1] ?? [], (index) => parts[index]?.step ?? '');
      return null;
    }
    if (type !== other.type && !(isWritten && other.type.endsWith(`.${type}`))) {
      return { kind: 'type' };
    }
    const [before, after] = isWritten
      ? [rowOf(state, other.state), other.state]
      : [state, other.state];
    const areRows = Array.isArray(before) && Array.isArray(after);
    const holdsItems = rowsOfItems.test(type) || type === 'iterator';
    if (!areRows || holdsItems || before.length !== after.length) {
      // Of a deque the items are the state; that of others is no value that anybody wrote.
      this.#push([before], [after], () => (areRows && holdsItems ? '' : '.state'));
      return null;
    }
    // Attributes are told by their names, and where they stand in a state says nothing.
    for (const part of before as readonly Value[])
      if (isContainer(part)) this.#attributes.add(part);
    this.#push(before, after, () => '');
    return null;
  }

  #sets(expected: readonly Value[], actual: readonly Value[]): Reason | null {
    const { missing, extra } = this.#match(expected, actual);
    if (missing.length === 0 && extra.length === 0) return null;
    return {
      kind: 'member',
      missing: missing.map((index) => expected[index] as Value),
      extra: extra.map((index) => actual[index] as Value),
    };
  }

  #dicts(a: Extract<View, { kind: 'dict' }>, b: Extract<View, { kind: 'dict' }>): Reason | null {
    const pairs =
      a.members !== null && b.members !== null
        ? byName(a.members, b.members)
        : this.#byKey(a.entries, b.entries);
    const isState = a.members !== null && this.#attributes.has(a.members);
    if ('kind' in pairs) return isState ? ofAttribute(pairs) : pairs;
    const { keys, expected, actual } = pairs;
    const stepAt = (index: number): string => {
      const key = keys[index] as Value;
      return isState && typeof key === 'string' && isName.test(key) ? `.${key}` : showKey(key);
    };
    this.#push(expected, actual, stepAt);
    return null;
  }

  #byKey(expected: readonly Entry[], actual: readonly Entry[]): Reason | PairedValues {
    const wanted = expected.map(([key]) => key);
    const found = actual.map(([key]) => key);
    const { pairs, missing, extra } = this.#match(wanted, found);
    const [lost] = missing;
    if (lost !== undefined) return { kind: 'missing-key', key: wanted[lost] as Value };
    const [added] = extra;
    if (added !== undefined) return { kind: 'extra-key', key: found[added] as Value };
    const inOrder = [...pairs].sort(([x], [y]) => x - y);
    return {
      keys: wanted,
      expected: inOrder.map(([index]) => (expected[index] as Entry)[1]),
      actual: inOrder.map(([, index]) => (actual[index] as Entry)[1]),
    };
  }

  #match(expected: readonly Value[], actual: readonly Value[]) {
    return matchUnordered(
      { items: expected, root: this.#expected },
      { items: actual, root: this.#actual },
      this.#identities,
      this.#policy.tolerance,
    );
  }

  /**
   * Whether two containers are already taken to be equal; from now on they are. Joining classes
   * and not pairs keeps cycles of different lengths from being compared in all combinations.
   */
  #meet(expected: Value, actual: Value): boolean {
    if (!isContainer(expected) || !isContainer(actual)) return false;
    const [a, b] = [this.#find(expected), this.#find(actual)];
    if (a === b) return true;
    this.#joined.set(a, b);
    return false;
  }

  #find(container: object): object {
    let top = container;
    for (let up = this.#joined.get(top); up !== undefined; up = this.#joined.get(top)) top = up;
    for (let at = container; at !== top;) {
      const up = this.#joined.get(at) as object;
      this.#joined.set(at, top);
      at = up;
    }
    return top;
  }

  #found(expected: Value, actual: Value, reason: Reason): Finding {
    const at = this.#frames
      .map(({ stepAt, next }) => stepAt(next - 1))
      .filter((step) => step !== '');
    return { at, expected, actual, reason };
  }
}

interface PairedValues {
  readonly keys: readonly Value[];
  readonly expected: readonly Value[];
  readonly actual: readonly Value[];
}

type Members = Readonly<Record<string, Value>>;

function ofAttribute(reason: Reason): Reason {
  if (reason.kind === 'missing-key') return { kind: 'missing-attribute', key: reason.key };
  return reason.kind === 'extra-key' ? { kind: 'extra-attribute', key: reason.key } : reason;
}

function byName(expected: Members, actual: Members): Reason | PairedValues {
  const keys = Object.keys(expected);
  const lost = keys.find((key) => !Object.hasOwn(actual, key));
  if (lost !== undefined) return { kind: 'missing-key', key: lost };
  const added = Object.keys(actual).find((key) => !Object.hasOwn(expected, key));
  if (added !== undefined) return { kind: 'extra-key', key: added };
  return {
    keys,
    expected: keys.map((key) => expected[key] as Value),
    actual: keys.map((key) => actual[key] as Value),
  };
}

/** A reference that leads nowhere stays what it is, and is malformed wherever it is looked at. */
function resolved(value: Value, root: Root): Value {
  if (!isContainer(value)) return value;
  const view = viewOf(value);
  if (view.kind !== 'ref') return value;
  return root.container(view.index) ?? { $ref: null };
}

function isContainer(value: Value): value is Exclude<Value, null | boolean | number | string> {
  return typeof value === 'object' && value !== null;
}
