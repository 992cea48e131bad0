import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { keyKind, shapeAt } from '../rewriting/expression-shapes.ts';
import {
  areKeysOf,
  canBeRemembered,
  isOnlyRead,
  seesOnlyConstants,
} from '../rewriting/remembering.ts';
import { parsePython } from '../parse.ts';
import { argumentFor, recursiveCalls, returnsOf } from '../rewriting/recursion.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, loopsAround } from '../rewriting/scope.ts';
import { startsLine } from '../rewriting/template.ts';
import { marginBefore } from '../layout.ts';
import { docstringNode, yieldsItself } from '../syntax.ts';

export const memoization: Rule = {
  name: 'memoization',
  why: 'Each subproblem is solved once and remembered, for as long as one call lasts.',
  when: 'a function that calls itself more than once and returns what it computed',
  example: {
    before: `def paths(rows, cols):
    """Ways from corner to corner."""
    if rows == 1 or cols == 1:
        return 1
    return paths(rows - 1, cols) + paths(rows, cols - 1)
`,
    after: `from functools import cache


def paths(rows, cols):
    """Ways from corner to corner."""

    @cache
    def paths_of(rows, cols):
        if rows == 1 or cols == 1:
            return 1
        return paths_of(rows - 1, cols) + paths_of(rows, cols - 1)

    return paths_of(rows, cols)
`,
    calls: ['(4, 5)', '(1, 1)'],
  },
  ways: [cached, remembered],
};

function* cached(fn: FunctionCode): Generator<Site> {
  const cache = fn.import('functools', 'cache');
  for (const definition of fn.all('function_definition')) {
    const isBare = definition.parent?.type !== 'decorated_definition';
    if (isBare && isCandidate(definition) && isRememberable(fn, definition))
      yield { edits: [fn.before(definition, `@${cache}`)] };
  }
  const inner = innerFunction(fn);
  if (inner === null) return;
  yield { edits: [...inner.edits, ...wrapping(fn, inner, [`@${cache}`, inner.head])] };
}

/** A dict in place of `functools.cache`: it needs fewer frames, so that recursion can go deeper. */
function* remembered(fn: FunctionCode): Generator<Site> {
  const inner = innerFunction(fn);
  if (inner === null) return;
  const [memo, result] = [fn.fresh('memo'), fn.fresh('result')];
  const isPlain = inner.names.length === 1 && !changedIn(fn.body).has(inner.names[0]!);
  const key = isPlain ? inner.names[0]! : fn.fresh('key');
  const tuple = inner.names.length === 1 ? inner.names[0]! : `(${inner.names.join(', ')})`;
  const returns = returnsOf(fn.definition).flatMap((statement) => {
    const value = statement.parts[0];
    const start = value?.start ?? statement.end;
    const store = `${memo}[${key}] = ${result} = ${value === undefined ? 'None' : ''}`;
    const margin = marginBefore(fn.text, statement.start) + fn.unit;
    const next = startsLine(statement) ? `\n${margin}` : '; ';
    return [
      { start: statement.start, end: start, text: store },
      { start: statement.end, end: statement.end, text: `${next}return ${result}` },
    ];
  });
  const lines = [
    `${memo} = {}`,
    '',
    inner.head,
    ...(isPlain ? [] : [`${fn.unit}${key} = ${tuple}`]),
    `${fn.unit}if ${key} in ${memo}:`,
    `${fn.unit.repeat(2)}return ${memo}[${key}]`,
  ];
  yield { edits: [...inner.edits, ...returns, ...wrapping(fn, inner, lines)] };
}

interface InnerFunction {
  readonly head: string;
  readonly call: string;
  /** Parameters that change from call to call; the others are seen from outside. */
  readonly names: readonly string[];
  readonly statements: readonly SyntaxNode[];
  readonly edits: readonly Edit[];
}

