import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import type { Joined } from './join-keys.ts';
import { pattern, type Match } from './pattern.ts';
import { isInvariant } from './effects.ts';
import { loopsAround, namesIn } from './scope.ts';
import { isPure } from './values.ts';

/** A loop inside a loop that runs over a sequence and acts on some of its items only. */
export interface InnerLoop extends Joined {
  /** What it runs over: it must not change while the outer loop runs. */
  readonly sequence: SyntaxNode;
  /** The variable for the item, where it has one. */
  readonly item: string | null;
  /** The variable for the item's place, where it has one. */
  readonly place: string | null;
  /** The head of a loop over the whole sequence that binds the same variables. */
  readonly tableHead: string;
  /** Statements that pass over items to which the original loop would not have come. */
  readonly guards: readonly string[];
  /** Lines that bind what the new loop no longer binds. */
  readonly bindings: readonly string[];
}

const shapes = {
  from: pattern('for $j in range($low, $high):\n    $$body'),
  upTo: pattern('for $j in range($high):\n    $$body'),
  enumeratedTail: pattern('for $j, $y in enumerate($xs[$low:], $low):\n    $$body'),
  enumeratedFrom: pattern('for $j, $y in enumerate($xs[$low:], start=$low):\n    $$body'),
  enumerated: pattern('for $j, $y in enumerate($xs):\n    $$body'),
  tail: pattern('for $y in $xs[$low:]:\n    $$body'),
  head: pattern('for $y in $xs[:$high]:\n    $$body'),
  plain: pattern('for $y in $xs:\n    $$body'),
};

/** What there is to know of an inner loop; null where it is none, or acts on every item. */
export function innerLoopOf(fn: FunctionCode, loop: SyntaxNode): InnerLoop | null {
  if (loopsAround(loop).length === 0 || loop.get('alternative') !== null) return null;
  const condition = conditionOf(loop);
  if (condition === null) return null;
  const variables = namesIn(loop.get('left')!);
  const common = { loop, condition, variables };
  const byPlace = shapes.from.match(loop) ?? shapes.upTo.match(loop);
  if (byPlace !== null) return overPlaces(byPlace, common);
  const sliced = shapes.tail.match(loop) ?? shapes.head.match(loop);
  if (sliced !== null) return overSlice(fn, sliced, common);
  const enumerated =
    shapes.enumeratedTail.match(loop) ??
    shapes.enumeratedFrom.match(loop) ??
    shapes.enumerated.match(loop);
  if (enumerated !== null) {
    const [place, item, xs] = [enumerated.text('j'), enumerated.text('y'), enumerated.get('xs')];
    if (!xs.is('identifier', 'attribute', 'subscript')) return null;
    const guards = enumerated.has('low') ? [skip(`${place} < ${enumerated.text('low')}`)] : [];
    const head = `for ${place}, ${item} in enumerate(${xs.text})`;
    const bindings = [`${item} = ${xs.text}[${place}]`];
    return {
      ...common,
      sequence: xs,
      itemText: item,
      item,
      place,
      tableHead: head,
      guards,
      bindings,
    };
  }
  const plain = shapes.plain.match(loop);
  const xs = plain?.get('xs');
  if (plain === null || xs === undefined || !xs.is('identifier', 'attribute', 'call', 'subscript'))
    return null;
  if (xs.type === 'call' && !/\.(?:values|items)\(\)$/.test(xs.text)) return null;
  const item = plain.text('y');
  const stored = plain.get('y').type === 'identifier' ? item : `(${item})`;
  return {
    ...common,
    sequence: xs,
    itemText: item,
    item: stored,
    place: null,
    tableHead: `for ${item} in ${xs.text}`,
    guards: [],
    bindings: [],
  };
}

function skip(condition: string): string {
  return `if ${condition}:\n    continue`;
}

/** Places ascend: after one that is too high there is none that is not. */
function stop(condition: string): string {
  return `if ${condition}:\n    break`;
}

type Common = Pick<InnerLoop, 'loop' | 'condition' | 'variables'>;

function overPlaces(match: Match, common: Common): InnerLoop | null {
  const place = match.text('j');
  const high = match.get('high');
  const sequence = sequenceAt(common.loop, place, high);
  if (sequence === null) return null;
  const low = match.has('low') ? match.text('low') : '0';
  const isLength = high.text === `len(${sequence.text})`;
  const isFixed = loopsAround(common.loop).every((outer) => isInvariant(high, outer));
  const isWhole = isLength || (high.type === 'identifier' && isFixed);
  const guards = [
    ...(low === '0' ? [] : [skip(`${place} < ${low}`)]),
    ...(isWhole ? [] : [stop(`${place} >= ${high.text}`)]),
  ];
  const count = isWhole ? high.text : `len(${sequence.text})`;
  return {
    ...common,
    sequence,
    itemText: `${sequence.text}[${place}]`,
    item: null,
    place,
    tableHead: `for ${place} in range(${count})`,
    guards,
    bindings: [],
  };
}

function overSlice(fn: FunctionCode, match: Match, common: Common): InnerLoop | null {
  const [item, xs] = [match.text('y'), match.get('xs')];
  if (match.get('y').type !== 'identifier') return null;
  const place = fn.fresh(`${item}_place`);
  const guard = match.has('low')
    ? skip(`${place} < ${match.text('low')}`)
    : stop(`${place} >= ${match.text('high')}`);
  return {
    ...common,
    sequence: xs,
    itemText: item,
    item,
    place,
    tableHead: `for ${place}, ${item} in enumerate(${xs.text})`,
    guards: [guard],
    bindings: [`${item} = ${xs.text}[${place}]`],
  };
}

/** The sequence whose items stand in the condition as `xs[j]`; with `len(xs)` as bound, `xs`. */
function sequenceAt(loop: SyntaxNode, place: string, high: SyntaxNode): SyntaxNode | null {
  const named = /^len\((.+)\)$/.exec(high.text)?.[1];
  for (const node of loop.get('body')!.walk()) {
    if (node.type !== 'subscript' || node.get('subscript')?.text !== place) continue;
    const value = node.get('value')!;
    if (value.is('identifier', 'attribute') && (named === undefined || value.text === named))
      return value;
  }
  return null;
}

/** The condition of a body that does nothing unless it holds. */
function conditionOf(loop: SyntaxNode): SyntaxNode | null {
  const statements = loop.get('body')!.parts;
  const last = statements.at(-1);
  if (last?.type !== 'if_statement' || last.getAll('alternative').length > 0) return null;
  const isPrelude = statements.slice(0, -1).every((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.parts[0] : undefined;
    const isPlain =
      assignment?.type === 'assignment' && assignment.get('left')!.type === 'identifier';
    return isPlain && isPure(assignment.get('right')!);
  });
  return isPrelude ? last.get('condition')! : null;
}
