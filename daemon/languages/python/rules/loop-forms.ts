import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { pattern, type Match } from '../rewriting/pattern.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { isInvariant, touchedIn } from '../rewriting/effects.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { isReadLater } from '../rewriting/later.ts';
import { changedIn, isStore, loopsAround, usesOf } from '../rewriting/scope.ts';
import { isPure } from '../rewriting/values.ts';

export const whileToRange: Rule = {
  name: 'while-to-range',
  why: 'range counts in C; a counter in Python is compared and added to in every turn.',
  when: '`i = a` and `while i < b:` with `i += 1` as last statement',
  example: {
    before: `def total(xs):
    result = 0
    i = 0
    while i < len(xs):
        result += xs[i]
        i += 1
    return result
`,
    after: `def total(xs):
    result = 0
    for i in range(0, len(xs)):
        result += xs[i]
    return result
`,
    calls: ['([1, 2, 3],)', '([],)'],
  },
  ways: [countedLoops],
};

export const directIteration: Rule = {
  name: 'direct-iteration',
  why: 'A loop over the items themselves, with enumerate where places are needed, does no indexing.',
  when: '`for i in range(len(xs)):` with `xs[i]` read in the loop',
  example: {
    before: `def weighted(xs, ys):
    total = 0
    for i in range(len(xs)):
        total += xs[i] * i
    for i in range(len(ys)):
        total += ys[i]
    return total
`,
    after: `def weighted(xs, ys):
    total = 0
    for i, x in enumerate(xs):
        total += x * i
    for y in ys:
        total += y
    return total
`,
    calls: ['([1, 2], [3])', '([], [])'],
  },
  ways: [itemLoops],
};

export const pairedIteration: Rule = {
  name: 'paired-iteration',
  why: 'zip hands over the items of both sequences together, without indexing either.',
  when: '`for i in range(len(xs)):` in which `xs[i]` and `ys[i]` are all that `i` is used for',
  example: {
    before: `def dot(xs, ys):
    total = 0
    for i in range(len(xs)):
        total += xs[i] * ys[i]
    return total
`,
    after: `def dot(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total += x * y
    return total
`,
    calls: ['([1, 2], [3, 4])', '([], [])'],
  },
  ways: [pairLoops],
};

const counted = ['<', '<='].map((operator) => ({
  operator,
  shape: pattern(`$i = $start\nwhile $i ${operator} $stop:\n    $$body`),
}));

function* countedLoops(fn: FunctionCode): Generator<Site> {
  for (const { operator, shape } of counted) {
    for (const match of shape.in(fn.body)) {
      const [assignment, loop] = [match.nodes[0]!, match.nodes[1]!];
      const body = loop.get('body')!;
      const step = body.parts.at(-1)!;
      const counter = match.text('i');
      const isStep = [`${counter} += 1`, `${counter} = ${counter} + 1`].includes(step.text);
      const stores = usesOf(counter, body).filter(isStore);
      const isFixed = isInvariant(match.get('stop'), body) && isPure(match.get('stop'));
      const hasContinue = [...body.walk()].some(
        (node) => node.type === 'continue_statement' && loopsAround(node)[0] === loop,
      );
      const isRead = isReadLater(fn, counter, assignment, loop);
      const kinds = [match.get('start'), match.get('stop')].map((end) => shapeAt(fn, end)?.kind);
      const isWhole = kinds.every((kind) => kind === undefined || kind === 'integer');
      if (!isStep || stores.length !== 1 || !isFixed || hasContinue || isRead || !isWhole) continue;
      if (loop.get('alternative') !== null) continue;
      if (body.parts.length < 2) continue;
      const stop = `${match.text('stop')}${operator === '<=' ? ' + 1' : ''}`;
      const head = `for ${counter} in range(${match.text('start')}, ${stop})`;
      const colon = loop.children.find((child) => child.type === ':')!;
      yield {
        edits: [
          fn.remove(assignment),
          { start: loop.start, end: colon.start, text: head },
          fn.remove(step),
        ],
      };
    }
  }
}

