import type { Value } from '../../../protocol/cases.ts';
import type { SketchedParameter } from '../../core/exploring.ts';
import type { ExampleCase } from '../editor-language.ts';
import { exampleValue } from '../example-value.ts';
import { constantOf } from './sketch/constants.ts';
import { givenParameters } from './sketch/parameters.ts';
import { sketch } from './sketch/sketch.ts';
import { definitionAt, functionsTolerant } from './syntax.ts';

/** A case to begin with: defaults as they are written, and values of the shapes that fit. */
export function exampleCase(source: string, functionName: string): ExampleCase | null {
  const target = functionsTolerant(source).find(({ name }) => name === functionName);
  const definition = target === undefined ? null : definitionAt(source, target);
  if (target === undefined || definition === null) return null;
  const { parameters, init } = sketch(source, target);
  const written = new Map(
    givenParameters(definition, target.binding).map(({ name, fallback }) => [
      name,
      fallback === null ? undefined : constantOf(fallback),
    ]),
  );
  const valueFor = (parameter: SketchedParameter): Value =>
    written.get(parameter.name) ?? guessed(parameter);
  return {
    init: init?.filter(isNeeded).map(guessed) ?? null,
    args: parameters.filter(({ place }) => place === 'positional').map(valueFor),
    kwargs: Object.fromEntries(
      parameters
        .filter(({ place }) => place === 'keyword')
        .map((parameter) => [parameter.name, valueFor(parameter)]),
    ),
  };
}

function isNeeded({ place, isOptional }: SketchedParameter): boolean {
  return place === 'positional' && !isOptional;
}

/** Of a class that is defined elsewhere nothing can be made; else a number is as good as any. */
function guessed({ shape, source, isOptional }: SketchedParameter): Value {
  const isOpen = shape.kind === 'unknown' && source === 'none';
  return isOpen && !isOptional ? 10 : exampleValue(shape);
}
