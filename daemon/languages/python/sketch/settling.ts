import type { Guess, Kind } from './guess.ts';

/** Decides, guess by guess, what the evidence for one says of those that belong to it. */
export function settle(all: readonly Guess[]): void {
  for (let round = 0; round < 6; round++) {
    const roots = new Set([...all].map((guess) => guess.root));
    for (const guess of roots) settleParts(guess);
  }
}

/** What a value most likely is, by evidence for kinds first, then by what is done with it. */
export function kindOf(guess: Guess): Kind | null {
  const isContainer = isUsedAsContainer(guess);
  switch (guess.family) {
    case 'number': {
      const certain = guess.score('integer', 'float');
      if (isContainer && certain < 1) return kindOfContainer(guess);
      return guess.score('float') > guess.score('integer') ? 'float' : 'integer';
    }
    case 'set':
      return guess.score('frozenset') > guess.score('set') ? 'frozenset' : 'set';
    case 'sequence':
      return guess.score('tuple') > guess.score('list') ? 'tuple' : 'list';
    case 'object':
      return isContainer && guess.score('object') < 1 ? kindOfContainer(guess) : 'object';
    case null:
      if (isContainer) return kindOfContainer(guess);
      return guess.score('added') > 0 ? 'integer' : null;
    default:
      return guess.family;
  }
}

/** Names of the positions that are asked for by number. */
export function positionsOf(guess: Guess): readonly number[] {
  return guess.partNames('at ').map((name) => Number(name.slice(3)));
}

/**
 * Whether it is a thing of so many parts rather than a list of any length: it is unpacked, or only
 * ever asked for by fixed positions.
 */
export function isFixed(guess: Guess): boolean {
  const positions = positionsOf(guess);
  if (positions.length === 0) return false;
  if (guess.score('unpacked') > 0) return true;
  const isOpen =
    guess.score('sized', 'iterable', 'list', 'matrix') > 0 || guess.partIfAny('index') !== null;
  return !isOpen && (Math.max(...positions) > 0 || guess.score('tuple') > 0);
}

function isUsedAsContainer(guess: Guess): boolean {
  return (
    guess.score('sized', 'iterable', 'unpacked', 'mutable') > 0 ||
    ['items', 'value', 'index'].some((name) => guess.partIfAny(name) !== null) ||
    guess.partNames('at ').length > 0 ||
    guess.partNames('key ').length > 0
  );
}

function kindOfContainer(guess: Guess): Kind {
  if (guess.partNames('key ').length > 0) return 'dict';
  const index = guess.partIfAny('index');
  if (index !== null && ['string', 'sequence'].includes(index.family ?? '')) return 'dict';
  const items = [guess.partIfAny('items'), guess.partIfAny('value')];
  if (guess.score('mutable') > 0) return 'list';
  if (items.some((item) => item !== null && item.score('character') > 0)) return 'string';
  return isFixed(guess) ? 'tuple' : 'list';
}

function settleParts(guess: Guess): void {
  const parts = ['items', 'value', ...guess.partNames('at ')];
  const known = parts.map((name) => guess.partIfAny(name)).filter((part) => part !== null);
  switch (kindOf(guess)) {
    case 'list':
      if (!isFixed(guess)) for (const part of known) guess.part('items').join(part);
      guess.partIfAny('index')?.suppose('integer');
      return;
    case 'string':
      for (const part of known) part.suppose('string');
      guess.partIfAny('index')?.suppose('integer');
      return;
    case 'bytes':
      for (const part of known) part.suppose('integer');
      guess.partIfAny('index')?.suppose('integer');
      return;
    case 'dict': {
      const [items, index] = [guess.partIfAny('items'), guess.partIfAny('index')];
      if (items !== null) guess.part('index').join(items);
      else if (index !== null) guess.part('items').join(index);
      for (const name of guess.partNames('at ')) guess.part('value').join(guess.part(name));
      return;
    }
    case 'tuple':
      if (!isFixed(guess)) for (const part of known) guess.part('items').join(part);
      return;
    default:
  }
}
