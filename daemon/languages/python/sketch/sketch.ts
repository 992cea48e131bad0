import type {
  Constraint,
  InputSketch,
  Shape,
  SketchedParameter,
  SketchedSelf,
} from '../../../core/exploring.ts';
import { type InstanceShape, partsOf, unfolded } from '../../../core/shapes.ts';
import type { FunctionInfo } from '../../../core/ports.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { parsePython } from '../parse.ts';
import { definitionAt, docstringNode } from '../syntax.ts';
import { stringValue } from '../strings.ts';
import { constructorOf } from './classes.ts';
import { helpersOf } from './helpers.ts';
import { impuritiesIn } from './impurities.ts';
import { literalsIn } from './literals.ts';
import { moduleOf, type Module } from './module.ts';
import { raisedIn } from './raises.ts';
import { Reading } from './reading.ts';
import { constraintsOf } from './said.ts';
import { settle } from './settling.ts';
import { anything, isKnown, refined, shapeOf, suggest, tell } from './shapes.ts';
import { Types, union } from './types.ts';

/** What the text of a function tells about its inputs. It reads any text, also with errors. */
export function sketch(source: string, target: FunctionInfo): InputSketch {
  const tree = parsePython(source);
  const module = moduleOf(tree);
  const definition = target.kind === 'program' ? null : definitionAt(source, target);
  if (definition === null) return ofProgram(tree, module);
  const types = new Types(module);
  const reading = new Reading(module, types);
  const classNode = classOf(definition);
  if (classNode !== null) reading.methodsOf(classNode);

  const isBound = target.binding === 'instance' || target.binding === 'class';
  const isOfInstance = target.binding === 'instance' && classNode !== null;
  const init = isOfInstance ? constructorOf(classNode, types) : null;
  const made = isOfInstance ? types.instanceOf(classNode) : null;
  const instance = made === null ? null : unfolded(made);
  // What the constructor keeps is what the method works on.
  const subjects = [init, definition]
    .filter((each) => each !== null)
    .map((each) => new Subject(each, each === definition ? isBound : true, reading, types));
  for (const subject of subjects) subject.note();
  settle(reading.make.all);
  for (const subject of subjects) subject.noteNames();
  settle(reading.make.all);

  const own = subjects.at(-1)!;
  const parameters = own.parameters();
  const bodies = [definition, ...helpersOf(definition, classNode, module)];
  return {
    parameters,
    init:
      target.binding === 'instance'
        ? initOf(instance, init === null ? null : subjects[0]!.parameters())
        : null,
    ...(instance === null || (init === null && instance.parameters.length === 0) ? {} : { self: selfOf(instance) }),
    literals: literalsIn(
      bodies.map((each) => each.get('body') ?? each),
      module,
    ),
    constraints: constraintsOf(definition, own.docstring, own.names).map((constraint) =>
      ofNumber(constraint, parameters),
    ),
    raises: [...new Set([...raisedIn(bodies), ...own.docstring.raises])],
    impurities: impuritiesIn(bodies, module),
  };
}

/** A definition whose parameters are asked for. */
class Subject {
  readonly docstring: Docstring;
  readonly #written: readonly WrittenParameter[];
  readonly #guesses: readonly Guess[];
  readonly #types: Types;
  readonly #reading: Reading;
  readonly #named = new Map<string, boolean>();

  constructor(definition: SyntaxNode, isBound: boolean, reading: Reading, types: Types) {
    this.#written = givenParameters(definition, isBound ? 'instance' : 'static');
    this.#types = types;
    this.#reading = reading;
    const text = docstringNode(definition.get('body'));
    this.docstring = readDocstring(text === null ? '' : stringValue(text), this.names);
    const guess = reading.function(definition, isBound);
    this.#guesses = this.#written.map((_, i) => guess.part(`param ${i}`));
  }

  get names(): readonly string[] {
    return this.#written.map(({ name }) => name);
  }

  /** What the docstring says is evidence for whatever has to do with a parameter. */
  note(): void {
    this.#written.forEach((parameter, i) => {
      if (parameter.annotation === null) tell(this.#guesses[i]!, this.#described(parameter), 6);
    });
  }

  /** Names speak only where nothing else does, or where they agree with it. */
  noteNames(): void {
    this.#written.forEach(({ name }, i) => {
      const guess = this.#guesses[i]!;
      const shape = shapeOfName(name);
      this.#named.set(name, !isKnown(shapeOf(guess)));
      if (shape !== null) suggest(guess, shape);
    });
  }

  parameters(): readonly SketchedParameter[] {
    return this.#written.map((parameter, i) => this.#sketched(parameter, this.#guesses[i]!));
  }

  #described({ name }: WrittenParameter): Shape {
    const entry = this.docstring.parameters.find((each) => each.name === name);
    if (entry === undefined) return anything;
    return entry.type === null
      ? shapeOfDescription(entry.text, this.#types)
      : shapeOfWords(entry.type, this.#types);
  }

  #sketched(parameter: WrittenParameter, guess: Guess): SketchedParameter {
    const { name, place, annotation, fallback } = parameter;
    const usage = shapeOf(guess);
    const said = annotation === null ? anything : this.#types.shapeOf(annotation.text);
    const described = this.#described(parameter);
    const value = fallback === null ? undefined : constantOf(fallback);
    const isNullable = fallback?.type === 'none' || this.#reading.isOptional(guess);
    const source =
      annotation !== null && said !== anything
        ? 'annotation'
        : isKnown(described)
          ? 'docstring'
          : fallback !== null && value !== null
            ? 'default'
            : !isKnown(usage)
              ? 'none'
              : this.#named.get(name)
                ? 'name'
                : 'usage';
    const shape = refined(refined(said, described), usage);
    return {
      name,
      place,
      shape: isNullable && source !== 'annotation' ? orNull(shape) : shape,
      isOptional: fallback !== null || place === 'rest' || place === 'keywords',
      source,
    };
  }
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
