import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import { guardOf, isCertain } from '../rewriting/certainty.ts';
import { touchedIn } from '../rewriting/effects.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { moduleBindings } from '../imports.ts';
import { parsePython } from '../parse.ts';
import { groupByLoop } from '../rewriting/hoisting.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import {
  changedIn,
  isNameOnly,
  isStore,
  loopsAround,
  pathOf,
  statementOf,
  usesOf,
} from '../rewriting/scope.ts';

export const methodBinding: Rule = {
  name: 'method-binding',
  why: 'A method or attribute that is the same in every turn is looked up once, before the loop.',
  when: '`xs.append` or `math.sqrt` in a loop that does not bind `xs` anew',
  example: {
    before: `import math


def norms(points):
    result = []
    for x, y in points:
        result.append(math.sqrt(x * x + y * y))
    return result
`,
    after: `import math


def norms(points):
    result = []
    result_append = result.append
    math_sqrt = math.sqrt
    for x, y in points:
        result_append(math_sqrt(x * x + y * y))
    return result
`,
    calls: ['([(3, 4)],)', '([],)'],
  },
  ways: [bindMethods],
};

export const globalBinding: Rule = {
  name: 'global-binding',
  why: 'A local variable is found by its place, a global one by its name in two dicts.',
  when: 'a global name that is used in a nested loop or more than once in a loop',
  example: {
    before: `LIMIT = 10


def below(rows):
    total = 0
    for row in rows:
        for x in row:
            if x < LIMIT:
                total += abs(x)
    return total
`,
    after: `LIMIT = 10


def below(rows):
    total = 0
    local_limit = LIMIT
    local_abs = abs
    for row in rows:
        for x in row:
            if x < local_limit:
                total += local_abs(x)
    return total
`,
    calls: ['([[1, -2], [30]],)', '([],)'],
  },
  ways: [bindGlobals],
};

function* bindMethods(fn: FunctionCode): Generator<Site> {
  const attributes = new Map<string, SyntaxNode[]>();
  for (const node of fn.all('attribute')) {
    const path = pathOf(node);
    const isCallee = node.field === 'function' && node.parent?.type === 'call';
    const [loop] = loopsAround(node);
    if (path === null || !isCallee || loop === undefined) continue;
    const object = pathOf(node.get('object')!)!;
    const loops = loopsAround(node).filter((outer) => !isRebound(object, outer));
    const outermost = loops.at(-1);
    if (outermost === undefined || isRebound(object, loop)) continue;
    if (!isThere(fn, node, outermost)) continue;
    const key = `${statementOf(outermost).start} ${path}`;
    attributes.set(key, [...(attributes.get(key) ?? []), node]);
  }
  for (const [key, nodes] of attributes) {
    const node = nodes[0]!;
    const at = Number(key.split(' ')[0]);
    const loop = loopsAround(node).find((outer) => statementOf(outer).start === at)!;
    const name = fn.fresh(nameFor(node.text));
    const edits = nodes.map((use) => fn.replace(use, name));
    yield { edits: [fn.before(statementOf(loop), `${name} = ${node.text}`), ...edits] };
  }
}

/** Whether the object has the method before the loop: it may be None where the loop does not ask. */
function isThere(fn: FunctionCode, node: SyntaxNode, loop: SyntaxNode): boolean {
  const object = node.get('object')!;
  if (object.type === 'identifier' && moduleBindings(parsePython(fn.module)).has(object.text))
    return true;
  if (object.text === 'self') return true;
  const touched = touchedIn(loop);
  const path = object.text;
  const isOthers =
    path.includes('.') && [...touched.paths].some((other) => path.startsWith(`${other}.`));
  if (isOthers || (path.includes('.') && touched.isShared)) return false;
  const shape = shapeAt(fn, object);
  if (shape !== null && shape.kind !== 'union' && shape.kind !== 'null') return true;
  return isCertain(node, loop) && guardOf(fn, loop, node) === '';
}

/** `result_append` for `result.append`, `find` for `self.find`. */
function nameFor(path: string): string {
  return path
    .replace(/^self\.(?=[a-z])/, '')
    .replaceAll('.', '_')
    .replace(/__+/g, '_');
}

function isRebound(path: string, loop: SyntaxNode): boolean {
  const root = path.split('.')[0]!;
  const isStored = usesOf(path, loop).some(isStore) || usesOf(root, loop).some(isStore);
  const isInComprehension = loop.type.endsWith('comprehension') && changedIn(loop).has(root);
  return isStored || isInComprehension;
}

function* bindGlobals(fn: FunctionCode): Generator<Site> {
  const uses = [...fn.all('identifier')].filter((node) => {
    const [inner, outer] = loopsAround(node);
    const isUse = inner !== undefined && !isNameOnly(node) && isGlobal(fn, node.text);
    if (!isUse || node.parent?.is('except_clause', 'raise_statement', 'type', 'decorator'))
      return false;
    const isEvaluatedOnce =
      outer === undefined &&
      node.isWithin(inner.get('right') ?? node) &&
      inner.get('right') !== null;
    return !isEvaluatedOnce && !isBoundOnce(fn, node);
  });
  for (const { loop, nodes } of groupByLoop(fn, uses, () => true)) {
    if (nodes.length < 2 && loopsAround(nodes[0]!).length < 2) continue;
    const name = fn.fresh(`local_${nodes[0]!.text.toLowerCase()}`);
    const edits = nodes.map((use) => fn.replace(use, name));
    yield { edits: [fn.before(statementOf(loop), `${name} = ${nodes[0]!.text}`), ...edits] };
  }
}

function isGlobal(fn: FunctionCode, name: string): boolean {
  if (/^(?:True|False|None|self|cls|super|range|enumerate|zip|print|isinstance|_+\w*)$/.test(name))
    return false;
  const isBound = fn.parameters.includes(name) || changedIn(fn.definition).has(name);
  const isParameter = [...fn.all('parameters', 'lambda_parameters')].some(
    (list) => usesOf(name, list).length > 0,
  );
  if (isBound || isParameter || name === fn.name) return false;
  return !new RegExp(`^[ \\t]*(?:global|nonlocal)\\b.*\\b${name}\\b`, 'm').test(fn.module);
}

/** `f = f_global` is what this rule writes itself. */
function isBoundOnce(_: FunctionCode, node: SyntaxNode): boolean {
  return node.parent?.type === 'assignment' && node.field === 'right';
}
