import type { Call, Value } from '../../../protocol/cases.ts';
import type { InputSketch } from '../../core/exploring.ts';
import { candidatesFor } from './candidates.ts';
import { correlated } from './correlate.ts';
import type { Domain } from './domain.ts';
import { Draw } from './draw.ts';
import { Drawing, isLeaf } from './drawing.ts';
import type { GeneratedInput } from './generator.ts';
import { type Literals, type Manner, drawManner, literalsOf } from './manner.ts';
import { repaired } from './repair.ts';
import type { Filling } from './slots.ts';
import { InputSpace, type Plan } from './space.ts';

/** Draws for one input that is to be inside. */
const mostTries = 12;

/**
 * Inputs of the same shapes with about `size` elements in each parameter that is a container, for
 * timing: values mostly differ, and nothing is optional. A function of numbers alone gets numbers
 * of about that size. There are fewer, or none, where domain and constraints leave no room.
 */
export function sizedInputs(
  sketch: InputSketch,
  known: readonly Call[],
  domain: Domain | null,
  size: number,
  count: number,
  seed: number,
): readonly GeneratedInput[] {
  const space = new InputSpace(sketch, known, domain);
  const literals = literalsOf(sketch.literals);
  const draw = new Draw(seed);
  const drawing = new Drawing(draw, literals);
  const plan = space.plan([], 'none');
  const inputs: GeneratedInput[] = [];
  for (let failures = 0; inputs.length < count && failures < mostTries;) {
    const manner = sizedManner(draw, size, literals);
    const made = sizedFilling(plan, manner, drawing, draw);
    const filling = repaired(plan.slots, made, plan.rules, draw, (index, value, length) => {
      const shape = plan.slots[index]?.shape;
      return shape === undefined ? null : drawing.extended(shape, value, length, manner);
    });
    if (!space.allows(filling)) {
      failures++;
      continue;
    }
    failures = 0;
    const outside = space.outside(filling);
    inputs.push({ call: space.callOf(filling), origin: 'random', outside });
  }
  return inputs;
}

/** Wide ranges, so that nothing is found early, and now and then narrow ones, where much repeats. */
function sizedManner(draw: Draw, size: number, literals: Literals): Manner {
  const manner = drawManner(draw, size, literals);
  const high = draw.pick([size, 10 * size, 1_000_000]);
  const isSigned = draw.chance(0.3);
  return { ...manner, isExact: true, edges: 0, low: isSigned ? -high : 0, high };
}

function sizedFilling(plan: Plan, manner: Manner, drawing: Drawing, draw: Draw): Filling {
  const { slots } = plan;
  const isScalar = slots.every(({ shape }) => isLeaf(shape));
  const filling = slots.map(({ shape, parameter }): Value | undefined => {
    if (parameter.place === 'keywords' && parameter.isOptional) return {};
    const own = candidatesFor(shape)[0] ?? shape;
    if (!isLeaf(own)) return drawing.value(own, manner);
    // A number beside a container is any that meets it; alone it is the size itself.
    const near = { ...manner, low: manner.size, high: manner.size };
    return drawing.value(own, isScalar ? near : manner);
  });
  const scalars = slots.some(({ shape }) => isLeaf(shape));
  const related = scalars && !isScalar && draw.chance(0.3) ? correlated(filling, draw) : null;
  if (related === null) return filling;
  // Only what is a number follows from a container: containers keep their size.
  return filling.map((value, index) =>
    isLeaf(slots[index]?.shape ?? { kind: 'unknown' }) ? related[index] : value,
  );
}
