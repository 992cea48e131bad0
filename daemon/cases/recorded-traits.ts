import type { Outcome, Value } from '../../protocol/cases.ts';
import type { RecordedCall } from '../core/ports/recording.ts';
import { childrenOf, type View, viewOf } from './views.ts';

/** Values of a row that are looked at. */
const mostItems = 32;

/**
 * What is special about a call, as short texts: two calls that share all of them are two of a kind.
 * Kinds and sizes of inputs on a logarithmic scale, what its items have in common, how it ended.
 */
export function traitsOf({ call, outcome, test }: RecordedCall): readonly string[] {
  const traits = new Set<string>();
  const { init, self, args, kwargs } = call;
  const named = Object.entries(kwargs);
  traits.add(
    `given ${args.length} ${named
      .map(([name]) => name)
      .toSorted()
      .join()}`,
  );
  for (const [index, value] of (init ?? []).entries()) addValue(traits, `init ${index}`, value);
  if (self !== undefined) addValue(traits, 'self', self);
  for (const [index, value] of args.entries()) addValue(traits, String(index), value);
  for (const [name, value] of named) addValue(traits, name, value);
  if (outcome !== null) addOutcome(traits, call.args, outcome);
  if (test !== '') traits.add(`test ${test}`);
  return [...traits];
}

function addOutcome(traits: Set<string>, args: readonly Value[], outcome: Outcome): void {
  if (outcome.kind !== 'returned') traits.add(`raised ${outcome.exception ?? ''}`);
  else addValue(traits, 'returned', outcome.value);
  const isChanged = JSON.stringify(args) !== JSON.stringify(outcome.args);
  if (isChanged) traits.add('changes its arguments');
}

function addValue(traits: Set<string>, place: string, value: Value): void {
  const view = viewOf(value);
  const kind = view.kind === 'object' || view.kind === 'new' ? view.type : view.kind;
  traits.add(`${place} ${kind}`);
  for (const trait of scalarTraits(view)) traits.add(`${place} ${kind} ${trait}`);
  const items = childrenOf(view);
  if (items === null) return;
  traits.add(`${place} ${kind} of ${scale(items.length)}`);
  const seen = items.slice(0, mostItems);
  for (const item of seen) {
    const inner = viewOf(item);
    traits.add(`${place} holds ${inner.kind}`);
    for (const trait of scalarTraits(inner)) traits.add(`${place} holds ${inner.kind} ${trait}`);
    const rows = childrenOf(inner);
    if (rows !== null) traits.add(`${place} holds ${inner.kind} of ${scale(rows.length)}`);
  }
  const texts = seen.map((item) => JSON.stringify(item));
  if (texts.length > 1) {
    const distinct = new Set(texts).size;
    if (distinct === 1) traits.add(`${place} all equal`);
    else traits.add(`${place} ${distinct === texts.length ? 'all different' : 'some equal'}`);
  }
  const order = orderOf(seen);
  if (order !== null) traits.add(`${place} ${order}`);
}

function scalarTraits(view: View): readonly string[] {
  switch (view.kind) {
    case 'bool':
      return [String(view.value)];
    case 'int':
    case 'float': {
      const number = Number(view.value);
      if (!Number.isFinite(number)) return [String(number)];
      return number === 0 ? ['zero'] : [`${number < 0 ? 'below' : 'above'} ${scale(number)}`];
    }
    case 'string': {
      const { value } = view;
      const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /\s/, /[^\x20-\x7e\s]/, /[^\w\s]/];
      const held = kinds.map((pattern) => (pattern.test(value) ? '1' : '0')).join('');
      return [`of ${scale(value.length)}`, `like ${held}`];
    }
    case 'bytes':
      return [`of ${scale(view.base64.length)}`];
    default:
      return [];
  }
}

function orderOf(items: readonly Value[]): string | null {
  if (items.length < 3 || !items.every((item) => typeof item === 'number')) return null;
  const numbers = items as readonly number[];
  const rises = numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] as number));
  const falls = numbers.every((number, at) => at === 0 || number <= (numbers[at - 1] as number));
  return rises ? 'ascending' : falls ? 'descending' : 'in no order';
}

/** Sizes that are told apart: 0, 1, 2 and then each doubling. */
function scale(size: number): number {
  return Math.ceil(Math.log2(Math.abs(size) + 1));
}
