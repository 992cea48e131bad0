import type { Call, Value } from '../../../protocol/cases.ts';
import type { InputSketch } from '../../core/exploring.ts';
import { type Choice, candidatesFor } from './candidates.ts';
import { typesThat } from './cycles.ts';
import { sharedIn, withoutLost } from './shared.ts';
import { type Domain, outsideDomain, schemaFor } from './domain.ts';
import { fits } from './fits.ts';
import { viewOf } from '../../cases/views.ts';
import { refined } from './infer.ts';
import { type Backward, backwardIn, linked } from './linking.ts';
import { unlinked } from './unlinking.ts';
import { narrowedByRules } from './narrowing.ts';
import { observedRules } from './observed.ts';
import { type Rule, lookupIn, parametersIn, satisfies, withLayouts } from './rules.ts';
import { type Layouts, layoutsIn } from '../../core/layouts.ts';
import { structureRules } from './domain-structures.ts';
import { narrowed } from './schema-shape.ts';
import { type Filling, type Slot, callOf, fillingOf, slotsOf } from './slots.ts';
import { distinct, hasReference, sizeOf } from './values.ts';

/** How an input is drawn: shapes that say as much as possible, and the rules that must hold. */
export interface Plan {
  readonly slots: readonly Slot[];
  readonly rules: readonly Rule[];
}

/** Larger known inputs are for timing: they are neither tried again nor looked at. */
const largestKnown = 3000;

/** Which inputs a function has, by all that is said and known of it. */
export class InputSpace {
  /** Narrowed by all that is certain. */
  readonly slots: readonly Slot[];
  /** Known calls that are inside. */
  readonly known: readonly Filling[];
  /** What known calls have in common without anybody's saying so. */
  readonly soft: readonly Rule[];
  readonly #hard: readonly Rule[];
  readonly #domain: Domain;
  readonly #isMethod: boolean;
  readonly #type: string | null;
  readonly #backward: Backward;
  /** How instances hang together, and types of those whose links may come back or lead to one. */
  readonly layouts: Layouts;
  readonly cyclic: ReadonlySet<string>;
  readonly sharing: ReadonlySet<string>;
  readonly #plans = new Map<string, Plan>();

