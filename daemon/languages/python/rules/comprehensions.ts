import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { pattern, type Match, type Pattern } from '../rewriting/pattern.ts';
import type { Rule, Site, Way } from '../rewriting/rule.ts';
import { isReadLater } from '../rewriting/later.ts';
import { namesIn, usesOf } from '../rewriting/scope.ts';
import { isUnshared } from '../rewriting/sharing.ts';
import { parenthesized } from '../rewriting/template.ts';
import { isEmptyDict, isEmptyList, isPure, kindOfVariable } from '../rewriting/values.ts';

export const listComprehension: Rule = {
  name: 'list-comprehension',
  why: 'A comprehension appends without looking a method up and calling it for each item.',
  when: 'an empty list, then a loop that does nothing but append to it',
  example: {
    before: `def squares_of_even(xs):
    result = []
    for x in xs:
        if x % 2 == 0:
            result.append(x * x)
    return result
`,
    after: `def squares_of_even(xs):
    result = [x * x for x in xs if x % 2 == 0]
    return result
`,
    calls: ['([1, 2, 3, 4],)', '([],)'],
  },
  ways: [
    collecting(
      ['$r.append($e)'],
      isEmptyList,
      '[',
      ']',
      '$r.extend(',
      (fn, name) => isUnshared(fn, name) || kindOfVariable(fn, name) === 'list',
    ),
  ],
};

export const setComprehension: Rule = {
  name: 'set-comprehension',
  why: 'A comprehension adds without looking a method up and calling it for each item.',
  when: 'an empty set, then a loop that does nothing but add to it',
  example: {
    before: `def initials(names):
    result = set()
    for name in names:
        if name:
            result.add(name[0])
    return result
`,
    after: `def initials(names):
    result = {name[0] for name in names if name}
    return result
`,
    calls: ["(['ann', '', 'bob', 'al'],)", '([],)'],
  },
  ways: [
    collecting(
      ['$r.add($e)'],
      (node) => node.text === 'set()',
      '{',
      '}',
      '$r.update(',
      (fn, name) => kindOfVariable(fn, name) === 'set',
    ),
  ],
};

export const dictComprehension: Rule = {
  name: 'dict-comprehension',
  why: 'A comprehension fills a dict in one expression, without a statement for each item.',
  when: 'an empty dict, then a loop that does nothing but set its items',
  example: {
    before: `def lengths(words):
    result = {}
    for word in words:
        result[word] = len(word)
    return result
`,
    after: `def lengths(words):
    result = {word: len(word) for word in words}
    return result
`,
    calls: ["(['a', 'bc', 'a'],)", '([],)'],
  },
  ways: [
    collecting(
      ['$r[$k] = $e'],
      isEmptyDict,
      '{',
      '}',
      '$r.update(',
      (fn, name) => kindOfVariable(fn, name) === 'dict',
    ),
  ],
};

function collecting(
  steps: readonly string[],
  isEmpty: (node: SyntaxNode) => boolean,
  open: string,
  close: string,
  adding: string,
  accepts: (fn: FunctionCode, name: string) => boolean,
): Way {
  const patterns = steps.map(pattern);
  const begin = pattern('$r = $empty');
  return function* (fn: FunctionCode): Generator<Site> {
    for (const loop of fn.all('for_statement')) {
      const clauses = clausesOf(loop, patterns);
      if (clauses === null || leaks(fn, loop) || mayStopHalfway(fn, loop)) continue;
      const { step, text } = clauses;
      const result = step.get('r');
      const rest = [...loop.walk()].filter(
        (node) => node.text === result.text && node.type === result.type,
      );
      if (rest.length !== 1) continue;
      const element = step.has('k')
        ? `${step.text('k')}: ${step.text('e')}`
        : elementText(step.get('e'));
      if (step.has('k') && !isPure(step.get('k')) && !isPure(step.get('e'))) continue;
      const made = `${open}${element}${text}${close}`;
      const first = beginning(loop, begin, result.text, isEmpty);
      const nests = [...loop.walk()].some(
        (node) => node.is('list_comprehension') && node.text.length > 60,
      );
      if (nests && made.length > 160) continue;
      if (first !== null)
        yield { edits: [fn.remove(first), fn.replace(loop, `${result.text} = ${made}`)] };
      else if (result.type === 'identifier' && accepts(fn, result.text))
        yield { edits: [fn.replace(loop, `${adding.replace('$r', result.text)}${made})`)] };
    }
  };
}