/** What is needed to move the body into an inner function that calls itself instead. */
function innerFunction(fn: FunctionCode): InnerFunction | null {
  const { definition } = fn;
  if (!isCandidate(definition) || !canBeRemembered(definition, ownFunctions(fn))) return null;
  const calls = recursiveCalls(definition);
  const isMethod = ['self', 'cls'].includes(fn.parameters[0] ?? '');
  const parameters = definition.get('parameters')!.parts.slice(isMethod ? 1 : 0);
  const names = fn.parameters.slice(isMethod ? 1 : 0);
  if (!parameters.every((parameter) => plainParameters.has(parameter.type))) return null;
  const varies = names.map((name, index) => {
    const isChanged = changedIn(fn.body).has(name);
    return isChanged || calls.some((call) => argumentFor(call, names, index)?.text !== name);
  });
  const kept = names.filter((_, index) => varies[index]);
  if (kept.length === 0) return null;
  const isKeyed = kept.every((name) => {
    const kind = keyKind(fn.shapeOf(name));
    return kind !== 'list' && kind !== 'unhashable';
  });
  if (!isKeyed || !calls.every((call) => areKeysIn(fn, call, names, kept))) return null;
  if (!calls.every((call) => isOnlyRead(call, definition))) return null;
  const inner = fn.fresh(`${fn.name.replace(/^_+/, '')}_of`);
  const signature = parameters.filter((_, index) => varies[index]).map((node) => node.text);
  const docstring = docstringNode(fn.body);
  const edits = calls.flatMap((call) => [
    fn.replace(call.get('function')!, inner),
    ...withoutArguments(call, names, kept),
  ]);
  return {
    head: `def ${inner}(${signature.join(', ')}):`,
    call: `${inner}(${kept.join(', ')})`,
    names: kept,
    statements: docstring === null ? fn.body.parts : fn.body.parts.slice(1),
    edits,
  };
}

/** A nested function that remembers: its arguments, and nothing else, decide what it returns. */
function isRememberable(fn: FunctionCode, definition: SyntaxNode): boolean {
  const calls = [...fn.all('call')].filter(
    (call) => call.get('function')!.text === definition.get('name')!.text,
  );
  return (
    seesOnlyConstants(fn, definition) &&
    canBeRemembered(definition, ownFunctions(fn)) &&
    calls.every((call) => areKeysOf(fn, call) && isOnlyRead(call, definition))
  );
}

function areKeysIn(
  fn: FunctionCode,
  call: SyntaxNode,
  names: readonly string[],
  kept: readonly string[],
): boolean {
  return kept.every((name) => {
    const value = argumentFor(call, names, names.indexOf(name));
    const kind = value === null ? null : keyKind(shapeAt(fn, value));
    return kind !== 'list' && kind !== 'unhashable';
  });
}

/** Functions of the module, by name. */
function ownFunctions(fn: FunctionCode): ReadonlyMap<string, SyntaxNode> {
  const own = new Map<string, SyntaxNode>();
  for (const statement of parsePython(fn.module).parts)
    if (statement.type === 'function_definition') own.set(statement.get('name')!.text, statement);
  own.delete(fn.name);
  return own;
}

/** The lines above the body, the body one level deeper, and the call below it. */
function wrapping(
  fn: FunctionCode,
  inner: InnerFunction,
  lines: readonly string[],
): readonly Edit[] {
  const [first, last] = [inner.statements[0]!, inner.statements.at(-1)!];
  const isAfterDocstring = first !== fn.body.parts[0];
  const head = (isAfterDocstring ? ['', ...lines] : lines).join('\n');
  return [
    fn.above(first, head),
    ...fn.deepen(first, last),
    fn.after(last, `\nreturn ${inner.call}`),
  ];
}

function isCandidate(definition: SyntaxNode): boolean {
  const calls = recursiveCalls(definition);
  const isRepeated = calls.length > 1 || calls.some((call) => loopsAround(call).length > 0);
  const isAsync = definition.children[0]?.type === 'async';
  return isRepeated && !isAsync && !yieldsItself(definition) && returnsOf(definition).length > 0;
}

/** Takes the arguments out that the inner function sees from outside. */
function withoutArguments(
  call: SyntaxNode,
  names: readonly string[],
  kept: readonly string[],
): readonly Edit[] {
  const parts = call.get('arguments')!.parts;
  const edits: Edit[] = [];
  parts.forEach((part, index) => {
    const name = part.type === 'keyword_argument' ? part.get('name')!.text : names[index];
    if (name === undefined || kept.includes(name)) return;
    const next = parts[index + 1];
    const start = next === undefined ? (parts[index - 1]?.end ?? part.start) : part.start;
    const previous = edits.at(-1);
    edits.push({
      start: Math.max(start, previous?.end ?? 0),
      end: next?.start ?? part.end,
      text: '',
    });
  });
  return edits;
}

const plainParameters = new Set([
  'identifier',
  'default_parameter',
  'typed_parameter',
  'typed_default_parameter',
]);
