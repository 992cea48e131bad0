import type { Guess, Guesses, Hint } from './guess.ts';
import { operated } from './operators.ts';

/** What a call of a well-known function tells of its arguments, and what it gives. */
export type Behaviour = (
  args: readonly Guess[],
  make: Guesses,
  named: ReadonlyMap<string, Guess>,
) => Guess;

/** By the last part of the name: `heapq.heappush` and `heappush` are one. */
export function behaviourOf(name: string): Behaviour | null {
  return Object.hasOwn(functions, name) ? functions[name]! : null;
}

const functions: Readonly<Record<string, Behaviour>> = {
  len: ([of], make) => {
    of?.hint('sized');
    return make.of('integer');
  },
  range: (args, make) => {
    for (const arg of args) arg.hint('integer', 2);
    return make.over(make.of('integer'), 'list');
  },
  sorted: ([of], make, named) => {
    const items = itemsOf(of, make).hint('compared', 0.5);
    named.get('key')?.part('param 0').join(items);
    return make.over(items, 'list');
  },
  list: ([of], make) => (of === undefined ? make.of('list') : make.over(itemsOf(of, make), 'list')),
  tuple: ([of], make) => make.over(itemsOf(of, make), 'list'),
  reversed: ([of], make) => make.over(itemsOf(of, make), 'list'),
  iter: ([of], make) => make.over(itemsOf(of, make)),
  next: ([of], make) => itemsOf(of, make),
  set: ([of], make) => make.over(itemsOf(of, make).hint('compared', 0.5), 'set'),
  frozenset: ([of], make) => make.over(itemsOf(of, make).hint('compared', 0.5), 'set'),
  dict: ([of], make) => {
    if (of === undefined) return make.of('dict');
    if (of.family === null || of.family === 'dict') return of.hint('dict', 0.5);
    const pair = itemsOf(of, make);
    return make.dict(pair.part('at 0'), pair.part('at 1'));
  },
  sum: ([of], make) => itemsOf(of, make).hint('number'),
  min: extreme,
  max: extreme,
  abs: ([of], make) => (of ?? make.blank()).hint('number'),
  round: ([of, digits], make) => {
    of?.hint('number').hint('float', 0.5);
    return make.of(digits === undefined ? 'integer' : 'float');
  },
  divmod: ([a, b], make) => {
    a?.hint('integer');
    b?.hint('integer');
    return make.tuple(make.of('integer'), make.of('integer'));
  },
  pow: (args, make) => {
    for (const arg of args) arg.hint('number');
    if (args.length === 3) for (const arg of args) arg.hint('integer', 2);
    return make.of('number');
  },
  enumerate: ([of], make) => make.over(make.tuple(make.of('integer'), itemsOf(of, make)), 'list'),
  zip: (args, make) => make.over(make.tuple(...args.map((of) => itemsOf(of, make))), 'list'),
  zip_longest: (args, make) => make.over(make.tuple(...args.map((of) => itemsOf(of, make)))),
  map: ([by, ...of], make) => {
    of.forEach((each, i) => by?.part(`param ${i}`).join(itemsOf(each, make)));
    return make.over(by?.part('returns') ?? make.blank());
  },
  filter: ([by, of], make) => {
    by?.part('param 0').join(itemsOf(of, make));
    return make.over(itemsOf(of, make));
  },
  reduce: ([by, of], make) => {
    const items = itemsOf(of, make);
    by?.part('param 0').join(items);
    by?.part('param 1').join(items);
    return items;
  },
  any: over('boolean'),
  all: over('boolean'),
  ord: ([of], make) => {
    of?.hint('string').hint('character');
    return make.of('integer');
  },
  chr: taking('integer', 'string'),
  bin: taking('integer', 'string'),
  hex: taking('integer', 'string'),
  oct: taking('integer', 'string'),
  str: (_, make) => make.of('string'),
  repr: (_, make) => make.of('string'),
  int: ([of, base], make) => {
    if (base !== undefined) of?.hint('string', 2);
    return make.of('integer');
  },
  float: (_, make) => make.of('float'),
  bool: (_, make) => make.of('boolean'),
  hash: (_, make) => make.of('integer'),
  isinstance: (_, make) => make.of('boolean'),
  callable: ([of], make) => {
    of?.part('returns');
    return make.of('boolean');
  },
  deepcopy: ([of], make) => of ?? make.blank(),
  copy: ([of], make) => of ?? make.blank(),

  Counter: ([of], make) =>
    make.dict(of === undefined ? make.blank() : itemsOf(of, make), make.of('integer')),
  defaultdict: ([by], make) => make.dict(make.blank(), by?.part('returns') ?? make.blank()),
  OrderedDict: (_, make) => make.of('dict'),
  deque: ([of], make) =>
    of === undefined ? make.of('list') : make.over(itemsOf(of, make), 'list'),

  heapify: ([heap], make) => listOf(heap, make),
  heappush: ([heap, item], make) => listOf(heap, make, item),
  heappop: ([heap], make) => listOf(heap, make),
  heappushpop: ([heap, item], make) => listOf(heap, make, item),
  heapreplace: ([heap, item], make) => listOf(heap, make, item),
  nlargest: nth,
  nsmallest: nth,
  merge: (args, make) => {
    const items = make.blank();
    for (const of of args) items.join(itemsOf(of, make));
    return make.over(items);
  },
  bisect: bisected,
  bisect_left: bisected,
  bisect_right: bisected,
  insort: bisected,
  insort_left: bisected,
  insort_right: bisected,

  accumulate: ([of], make) => make.over(itemsOf(of, make)),
  islice: ([of], make) => make.over(itemsOf(of, make)),
  cycle: ([of], make) => make.over(itemsOf(of, make)),
  pairwise: ([of], make) => make.over(make.tuple(itemsOf(of, make), itemsOf(of, make))),
  combinations: chosen,
  combinations_with_replacement: chosen,
  permutations: chosen,
  product: (args, make) => make.over(make.tuple(...args.map((of) => itemsOf(of, make)))),
  chain: (args, make) => {
    const items = make.blank();
    for (const of of args) items.join(itemsOf(of, make));
    return make.over(items);
  },
  from_iterable: ([of], make) => make.over(itemsOf(itemsOf(of, make), make)),
  groupby: ([of, by], make, named) => {
    const items = itemsOf(of, make);
    const key = by ?? named.get('key');
    key?.part('param 0').join(items);
    return make.over(make.tuple(key?.part('returns') ?? items, make.over(items)));
  },

  add: operator('+'),
  sub: operator('-'),
  mul: operator('*'),
  truediv: operator('/'),
  floordiv: operator('//'),
  mod: operator('%'),
  xor: operator('^'),

  're.findall': pattern('list', 'string'),
  're.finditer': pattern('iterable', null),
  're.split': pattern('list', 'string'),
  're.match': pattern(null, null),
  're.search': pattern(null, null),
  're.fullmatch': pattern(null, null),
  're.escape': taking('string', 'string'),
  're.sub': (args, make) => {
    args[0]?.hint('string');
    args[2]?.hint('string', 3);
    return make.of('string');
  },

  sqrt: numeric('float'),
  log: numeric('float'),
  log2: numeric('float'),
  log10: numeric('float'),
  exp: numeric('float'),
  sin: numeric('float'),
  cos: numeric('float'),
  hypot: numeric('float'),
  floor: numeric('integer'),
  ceil: numeric('integer'),
  prod: ([of], make) => itemsOf(of, make).hint('number'),
  fsum: ([of], make) => itemsOf(of, make).hint('number').hint('float'),
  gcd: integers,
  lcm: integers,
  isqrt: integers,
  comb: integers,
  perm: integers,
  factorial: integers,
};

