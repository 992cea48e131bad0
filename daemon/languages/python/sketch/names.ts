import type { Shape } from '../../../core/exploring.ts';

const integer: Shape = { kind: 'integer' };
const text: Shape = { kind: 'string' };
const boolean: Shape = { kind: 'boolean' };
const integers: Shape = { kind: 'list', items: integer };
const texts: Shape = { kind: 'list', items: text };
const pairs: Shape = { kind: 'list', items: { kind: 'tuple', items: [integer, integer] } };
const grid: Shape = { kind: 'matrix', items: integer };

/** What a parameter of such a name is most often; null for a name that says nothing. */
export function shapeOfName(name: string): Shape | null {
  const word = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^_+|_?\d+$/g, '');
  return conventions.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const conventions: readonly (readonly [RegExp, Shape])[] = [
  [
    /^(?:is|has|should|can|use|with)_|^(?:flag|reverse|ascending|descending|strict|verbose)$/,
    boolean,
  ],
  [/(?:^|_)(?:matrix|grid|board|mat|image|maze|triangle)$/, grid],
  [
    /(?:^|_)(?:edges|intervals|pairs|points|connections|links|prerequisites|ranges|meetings|segments)$/,
    pairs,
  ],
  // What is left out is looked up in a collection, though a text would do as well.
  [/^(?:ignored|excluded|skipped|omitted|banned|blocked|forbidden|stop_?words)$/, texts],
  [/(?:^|_)(?:words|strings|strs|lines|names|tokens|texts|sentences|tags|labels|keys)$/, texts],
  [
    /(?:^|_)(?:word|string|str|text|s|t|line|name|sentence|pattern|prefix|suffix|phrase|token|message|password|path|haystack|needle|char|letter|substring|separator|sep|delimiter)$/,
    text,
  ],
  [
    /(?:^|_)(?:nums|numbers|arr|array|xs|ys|values|vals|items|data|seq|lst|list|prices|heights|weights|scores|coins|counts|costs|amounts|ints|elements|digits|stones|piles|candidates|numbers)$/,
    integers,
  ],
  [
    /^(?:[nkmij]|count|size|limit|target|num|number|total|amount|capacity|start|end|stop|low|high|left|right|step|depth|width|height|rows|cols|columns|length|level|index|idx|max|min|value|val|threshold|steps|days|seed)$/,
    integer,
  ],
  [
    /(?:^|_)(?:count|size|limit|target|index|sum|total|number|amount|length)$|^(?:num|max|min|n)_/,
    integer,
  ],
];
