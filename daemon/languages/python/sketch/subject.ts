import type { Shape, SketchedParameter } from '../../../core/exploring.ts';
import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { docstringNode } from '../syntax.ts';
import { withArrays } from './arrays.ts';
import { constantOf } from './constants.ts';
import { shapeOfDescription, shapeOfWords } from './docstring-types.ts';
import { readDocstring, type Docstring } from './docstring.ts';
import type { Guess } from './guess.ts';
import { shapeOfName } from './names.ts';
import { givenParameters, type WrittenParameter } from './parameters.ts';
import type { Module } from './module.ts';
import type { Reading } from './reading.ts';
import { isLinked, withInstances } from './recognizing.ts';
import { anything, isKnown, refined, shapeOf, suggest, tell, union } from './shapes.ts';
import type { TypeReader } from './type-reader.ts';

/** A definition whose parameters are asked for. */
export class Subject {
  readonly docstring: Docstring;
  readonly #written: readonly WrittenParameter[];
  readonly #guesses: readonly Guess[];
  readonly #types: TypeReader;
  readonly #reading: Reading;
  readonly #named = new Map<string, boolean>();

  constructor(definition: SyntaxNode, isBound: boolean, reading: Reading, types: TypeReader) {
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

  /** `of shape (n, d)` in the docstring. */
  #rankOf({ name }: WrittenParameter): number | null {
    const entry = this.docstring.parameters.find((each) => each.name === name);
    const text = `${entry?.type ?? ''} ${entry?.text ?? ''}`;
    const sizes = /\bshape\s*(?:of|is|=|:)?\s*[([]([^()[\]]*)[)\]]/i.exec(text)?.[1];
    return sizes === undefined ? null : sizes.split(',').filter((size) => size.trim()).length;
  }

  #sketched(parameter: WrittenParameter, guess: Guess): SketchedParameter {
    const { name, place, annotation, fallback } = parameter;
    const usage = shapeOf(guess);
    const said = annotation === null ? anything : this.#types.shapeOf(annotation.text);
    const described = this.#described(parameter);
    const value = fallback === null ? undefined : constantOf(fallback);
    const isNullable = fallback?.type === 'none' || this.#reading.isOptional(guess);
    const known = refined(refined(said, described), usage);
    const shape = withInstances(
      withArrays(known, guess, {
        isPossible: importsArrays(this.#types.module),
        rank: this.#rankOf(parameter),
      }),
      guess,
      this.#types,
    );
    const source =
      annotation !== null && said !== anything
        ? 'annotation'
        : isKnown(described)
          ? 'docstring'
          : fallback !== null && value !== null
            ? 'default'
            : !isKnown(usage)
              ? isKnown(shape)
                ? 'usage'
                : 'none'
              : this.#named.get(name)
                ? 'name'
                : 'usage';
    const isEmptied = source === 'docstring' && isLinked(shape);
    return {
      name,
      place,
      shape:
        isEmptied || (isNullable && (source !== 'annotation' || isMade(shape)))
          ? orNull(shape)
          : shape,
      isOptional: fallback !== null || place === 'rest' || place === 'keywords',
      source,
    };
  }
}

function importsArrays({ bindings }: Module): boolean {
  return [...bindings.values()].some(
    (each) => each !== null && /^numpy\b/.test(each.from ?? each.name),
  );
}

function orNull(shape: Shape): Shape {
  return isKnown(shape) ? union([shape, { kind: 'null' }]) : shape;
}

/** `next: Node = None` is how many write what may be left out. */
function isMade({ kind }: Shape): boolean {
  return kind === 'instance' || kind === 'again';
}
