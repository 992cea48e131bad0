import type { Shape } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import type { FunctionCode } from './function-code.ts';
import { isStore, usesOf } from './scope.ts';

/** How far names are followed to what they were bound to. */
const deepest = 6;

/** What values an expression can have; null where neither its form nor a parameter's type tells. */
export function shapeAt(fn: FunctionCode, node: SyntaxNode, depth = 0): Shape | null {
  if (depth > deepest) return null;
  const at = (inner: SyntaxNode | null | undefined) =>
    inner === null || inner === undefined ? null : shapeAt(fn, inner, depth + 1);
  switch (node.type) {
    case 'integer':
    case 'unary_operator':
      return { kind: 'integer' };
    case 'float':
      return { kind: 'float' };
    case 'string':
    case 'concatenated_string':
      return { kind: 'string' };
    case 'true':
    case 'false':
    case 'comparison_operator':
    case 'not_operator':
      return { kind: 'boolean' };
    case 'none':
      return { kind: 'null' };
    case 'parenthesized_expression':
      return at(node.parts[0]);
    case 'list':
      return { kind: 'list', items: at(node.parts[0]) ?? unknown };
    case 'list_comprehension':
      return { kind: 'list', items: at(node.get('body')) ?? unknown };
    case 'set':
    case 'set_comprehension':
      return { kind: 'set', items: unknown };
    case 'tuple':
    case 'expression_list':
      return { kind: 'tuple', items: node.parts.map((part) => at(part) ?? unknown) };
    case 'dictionary':
    case 'dictionary_comprehension': {
      const pair = node.parts.find((part) => part.type === 'pair');
      const keys = at(pair?.get('key')) ?? unknown;
      return { kind: 'dict', keys, values: at(pair?.get('value')) ?? unknown };
    }
    case 'conditional_expression':
      return alike([at(node.parts[0]), at(node.parts[2])]);
    case 'boolean_operator':
      return alike([at(node.get('left')), at(node.get('right'))]);
    case 'binary_operator':
      return computed(node.get('operator')!.text, at(node.get('left')), at(node.get('right')));
    case 'subscript': {
      const of = at(node.get('value'));
      const index = node.get('subscript')!;
      if (of === null || index.type === 'slice') return of;
      if (of.kind === 'tuple') return of.items[Number(index.text)] ?? null;
      return of.kind === 'dict' ? of.values : itemsOf(of);
    }
    case 'call':
      return called(fn, node, depth);
    case 'identifier':
      return named(fn, node.text, depth);
    default:
      return null;
  }
}

/** What a loop over the expression binds. */
export function itemShapeAt(fn: FunctionCode, node: SyntaxNode, depth = 0): Shape | null {
  const shape = shapeAt(fn, node, depth);
  return shape === null ? null : itemsOf(shape);
}

/** How a value serves as a key of a dict: as it is, as a tuple, not at all; null: nothing tells. */
export function keyKind(shape: Shape | null): 'plain' | 'list' | 'unhashable' | null {
  switch (shape?.kind) {
    case undefined:
    case 'unknown':
    case 'instance':
    case 'again':
      return null;
    case 'list':
    case 'matrix': {
      const items = shape.kind === 'list' ? keyKind(shape.items) : 'list';
      return items === 'plain' || items === null ? 'list' : 'unhashable';
    }
    case 'set':
    case 'dict':
    case 'record':
      return 'unhashable';
    case 'tuple':
    case 'union': {
      const kinds = (shape.kind === 'tuple' ? shape.items : shape.of).map(keyKind);
      if (kinds.some((kind) => kind === 'list' || kind === 'unhashable')) return 'unhashable';
      return kinds.every((kind) => kind === 'plain') ? 'plain' : null;
    }
    default:
      return 'plain';
  }
}

/** Whether a value may be None. */
export function mayBeNone(shape: Shape | null): boolean {
  return shape?.kind === 'null' || (shape?.kind === 'union' && shape.of.some(mayBeNone));
}

const unknown: Shape = { kind: 'unknown' };

function itemsOf(shape: Shape): Shape | null {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
      return known(shape.items);
    case 'matrix':
      return { kind: 'list', items: shape.items };
    case 'string':
      return { kind: 'string', min: 1, max: 1 };
    case 'dict':
      return known(shape.keys);
    case 'tuple':
      return alike(shape.items);
    default:
      return null;
  }
}

function known(shape: Shape): Shape | null {
  return shape.kind === 'unknown' ? null : shape;
}

/** The one shape of all of them; numbers of both kinds are floats. */
function alike(shapes: readonly (Shape | null)[]): Shape | null {
  const [first] = shapes;
  if (first === undefined || first === null) return null;
  return shapes.every((shape) => shape?.kind === first.kind) ? first : null;
}

