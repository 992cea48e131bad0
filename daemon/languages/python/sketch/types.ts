import type { Value } from '../../../../protocol/cases.ts';
import type { Shape } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import { parseTree } from '../../grammar.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { instanceShape, shapeOfClass } from './classes.ts';
import { constantOf } from './constants.ts';
import type { Module } from './module.ts';
import { namedTupleShape } from './named-tuples.ts';
import { standardShape } from './standard-types.ts';
import { boundedType, narrowedBy } from './refinements.ts';
import { anything, foreign, ofSomeLengths, union } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

const deepest = 12;
/** Classes within classes; what is further inside is not looked at. */
const mostOpen = 6;

/** Reads annotations and type expressions, with the classes and aliases of one file. */
export class Types implements TypeReader {
  readonly module: Module;
  /** Classes and aliases that are being looked at: some are made of themselves. */
  readonly #open = new Map<string, 'class' | 'alias'>();
  readonly #classes = new Map<SyntaxNode, Shape>();
  readonly #instances = new Map<SyntaxNode, InstanceShape | null>();

  constructor(module: Module) {
    this.module = module;
  }

  instanceOf(definition: SyntaxNode): InstanceShape | null {
    const known = this.#instances.get(definition);
    if (known !== undefined) return known;
    const name = definition.get('name')?.text ?? '';
    const outer = this.#open.get(name);
    const isFirst = [...this.#open.keys()].every((other) => other === name);
    this.#open.set(name, 'class');
    const shape = instanceShape(definition, this);
    if (outer === undefined) this.#open.delete(name);
    // What stands inside another class may say `again` of that one.
    if (isFirst) this.#instances.set(definition, shape);
    return shape;
  }

  shapeOf(text: string): Shape {
    const [statement] = parseTree('python', `(${text.trim()}\n)`).parts;
    const expression = statement?.parts[0];
    return expression === undefined || expression.hasError ? foreign : this.#of(expression, 0);
  }

  #of(node: SyntaxNode, depth: number): Shape {
    if (depth > deepest) return anything;
    switch (node.type) {
      case 'parenthesized_expression':
        return node.parts[0] === undefined ? foreign : this.#of(node.parts[0], depth + 1);
      case 'none':
        return { kind: 'null' };
      case 'string':
        return this.shapeOf(stringValue(node).slice(0, 500));
      case 'identifier':
      case 'attribute':
        return this.#named(lastName(node), [], depth);
      case 'subscript':
        return this.#named(lastName(node.get('value')), node.getAll('subscript'), depth);
      case 'call': {
        const args = node.get('arguments')?.parts ?? [];
        const of = (part: SyntaxNode | undefined): Shape =>
          part === undefined ? anything : this.#of(part, depth + 1);
        return boundedType(lastName(node.get('function')), args, of) ?? foreign;
      }
      case 'binary_operator': {
        const sides = [node.get('left'), node.get('right')].filter((side) => side !== null);
        if (node.get('operator')?.text !== '|') return foreign;
        return union(sides.map((side) => this.#of(side, depth + 1)));
      }
      default:
        return foreign;
    }
  }

  #named(name: string, args: readonly SyntaxNode[], depth: number): Shape {
    const [first, second] = args;
    const of = (node: SyntaxNode | undefined): Shape =>
      node === undefined ? anything : this.#of(node, depth + 1);
    const own = this.#own(name, depth) ?? boundedType(name, [], of);
    if (own !== null) return own;
    if (lists.has(name)) return { kind: 'list', items: of(first) };
    if (dicts.has(name)) return { kind: 'dict', keys: of(first), values: of(second) };
    switch (name) {
      case 'int':
      case 'Integral':
        return { kind: 'integer' };
      case 'float':
      case 'Real':
      case 'Number':
        return { kind: 'float' };
      case 'bool':
        return { kind: 'boolean' };
      case 'str':
      case 'AnyStr':
      case 'LiteralString':
      case 'Text':
        return { kind: 'string' };
      case 'bytes':
        return { kind: 'bytes' };
      case 'None':
      case 'NoneType':
        return { kind: 'null' };
      case 'set':
      case 'Set':
      case 'AbstractSet':
      case 'MutableSet':
        return { kind: 'set', items: of(first) };
      case 'frozenset':
      case 'FrozenSet':
        return { kind: 'frozenset', items: of(first) };
      case 'tuple':
      case 'Tuple':
        return this.#tuple(args, depth);
      case 'Optional':
        return union([of(first), { kind: 'null' }]);
      case 'Union':
        return union(args.map(of));
      case 'Annotated':
        return narrowedBy(of(first), args.slice(1));
      case 'Final':
      case 'Required':
      case 'NotRequired':
      case 'ReadOnly':
        return of(first);
      case 'Literal':
        return literal(args);
      case 'Any':
      case 'object':
      case 'Hashable':
      case 'Sized':
      case 'SupportsIndex':
        return anything;
      default:
        return standardShape(name, (index) => of(args[index])) ?? foreign;
    }
  }

  /** What the file itself means by a name. */
  #own(name: string, depth: number): Shape | null {
    const open = this.#open.get(name);
    if (open === 'class') return { kind: 'again', type: name };
    if (open === 'alias' || this.#open.size > mostOpen) return foreign;
    const definition = this.module.classes.get(name);
    if (definition !== undefined) return this.#class(definition);
    const value = this.module.values.get(name);
    if (value === undefined) return null;
    this.#open.set(name, 'alias');
    const shape = this.#alias(name, value, depth);
    this.#open.delete(name);
    return shape;
  }

  #class(definition: SyntaxNode): Shape {
    const known = this.#classes.get(definition);
    if (known !== undefined) return known;
    const isFirst = this.#open.size === 0;
    const shape = shapeOfClass(definition, this);
    if (isFirst) this.#classes.set(definition, shape);
    return shape;
  }