interface Clauses {
  readonly step: Match;
  /** ` for x in xs if c`. */
  readonly text: string;
}

/** What a loop of nothing but loops, conditions and one step is as clauses of a comprehension. */
function clausesOf(
  loop: SyntaxNode,
  steps: readonly { match(node: SyntaxNode): Match | null }[],
): Clauses | null {
  if (loop.get('alternative') !== null || loop.children[0]?.type === 'async') return null;
  const right = loop.get('right')!;
  const source = right.type === 'expression_list' ? `(${right.text})` : parenthesizedTest(right);
  let text = ` for ${loop.get('left')!.text} in ${source}`;
  let statements = loop.get('body')!.parts;
  for (;;) {
    const skip = skipCondition(statements[0]);
    if (skip !== null && statements.length > 1) {
      text += ` if ${skip}`;
      statements = statements.slice(1);
      continue;
    }
    const [only, ...more] = statements;
    if (only === undefined || more.length > 0) return null;
    if (only.type === 'if_statement' && only.getAll('alternative').length === 0) {
      text += ` if ${parenthesizedTest(only.get('condition')!)}`;
      statements = only.get('consequence')!.parts;
      continue;
    }
    if (only.type === 'for_statement') {
      const inner = clausesOf(only, steps);
      return inner === null ? null : { step: inner.step, text: text + inner.text };
    }
    for (const step of steps) {
      const match = step.match(only);
      if (match !== null && !hasFlow(loop)) return { step: match, text };
    }
    return null;
  }
}

/** `not c` of `if c: continue`. */
function skipCondition(statement: SyntaxNode | undefined): string | null {
  if (statement?.type !== 'if_statement' || statement.get('alternative') !== null) return null;
  const body = statement.get('consequence')!.parts;
  if (body.length !== 1 || body[0]!.type !== 'continue_statement') return null;
  const condition = statement.get('condition')!;
  if (condition.type === 'not_operator') return condition.get('argument')!.text;
  const isTight = condition.is(
    'identifier',
    'call',
    'attribute',
    'subscript',
    'parenthesized_expression',
    'comparison_operator',
  );
  return isTight ? `not ${condition.text}` : `not (${condition.text})`;
}

function parenthesizedTest(node: SyntaxNode): string {
  return node.is('conditional_expression', 'lambda', 'named_expression')
    ? `(${node.text})`
    : node.text;
}

function elementText(node: SyntaxNode): string {
  return node.type === 'named_expression' ? parenthesized(node) : node.text;
}

function hasFlow(loop: SyntaxNode): boolean {
  return [...loop.walk()].some(
    (node) => node.named && node.is('yield', 'await', 'break_statement', 'return_statement'),
  );
}

/** Whether a loop variable is read after the loop. */
function leaks(fn: FunctionCode, loop: SyntaxNode): boolean {
  const names = [...loop.walk()].flatMap((node) =>
    node.type === 'for_statement' ? namesIn(node.get('left')!) : [],
  );
  return names.some((name) => isReadLater(fn, name, loop));
}

/** Where an exception is caught, what was collected before it may be seen; closures share names. */
function mayStopHalfway(fn: FunctionCode, loop: SyntaxNode): boolean {
  for (const outer of loop.ancestors()) {
    if (outer === fn.definition) break;
    if (outer.is('try_statement', 'with_statement')) return true;
  }
  return [...loop.walk()].some((node) => node.is('lambda'));
}

/** The statement that makes the result empty, with nothing about it up to the loop. */
function beginning(
  loop: SyntaxNode,
  begin: Pattern,
  result: string,
  isEmpty: (node: SyntaxNode) => boolean,
): SyntaxNode | null {
  const siblings = loop.parent!.parts;
  for (const statement of siblings.slice(0, siblings.indexOf(loop)).reverse()) {
    const match = begin.match(statement);
    const isBeginning = match?.text('r') === result && isEmpty(match.get('empty'));
    if (isBeginning) return statement;
    if (usesOf(result, statement).length > 0) return null;
  }
  return null;
}
