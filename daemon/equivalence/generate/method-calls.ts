import type { Value } from '../../../protocol/cases.ts';
import type { Shape, SketchedMethod } from '../../core/exploring.ts';
import { type InstanceShape, mentions } from '../../core/shapes.ts';
import type { MethodCall } from '../../cases/views.ts';
import type { Draw } from './draw.ts';
import { argumentsOf } from './instances.ts';
import type { Manner } from './manner.ts';

/**
 * Calls of methods that bring an instance into a state which its constructor alone does not reach:
 * `length` of them where they are what fills it. `value` draws an argument.
 */
export function drawnCalls(
  shape: InstanceShape,
  manner: Manner,
  draw: Draw,
  length: () => number,
  value: (shape: Shape) => Value,
): readonly MethodCall[] {
  const callable = (shape.methods ?? []).filter(({ parameters }) =>
    parameters.every((each) => each.isOptional || !mentions(each.shape, shape.type)),
  );
  const count = countOf(shape, callable, manner, draw, length);
  if (count === 0) return [];
  const chosen = someOf(callable, manner, draw);
  return Array.from({ length: count }, () => {
    const { name, parameters } = draw.weighted(chosen);
    return { method: name, ...argumentsOf(parameters, givenTo(parameters, shape, draw, value)) };
  });
}

/** A few calls change what is there; as many as a container has items fill what is empty. */
function countOf(
  { parameters }: InstanceShape,
  methods: readonly SketchedMethod[],
  { isExact }: Manner,
  draw: Draw,
  length: () => number,
): number {
  if (methods.length === 0) return 0;
  const isGiven = parameters.some(({ shape }) => isContainer(shape));
  const isFilled = !isGiven && methods.some(({ grows }) => grows === true);
  if (isExact) return isFilled ? length() : 0;
  if (isFilled) return draw.chance(0.1) ? 0 : length();
  return draw.chance(0.7) ? 0 : draw.integer(1, 3);
}

function isContainer(shape: Shape): boolean {
  if (shape.kind === 'union') return shape.of.some(isContainer);
  return ['list', 'set', 'frozenset', 'dict', 'matrix', 'record'].includes(shape.kind);
}

/**
 * Of many methods not all each time: what one adds another takes away. For timing only those that
 * add.
 */
function someOf(
  methods: readonly SketchedMethod[],
  { isExact }: Manner,
  draw: Draw,
): readonly (readonly [weight: number, method: SketchedMethod])[] {
  const growing = methods.filter(({ grows }) => grows === true);
  if (isExact) return growing.map((method) => [1, method]);
  const some = methods.filter(() => draw.chance(0.5));
  const isFed = growing.length === 0 || some.some(({ grows }) => grows === true);
  const all = isFed || draw.chance(0.2) ? some : [...some, draw.pick(growing)];
  const chosen = all.length === 0 ? methods : all;
  return chosen.map((method) => [method.grows === true ? 3 : 1, method]);
}

function givenTo(
  parameters: SketchedMethod['parameters'],
  { type }: InstanceShape,
  draw: Draw,
  value: (shape: Shape) => Value,
): readonly (Value | undefined)[] {
  let hasEnded = false;
  return parameters.map(({ shape, place, isOptional }) => {
    if (place === 'keywords') return undefined;
    if (place === 'rest') return hasEnded ? undefined : [value(shape), value(shape)];
    const isLeftOut = isOptional && (mentions(shape, type) || draw.chance(0.5));
    if (place === 'positional') hasEnded ||= isLeftOut;
    return isLeftOut || (place === 'positional' && hasEnded) ? undefined : value(shape);
  });
}