  #alias(name: string, value: SyntaxNode, depth: number): Shape {
    if (value.type !== 'call') return this.#of(value, depth + 1);
    const callee = lastName(value.get('function'));
    const args = value.get('arguments')?.parts ?? [];
    if (/^namedtuple$|^NamedTuple$/.test(callee))
      return namedTupleShape(name, args, this) ?? foreign;
    if (callee === 'NewType' && args[1] !== undefined) return this.#of(args[1], depth + 1);
    if (callee !== 'TypeVar') return foreign;
    const bound = args.find((arg) => arg.get('name')?.text === 'bound')?.get('value');
    const choices = args.slice(1).filter(({ type }) => type !== 'keyword_argument');
    if (choices.length > 0) return union(choices.map((choice) => this.#of(choice, depth + 1)));
    const shape = bound === undefined || bound === null ? anything : this.#of(bound, depth + 1);
    return shape === foreign ? anything : shape;
  }

  #tuple(args: readonly SyntaxNode[], depth: number): Shape {
    const isOpen = args.at(-1)?.type === 'ellipsis';
    if (args.length === 0) return ofSomeLengths(anything);
    if (isOpen) return ofSomeLengths(this.#of(args[0]!, depth + 1));
    const isEmpty = args.length === 1 && args[0]!.text === '()';
    const items = isEmpty ? [] : args.map((arg) => this.#of(arg, depth + 1));
    return { kind: 'tuple', items };
  }
}

const lists = new Set(
  (
    'list List Sequence MutableSequence Iterable Collection Container Reversible Iterator ' +
    'Generator array_like Array'
  ).split(' '),
);

const dicts = new Set('dict Dict Mapping MutableMapping DefaultDict defaultdict'.split(' '));

function literal(args: readonly SyntaxNode[]): Shape {
  const values: Value[] = [];
  for (const arg of args) {
    const value = constantOf(arg);
    if (value === undefined) return foreign;
    values.push(value);
  }
  return values.length === 0 ? foreign : { kind: 'constant', values };
}

function lastName(node: SyntaxNode | null): string {
  if (node === null) return '';
  return node.type === 'attribute' ? (node.get('attribute')?.text ?? '') : node.text;
}
