import type { Shape } from '../../../core/exploring.ts';
import { anyCallable, callableOf } from './callables.ts';
import type { Guess } from './guess.ts';
import { isFixed, kindOf, positionsOf } from './settling.ts';

/** Nothing is said, so that anything else that is known counts. */
export const anything: Shape = { kind: 'unknown' };

/** A class that is defined elsewhere: what is guessed besides cannot be right. */
export const foreign: Shape = { kind: 'unknown' };

const deepest = 6;

/** What a settled guess amounts to. */
export function shapeOf(guess: Guess, depth = 0): Shape {
  if (depth > deepest) return anything;
  const part = (name: string): Shape => {
    const known = guess.partIfAny(name);
    return known === null ? anything : shapeOf(known, depth + 1);
  };
  const kind = kindOf(guess);
  switch (kind) {
    case 'integer':
    case 'float':
    case 'boolean':
    case 'bytes':
      return { kind };
    case 'string': {
      // A function, or the name of what it would ask for.
      const called = callableOf(guess);
      return called === null ? { kind } : union([called, { kind }]);
    }
    case 'list':
      return listOf(guess, part);
    case 'tuple':
      return isFixed(guess) ? fixed(guess, part) : ofSomeLengths(part('items'));
    case 'set':
    case 'frozenset':
      return { kind, items: part('items') };
    case 'dict': {
      const names = guess.partNames('key ');
      const isOpen = ['index', 'value'].some((name) => isKnown(part(name)));
      if (names.length === 0 || isOpen)
        return {
          kind: 'dict',
          keys: names.length > 0 ? { kind: 'string' } : part('index'),
          values: part('value'),
        };
      return {
        kind: 'record',
        fields: Object.fromEntries(names.map((name) => [name.slice(4), part(name)])),
      };
    }
    case 'object':
      return anything;
    case null: {
      const called = callableOf(guess);
      if (called !== null) return called;
      // What is only compared, or a key, behaves as numbers do.
      return guess.score('compared') > 0 ? { kind: 'integer' } : anything;
    }
  }
}

/** A tuple of any length: there is no shape for it but several lengths. */
export function ofSomeLengths(items: Shape): Shape {
  return {
    kind: 'union',
    of: [0, 1, 2, 5].map((length) => ({
      kind: 'tuple' as const,
      items: Array.from({ length }, () => items),
    })),
  };
}

function fixed(guess: Guess, part: (name: string) => Shape): Shape {
  const length = Math.max(...positionsOf(guess)) + 1;
  const items = Array.from({ length }, (_, i) => part(`at ${i}`));
  if (guess.score('mutable') === 0) return { kind: 'tuple', items };
  return { kind: 'list', items: items[0]!, min: length, max: length };
}

function listOf(guess: Guess, part: (name: string) => Shape): Shape {
  if (isFixed(guess)) {
    const length = Math.max(...positionsOf(guess)) + 1;
    return { kind: 'list', items: part('at 0'), min: length, max: length };
  }
  const items = part('items');
  if (guess.score('matrix') > 0) {
    const cells = cellsOf(items);
    if (cells !== null) return { kind: 'matrix', items: cells };
  }
  if (mayBeString(guess))
    return { kind: 'union', of: [{ kind: 'string' }, { kind: 'list', items }] };
  return { kind: 'list', items };
}

/** What rows hold; null for rows that are neither lists nor texts. */
function cellsOf(rows: Shape): Shape | null {
  switch (rows.kind) {
    case 'list':
      return rows.min === undefined ? rows.items : null;
    case 'string':
      return { kind: 'string', min: 1, max: 1 };
    case 'union':
      return rows.of.map(cellsOf).findLast((cells) => cells !== null) ?? null;
    case 'unknown':
      return anything;
    default:
      return null;
  }
}

/** Whether all that is done with a list could be done with a string as well. */
function mayBeString(guess: Guess): boolean {
  const items = guess.partIfAny('items');
  const isOfTexts = items !== null && items.family === 'string' && items.score('string') < 2;
  return (
    guess.family === null &&
    (items === null || items.family === null || isOfTexts) &&
    !isNested(items)
  );
}

function isNested(items: Guess | null): boolean {
  return items !== null && items.family !== 'string' && kindOf(items) !== null;
}

/** What is said, with what usage adds to it: it fills gaps, and never contradicts. */
export function refined(said: Shape, usage: Shape): Shape {
  if (said === foreign) return said;
  // How many arguments it takes is seen where it is called.
  if (said === anyCallable && usage.kind === 'constant') return usage;
  if (said.kind === 'unknown') return usage;
  if (said.kind === 'union') {
    const rest = said.of.filter(({ kind }) => kind !== 'null');
    if (rest.length !== 1 || rest.length === said.of.length) return said;
    return {
      kind: 'union',
      of: said.of.map((one) => (one === rest[0] ? refined(one, usage) : one)),
    };
  }
  if (said.kind === 'list') return refinedList(said, usage);
  if (said.kind === 'tuple' && usage.kind === 'tuple' && said.items.length === usage.items.length)
    return { ...said, items: said.items.map((item, i) => refined(item, usage.items[i]!)) };
  if ((said.kind === 'set' || said.kind === 'frozenset') && usage.kind === said.kind)
    return { ...said, items: refined(said.items, usage.items) };
  if (said.kind === 'dict' && usage.kind === 'dict')
    return {
      ...said,
      keys: refined(said.keys, usage.keys),
      values: refined(said.values, usage.values),
    };
  if (said.kind === 'dict' && usage.kind === 'record')
    return {
      kind: 'record',
      fields: Object.fromEntries(
        Object.entries(usage.fields).map(([name, shape]) => [name, refined(said.values, shape)]),
      ),
    };
  return said;
}

