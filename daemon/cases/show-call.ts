import type { Call, Value } from '../../protocol/cases.ts';
import { show } from './show.ts';
import { someWithin } from './views.ts';

/** A call as a person would write it, abbreviated: `total([1, 2])`, `Circle(2.0).area(scale=3)`. */
export function showCall(call: Omit<Call, 'id'>, functionName: string): string {
  const { init, self, args, kwargs } = call;
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${show(value)}`);
  const given = `(${[...args.map(show), ...named].join(', ')})`;
  const [, owner = '', method = ''] = /^(.*)(?:\.|::)([^.:]+)$/.exec(functionName) ?? [];
  if (self !== undefined) {
    const shown = show(self);
    const instance = shown.endsWith(')') && shown.includes(' after ') ? `(${shown})` : shown;
    return `${instance}.${method || functionName}${given}`;
  }
  if (init === null || owner === '') return `${functionName}${given}`;
  return `${owner}(${init.map(show).join(', ')}).${method}${given}`;
}

/** Whether an instance, or an object by its state, is anywhere in a value. */
export function holdsObjects(value: Value): boolean {
  return someWithin(value, ({ kind }) => kind === 'object' || kind === 'new' || kind === 'graph');
}
