import type { Value } from '../../../../protocol/cases.ts';
import type { Shape } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import { parseTree } from '../../grammar.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { instanceShape, shapeOfClass } from './classes.ts';
import { constantOf } from './constants.ts';
import { type Ancestor, openTypesOf } from './class-body.ts';
import type { Module } from './module.ts';
import { namedTupleShape } from './named-tuples.ts';
import type { Meaning, Neighbours } from './neighbours.ts';
import { standardShape } from './standard-types.ts';
import { boundedType, narrowedBy } from './refinements.ts';
import { anything, foreign, ofSomeLengths, union } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

const deepest = 12;
/** Classes within classes; what is further inside is not looked at. */
const mostOpen = 6;

/** What readers of one sketch have in common. */
interface Memory {
  /** Classes and aliases that are being looked at: some are made of themselves. */
  readonly open: Map<string, 'class' | 'alias'>;
  readonly classes: Map<string, Shape>;
  readonly instances: Map<string, InstanceShape | null>;
}

function keyOf(name: string, args: readonly Shape[]): string {
  return args.length === 0 ? name : `${name} ${JSON.stringify(args)}`;
}

/** Reads annotations and type expressions, with the classes and aliases of a project. */
export class Types implements TypeReader {
  readonly neighbours: Neighbours;
  readonly module: Module;
  /** What stands for the types that the class around leaves open. */
  readonly #given: ReadonlyMap<string, Shape>;
  readonly #memory: Memory;

  constructor(
    neighbours: Neighbours,
    module: Module = neighbours.own,
    given: ReadonlyMap<string, Shape> = new Map(),
    memory: Memory = { open: new Map(), classes: new Map(), instances: new Map() },
  ) {
    this.neighbours = neighbours;
    this.module = module;
    this.#given = given;
    this.#memory = memory;
  }

  at(definition: SyntaxNode): Types {
    const module = this.neighbours.moduleOf(definition);
    return module === this.module ? this : this.#with(module, new Map());
  }

  above({ definition, args, below }: Ancestor): Types {
    if (below === null)
      return this.module === this.neighbours.moduleOf(definition) ? this : this.at(definition);
    const inner = this.above(below);
    return this.#within(
      definition,
      args.map((arg) => inner.#of(arg, 0)),
    );
  }

  instanceOf(definition: SyntaxNode, args: readonly Shape[] = []): InstanceShape | null {
    const { open, instances } = this.#memory;
    const name = this.neighbours.nameOf(definition);
    const key = keyOf(name, args);
    const known = instances.get(key);
    if (known !== undefined) return known;
    const outer = open.get(name);
    const isFirst = [...open.keys()].every((other) => other === name);
    open.set(name, 'class');
    const shape = instanceShape(definition, this.#within(definition, args));
    if (outer === undefined) open.delete(name);
    // What stands inside another class may say `again` of that one.
    if (isFirst) instances.set(key, shape);
    return shape;
  }

  shapeOfClass(definition: SyntaxNode, args: readonly Shape[] = []): Shape {
    const { open, classes } = this.#memory;
    const name = this.neighbours.nameOf(definition);
    if (open.get(name) === 'class') return { kind: 'again', type: name };
    if (open.size > mostOpen) return foreign;
    const key = keyOf(name, args);
    const known = classes.get(key);
    if (known !== undefined) return known;
    const isFirst = open.size === 0;
    const shape = shapeOfClass(definition, this.#within(definition, args), {
      instance: () => this.instanceOf(definition, args),
      other: (node) => this.#alike(node, args),
    });
    if (isFirst) classes.set(key, shape);
    return shape;
  }

  /** One that is made from a class of which types are given: it must leave as many open. */
  #alike(definition: SyntaxNode, args: readonly Shape[]): Shape {
    if (args.length > 0 && openTypesOf(definition).length !== args.length) return foreign;
    return this.shapeOfClass(definition, args);
  }

  #with(module: Module, given: ReadonlyMap<string, Shape>): Types {
    return new Types(this.neighbours, module, given, this.#memory);
  }

  /** For what stands in a class of which these types are given. */
  #within(definition: SyntaxNode, args: readonly Shape[]): Types {
    const given = openTypesOf(definition).map((name, index) => [name, args[index]] as const);
    return this.#with(
      this.neighbours.moduleOf(definition),
      new Map(given.flatMap(([name, shape]) => (shape === undefined ? [] : [[name, shape]]))),
    );
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
        return this.#named(node.text, [], depth);
      case 'subscript':
        return this.#named(node.get('value')?.text ?? '', node.getAll('subscript'), depth);
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

  #named(path: string, args: readonly SyntaxNode[], depth: number): Shape {
    const [first, second] = args;
    const of = (node: SyntaxNode | undefined): Shape =>
      node === undefined ? anything : this.#of(node, depth + 1);
    const given = this.#given.get(path);
    if (given !== undefined) return given;
    const meaning = this.neighbours.meaning(path, this.module);
    const name = meaning?.kind === 'outside' ? meaning.name : path.replace(/^.*\./s, '');
    const own = this.#meant(meaning, args, depth) ?? boundedType(name, [], of);
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
        return standardShape(name, (index) => of(args[index])) ?? unknownOf(name);
    }
  }

  /** What the project itself means by a name. */
  #meant(meaning: Meaning | null, args: readonly SyntaxNode[], depth: number): Shape | null {
    if (meaning === null) return null;
    const { open } = this.#memory;
    if (meaning.kind === 'class') {
      const given = args.map((arg) => this.#of(arg, depth + 1));
      return this.shapeOfClass(meaning.node, given);
    }
    if (meaning.kind !== 'value') return null;
    const module = this.neighbours.moduleOf(meaning.node);
    const name = [...(module.name === null ? [] : [module.name]), meaning.name].join('.');
    if (open.get(name) === 'alias' || open.size > mostOpen) return foreign;
    open.set(name, 'alias');
    const shape = this.at(meaning.node).#alias(name, meaning.node, depth);
    open.delete(name);
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

/** A name that nobody defines is most likely a class; so short a one stands for any type. */
function unknownOf(name: string): Shape {
  return /^_?[A-Z]{1,2}\d?$/.test(name) ? anything : foreign;
}

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
