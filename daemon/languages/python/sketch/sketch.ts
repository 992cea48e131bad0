import type {
  Constraint,
  InputSketch,
  Shape,
  SketchedParameter,
  SketchedSelf,
} from '../../../core/exploring.ts';
import { type InstanceShape, partsOf, unfolded } from '../../../core/shapes.ts';
import type { FunctionInfo } from '../../../core/ports/subject.ts';
import type { ProjectModules } from '../../../core/project.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { definitionAt, docstringNode } from '../syntax.ts';
import { stringValue } from '../strings.ts';
import { constructorOf } from './classes.ts';
import { helpersOf } from './helpers.ts';
import { impuritiesIn } from './impurities.ts';
import { literalsIn } from './literals.ts';
import { withMeetings } from './meetings.ts';
import type { Module } from './module.ts';
import { Neighbours } from './neighbours.ts';
import { raisedIn } from './raises.ts';
import { Reading } from './reading.ts';
import { constraintsOf } from './said.ts';
import { settle } from './settling.ts';
import { Subject } from './subject.ts';
import { textsIn } from './texts.ts';
import { titlesOf } from './titles.ts';
import { Types } from './types.ts';

/** What the text of a function tells about its inputs. It reads any text, also with errors. */
export function sketch(
  source: string,
  target: FunctionInfo,
  project: ProjectModules | null = null,
): InputSketch {
  const tree = parsePython(source);
  const neighbours = new Neighbours(tree, project);
  const module = neighbours.own;
  const definition = target.kind === 'program' ? null : definitionAt(source, target);
  if (definition === null) return ofProgram(tree, module);
  const types = new Types(neighbours);
  const reading = new Reading(types);
  const classNode = classOf(definition);
  if (classNode !== null) reading.methodsOf(classNode);

  const isBound = target.binding === 'instance' || target.binding === 'class';
  const isOfInstance = target.binding === 'instance' && classNode !== null;
  const init = isOfInstance ? constructorOf(classNode, types) : null;
  const made = isOfInstance ? types.instanceOf(classNode) : null;
  const instance = made === null ? null : unfolded(made);
  // What the constructor keeps is what the method works on.
  const subjects = [
    ...(init === null ? [] : [new Subject(init.node, true, reading, types.above(init.of))]),
    new Subject(definition, isBound, reading, types),
  ];
  for (const subject of subjects) subject.note();
  settle(reading.make.all);
  for (const subject of subjects) subject.noteNames();
  settle(reading.make.all);

  const own = subjects.at(-1)!;
  const documentation = docstringNode(definition.get('body'));
  const said = documentation === null ? '' : stringValue(documentation);
  const bodies = [definition, ...helpersOf(definition, classNode, module)];
  const parameters = withMeetings(
    own.parameters(),
    bodies,
    `${target.name.replace(/_/g, ' ')} ${said}`,
  );
  const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]));
  const { constraints, unread } = constraintsOf(
    definition,
    own.docstring,
    shapes,
    titlesOf(definition, classNode, module, shapes),
  );
  const texts = textsIn(bodies, module, said);
  return {
    parameters,
    init:
      target.binding === 'instance'
        ? initOf(instance, init === null ? null : subjects[0]!.parameters())
        : null,
    ...(instance === null || (init === null && instance.parameters.length === 0)
      ? {}
      : { self: selfOf(instance) }),
    literals: literalsIn(
      bodies.map((each) => each.get('body') ?? each),
      module,
    ),
    ...(texts === null ? {} : { texts }),
    constraints: constraints.map((constraint) => ofNumber(constraint, parameters)),
    ...(unread.length === 0 ? {} : { unread }),
    raises: [...new Set([...raisedIn(bodies), ...own.docstring.raises])],
    impurities: impuritiesIn(bodies, module),
  };
}

/** `assert n`: of a number it says that it is not 0. */
function ofNumber(constraint: Constraint, parameters: readonly SketchedParameter[]): Constraint {
  const { says } = constraint;
  if (says.kind !== 'non-empty' || says.of.kind !== 'parameter') return constraint;
  const { name } = says.of;
  const kind = parameters.find((each) => each.name === name)?.shape.kind;
  if (kind !== 'integer' && kind !== 'float') return constraint;
  const zero = { kind: 'number', value: 0 } as const;
  return {
    ...constraint,
    says: { kind: 'compare', left: says.of, operator: '!=', right: zero },
  };
}

function classOf(definition: SyntaxNode): SyntaxNode | null {
  const outer = [...definition.ancestors()].find((node) =>
    node.is('function_definition', 'class_definition'),
  );
  return outer?.type === 'class_definition' ? outer : null;
}

/** What making an instance takes: its own fields, or what its constructor and the method show. */
function initOf(
  instance: InstanceShape | null,
  seen: readonly SketchedParameter[] | null,
): readonly SketchedParameter[] {
  if (seen === null) return instance?.parameters ?? [];
  return seen.map((parameter) => {
    const own = instance?.parameters.find(({ name }) => name === parameter.name);
    return own !== undefined && holdsInstance(own.shape) ? own : parameter;
  });
}

function selfOf({ type, attributes, methods }: InstanceShape): SketchedSelf {
  return {
    type,
    ...(attributes === undefined ? {} : { attributes }),
    ...(methods === undefined ? {} : { methods }),
  };
}

function holdsInstance(shape: Shape): boolean {
  return shape.kind === 'instance' || shape.kind === 'again' || partsOf(shape).some(holdsInstance);
}

function ofProgram(tree: SyntaxNode, module: Module): InputSketch {
  return {
    parameters: [],
    init: null,
    literals: literalsIn([tree], module),
    constraints: [],
    raises: raisedIn([tree]),
    impurities: impuritiesIn([tree], module).filter(({ kind }) => kind !== 'globals'),
  };
}