const places = [
  pattern('for $i in range(len($xs)):\n    $$body'),
  pattern('for $i in range(0, len($xs)):\n    $$body'),
];

function* placeLoops(
  fn: FunctionCode,
): Generator<{ match: Match; body: SyntaxNode; uses: readonly SyntaxNode[] }> {
  for (const shape of places) {
    for (const match of shape.in(fn.body)) {
      const body = match.node.get('body')!;
      const [place, xs] = [match.text('i'), match.get('xs')];
      if (!xs.is('identifier', 'attribute') || changedIn(body).has(place)) continue;
      if (usesOf(xs.text, body).some(isStore) || growsIn(body, xs.text)) continue;
      // While other code may change the sequence, only its places are certain.
      if (!isInvariant(xs, body) && touchedIn(body).paths.size > 0) continue;
      const shape = shapeAt(fn, xs);
      if (shape !== null && (shape.kind === 'dict' || shape.kind === 'set')) continue;
      if (!isReadLater(fn, place, match.node)) yield { match, body, uses: usesOf(place, body) };
    }
  }
}

function* itemLoops(fn: FunctionCode): Generator<Site> {
  for (const { match, body, uses } of placeLoops(fn)) {
    const [place, xs] = [match.text('i'), match.get('xs')];
    const reads = itemsOf(body, xs.text, place);
    if (reads.length === 0 || writesItems(body, xs.text)) continue;
    const item = fn.fresh(itemName(xs));
    const isPlaceUsed = uses.length > reads.length;
    yield {
      edits: [
        fn.replace(match.get('i'), isPlaceUsed ? `${place}, ${item}` : item),
        fn.replace(match.node.get('right')!, isPlaceUsed ? `enumerate(${xs.text})` : xs.text),
        ...reads.map((read) => fn.replace(read, item)),
      ],
    };
  }
}

function* pairLoops(fn: FunctionCode): Generator<Site> {
  for (const { match, body, uses } of placeLoops(fn)) {
    const [place, xs] = [match.text('i'), match.get('xs')];
    const names = new Set<string>();
    for (const use of uses) {
      const parent = use.parent!;
      if (parent.type === 'subscript' && use.field === 'subscript')
        names.add(parent.get('value')!.text);
    }
    const other = [...names].find((name) => name !== xs.text);
    if (names.size !== 2 || other === undefined || !/^[\w.]+$/.test(other)) continue;
    const reads = [itemsOf(body, xs.text, place), itemsOf(body, other, place)];
    if (
      reads.flat().length !== uses.length ||
      [xs.text, other].some((name) => writesItems(body, name))
    )
      continue;
    const others = reads[1]![0]!.get('value')!;
    const [x, y] = [fn.fresh(itemName(xs)), fn.fresh(itemName(others))];
    yield {
      edits: [
        fn.replace(match.get('i'), `${x}, ${y}`),
        fn.replace(match.node.get('right')!, `zip(${xs.text}, ${other})`),
        ...reads[0]!.map((read) => fn.replace(read, x)),
        ...reads[1]!.map((read) => fn.replace(read, y)),
      ],
    };
  }
}

/** Reads of `xs[i]`. */
function itemsOf(body: SyntaxNode, name: string, place: string): readonly SyntaxNode[] {
  return [...body.walk()].filter(
    (node) => node.type === 'subscript' && node.text === `${name}[${place}]` && !isStore(node),
  );
}

function writesItems(body: SyntaxNode, name: string): boolean {
  return [...body.walk()].some(
    (node) => node.type === 'subscript' && node.get('value')!.text === name && isStore(node),
  );
}

function growsIn(body: SyntaxNode, name: string): boolean {
  return usesOf(name, body).some((use) =>
    /^(?:append|pop|insert|remove|clear|extend|sort|reverse)$/.test(
      use.parent?.get('attribute')?.text ?? '',
    ),
  );
}

function itemName(xs: SyntaxNode): string {
  const name = xs.text.split('.').at(-1)!;
  return name.endsWith('s') && name.length > 1 && !name.endsWith('ss')
    ? name.slice(0, -1)
    : `${name}_item`;
}
