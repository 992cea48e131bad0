import type { Call, Value } from '../../protocol/cases.ts';
import type { Exclusion } from '../../protocol/domain.ts';
import { viewOf } from '../cases/views.ts';
import { type InputSketch, structures } from '../core/exploring.ts';
import { type Layouts, layoutsIn } from '../core/layouts.ts';
import { inWords } from './generate/domain-structures.ts';
import { outsideDomain } from './generate/domain.ts';
import { keeps } from './generate/invariants.ts';
import { unlinked } from './generate/unlinking.ts';
import { satisfies } from './generate/rules.ts';
import { type Filling, fillingOf, slotsOf } from './generate/slots.ts';
import { characters, isInteger, itemsOf, numberOf } from './generate/values.ts';

interface Candidate {
  readonly rule: Readonly<Record<string, unknown>>;
  /** Of a value, `is not empty`; the value is `every item of` so many rows. */
  readonly says: string;
  readonly depth: number;
}

const mostExclusions = 8;
const mostNested = 2;

/**
 * Rules that a person may say of what can occur: each leaves the input out, and lets in all calls
 * that are known. The plainest of each parameter come first.
 */
export function exclusionsOf(
  input: Omit<Call, 'id'>,
  sketch: InputSketch,
  known: readonly Call[],
): readonly Exclusion[] {
  const slots = slotsOf(sketch);
  const layouts = layoutsIn(slots.map(({ shape }) => shape));
  const fillingIn = (call: Omit<Call, 'id'>): Filling | null =>
    fillingOf(slots, call)?.map((value) => (value === undefined ? value : unlinked(value))) ?? null;
  const filling = fillingIn(input);
  if (filling === null) return [];
  const fillings = known.flatMap((call) => {
    const each = fillingIn(call);
    return each === null ? [] : [each];
  });
  const found = slots.flatMap(({ parameter: { name }, role }, index) => {
    const value = filling[index];
    // What an instance went through is no parameter that a domain could speak of.
    if (value === undefined || role !== undefined) return [];
    const beside = fillings.flatMap((each) => (each[index] === undefined ? [] : [each[index]]));
    return candidatesOf(value, beside, layouts, 0).flatMap(({ rule, says, depth }): Exclusion[] => {
      const domain = { [name]: rule };
      const leavesOut = outsideDomain(slots, filling, domain) !== null;
      const letsIn = fillings.every((each) => outsideDomain(slots, each, domain) === null);
      const text = `${'every item of '.repeat(depth)}${name} ${says}`;
      return leavesOut && letsIn ? [{ parameter: name, rule, text }] : [];
    });
  });
  return found.slice(0, mostExclusions);
}

/** What might leave a value out; `known` are the values that are known at its place. */
function candidatesOf(
  value: Value,
  known: readonly Value[],
  layouts: Layouts,
  depth: number,
): readonly Candidate[] {
  const items = itemsOf(value);
  if (items !== null) return ofRow(items, known, layouts, depth);
  // What a chain or a tree does not keep, it may always have.
  const kept = structures
    .filter((is) => !keeps(value, is, layouts))
    .map((is): Plain => [{ structure: is }, `is ${inWords(is)}`]);
  return [...kept, ...plainRules(value, known)].map(([rule, says]) => ({ rule, says, depth }));
}

type Plain = readonly [rule: Candidate['rule'], says: string];

function plainRules(value: Value, known: readonly Value[]): readonly Plain[] {
  if (value === null) return [[{ not: { type: 'null' } }, 'is not null']];
  if (typeof value === 'boolean') return [];
  if (typeof value === 'string') return ofText(value);
  const number = numberOf(value);
  if (number !== null) return ofNumber(number, isInteger(value), known);
  const view = viewOf(value);
  const isEmpty = view.kind === 'dict' && view.entries.length === 0;
  return isEmpty ? [[{ minProperties: 1 }, 'is not empty']] : [];
}

function ofText(text: string): readonly Plain[] {
  const length = characters(text).length;
  const rules: Plain[] = [];
  if (length === 0) rules.push([{ minLength: 1 }, 'is not empty']);
  if (length === 1) rules.push([{ minLength: 2 }, 'has at least 2 characters']);
  return [
    ...rules,
    [{ pattern: '^[a-z]*$' }, 'has only letters from a to z'],
    [{ pattern: '^[A-Za-z]*$' }, 'has only letters from A to Z and a to z'],
    [{ pattern: '^[ -~]*$' }, 'has only printable ASCII characters'],
  ];
}

function ofNumber(number: number, isWhole: boolean, known: readonly Value[]): readonly Plain[] {
  const rules: Plain[] = [];
  if (!isWhole) rules.push([{ type: 'integer' }, 'is an integer']);
  if (!Number.isFinite(number)) return rules;
  if (number < 0) rules.push([{ minimum: 0 }, 'is not negative']);
  if (number < 1 && isWhole) rules.push([{ minimum: 1 }, 'is at least 1']);
  if (number <= 0 && !isWhole) rules.push([{ exclusiveMinimum: 0 }, 'is above 0']);
  const sizes = known.flatMap((value) => numberOf(value) ?? []);
  if (sizes.length === 0) return rules;
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  if (number > largest) {
    // A round bound leaves room above what is known, where there is one below the input.
    const round = 10 ** Math.ceil(Math.log10(Math.max(largest, 1)));
    const maximum = round < number ? round : largest;
    rules.push([{ maximum }, `is at most ${maximum}`]);
  }
  if (number < smallest && smallest < 0) {
    rules.push([{ minimum: smallest }, `is at least ${smallest}`]);
  }
  return rules;
}

function ofRow(
  items: readonly Value[],
  known: readonly Value[],
  layouts: Layouts,
  depth: number,
): readonly Candidate[] {
  const rules: Plain[] = [];
  if (items.length === 0) rules.push([{ minItems: 1 }, 'is not empty']);
  if (items.length === 1) rules.push([{ minItems: 2 }, 'has at least 2 items']);
  rules.push([{ uniqueItems: true }, 'has no item twice']);
  rules.push([{ sorted: 'ascending' }, 'is sorted, ascending']);
  // Rows of one item are sorted either way: one that falls is wanted.
  if (known.some((row) => !isRising(row))) {
    rules.push([{ sorted: 'descending' }, 'is sorted, descending']);
  }
  const own = rules.map(([rule, says]) => ({ rule, says, depth }));
  if (depth === mostNested) return own;
  const inner = known.flatMap((row) => itemsOf(row) ?? []);
  const ofItems = items.flatMap((item) => candidatesOf(item, inner, layouts, depth + 1));
  const plainest = new Map(
    ofItems.map((each) => [`${each.depth} ${each.says}`, { ...each, rule: { items: each.rule } }]),
  );
  return [...own, ...plainest.values()];
}

function isRising(row: Value): boolean {
  const of = { kind: 'parameter', name: 'row' } as const;
  return satisfies({ kind: 'sorted', of, order: 'ascending' }, () => row);
}
