import type { Outcome, Value } from '../../protocol/cases.ts';
import type { Difference } from '../core/case-set.ts';
import type { Finding } from './differences.ts';
import { show } from './show.ts';
import type { RowKind, View } from './views.ts';
import { viewOf } from './views.ts';

/** A finding in a person's words. `place` is `result`, `args[0]` or `kwargs.target`. */
export function difference(place: string, finding: Finding): Difference {
  const path = place + stepsText(finding.at);
  // A result is returned `at [0][1]`; an argument is left `in args[0][1]`.
  const isResult = place === 'result';
  const steps = stepsText(finding.at);
  const where = isResult ? (steps === '' ? '' : ` at ${steps}`) : ` in ${path}`;
  return {
    path,
    message: `${isResult ? 'returned' : 'left'} ${clause(finding, where)}`,
    expected: show(finding.expected),
    actual: show(finding.actual),
  };
}

export function returnedInstead(value: Value, exception: string): Difference {
  return {
    path: 'exception',
    message: `returned ${show(value)}, expected ${exception} to be raised`,
    expected: exception,
    actual: show(value),
  };
}

/** Its arguments could not be made with this version's types, and could with the original's. */
export function notCalled({ message }: Outcome): Difference {
  const why = message ?? 'an argument cannot be made';
  return {
    path: 'args',
    message: `could not be called: ${why}`,
    expected: 'a call',
    actual: why,
  };
}

/** Raised where a value, or another exception, was expected. */
export function raisedInstead(
  actual: Outcome,
  expected: Value | { readonly exception: string },
): Difference {
  const isException = typeof expected === 'object' && expected !== null && 'exception' in expected;
  const wanted = isException ? String(expected.exception) : show(expected as Value);
  const raised = actual.exception ?? 'an exception';
  const text = actual.message === null || actual.message === '' ? '' : `: ${short(actual.message)}`;
  return {
    path: isException ? 'exception' : 'result',
    message: `raised ${raised}${text}, expected ${wanted}`,
    expected: wanted,
    actual: raised,
  };
}

function clause({ expected, actual, reason }: Finding, where: string): string {
  const [wanted, found] = [show(expected), show(actual)];
  switch (reason.kind) {
    case 'value':
      return `${found}${where}, expected ${wanted}`;
    case 'type':
      return `${withKind(actual)}${where}, expected ${withKind(expected)}`;
    case 'length':
      return `${noun(actual)} of ${count(actual)}${where}, expected ${count(expected)}: ${found} instead of ${wanted}`;
    case 'element-type': {
      const view = viewOf(actual);
      const isColumn = view.kind === 'object' && view.type === 'column';
      const what = isColumn ? 'items of type' : 'an array of';
      return `${what} ${typeName(reason.actual)}${where}, expected ${typeName(reason.expected)}`;
    }
    case 'shape':
      return `an array of shape ${shapeText(reason.actual)}${where}, expected ${shapeText(reason.expected)}: ${found} instead of ${wanted}`;
    case 'malformed':
      return `something that is no value${where}, expected ${wanted}`;
    case 'missing-key':
      return `a dict without the key ${show(reason.key)}${where}`;
    case 'extra-key':
      return `a dict with the key ${show(reason.key)}${where}, which was not expected`;
    case 'missing-attribute':
      return `an object without the attribute ${String(reason.key)}${where}`;
    case 'extra-attribute':
      return `an object with the attribute ${String(reason.key)}${where}, which was not expected`;
    case 'member': {
      const kind = noun(actual);
      const [lost, added] = [members(reason.missing), members(reason.extra)];
      if (reason.missing.length === 0) return `${kind} with ${added}${where}, not expected there`;
      if (reason.extra.length === 0) return `${kind} without ${lost}${where}, expected there`;
      return `${kind} with ${added}${where}, expected ${lost} there`;
    }
  }
}

/** `1.0 (a float)`: where kinds differ, the values alone may look the same. */
function withKind(value: Value): string {
  return value === null ? 'null' : `${show(value)} (${noun(value)})`;
}

function typeName(type: Value): string {
  return typeof type === 'string' ? type : show(type);
}

/** As Python writes it: `(3,)`, `(2, 3)`. */
function shapeText(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function members(values: readonly Value[]): string {
  const shown = values.slice(0, 3).map(show).join(', ');
  return values.length <= 3 ? shown : `${shown} and ${values.length - 3} more`;
}

function noun(value: Value): string {
  const view = viewOf(value);
  switch (view.kind) {
    case 'int':
      return 'an int';
    case 'object':
      return view.type;
    case 'bytes':
      return 'bytes';
    default:
      return `a ${view.kind}`;
  }
}

function count(value: Value): string {
  const { items } = viewOf(value) as Extract<View, { readonly kind: RowKind }>;
  return `${items.length} ${items.length === 1 ? 'element' : 'elements'}`;
}

/** A path as it is written; the middle of a very deep one is left out. */
function stepsText(steps: readonly string[]): string {
  if (steps.length <= 16) return steps.join('');
  return `${steps.slice(0, 8).join('')}…${steps.length - 12} more…${steps.slice(-4).join('')}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
