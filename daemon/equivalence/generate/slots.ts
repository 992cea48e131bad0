import type { Call, Value } from '../../../protocol/cases.ts';
import type { InputSketch, Shape, SketchedParameter } from '../../core/exploring.ts';
import { dictValue } from './values.ts';
import { viewOf } from '../../cases/views.ts';

/** A place in a call that takes values: a parameter, of the function or of the constructor. */
export interface Slot {
  readonly parameter: SketchedParameter;
  readonly isInit: boolean;
  readonly shape: Shape;
}

/**
 * A value for each slot; undefined where an optional parameter is left out. For `rest` it is the
 * list of the arguments that are left over, for `keywords` a dict of them by name.
 */
export type Filling = readonly (Value | undefined)[];

/** One slot for each parameter; `rest` and `keywords` become a list and a dict of what they take. */
export function slotsOf(sketch: InputSketch): readonly Slot[] {
  const slot = (parameter: SketchedParameter, isInit: boolean): Slot => ({
    parameter,
    isInit,
    shape: shapeInPlace(parameter),
  });
  return [
    ...(sketch.init ?? []).map((parameter) => slot(parameter, true)),
    ...sketch.parameters.map((parameter) => slot(parameter, false)),
  ];
}

function shapeInPlace({ place, shape }: SketchedParameter): Shape {
  if (place === 'rest') return { kind: 'list', items: shape, max: 8 };
  if (place !== 'keywords') return shape;
  const keys: Shape = { kind: 'string', min: 1, max: 8, alphabet: 'abcdefghijklmnopqrstuvwxyz' };
  return { kind: 'dict', keys, values: shape, max: 4 };
}

/** A method's constructor arguments by name cannot be written, so they stand by position. */
export function callOf(
  slots: readonly Slot[],
  filling: Filling,
  isMethod: boolean,
): Omit<Call, 'id'> {
  const init: Value[] = [];
  const args: Value[] = [];
  const kwargs: Record<string, Value> = {};
  // After an argument that is left out, the following ones cannot stand by position.
  let [initEnded, argsEnded] = [false, false];
  slots.forEach(({ parameter: { name, place }, isInit }, index) => {
    const value = filling[index];
    if (isInit) {
      initEnded ||= value === undefined || place === 'keywords' || place === 'keyword';
      if (!initEnded) init.push(...(place === 'rest' ? (value as Value[]) : [value as Value]));
    } else if (value === undefined) argsEnded ||= place === 'positional';
    else if (place === 'positional') {
      if (argsEnded) kwargs[name] = value;
      else args.push(value);
    } else if (place === 'rest') {
      if (!argsEnded) args.push(...(value as Value[]));
    } else if (place === 'keyword') kwargs[name] = value;
    else {
      const view = viewOf(value);
      if (view.kind !== 'dict') return;
      for (const [key, item] of view.entries)
        if (!(String(key) in kwargs)) kwargs[String(key)] = item;
    }
  });
  return { init: isMethod ? init : null, args, kwargs };
}

/** A known call by slots; null where it has more arguments than there are places for. */
export function fillingOf(slots: readonly Slot[], call: Omit<Call, 'id'>): Filling | null {
  const filling: (Value | undefined)[] = [];
  const kwargs = new Map(Object.entries(call.kwargs));
  const rows = { init: [...(call.init ?? [])], args: [...call.args] };
  for (const { parameter, isInit } of slots) {
    const row = isInit ? rows.init : rows.args;
    if (parameter.place === 'rest') filling.push(row.splice(0));
    else if (parameter.place === 'keywords') {
      filling.push(dictValue(isInit ? [] : [...kwargs]));
      if (!isInit) kwargs.clear();
    } else if (parameter.place === 'positional' && row.length > 0) filling.push(row.shift());
    else if (isInit) filling.push(undefined);
    else {
      filling.push(kwargs.get(parameter.name));
      kwargs.delete(parameter.name);
    }
  }
  const isWhole = rows.init.length === 0 && rows.args.length === 0 && kwargs.size === 0;
  return isWhole ? filling : null;
}
