import type { Shape, SketchedMethod, SketchedParameter } from '../../../core/exploring.ts';
import type { InstanceShape } from '../../../core/shapes.ts';
import { mentions } from '../../../core/shapes.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { changingMethods, growingMethods } from './changing.ts';
import {
  type Ancestor,
  ancestry,
  assignments,
  basesOf,
  decoratorsOf,
  descendants,
  implementersOf,
  isAbstract,
  isWhole,
  lineage,
  methodsOf,
  nameOf,
} from './class-body.ts';
import type { Guess } from './guess.ts';
import { isEnumeration, membersOf } from './enumerations.ts';
import { isFrozen, makingOf, parametersOfFields } from './fields.ts';
import { type Kept, type Link, grownBy, keptBy, leadsBack, linkOf, shapeOfLink } from './links.ts';
import type { Neighbours } from './neighbours.ts';
import { Reading } from './reading.ts';
import { settle } from './settling.ts';
import { foreign, isKnown, shapeOf, union } from './shapes.ts';
import { Subject } from './subject.ts';
import type { TypeReader } from './type-reader.ts';

/** More classes in place of one would make too many kinds of inputs. */
const mostDescendants = 4;

/**
 * What an instance of a class of the project can be given as: a typed dict as a record, members
 * of an enumeration, instances of the class and of those that are made from it.
 */
export function shapeOfClass(
  definition: SyntaxNode,
  types: TypeReader,
  shapes: {
    readonly instance: () => InstanceShape | null;
    readonly other: (definition: SyntaxNode) => Shape;
  },
): Shape {
  const { neighbours } = types;
  if (isTypedDict(definition, neighbours)) return record(definition, types);
  if (isEnumeration(definition, neighbours))
    return membersOf(definition, neighbours.nameOf(definition)) ?? foreign;
  const isAbstractOne = isAbstract(definition, neighbours);
  const made = descendants(definition, neighbours);
  const all = made.length === 0 && isAbstractOne ? implementersOf(definition, neighbours) : made;
  const others = all.slice(0, mostDescendants).map(shapes.other).filter(isKnown);
  const own = isAbstractOne ? null : shapes.instance();
  const arms = [...(own === null ? [] : [own]), ...others];
  return arms.length === 0 ? foreign : union(arms);
}

function isTypedDict(definition: SyntaxNode, neighbours: Neighbours): boolean {
  return lineage(definition, neighbours).some((node) => basesOf(node).includes('TypedDict'));
}

function record(definition: SyntaxNode, types: TypeReader): Shape {
  const fields: Record<string, Shape> = {};
  const optional = new Set<string>();
  for (const each of ancestry(definition, types.neighbours).toReversed()) {
    const reader = types.above(each);
    const heads = each.definition.get('superclasses')?.text ?? '';
    const isPartial = /\btotal\s*=\s*False\b/.test(heads);
    for (const { name, type } of assignments(each.definition)) {
      if (type === null) continue;
      fields[name] = reader.shapeOf(type.text);
      if (isPartial || /^(?:\w+\.)?NotRequired\b/.test(type.text)) optional.add(name);
    }
  }
  return { kind: 'record', fields, ...(optional.size === 0 ? {} : { optional: [...optional] }) };
}

/** What calling a class takes, and what is set or called afterwards; null where it is not known. */
export function instanceShape(definition: SyntaxNode, types: TypeReader): InstanceShape | null {
  const { neighbours } = types;
  const type = neighbours.nameOf(definition);
  const constructor = constructorOf(definition, types);
  if (constructor !== null) return plainInstance(definition, constructor, type, types);
  const making = makingOf(definition, neighbours);
  if (making === null) {
    if (!isWhole(definition, neighbours)) return null;
    const { methods } = methodsWith(definition, null, types);
    return finished({ kind: 'instance', type, parameters: [], methods }, false);
  }
  const parameters = parametersOfFields(definition, making, types);
  const methods = isFrozen(definition) ? [] : methodsWith(definition, null, types).methods;
  return finished({ kind: 'instance', type, parameters, methods }, isFrozen(definition));
}

/** An `__init__`, and the class that has it. */
interface Constructor {
  readonly node: SyntaxNode;
  readonly of: Ancestor;
}

/** The `__init__` of a class or of the nearest that it is made from. */
export function constructorOf(
  definition: SyntaxNode,
  { neighbours }: TypeReader,
): Constructor | null {
  for (const each of ancestry(definition, neighbours)) {
    const own = methodsOf(each.definition).get('__init__');
    if (own !== undefined) return { node: own, of: each };
    // Its fields make a constructor that hides those of its bases.
    if (decoratorsOf(each.definition).some((one) => nameOf(one) === 'dataclass')) return null;
  }
  return null;
}