type Collection = Extract<Shape, { kind: 'list' | 'set' | 'frozenset' }>;

function refinedList(said: Collection, usage: Shape): Shape {
  const [list, ...others] =
    usage.kind === 'union' ? usage.of.filter(({ kind }) => kind === 'list') : [];
  if (list !== undefined && others.length === 0) return refined(said, list);
  if (usage.kind === 'list') {
    const { min = usage.min, max = usage.max } = said;
    const items = refined(said.items, usage.items);
    return {
      ...said,
      items,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
  }
  if (usage.kind === 'tuple') {
    const length = usage.items.length;
    return {
      ...said,
      items: refined(said.items, usage.items[0] ?? anything),
      min: length,
      max: length,
    };
  }
  if (usage.kind !== 'matrix') return said;
  const { items } = said;
  if (items.kind === 'unknown' && items !== foreign) return usage;
  if (items.kind !== 'list' || items.min !== undefined) return said;
  return { kind: 'matrix', items: refined(items.items, usage.items) };
}

/** Without what is there twice; a part of which nothing is known makes the whole unknown. */
export function union(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.of : [shape]));
  const unknown = flat.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const distinct = [...new Map(flat.map((shape) => [JSON.stringify(shape), shape])).values()];
  return distinct.length === 1 ? distinct[0]! : { kind: 'union', of: distinct };
}

/** Whether a shape says anything at all. */
export function isKnown(shape: Shape): boolean {
  return shape.kind !== 'unknown';
}

/** Fills what is not known yet of a value by what its name suggests. */
export function suggest(guess: Guess, shape: Shape): void {
  const isOpen = kindOf(guess) === null;
  if (!isOpen && !agrees(shapeOf(guess), shape)) return;
  switch (shape.kind) {
    case 'list':
    case 'matrix':
      if (guess.family === null) guess.hint('list', 0.5);
      if (shape.kind === 'matrix') guess.hint('matrix', 0.5);
      suggest(
        guess.part('items'),
        shape.kind === 'list' ? shape.items : { kind: 'list', items: shape.items },
      );
      return;
    case 'tuple':
      if (isOpen) tell(guess, shape, 0.5);
      return;
    default:
      if (guess.family === null) tell(guess, shape, 0.5);
  }
}

/** Whether a value of which so much is known may be what its name suggests. */
function agrees(known: Shape, named: Shape): boolean {
  if (known.kind === 'union') return known.of.some((each) => agrees(each, named));
  const isList = (shape: Shape): boolean => shape.kind === 'list' || shape.kind === 'matrix';
  if (isList(named))
    return (
      isList(known) ||
      (known.kind === 'string' &&
        'items' in named &&
        named.kind === 'list' &&
        named.items.kind === 'string')
    );
  return known.kind === named.kind;
}

/** Makes what is said of a value evidence for all that it is joined with. */
export function tell(guess: Guess, shape: Shape, weight: number): void {
  switch (shape.kind) {
    case 'integer':
    case 'float':
    case 'boolean':
    case 'string':
    case 'bytes':
      guess.hint(shape.kind, weight);
      return;
    case 'list':
    case 'set':
    case 'frozenset':
      guess.hint(shape.kind, weight);
      tell(guess.part('items'), shape.items, weight);
      return;
    case 'matrix':
      guess.hint('list', weight).hint('matrix', weight);
      tell(guess.part('items').hint('list', weight).part('items'), shape.items, weight);
      return;
    case 'tuple':
      guess.hint('tuple', weight);
      shape.items.forEach((item, i) => tell(guess.part(`at ${i}`), item, weight));
      return;
    case 'dict':
      guess.hint('dict', weight);
      if (isKnown(shape.keys)) tell(guess.part('index'), shape.keys, weight);
      if (isKnown(shape.values)) tell(guess.part('value'), shape.values, weight);
      return;
    case 'record':
      guess.hint('dict', weight);
      for (const [name, field] of Object.entries(shape.fields))
        tell(guess.part(`key ${name}`), field, weight);
      return;
    case 'instance':
    case 'again':
      guess.hint('object', weight);
      return;
    case 'union': {
      const rest = shape.of.filter(({ kind }) => kind !== 'null');
      if (rest.length === 1) tell(guess, rest[0]!, weight);
      return;
    }
    default:
  }
}
