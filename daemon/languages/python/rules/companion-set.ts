import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { membershipTests } from '../rewriting/membership.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { functionAround, isStore, loopsAround, mutators, usesOf } from '../rewriting/scope.ts';
import { itemShapeAt, shapeAt } from '../rewriting/expression-shapes.ts';
import { areKeys } from '../rewriting/keys.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { statementsText } from '../rewriting/template.ts';
import { isConstant, isEmptyList, kindOfVariable } from '../rewriting/values.ts';

export const companionSet: Rule = {
  name: 'companion-set',
  why: 'A set that grows beside the list answers whether something is in it without a search.',
  when: '`x in xs` in a loop, where `xs` is a local list that only grows',
  example: {
    before: `def unique(items):
    seen = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen
`,
    after: `def unique(items):
    seen = []
    seen_set = set()
    for item in items:
        if item not in seen_set:
            seen.append(item)
            seen_set.add(item)
    return seen
`,
    calls: ['([3, 1, 3, 2, 1],)', '([],)'],
  },
  ways: [companion(null), companion('tuple')],
};

function companion(key: string | null): Way {
  return function* (fn): Generator<Site> {
    const names = new Map<string, SyntaxNode[]>();
    for (const { container, item } of membershipTests(fn)) {
      const isRepeated =
        loopsAround(container).length > 0 || functionAround(container) !== fn.definition;
      if (container.type !== 'identifier' || !isRepeated) continue;
      names.set(container.text, [...(names.get(container.text) ?? []), container, item]);
    }
    for (const [name, tests] of names) {
      if (kindOfVariable(fn, name) !== 'list' || !isUnshared(fn, name)) continue;
      const items = tests.filter((_, index) => index % 2 === 1).map((item) => shapeAt(fn, item));
      if (!areKeys([...items, ...itemsAdded(fn, name)], key !== null)) continue;
      const edits = growth(fn, name, tests, key);
      if (edits !== null) yield { edits };
    }
  };
}

/** Edits that keep the set equal to the list; null where something else happens to the list. */
function growth(
  fn: FunctionCode,
  name: string,
  tests: readonly SyntaxNode[],
  key: string | null,
): readonly Edit[] | null {
  const set = fn.fresh(`${name}_set`);
  const wrap = (text: string) => (key === null ? text : `${key}(${text})`);
  const edits: Edit[] = [];
  let grows = false;
  if (fn.parameters.includes(name)) return null;
  for (const use of usesOf(name, fn.body)) {
    if (isStore(use)) {
      const text = initialSet(use, name, key);
      if (text === null) return null;
      edits.push(fn.after(use.parent!.parent!, `${set} = ${text}`));
      continue;
    }
    const method = use.field === 'object' ? use.parent!.get('attribute')!.text : null;
    if (method !== null && mutators.has(method)) {
      const call = use.parent!.parent!;
      const item = call.type === 'call' ? call.get('arguments')!.parts.at(-1) : undefined;
      const isStatement = call.parent?.type === 'expression_statement';
      if (!['append', 'insert', 'sort', 'reverse'].includes(method) || !isStatement) return null;
      if (item === undefined && method !== 'reverse' && method !== 'sort') return null;
      if (method === 'sort' || method === 'reverse') continue;
      const added = isSimple(item!) ? item!.text : method === 'append' ? `${name}[-1]` : null;
      if (added === null) return null;
      grows = true;
      edits.push(fn.after(call.parent!, `${set}.add(${wrap(added)})`));
    } else if (use.parent?.type === 'subscript' && isStore(use.parent)) return null;
  }
  if (!grows) return null;
  for (const [index, node] of tests.entries()) {
    if (index % 2 === 0) edits.push(fn.replace(node, set));
    else if (key !== null) edits.push(fn.replace(node, wrap(node.text)));
  }
  return edits;
}

/** What can be told of the items that are put into the list. */
function itemsAdded(fn: FunctionCode, name: string): readonly (Shape | null)[] {
  return usesOf(name, fn.body).flatMap((use) => {
    if (isStore(use)) {
      const value = use.parent!.get('right');
      return value === null || isEmptyList(value) ? [] : [itemShapeAt(fn, value)];
    }
    const call = use.parent?.parent;
    const isAdded = use.field === 'object' && call?.type === 'call';
    const item = isAdded ? call.get('arguments')!.parts.at(-1) : undefined;
    const isItem = /^(?:append|insert)$/.test(use.parent!.get('attribute')?.text ?? '');
    return item === undefined || !isItem ? [] : [shapeAt(fn, item)];
  });
}

function initialSet(use: SyntaxNode, name: string, key: string | null): string | null {
  const assignment = use.parent!;
  const value = assignment.get('right');
  if (assignment.type !== 'assignment' || use.field !== 'left' || value === null) return null;
  if (assignment.parent?.type !== 'expression_statement') return null;
  if (isEmptyList(value)) return 'set()';
  if (key !== null) return `{${key}(item) for item in ${name}}`;
  const items = value.type === 'list' ? value.parts : [];
  const isPlain = items.length > 0 && items.every(isSimple);
  return isPlain ? `{${items.map((item) => statementsText([item])).join(', ')}}` : `set(${name})`;
}

/** Cheap to write twice. */
function isSimple(node: SyntaxNode): boolean {
  if (node.is('identifier', 'attribute') || isConstant(node)) return true;
  return node.type === 'tuple' && node.parts.every(isSimple);
}
