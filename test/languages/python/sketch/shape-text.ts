import type { Shape, SketchedParameter } from '../../../../daemon/core/exploring.ts';
import type { Value } from '../../../../protocol/cases.ts';

/** A shape in one line: `list[(integer, string)]`, `{name: string}`, `integer | null`. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'frozenset':
      return `${shape.kind}[${shapeText(shape.items)}]${bounds(shape)}`;
    case 'matrix':
      return `matrix[${shapeText(shape.items)}]`;
    case 'tuple':
      return `(${shape.items.map(shapeText).join(', ')})`;
    case 'dict':
      return `dict[${shapeText(shape.keys)}, ${shapeText(shape.values)}]`;
    case 'record': {
      const fields = Object.entries(shape.fields).map(
        ([name, field]) =>
          `${name}${shape.optional?.includes(name) === true ? '?' : ''}: ${shapeText(field)}`,
      );
      return `{${fields.join(', ')}}`;
    }
    case 'union':
      return shape.of.map(shapeText).join(' | ');
    case 'constant':
      return shape.values.every(isCallable) ? 'function' : JSON.stringify(shape.values);
    case 'unknown':
      return '?';
    case 'instance': {
      const set = Object.entries(shape.attributes ?? {}).map(
        ([name, part]) => `; ${name}: ${shapeText(part)}`,
      );
      const back = (shape.back ?? []).map((name) => `; ${name}: back`);
      const methods = (shape.methods ?? []).map(
        ({ name, parameters }) => `; ${name}(${parameters.map(parameterText).join(', ')})`,
      );
      const made = shape.parameters.map(parameterText).join(', ');
      return `${shape.type}(${made}${[...set, ...back, ...methods].join('')})`;
    }
    case 'again':
      return `again ${shape.type}`;
    case 'string':
      return `string${bounds(shape)}`;
    default:
      return shape.kind;
  }
}

function isCallable(value: Value): boolean {
  const text = JSON.stringify(value);
  return /"type":"(?:builtin_function_or_method|type|functools\.partial)"/.test(text);
}

/** `name: shape`, with `?` where it may be left out, and `*`, `**` or `=` for its place. */
export function parameterText({ name, shape, place, isOptional }: SketchedParameter): string {
  const signs = { positional: '', keyword: '=', rest: '*', keywords: '**' };
  const isLeftOut = isOptional && place !== 'rest' && place !== 'keywords';
  return `${signs[place]}${name}${isLeftOut ? '?' : ''}: ${shapeText(shape)}`;
}

function bounds({ min, max }: { readonly min?: number; readonly max?: number }): string {
  return min === undefined && max === undefined ? '' : `{${min ?? ''}..${max ?? ''}}`;
}
