import type { SyntaxNode } from '../../syntax-node.ts';
import { type Claim, original } from './drafts.ts';
import type { DiscoveryTarget } from './target.ts';
import { bool, type PyValue } from './values.ts';

/** Reads the value of an expression at the place where a claim is looked for. */
export type Read = (node: SyntaxNode) => PyValue;

/**
 * What the text around a call, or around a name that holds its result, says of the result: an
 * assert, a method of unittest. Where that is not the whole result, the original decides.
 */
export function claimAt(node: SyntaxNode, target: DiscoveryTarget, read: Read): Claim {
  const result = outermost(node, target);
  const around = result.parent;
  if (around === null) return original;
  if (around.type === 'comparison_operator' && isAsserted(around)) {
    return comparisonClaim(around, result, target, read);
  }
  if (isAsserted(result)) return truthClaim(true, target);
  if (around.type === 'not_operator' && isAsserted(around)) return truthClaim(false, target);
  return around.type === 'argument_list' ? unittestClaim(around, result, target, read) : original;
}

/** An exception that says what is raised; null where a test may mean one that derives from it. */
export function exceptionNamed(value: PyValue, target: DiscoveryTarget): string | null {
  if (value.kind !== 'symbol') return null;
  const name = value.name.split('.').at(-1) ?? '';
  return general.test(name) || target.baseExceptions.has(name) ? null : name;
}

const general =
  /^(?:Exception|BaseException|ArithmeticError|LookupError|OSError|IOError|EnvironmentError|Warning)$/;

/** With what stands around it and changes nothing: brackets, `await`, `list` of a generator. */
function outermost(node: SyntaxNode, target: DiscoveryTarget): SyntaxNode {
  const around = node.parent;
  if (around === null) return node;
  if (around.is('parenthesized_expression', 'await')) return outermost(around, target);
  if (around.type !== 'argument_list' || around.parts.length !== 1) return node;
  const call = around.parent;
  const callee = call?.get('function')?.text ?? '';
  const isRun = /^(?:asyncio|anyio|trio)\.run$|run_until_complete$/.test(callee);
  const isDrained = target.info.isGenerator && /^(?:list|tuple)$/.test(callee);
  return call !== null && (isRun || isDrained) ? outermost(call, target) : node;
}

/** Whether an assert says that it holds: by itself, in a conjunction, for all of something. */
function isAsserted(node: SyntaxNode): boolean {
  const around = node.parent;
  if (around === null) return false;
  if (around.type === 'assert_statement') return around.parts[0] === node;
  if (around.type === 'parenthesized_expression') return isAsserted(around);
  if (around.type === 'argument_list') {
    const callee = around.parent?.get('function')?.text ?? '';
    return callee.endsWith('.assertTrue') && around.parts[0] === node;
  }
  if (around.type === 'boolean_operator') {
    return around.get('operator')?.text === 'and' && isAsserted(around);
  }
  if (!around.is('generator_expression', 'list_comprehension')) return false;
  const list = around.parent?.type === 'argument_list' ? around.parent : null;
  const call = around.parent?.type === 'call' ? around.parent : (list?.parent ?? null);
  return around.get('body') === node && call?.get('function')?.text === 'all' && isAsserted(call);
}

function comparisonClaim(
  comparison: SyntaxNode,
  result: SyntaxNode,
  target: DiscoveryTarget,
  read: Read,
): Claim {
  const operands = comparison.parts;
  const [operator, ...more] = comparison.getAll('operators').map(({ text }) => text);
  const other = operands.find((each) => each !== result);
  if (other === undefined || more.length > 0) return original;
  if (operator !== '==' && operator !== 'is') return original;
  return valueClaim(read(other), target);
}

function truthClaim(isTrue: boolean, target: DiscoveryTarget): Claim {
  return target.returnsBoolean ? { kind: 'value', value: bool(isTrue) } : original;
}

/** Python holds 1 to be equal to True, and a case file does not. */
function valueClaim(value: PyValue, { returnsBoolean }: DiscoveryTarget): Claim {
  const isBit = returnsBoolean && value.kind === 'int' && [0n, 1n].includes(value.value);
  return { kind: 'value', value: isBit ? bool(value.value === 1n) : value };
}

const equality =
  /^assert(?:Equal|Equals|ListEqual|DictEqual|TupleEqual|SetEqual|SequenceEqual|MultiLineEqual|Is)$/;

function unittestClaim(
  list: SyntaxNode,
  result: SyntaxNode,
  target: DiscoveryTarget,
  read: Read,
): Claim {
  const callee = list.parent?.get('function');
  const name = callee?.type === 'attribute' ? (callee.get('attribute')?.text ?? '') : '';
  const [first, second] = list.parts;
  if (result !== first && result !== second) return original;
  const other = result === first ? second : first;
  if (equality.test(name)) return other ? valueClaim(read(other), target) : original;
  if (result !== first) return original;
  if (name === 'assertIsNone') return { kind: 'value', value: { kind: 'none' } };
  return name === 'assertFalse' ? truthClaim(false, target) : original;
}
