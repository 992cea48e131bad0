import type { Value } from '../../../../protocol/cases.ts';
import type { Shape } from '../../../core/exploring.ts';
import type { Guess } from './guess.ts';

/** Functions of the standard library that bear many kinds of arguments, by how many they take. */
const byCount: readonly (readonly Value[])[] = [
  [type('list'), type('int'), type('str'), type('dict')],
  [
    type('bool'),
    type('str'),
    named('operator.neg'),
    named('abs'),
    half('operator.lt', 2),
    half('operator.eq', 1),
    half('operator.mul', 2),
    named('operator.not_'),
    named('len'),
    named('repr'),
  ],
  [
    named('operator.add'),
    named('operator.lt'),
    named('operator.eq'),
    named('operator.sub'),
    named('operator.mul'),
    named('operator.ne'),
    named('max'),
  ],
  [named('max'), named('min')],
];

/** What may stand where a function of so many arguments is called; null where none is known. */
export function callable(count: number): Shape | null {
  const values = byCount[count];
  return values === undefined ? null : { kind: 'constant', values };
}

/** Of one argument or two, where nothing tells how many it is called with. */
export const anyCallable: Shape = {
  kind: 'constant',
  values: [...(byCount[1] ?? []), ...(byCount[2] ?? [])],
};

/** What is called with the arguments that a guess was called with; null where it was not. */
export function callableOf(guess: Guess): Shape | null {
  if (guess.partIfAny('returns') === null && guess.partIfAny('param 0') === null) return null;
  const places = guess.partNames('param ').map((name) => name.slice('param '.length));
  // What is given by name is of one function in particular.
  if (places.some((place) => !/^\d+$/.test(place))) return null;
  return callable(Math.max(-1, ...places.map(Number)) + 1);
}

function named(name: string): Value {
  return { $object: { type: 'builtin_function_or_method', state: name } };
}

function type(name: string): Value {
  return { $object: { type: 'type', state: name } };
}

/** Its first argument is given already. */
function half(name: string, first: Value): Value {
  return { $new: { type: 'functools.partial', args: [named(name), first] } };
}
