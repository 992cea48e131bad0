import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';

/** How instances of a class hang together by one of their attributes. */
export type Link = 'one' | 'many' | 'named' | 'back';

/** What a constructor keeps in an attribute. */
export interface Kept {
  readonly attribute: string;
  readonly type: SyntaxNode | null;
  readonly value: SyntaxNode;
  /** The parameter that it is made of, where that is all: `next`, `children or []`. */
  readonly parameter: string | null;
}

/** The attributes that a constructor sets, the first time each. */
export function keptBy(
  constructor: SyntaxNode,
  parameters: readonly string[],
): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>();
  for (const node of constructor.walk()) {
    if (node.type !== 'assignment') continue;
    const [left, value] = [node.get('left'), node.get('right')];
    if (left?.type !== 'attribute' || value === null) continue;
    if (left.get('object')?.text !== 'self') continue;
    const attribute = left.get('attribute')?.text ?? '';
    if (found.has(attribute)) continue;
    const name = /^(\w+)(?:\s+or\b.*|\s+if\s+\w+\b.*)?$/s.exec(value.text)?.[1] ?? '';
    const parameter = parameters.includes(name) ? name : null;
    found.set(attribute, { attribute, type: node.get('type'), value, parameter });
  }
  return found;
}

/** How an attribute links instances, by what it begins as, what is done with it and its name. */
export function linkOf(
  attribute: string,
  value: SyntaxNode | null,
  others: readonly string[],
  source: string,
): Link | null {
  const text = value?.text ?? 'None';
  if (/\[\s*\]|\blist\(\)/.test(text)) return manyNames.test(attribute) ? 'many' : null;
  if (/\{\s*\}|\bdict\(\)|^(?:collections\.)?(?:defaultdict|OrderedDict)\(/.test(text))
    return manyNames.test(attribute) ? 'named' : null;
  const isFree = /^(?:None|\w+)$/.test(text);
  if (!isFree) return null;
  if (backNames.test(attribute)) return 'back';
  if (oneNames.test(attribute)) return 'one';
  if (manyNames.test(attribute)) return 'many';
  return isFollowed(attribute, others, source) ? 'one' : null;
}

/**
 * The attributes in which methods of a class hang new instances of it: what these stand for, such as
 * the order of a search tree, those methods keep, and links that are set from outside would not.
 */
export function grownBy(
  methods: Iterable<readonly [name: string, node: SyntaxNode]>,
  className: string,
): ReadonlySet<string> {
  const made = new RegExp(
    String.raw`\bself\.(\w+)\s*=\s*(?:${escaped(className)}|cls|type\(self\)|self\.__class__)\(`,
    'g',
  );
  const found = new Set<string>();
  for (const [name, { text }] of methods) {
    if (name === '__init__') continue;
    for (const [, attribute = ''] of text.matchAll(made)) found.add(attribute);
  }
  return found;
}

/** Whether somewhere one instance is reached from another: `node = node.tail`, `a.tail.tail`. */
function isFollowed(attribute: string, others: readonly string[], source: string): boolean {
  const name = escaped(attribute);
  const all = others.map(escaped).join('|');
  return (
    new RegExp(String.raw`\b(\w+)\s*=\s*\1\.${name}\b(?!\s*[.([])`).test(source) ||
    (all !== '' && new RegExp(String.raw`\.${name}\.(?:${all})\b(?!\s*\()`).test(source))
  );
}

function escaped(name: string): string {
  return name.replace(/\W/g, '');
}

const oneNames =
  /^_?(?:next|nxt|next_node|left|right|left_child|right_child|first_child|next_sibling|sibling|random|link|lc|rc|rest)$/;
const backNames = /^_?(?:prev|previous|prev_node|parent|up|father)$/;
const manyNames = /^_?(?:children|kids|neighbou?rs|successors|adjacent|subnodes|childs|branches)$/;

/** The shape of a link; null for one that leads back, which is not drawn by itself. */
export function shapeOfLink(link: Link, type: string): Shape {
  const again: Shape = { kind: 'again', type };
  switch (link) {
    case 'one':
      return { kind: 'union', of: [again, { kind: 'null' }] };
    case 'many':
      return { kind: 'list', items: again };
    case 'named':
      return { kind: 'dict', keys: { kind: 'string', min: 1, max: 1 }, values: again };
    case 'back':
      return { kind: 'null' };
  }
}

/** Whether a link of this name leads back to where one came from. */
export function leadsBack(name: string): boolean {
  return backNames.test(name);
}
