import type { Call, Value } from '../../../protocol/cases.ts';
import type {
  InputSketch,
  Shape,
  SketchedMethod,
  SketchedParameter,
} from '../../core/exploring.ts';
import { type MethodCall, viewOf } from '../../cases/views.ts';
import { argumentsOf, newValue } from './instances.ts';
import { dictValue, itemsOf } from './values.ts';

/** A place in a call that takes values: a parameter, of the function or of the constructor. */
export interface Slot {
  readonly parameter: SketchedParameter;
  readonly isInit: boolean;
  readonly shape: Shape;
  /**
   * Of the instance of a method, where it is no argument of the constructor: an attribute that is
   * set afterwards, the methods that are called then, or the whole instance as it is known.
   */
  readonly role?: 'attribute' | 'calls' | 'whole' | undefined;
}

/**
 * A value for each slot; undefined where an optional parameter is left out. For `rest` it is the
 * list of the arguments that are left over, for `keywords` a dict of them by name.
 */
export type Filling = readonly (Value | undefined)[];

/** One slot for each parameter; `rest` and `keywords` become a list and a dict of what they take. */
export function slotsOf(sketch: InputSketch, instances: readonly Value[] = []): readonly Slot[] {
  const slot = (parameter: SketchedParameter, isInit: boolean): Slot => ({
    parameter,
    isInit,
    shape: shapeInPlace(parameter),
  });
  return [
    ...(sketch.init ?? []).map((parameter) => slot(parameter, true)),
    ...slotsOfSelf(sketch, instances),
    ...sketch.parameters.map((parameter) => slot(parameter, false)),
  ];
}

/** What else the instance of a method is made of. No parameter has such a name. */
function slotsOfSelf({ self, init }: InputSketch, instances: readonly Value[]): readonly Slot[] {
  if (init === null) return [];
  const slot = (name: string, shape: Shape, role: NonNullable<Slot['role']>): Slot => ({
    parameter: { name, shape, place: 'keyword', isOptional: true, source: 'none' },
    isInit: false,
    shape,
    role,
  });
  const calls = (self?.methods ?? []).flatMap(callShapes);
  return [
    ...Object.entries(self?.attributes ?? {}).map(([name, shape]) =>
      slot(`${ownName}${name}`, shape, 'attribute'),
    ),
    ...(calls.length === 0
      ? []
      : [slot(callsName, { kind: 'list', items: { kind: 'union', of: calls } }, 'calls')]),
    ...(instances.length === 0
      ? []
      : [slot(wholeName, { kind: 'constant', values: instances }, 'whole')]),
  ];
}

const ownName = 'self.';
const callsName = 'calls before it';
const wholeName = 'self';

/**
 * A call of a method as a row: its name, then its arguments. Twice for one that makes the instance
 * hold more, which others take away again.
 */
function callShapes({ name, parameters, grows }: SketchedMethod): readonly Shape[] {
  const positional = parameters.filter(({ place }) => place === 'positional');
  const isCallable = parameters.every(({ place, isOptional }) => place !== 'keyword' || isOptional);
  if (!isCallable) return [];
  const needed = positional.filter(({ isOptional }) => !isOptional);
  const rows = needed.length < positional.length ? [positional, needed] : [positional];
  const shapes = rows.map((row): Shape => ({
    kind: 'tuple',
    items: [{ kind: 'constant', values: [name] }, ...row.map(({ shape }) => shape)],
  }));
  return grows === true ? [...shapes, ...shapes] : shapes;
}

function shapeInPlace({ place, shape }: SketchedParameter): Shape {
  if (place === 'rest') return { kind: 'list', items: shape, max: 8 };
  if (place !== 'keywords') return shape;
  const keys: Shape = { kind: 'string', min: 1, max: 8, alphabet: 'abcdefghijklmnopqrstuvwxyz' };
  return { kind: 'dict', keys, values: shape, max: 4 };
}

/**
 * An instance that is made by its constructor's positional arguments alone is written as those;
 * `type` is that of any other.
 */