/** What iterating over a value gives. */
export function itemsOf(of: Guess | undefined, make: Guesses): Guess {
  return of === undefined ? make.blank() : of.hint('iterable').part('items');
}

function extreme(args: readonly Guess[], make: Guesses, named: ReadonlyMap<string, Guess>): Guess {
  const [first, ...others] = args;
  if (first === undefined) return make.blank();
  const items = others.length === 0 ? itemsOf(first, make) : first;
  for (const other of others) items.join(other);
  named.get('key')?.part('param 0').join(items);
  return items.hint('compared', 0.5);
}

function over(result: Hint): Behaviour {
  return ([of], make) => {
    itemsOf(of, make);
    return make.of(result);
  };
}

function taking(argument: Hint, result: Hint): Behaviour {
  return ([of], make) => {
    of?.hint(argument, 2);
    return make.of(result);
  };
}

function numeric(result: Hint): Behaviour {
  return (args, make) => {
    for (const arg of args) arg.hint('number');
    return make.of(result);
  };
}

function operator(sign: string): Behaviour {
  return (args, make) => {
    const [left = make.blank(), right = make.blank()] = args;
    return operated(sign, left, right, make);
  };
}

/** Functions of `re` that look for a pattern in a text. */
function pattern(result: Hint | null, items: Hint | null): Behaviour {
  return ([by, text], make) => {
    by?.suppose('string');
    text?.hint('string', 3);
    if (result === null) return make.blank();
    return make.over(items === null ? make.blank() : make.of(items), result);
  };
}

function integers(args: readonly Guess[], make: Guesses): Guess {
  for (const arg of args) arg.hint('integer', 2);
  return make.of('integer');
}

function listOf(heap: Guess | undefined, make: Guesses, item?: Guess): Guess {
  if (heap === undefined) return make.blank();
  const items = heap.hint('list', 2).part('items').hint('compared', 0.5);
  if (item !== undefined) items.join(item);
  return items;
}

function bisected([of, item]: readonly Guess[], make: Guesses): Guess {
  listOf(of, make, item);
  return make.of('integer');
}

function nth([n, of]: readonly Guess[], make: Guesses, named: ReadonlyMap<string, Guess>): Guess {
  n?.hint('integer', 2);
  const items = itemsOf(of, make);
  named.get('key')?.part('param 0').join(items);
  return make.over(items, 'list');
}

function chosen([of, n]: readonly Guess[], make: Guesses): Guess {
  n?.hint('integer', 2);
  return make.over(make.over(itemsOf(of, make), 'list'));
}