function plainInstance(
  definition: SyntaxNode,
  constructor: Constructor,
  type: string,
  types: TypeReader,
): InstanceShape {
  const { subject, methods, self } = methodsWith(definition, constructor, types);
  const given = subject?.parameters() ?? [];
  const names = given.map(({ name }) => name);
  const kept = keptBy(constructor.node, names);
  const attributes = [...kept.keys()];
  const link = (name: string, value: SyntaxNode | null): Link | null =>
    linkOf(
      name,
      value,
      attributes.filter((other) => other !== name),
      definition.source,
    );
  const parameters = given.map((parameter): SketchedParameter => {
    const own = [...kept.values()].find((each) => each.parameter === parameter.name);
    const isOpen = !isSaid(parameter.shape) || parameter.source === 'name';
    if (own === undefined || !isOpen || !parameter.isOptional) return parameter;
    const kind = link(own.attribute, own.value);
    if (kind === null) return parameter;
    const shape = shapeOfLink(kind, type);
    return { ...parameter, shape: kind === 'many' ? union([shape, { kind: 'null' }]) : shape };
  });
  const set: Record<string, Shape> = {};
  for (const each of kept.values()) {
    const shape =
      each.parameter === null
        ? attributeShape(each, link, type, types.above(constructor.of), self)
        : null;
    if (shape !== null && definition.source.includes(`.${each.attribute}`))
      set[each.attribute] = shape;
  }
  const grown = grownBy(methodsOf(definition), definition.get('name')?.text ?? '');
  const isGrown = methods.length > 0 && [...grown].some((name) => kept.has(name));
  const isLink = (shape: Shape): boolean => isGrown && mentions(shape, type);
  const own = Object.entries(set).filter(([, shape]) => !isLink(shape));
  return finished(
    {
      kind: 'instance',
      type,
      parameters: parameters.map((parameter) =>
        isLink(parameter.shape) ? { ...parameter, shape: { kind: 'null' } } : parameter,
      ),
      attributes: Object.fromEntries(own),
      methods,
    },
    false,
  );
}

/** Whether a shape says what is in it: of an untyped list nothing is known. */
function isSaid(shape: Shape): boolean {
  if (shape.kind === 'union') return shape.of.every((arm) => arm.kind === 'null' || isSaid(arm));
  return shape.kind === 'list' ? isKnown(shape.items) : isKnown(shape);
}

/** Of an attribute that begins as a constant and is set from outside; null where it is not. */
function attributeShape(
  { attribute, type: annotation, value }: Kept,
  link: (name: string, value: SyntaxNode | null) => Link | null,
  type: string,
  types: TypeReader,
  self: Guess,
): Shape | null {
  if (annotation !== null) {
    const shape = types.shapeOf(annotation.text);
    return mentions(shape, type) ? shape : null;
  }
  const kind = link(attribute, value);
  if (kind !== null) return shapeOfLink(kind, type);
  const isSet = new RegExp(String.raw`(?<!\bself)\.${attribute}\s*=(?!=)`).test(value.source);
  if (!isSet || !value.is('true', 'false', 'integer', 'float', 'string')) return null;
  const guess = self.partIfAny(`.${attribute}`);
  const shape = guess === null ? null : shapeOf(guess);
  return shape !== null && ['boolean', 'integer', 'float', 'string'].includes(shape.kind)
    ? shape
    : null;
}

/** Reads the methods of a class together: what one keeps is what another works on. */
function methodsWith(
  definition: SyntaxNode,
  constructor: Constructor | null,
  types: TypeReader,
): {
  readonly subject: Subject | null;
  readonly methods: readonly SketchedMethod[];
  readonly self: Guess;
} {
  const reading = new Reading(types);
  reading.methodsOf(definition);
  const all = new Map<string, { readonly node: SyntaxNode; readonly of: Ancestor }>();
  for (const each of ancestry(definition, types.neighbours).toReversed())
    for (const [name, node] of methodsOf(each.definition)) all.set(name, { node, of: each });
  const nodes = new Map([...all].map(([name, { node }]) => [name, node]));
  const growing = growingMethods(nodes);
  const changing = changingMethods(nodes).map(([name, node]) => {
    const reader = types.above((all.get(name) as { readonly of: Ancestor }).of);
    return { name, grows: growing.has(name), subject: new Subject(node, true, reading, reader) };
  });
  const subject =
    constructor === null
      ? null
      : new Subject(constructor.node, true, reading, types.above(constructor.of));
  for (const [name, node] of nodes)
    if (name !== '__init__' && decoratorsOf(node).length === 0) reading.function(node, true);
  const subjects = [
    ...(subject === null ? [] : [subject]),
    ...changing.map((each) => each.subject),
  ];
  for (const each of subjects) each.note();
  settle(reading.make.all);
  for (const each of subjects) each.noteNames();
  settle(reading.make.all);
  const methods = changing.map(({ name, grows, subject: own }) => ({
    name,
    parameters: own.parameters(),
    ...(grows ? { grows } : {}),
  }));
  return { subject, methods, self: reading.self };
}

/** Without links that lead back, which follow from the others, and without what is empty. */
function finished(shape: InstanceShape, isFixed: boolean): InstanceShape {
  const { type } = shape;
  const linked = [
    ...shape.parameters.map((parameter) => [parameter.name, parameter.shape] as const),
    ...Object.entries(shape.attributes ?? {}),
  ];
  const back = linked.flatMap(([name, part]) =>
    leadsBack(name) && (mentions(part, type) || part.kind === 'null') ? [name] : [],
  );
  const isLinked = linked.some(([name, part]) => !leadsBack(name) && mentions(part, type));
  const forward = (name: string, part: Shape): Shape =>
    leadsBack(name) && mentions(part, type) ? { kind: 'null' } : endless(part, type);
  const attributes = Object.entries(shape.attributes ?? {})
    .map(([name, part]) => [name, forward(name, part)] as const)
    .filter(([, part]) => part.kind !== 'null');
  return {
    kind: 'instance',
    type,
    parameters: shape.parameters.map((parameter) => ({
      ...parameter,
      shape: forward(parameter.name, parameter.shape),
    })),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(back.length === 0 || !isLinked || isFixed ? {} : { back }),
    ...(shape.methods === undefined || shape.methods.length === 0
      ? {}
      : { methods: shape.methods }),
  };
}

/** An instance that needs another one to be made would need another, and so on. */
function endless(part: Shape, type: string): Shape {
  return part.kind === 'again' && part.type === type
    ? { kind: 'union', of: [part, { kind: 'null' }] }
    : part;
}