export function callOf(
  slots: readonly Slot[],
  filling: Filling,
  isMethod: boolean,
  type: string | null = null,
): Omit<Call, 'id'> {
  const init: Value[] = [];
  const args: Value[] = [];
  const kwargs: Record<string, Value> = {};
  // After an argument that is left out, the following ones cannot stand by position.
  let [initEnded, argsEnded] = [false, false];
  slots.forEach(({ parameter: { name, place }, isInit, role }, index) => {
    const value = filling[index];
    if (role !== undefined) return;
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
  if (!isMethod) return { init: null, args, kwargs };
  const self = selfOf(slots, filling, type);
  return self === null ? { init, args, kwargs } : { init: null, self, args, kwargs };
}

/** Null where the constructor's positional arguments say it all. */
function selfOf(slots: readonly Slot[], filling: Filling, type: string | null): Value | null {
  const whole = filling[slots.findIndex(({ role }) => role === 'whole')];
  if (whole !== undefined) return whole;
  if (type === null) return null;
  const own = slots.flatMap(({ parameter, isInit }, at) => (isInit ? [{ parameter, at }] : []));
  const { args, kwargs } = argumentsOf(
    own.map(({ parameter }) => parameter),
    own.map(({ at }) => filling[at]),
  );
  const set: Record<string, Value> = {};
  let calls: readonly MethodCall[] = [];
  slots.forEach(({ parameter, role }, index) => {
    const value = filling[index];
    if (value === undefined) return;
    if (role === 'attribute') set[parameter.name.slice(ownName.length)] = value;
    if (role === 'calls') calls = (value as readonly Value[]).map(methodCallOf);
  });
  const isPlain = [kwargs, set, calls].every((each) => Object.keys(each).length === 0);
  return isPlain ? null : newValue({ type, args, kwargs, set, calls });
}

function methodCallOf(row: Value): MethodCall {
  const [method, ...args] = itemsOf(row) ?? [];
  return { method: String(method), args, kwargs: {} };
}

function rowOf({ method, args }: MethodCall): Value {
  return { $tuple: [method, ...args] };
}

/** A known call by slots; null where it has more arguments than there are places for. */
export function fillingOf(slots: readonly Slot[], call: Omit<Call, 'id'>): Filling | null {
  const filling: (Value | undefined)[] = [];
  const kwargs = new Map(Object.entries(call.kwargs));
  const made = call.self === undefined ? null : viewOf(call.self);
  const self = made?.kind === 'new' ? made : null;
  const isWhole =
    made !== null &&
    (self === null || self.calls.some((each) => Object.keys(each.kwargs).length > 0));
  const named = new Map(isWhole ? [] : Object.entries(self?.kwargs ?? {}));
  const init = isWhole ? [] : [...(self?.args ?? call.init ?? [])];
  const rows = { init, args: [...call.args] };
  for (const { parameter, isInit, role } of slots) {
    if (role !== undefined) {
      if (role === 'whole') filling.push(isWhole ? call.self : undefined);
      else if (role === 'calls') {
        const calls = isWhole ? [] : (self?.calls ?? []);
        filling.push(calls.length === 0 ? undefined : calls.map(rowOf));
      } else {
        filling.push(isWhole ? undefined : self?.set[parameter.name.slice(ownName.length)]);
      }
      continue;
    }
    const row = isInit ? rows.init : rows.args;
    if (parameter.place === 'rest') filling.push(row.splice(0));
    else if (parameter.place === 'keywords') {
      filling.push(dictValue(isInit ? [] : [...kwargs]));
      if (!isInit) kwargs.clear();
    } else if (parameter.place === 'positional' && row.length > 0) filling.push(row.shift());
    else if (isInit) {
      filling.push(named.get(parameter.name));
      named.delete(parameter.name);
    } else {
      filling.push(kwargs.get(parameter.name));
      kwargs.delete(parameter.name);
    }
  }
  const left = rows.init.length + rows.args.length + kwargs.size + named.size;
  const isPlaced = !isWhole || slots.some(({ role }) => role === 'whole');
  return left === 0 && isPlaced ? filling : null;
}