function computed(operator: string, left: Shape | null, right: Shape | null): Shape | null {
  const sides = [left, right];
  const isOf = (kind: Shape['kind']) => sides.some((side) => side?.kind === kind);
  if (operator === '%' && left?.kind === 'string') return left;
  if (operator === '+' || operator === '*') {
    const whole = sides.find(
      (side) => side !== null && ['list', 'string', 'tuple', 'matrix'].includes(side.kind),
    );
    if (whole !== undefined) return whole;
  }
  if (isOf('set')) return { kind: 'set', items: unknown };
  if (isOf('float') || operator === '/') return { kind: 'float' };
  const isArithmetic = isOf('integer') || ['-', '//', '**', '%', '<<', '>>'].includes(operator);
  return isArithmetic ? { kind: 'integer' } : null;
}

function called(fn: FunctionCode, call: SyntaxNode, depth: number): Shape | null {
  const callee = call.get('function')!;
  const first = call.get('arguments')?.parts[0];
  const items = () => (first === undefined ? null : itemShapeAt(fn, first, depth + 1));
  const second = () => {
    const other = call.get('arguments')!.parts[1];
    return other === undefined ? null : itemShapeAt(fn, other, depth + 1);
  };
  if (callee.type === 'attribute') {
    const method = callee.get('attribute')!.text;
    if (/^(?:split|rsplit|splitlines|readlines)$/.test(method))
      return { kind: 'list', items: { kind: 'string' } };
    if (/^(?:join|lower|upper|strip|lstrip|rstrip|replace|title|format|zfill)$/.test(method))
      return { kind: 'string' };
    if (/^(?:index|count|find|rfind|bit_length)$/.test(method)) return { kind: 'integer' };
    const of = shapeAt(fn, callee.get('object')!, depth + 1);
    if (of === null) return null;
    if (method === 'copy') return of;
    if (of.kind !== 'dict') return /^pop(?:left)?$/.test(method) ? itemsOf(of) : null;
    if (method === 'keys') return { kind: 'list', items: of.keys };
    if (method === 'values') return { kind: 'list', items: of.values };
    if (method === 'items')
      return { kind: 'list', items: { kind: 'tuple', items: [of.keys, of.values] } };
    return ['get', 'setdefault', 'pop'].includes(method) ? known(of.values) : null;
  }
  switch (callee.text) {
    case 'len':
    case 'ord':
    case 'int':
    case 'hash':
    case 'isqrt':
      return { kind: 'integer' };
    case 'float':
    case 'sqrt':
      return { kind: 'float' };
    case 'str':
    case 'repr':
    case 'chr':
      return { kind: 'string' };
    case 'bool':
    case 'isinstance':
    case 'any':
    case 'all':
      return { kind: 'boolean' };
    case 'range':
      return { kind: 'list', items: { kind: 'integer' } };
    case 'list':
    case 'sorted':
    case 'reversed':
    case 'deque':
      return { kind: 'list', items: items() ?? unknown };
    case 'set':
    case 'frozenset':
      return { kind: callee.text, items: items() ?? unknown };
    case 'tuple':
      return { kind: 'tuple', items: [items() ?? unknown] };
    case 'dict':
    case 'Counter':
    case 'defaultdict':
      return { kind: 'dict', keys: unknown, values: unknown };
    case 'enumerate': {
      const item = items() ?? unknown;
      return { kind: 'list', items: { kind: 'tuple', items: [{ kind: 'integer' }, item] } };
    }
    case 'zip': {
      const pair = [items() ?? unknown, second() ?? unknown];
      return { kind: 'list', items: { kind: 'tuple', items: pair } };
    }
    case 'min':
    case 'max': {
      const count = call.get('arguments')!.parts.filter((part) => part.type !== 'keyword_argument');
      return count.length > 1 ? shapeAt(fn, first!, depth + 1) : items();
    }
    case 'abs':
    case 'sum':
      return { kind: 'integer' };
    default:
      return null;
  }
}

/** The one shape of everything that a name is bound to in the function. */
function named(fn: FunctionCode, name: string, depth: number): Shape | null {
  const shapes: (Shape | null)[] = [];
  if (fn.parameters.includes(name)) shapes.push(fn.shapeOf(name));
  for (const use of usesOf(name, fn.body)) {
    if (!isStore(use) || use.parent?.type === 'augmented_assignment') continue;
    shapes.push(bound(fn, use, depth + 1));
  }
  return alike(shapes);
}

function bound(fn: FunctionCode, use: SyntaxNode, depth: number): Shape | null {
  const path: number[] = [];
  let target = use;
  while (target.parent?.is('pattern_list', 'tuple_pattern', 'list_pattern')) {
    path.unshift(target.parent.parts.findIndex((part) => part.start === target.start));
    target = target.parent;
  }
  const statement = target.parent;
  let shape: Shape | null = null;
  if (statement?.is('for_statement', 'for_in_clause'))
    shape = itemShapeAt(fn, statement.get('right')!, depth);
  else if (statement?.is('assignment', 'named_expression')) {
    const value = statement.get('right') ?? statement.get('value');
    shape = value === null ? null : shapeAt(fn, value, depth);
  }
  for (const index of path)
    shape =
      shape === null
        ? null
        : shape.kind === 'tuple'
          ? (shape.items[index] ?? null)
          : itemsOf(shape);
  return shape?.kind === 'unknown' ? null : shape;
}
