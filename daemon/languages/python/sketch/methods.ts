import { itemsOf } from './calls.ts';
import type { Guess, Guesses } from './guess.ts';

/** What calling a method tells of the object and the arguments, and what it gives. */
export function callMethod(
  object: Guess,
  name: string,
  args: readonly Guess[],
  make: Guesses,
  named: ReadonlyMap<string, Guess>,
): Guess {
  if (Object.hasOwn(methods, name)) return methods[name]!(object, args, make, named);
  if (ofStrings.has(name)) {
    object.hint('string', 3);
    for (const arg of args) arg.hint(countsFor.has(name) ? 'integer' : 'string', 0.5);
    if (name.startsWith('is')) object.hint('character', 0.5);
    return make.of(/^(?:is|starts|ends)/.test(name) ? 'boolean' : 'string');
  }
  if (ofSets.has(name)) {
    object.hint('set', 2);
    for (const arg of args) object.part('items').join(itemsOf(arg, make));
    return name.startsWith('is') ? make.of('boolean') : object;
  }
  return object.hint('object', 0.5).part(`.${name}`).part('returns');
}

type Method = (
  object: Guess,
  args: readonly Guess[],
  make: Guesses,
  named: ReadonlyMap<string, Guess>,
) => Guess;

const ofStrings = new Set(
  (
    'strip lstrip rstrip lower upper title capitalize casefold swapcase replace startswith ' +
    'endswith isdigit isalpha isalnum isspace isupper islower isnumeric isdecimal istitle ' +
    'isidentifier zfill ljust rjust center format translate expandtabs removeprefix removesuffix'
  ).split(' '),
);

/** Those of strings whose arguments are widths. */
const countsFor = new Set(['zfill', 'ljust', 'rjust', 'center', 'expandtabs']);

const ofSets = new Set(
  (
    'union intersection difference symmetric_difference issubset issuperset isdisjoint ' +
    'intersection_update difference_update symmetric_difference_update'
  ).split(' '),
);

const methods: Readonly<Record<string, Method>> = {
  split: splitting,
  rsplit: splitting,
  splitlines: splitting,
  partition: (object, [by], make) => {
    object.hint('string', 3);
    by?.hint('string');
    return make.tuple(make.of('string'), make.of('string'), make.of('string'));
  },
  join: (object, [of], make) => {
    object.hint('string', 2);
    itemsOf(of, make).hint('string');
    return make.of('string');
  },
  find: searching,
  rfind: searching,
  encode: (object, _, make) => {
    object.hint('string', 3);
    return make.of('bytes');
  },
  decode: (object, _, make) => {
    object.hint('bytes', 3);
    return make.of('string');
  },
  count: (object, [item], make) => {
    object.hint('sized', 0.5);
    if (item !== undefined) object.part('items').join(item);
    return make.of('integer');
  },
  index: (object, [item], make) => {
    object.hint('sized', 0.5);
    if (item !== undefined) object.part('items').join(item);
    return make.of('integer');
  },
  bit_length: (object, _, make) => {
    object.hint('integer', 3);
    return make.of('integer');
  },
  append: growing,
  appendleft: growing,
  remove: (object, [item], make) => {
    object.hint('list', 0.5).hint('set', 0.4);
    if (item !== undefined) object.part('items').join(item);
    return make.blank();
  },
  insert: (object, [at, item], make) => {
    at?.hint('integer');
    return growing(object, item === undefined ? [] : [item], make);
  },
  extend: (object, [of], make) => {
    object.hint('list', 2).part('items').join(itemsOf(of, make));
    return make.blank();
  },
  sort: (object, _, make, named) => {
    const items = object.hint('list', 3).part('items').hint('compared', 0.5);
    named.get('key')?.part('param 0').join(items);
    return make.blank();
  },
  reverse: (object, _, make) => {
    object.hint('list', 3);
    return make.blank();
  },
  pop: (object, args) => {
    if (args.length === 0) return object.hint('list', 0.5).part('items');
    if (args.length === 1 && (args[0]!.family === 'number' || object.family === 'sequence')) {
      object.hint('list', 0.5);
      return object.part('items');
    }
    return looking(object, args);
  },
  popleft: (object) => object.hint('list').part('items'),
  copy: (object) => object,
  add: (object, [item], make) => {
    object.hint('set', 2);
    if (item !== undefined) object.part('items').join(item.hint('compared', 0.5));
    return make.blank();
  },
  discard: (object, [item], make) => {
    object.hint('set', 3);
    if (item !== undefined) object.part('items').join(item);
    return make.blank();
  },
  update: (object, [of], make) => {
    object.hint('dict', 0.4).hint('set', 0.4);
    if (of !== undefined) object.join(of);
    return make.blank();
  },
  get: looking,
  setdefault: looking,
  items: (object, _, make) => {
    object.hint('dict', 3);
    return make.over(make.tuple(object.part('index'), object.part('value')), 'list');
  },
  keys: (object, _, make) => make.over(object.hint('dict', 3).part('index'), 'list'),
  values: (object, _, make) => make.over(object.hint('dict', 3).part('value'), 'list'),
  popitem: (object, _, make) => {
    object.hint('dict', 3);
    return make.tuple(object.part('index'), object.part('value'));
  },
};

function splitting(object: Guess, args: readonly Guess[], make: Guesses): Guess {
  object.hint('string', 3);
  args[0]?.hint('string', 0.5);
  return make.over(make.of('string'), 'list');
}

function searching(object: Guess, args: readonly Guess[], make: Guesses): Guess {
  object.hint('string', 2);
  args[0]?.hint('string');
  return make.of('integer');
}

function growing(object: Guess, [item]: readonly Guess[], make: Guesses): Guess {
  object.hint('list', 2);
  if (item !== undefined) object.part('items').join(item);
  return make.blank();
}

function looking(object: Guess, [key, fallback]: readonly Guess[]): Guess {
  object.hint('dict', 2);
  if (key !== undefined) object.part('index').join(key);
  const value = object.part('value');
  if (fallback !== undefined) value.join(fallback);
  return value;
}
