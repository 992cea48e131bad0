import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { functionAround, isStore, loopsAround, usesOf } from '../rewriting/scope.ts';
import { isEmptyString, kindOf } from '../rewriting/values.ts';

export const stringBuilding: Rule = {
  name: 'string-building',
  why: 'Adding to a string copies it each time; parts in a list are joined once, at the end.',
  when: 'a local string that begins as a literal and grows by `+=` in a loop',
  example: {
    before: `def render(rows):
    text = ''
    for row in rows:
        text = text + str(row) + '\\n'
    return text
`,
    after: `def render(rows):
    text_parts = []
    for row in rows:
        text_parts.append(str(row) + '\\n')
    return ''.join(text_parts)
`,
    calls: ['([1, [2], None],)', '([],)'],
  },
  ways: [buildParts],
};

/** What one use of the string does: it begins it, adds to one of its ends, or reads it. */
type Use =
  | { readonly kind: 'begin'; readonly statement: SyntaxNode; readonly value: SyntaxNode }
  | {
      readonly kind: 'add';
      readonly statement: SyntaxNode;
      readonly text: string;
      readonly atStart: boolean;
    }
  | { readonly kind: 'test'; readonly node: SyntaxNode }
  | { readonly kind: 'read'; readonly node: SyntaxNode };

function* buildParts(fn: FunctionCode): Generator<Site> {
  for (const name of stringNames(fn)) {
    const uses = classify(fn, name);
    if (uses === null || !isWorthwhile(uses)) continue;
    const parts = fn.fresh(`${name}_parts`);
    const isReversed = uses.some((use) => use.kind === 'add' && use.atStart);
    const joined = isReversed ? `''.join(reversed(${parts}))` : `''.join(${parts})`;
    yield { edits: uses.map((use) => editFor(fn, use, parts, joined)) };
  }
}

function editFor(fn: FunctionCode, use: Use, parts: string, joined: string): Edit {
  switch (use.kind) {
    case 'begin': {
      const items = isEmptyString(use.value) ? '' : use.value.text;
      return fn.replace(use.statement, `${parts} = [${items}]`);
    }
    case 'add':
      return fn.replace(use.statement, `${parts}.append(${use.text})`);
    case 'test':
      return fn.replace(use.node, parts);
    case 'read':
      return fn.replace(use.node, joined);
  }
}

function stringNames(fn: FunctionCode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of fn.all('assignment')) {
    const [left, right] = [node.get('left')!, node.get('right')];
    if (left.type === 'identifier' && right !== null && kindOf(right) === 'str')
      names.add(left.text);
  }
  return names;
}

/** All uses of the string; null where one of them cannot be expressed with parts. */
function classify(fn: FunctionCode, name: string): readonly Use[] | null {
  if (fn.parameters.includes(name)) return null;
  const uses: Use[] = [];
  const consumed = new Set<SyntaxNode>();
  for (const use of usesOf(name, fn.body)) {
    if (consumed.has(use)) continue;
    const assignment = use.parent!;
    const statement = assignment.parent!;
    if (!isStore(use)) {
      if (use.parent!.is('nonlocal_statement', 'global_statement') || isCaptured(fn, use))
        return null;
      uses.push({ kind: 'read', node: use });
      continue;
    }
    const value = assignment.get('right');
    if (value === null || use.field !== 'left' || statement.type !== 'expression_statement')
      return null;
    const added = addition(assignment, value, name);
    if (added !== null) {
      for (const other of usesOf(name, value)) consumed.add(other);
      uses.push({ kind: 'add', statement, ...added });
    } else if (kindOf(value) === 'str' && usesOf(name, value).length === 0) {
      uses.push({ kind: 'begin', statement, value });
    } else return null;
  }
  const isFull = uses.every((use) => use.kind !== 'add' || isNeverEmpty(use.text));
  for (const [index, use] of uses.entries())
    if (use.kind === 'read' && isFull && isTest(use.node))
      uses[index] = { kind: 'test', node: use.node };
  const ends = new Set(uses.flatMap((use) => (use.kind === 'add' ? [use.atStart] : [])));
  return ends.size === 1 ? uses : null;
}

/** What `s += a`, `s = s + a + b` or `s = a + s` adds, and to which end. */
function addition(
  assignment: SyntaxNode,
  value: SyntaxNode,
  name: string,
): { readonly text: string; readonly atStart: boolean } | null {
  if (assignment.type === 'augmented_assignment') {
    const isPlus = assignment.get('operator')?.text === '+=';
    return isPlus && usesOf(name, value).length === 0 ? { text: value.text, atStart: false } : null;
  }
  if (value.type !== 'binary_operator' || usesOf(name, value).length !== 1) return null;
  const terms = termsOf(value);
  if (terms === null) return null;
  const rest = (from: number, to: number) => value.source.slice(terms[from]!.start, terms[to]!.end);
  if (terms[0]!.text === name) return { text: rest(1, terms.length - 1), atStart: false };
  if (terms.at(-1)!.text === name) return { text: rest(0, terms.length - 2), atStart: true };
  return null;
}

/** Operands of a chain of `+`, from left to right. */
function termsOf(value: SyntaxNode): readonly SyntaxNode[] | null {
  const terms: SyntaxNode[] = [];
  let left = value;
  while (left.type === 'binary_operator') {
    if (left.get('operator')!.text !== '+') break;
    terms.unshift(left.get('right')!);
    left = left.get('left')!;
  }
  terms.unshift(left);
  return terms.length > 1 ? terms : null;
}

/** `if s:` asks only whether there is anything yet. */
function isTest(use: SyntaxNode): boolean {
  let inner = use;
  while (inner.parent!.is('not_operator', 'boolean_operator')) inner = inner.parent!;
  return inner.field === 'condition';
}

/** What is added has a character for certain, so that parts and text are empty together. */
function isNeverEmpty(text: string): boolean {
  return /^(['"])[^'"\\]+\1$| \+ (['"])[^'"\\]+\2$|^(['"])[^'"\\]+\3 \+ /.test(text);
}

/** A nested function reads what the text is when it is called. */
function isCaptured(fn: FunctionCode, use: SyntaxNode): boolean {
  return functionAround(use) !== fn.definition;
}

/** It grows in a loop, and is not read in a loop in which it grows. */
function isWorthwhile(uses: readonly Use[]): boolean {
  const begins = uses.flatMap((use) => (use.kind === 'begin' ? [use.statement] : []));
  const adds = uses.flatMap((use) => (use.kind === 'add' ? [use.statement] : []));
  const own = (node: SyntaxNode) =>
    loopsAround(node).filter((loop) => !begins.some((begin) => begin.isWithin(loop)));
  const growing = new Set(adds.flatMap(own));
  const reads = uses.flatMap((use) => (use.kind === 'read' ? [use.node] : []));
  return growing.size > 0 && !reads.some((read) => own(read).some((loop) => growing.has(loop)));
}