  constructor(sketch: InputSketch, known: readonly Call[], domain: Domain | null) {
    this.#isMethod = sketch.init !== null;
    this.#type = sketch.self?.type ?? null;
    this.#domain = domain ?? {};
    const given = slotsOf(sketch, instancesOf(known));
    const calls = known.map((call) => unlinkedFilling(given, call)).filter((call) => call !== null);
    const small = calls.filter((filling) => totalSize(filling) <= largestKnown);
    const inside = small.filter((call) => outsideDomain(given, call, this.#domain) === null);
    const shaped = given.map(({ parameter, isInit, shape, role }, index): Slot => {
      const seen = inside.flatMap((filling) =>
        filling[index] === undefined ? [] : [filling[index]],
      );
      const schema = schemaFor(given, index, this.#domain);
      // Rows of calls are of as many kinds as there are methods.
      if (role === 'calls' || role === 'whole') return { parameter, isInit, role, shape };
      return { parameter, isInit, role, shape: narrowed(refined(shape, seen), schema) };
    });
    const layouts = layoutsIn(shaped.map(({ shape }) => shape));
    this.layouts = layouts;
    const shapes = shaped.map(({ shape }) => shape);
    this.cyclic = typesThat('cycles', shapes);
    this.sharing = typesThat('shares', shapes);
    // What a call that somebody made breaks was read wrongly.
    const said = withLayouts<Rule>(sketch.constraints, layouts).filter(({ says }) =>
      inside.every((filling) => satisfies(says, lookupIn(given, filling))),
    );
    const ruled = Object.entries(this.#domain).flatMap(([name, schema]) =>
      structureRules(name, schema),
    );
    this.#hard = [...said, ...withLayouts(ruled, layouts)];
    this.slots = narrowedByRules(shaped, this.#hard);
    this.#backward = backwardIn(this.slots.map(({ shape }) => shape));
    this.soft = observedRules(this.slots, inside, layouts).filter(
      // Who wrote a schema for a parameter said what can occur.
      ({ says }) =>
        says.kind === 'finite' ||
        !parametersIn(says).every((name) => Object.hasOwn(this.#domain, name)),
    );
    this.known = inside.filter((filling) => this.allows(filling));
  }

  /** Whether all that is certain holds. */
  allows(filling: Filling): boolean {
    const lookup = lookupIn(this.slots, filling);
    const isWhole = this.slots.some(
      ({ role }, index) => role === 'whole' && filling[index] !== undefined,
    );
    return (
      filling.every((value, index) => {
        const slot = this.slots[index] as Slot;
        if (isWhole && (slot.isInit || slot.role !== undefined)) return true;
        return value === undefined ? slot.parameter.isOptional : fits(value, slot.shape);
      }) &&
      this.#hard.every(({ says }) => satisfies(says, lookup)) &&
      outsideDomain(this.slots, filling, this.#domain) === null
    );
  }

  /** The first of what known calls have in common that this one has not. */
  outside(filling: Filling): string | null {
    const lookup = lookupIn(this.slots, filling);
    return this.soft.find(({ says }) => !satisfies(says, lookup))?.text ?? null;
  }

  /**
   * For inputs with these candidates in place of what is unknown, which satisfy everything but the
   * soft rules of these numbers.
   */
  plan(choice: Choice, without: 'none' | 'all' | number): Plan {
    const key = `${choice.join()} ${without}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const soft = without === 'all' ? [] : this.soft.filter((_, index) => index !== without);
    const rules = [...this.#hard, ...soft.filter(({ says }) => says.kind !== 'finite')];
    const chosen = this.slots.map((slot, index) => {
      const shape = candidatesFor(slot.shape)[choice[index] ?? 0] ?? slot.shape;
      return { ...slot, shape };
    });
    const plan = { slots: narrowedByRules(chosen, rules), rules };
    this.#plans.set(key, plan);
    return plan;
  }

  callOf(filling: Filling): Omit<Call, 'id'> {
    const shared = sharedIn(filling);
    const positional = this.slots.flatMap(({ parameter, isInit, role }, at) =>
      isInit || role !== undefined || parameter.place !== 'positional' ? [] : [at],
    );
    const leaving = filling.map((value, at) => {
      const isRow = shared.has(positional.indexOf(at));
      return value === undefined ? value : linked(value, this.#backward, isRow);
    });
    const known = shared.size === 0 ? leaving : withoutLost(leaving, positional);
    return callOf(this.slots, known, this.#isMethod, this.#type);
  }

  fillingOf(call: Omit<Call, 'id'>): Filling | null {
    return unlinkedFilling(this.slots, call);
  }
}

const mostInstances = 20;
const largestInstance = 300;

/** Instances of known calls that are not made by their constructor: nothing says how to vary them. */
function instancesOf(known: readonly Call[]): readonly Value[] {
  const selves = known.flatMap(({ self }) => (self === undefined ? [] : [self]));
  const opaque = selves.filter((self) => viewOf(self).kind !== 'new');
  return distinct(opaque.filter((self) => sizeOf(self) <= largestInstance)).slice(0, mostInstances);
}

function unlinkedFilling(slots: readonly Slot[], call: Omit<Call, 'id'>): Filling | null {
  const filling = fillingOf(slots, call);
  return filling?.map((value) => (value === undefined ? value : unlinked(value))) ?? null;
}

/** Whether a filling may be changed in places: references would then mean something else. */
export function isPlain(filling: Filling): boolean {
  return !filling.some((value) => value !== undefined && hasReference(value));
}

function totalSize(filling: Filling): number {
  return filling.reduce<number>((sum, value) => sum + sizeOf(value ?? null), 0);
}
