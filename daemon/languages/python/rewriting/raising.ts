import type { SyntaxNode } from '../../syntax-node.ts';
import { keyKind, mayBeNone, itemShapeAt, shapeAt } from './expression-shapes.ts';
import type { FunctionCode } from './function-code.ts';
import { isNameOnly, isStore, rootPath, usesOf } from './scope.ts';

/**
 * Whether computing it earlier, or though it was not wanted, cannot raise: apart from values of a
 * type that nobody gives, where nothing tells which type that is.
 */
export function neverRaises(fn: FunctionCode, expression: SyntaxNode): boolean {
  return [...expression.walk()].every((node) => !mayRaise(fn, node));
}

const whole =
  /^(?:len|set|frozenset|sorted|list|tuple|str|repr|sum|abs|any|all|bool|isinstance|enumerate|zip|reversed|Counter)$/;
const ofText =
  /^(?:lower|upper|strip|lstrip|rstrip|title|capitalize|casefold|swapcase|is[a-z]+|startswith|endswith|find|rfind|count|splitlines|keys|values|items|copy|get)$/;

function mayRaise(fn: FunctionCode, node: SyntaxNode): boolean {
  switch (node.type) {
    case 'identifier':
      return !isNameOnly(node) && node.field !== 'function' && isSometimesNone(fn, node);
    case 'attribute':
      return node.field !== 'function' && node.get('object')!.text !== 'self';
    case 'subscript':
      return node.get('subscript')?.type !== 'slice' && !isPlaceOf(fn, node);
    case 'binary_operator':
      return mayFail(node);
    case 'call':
      return mayCallRaise(fn, node);
    case 'list_splat':
    case 'dictionary_splat':
    case 'lambda':
      return true;
    default:
      return false;
  }
}

function mayFail(node: SyntaxNode): boolean {
  const operator = node.get('operator')!.text;
  if (!['/', '//', '%', '**', '<<', '>>', '@'].includes(operator)) return false;
  const right = node.get('right')!;
  const isText = operator === '%' && node.get('left')!.type === 'string';
  return isText || !right.is('integer', 'float') || Number(right.text) === 0;
}

function mayCallRaise(fn: FunctionCode, call: SyntaxNode): boolean {
  const callee = call.get('function')!;
  const args = call.get('arguments')!.parts;
  if (callee.type === 'attribute') {
    const method = callee.get('attribute')!.text;
    if (method === 'split' || method === 'rsplit')
      return args.length > 0 && !/^(['"]).+\1$/.test(args[0]!.text);
    return !ofText.test(method);
  }
  const [first] = args;
  if (/^(?:set|frozenset|Counter|sorted)$/.test(callee.text) && first !== undefined) {
    const items = itemShapeAt(fn, first);
    const kind = keyKind(items);
    if (callee.text === 'sorted') return items?.kind === 'dict' || items?.kind === 'union';
    return kind === 'list' || kind === 'unhashable';
  }
  if (/^(?:min|max)$/.test(callee.text))
    return args.length < 2 || args.filter(({ type }) => type !== 'keyword_argument').length < 2;
  if (callee.text === 'range') return args.length > 2;
  if (callee.text === 'int' || callee.text === 'float') {
    const shape = first === undefined ? null : shapeAt(fn, first);
    return !(shape?.kind === 'integer' || (shape?.kind === 'float' && callee.text === 'float'));
  }
  return !whole.test(callee.text);
}

function isSometimesNone(fn: FunctionCode, node: SyntaxNode): boolean {
  if (!fn.parameters.includes(node.text)) {
    const stores = usesOf(node.text, fn.body).filter(isStore);
    return stores.some((use) => use.field === 'left' && use.parent?.get('right')?.type === 'none');
  }
  const parameter = fn.definition.get('parameters')!.parts.find((part) => {
    const name = part.get('name')?.text ?? part.text;
    return name === node.text;
  });
  return parameter?.get('value')?.type === 'none' || mayBeNone(fn.shapeOf(node.text));
}

/** `xs[i]` in a loop over `range(len(xs))` or `enumerate(xs)`, or over as many as `xs` was made with. */
export function isPlaceOf(fn: FunctionCode, subscript: SyntaxNode): boolean {
  const [index, sequence] = [subscript.get('subscript')!, subscript.get('value')!];
  const back = /^(\w+) - 1$/.exec(index.text)?.[1];
  const place = index.type === 'identifier' ? index.text : back;
  const path = rootPath(sequence);
  if (place === undefined || path === null || fn.parameters.includes(place)) return false;
  const sizes = sizesOf(fn, sequence);
  for (const loop of subscript.ancestors()) {
    if (!loop.is('for_statement')) continue;
    const [left, right] = [loop.get('left')!, loop.get('right')!];
    if (!subscript.isWithin(loop.get('body')!)) continue;
    const isOnly = usesOf(place, loop).filter(isStore).length === 1;
    if (left.text === place && isOnly) return sizes.some((size) => isRangeTo(right.text, size));
    if (left.type === 'pattern_list' && left.parts[0]?.text === place && isOnly)
      return right.text === `enumerate(${sequence.text})`;
  }
  return false;
}

function isRangeTo(range: string, size: string): boolean {
  return (
    range === `range(${size})` ||
    (new RegExp(`^range\\(\\d+, `).test(range) && range.endsWith(`, ${size})`))
  );
}

/** How many items a sequence has, in words of the function. */
function sizesOf(fn: FunctionCode, sequence: SyntaxNode): readonly string[] {
  const sizes = [`len(${sequence.text})`];
  const stores = usesOf(sequence.text, fn.body).filter(isStore);
  const value = stores.length === 1 ? stores[0]!.parent?.get('right') : null;
  if (value?.type === 'list_comprehension') {
    const clauses = value.parts.filter((part) => part.is('for_in_clause', 'if_clause'));
    const count = /^range\((.+)\)$/s.exec(clauses[0]?.get('right')?.text ?? '')?.[1];
    if (clauses.length === 1 && count !== undefined) sizes.push(count);
  }
  // `n = len(xs)`, where neither changes later.
  for (const size of sizes.slice())
    for (const node of fn.all('assignment'))
      if (node.get('right')?.text === size && node.get('left')!.type === 'identifier') {
        const name = node.get('left')!.text;
        if (usesOf(name, fn.body).filter(isStore).length === 1) sizes.push(name);
      }
  return sizes;
}
