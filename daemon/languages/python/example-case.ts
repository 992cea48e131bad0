import type { Value } from '../../../protocol/cases.ts';
import type { ExampleCase } from '../editor-language.ts';
import type { SyntaxNode } from '../syntax-node.ts';
import { isPlainString, stringValue } from './strings.ts';
import { definitionAt, functionsTolerant } from './syntax.ts';

/** A case to begin with, its values guessed from defaults, annotations and names. */
export function exampleCase(source: string, functionName: string): ExampleCase | null {
  const target = functionsTolerant(source).find(({ name }) => name === functionName);
  const definition = target === undefined ? null : definitionAt(source, target);
  if (target === undefined || definition === null) return null;
  const { binding } = target;
  const parameters = parametersOf(definition).slice(
    binding === 'instance' || binding === 'class' ? 1 : 0,
  );
  const valuesOf = (wanted: boolean): [string, Value][] =>
    parameters
      .filter(({ byName }) => byName === wanted)
      .map((parameter) => [parameter.name, valueFor(parameter)]);
  return {
    init: binding === 'instance' ? constructorArguments(source, functionName) : null,
    args: valuesOf(false).map(([, value]) => value),
    kwargs: Object.fromEntries(valuesOf(true)),
  };
}

interface Parameter {
  readonly name: string;
  readonly annotation: string | null;
  readonly fallback: SyntaxNode | null;
  /** It can be given by its name alone. */
  readonly byName: boolean;
}

/** Without those that take what is left over. */
function parametersOf(definition: SyntaxNode): readonly Parameter[] {
  const found: Parameter[] = [];
  let byName = false;
  for (const node of definition.get('parameters')?.parts ?? []) {
    const inner = node.type === 'typed_parameter' ? node.parts[0] : node;
    if (inner?.is('list_splat_pattern', 'keyword_separator')) byName = true;
    const name = inner?.type === 'identifier' ? inner : node.get('name');
    if (name === null || name === undefined) continue;
    const annotation = node.get('type')?.text ?? null;
    found.push({ name: name.text, annotation, fallback: node.get('value'), byName });
  }
  return found;
}

function constructorArguments(source: string, methodName: string): readonly Value[] {
  const className = methodName.slice(0, methodName.lastIndexOf('.'));
  const init = functionsTolerant(source).find(({ name }) => name === `${className}.__init__`);
  const definition = init === undefined ? null : definitionAt(source, init);
  if (definition === null) return [];
  return parametersOf(definition)
    .slice(1)
    .filter(({ byName, fallback }) => !byName && fallback === null)
    .map(valueFor);
}

function valueFor({ name, annotation, fallback }: Parameter): Value {
  const written = fallback === null ? undefined : literal(fallback);
  if (written !== undefined && written !== null) return written;
  if (annotation !== null) return byAnnotation(annotation);
  if (fallback !== null) return null;
  return byName(name);
}

/** What a default says, where it is a plain value. */
function literal(node: SyntaxNode): Value | undefined {
  if (isPlainString(node)) return stringValue(node);
  if (node.type === 'true') return true;
  if (node.type === 'false') return false;
  if (node.type === 'none') return null;
  if (/^-?\d+$/.test(node.text) && Number.isSafeInteger(Number(node.text)))
    return Number(node.text);
  if (!/^-?\d+\.\d+$/.test(node.text)) return undefined;
  const value = Number(node.text);
  return Number.isInteger(value) ? { $float: value } : value;
}

const integers: Value = { $ints: { n: 1000, min: 0, max: 1000, seed: 1 } };

const scalars: Readonly<Record<string, Value>> = {
  int: 10,
  float: 1.5,
  complex: 1.5,
  str: 'text',
  bool: true,
  bytes: { $bytes: 'dGV4dA==' },
  None: null,
  dict: {},
  Dict: {},
  Mapping: {},
};

const arrays = /^(list|List|Sequence|Iterable|Iterator|Collection|MutableSequence|deque)$/;

function byAnnotation(annotation: string): Value {
  const text = annotation.replace(/^["']|["']$/g, '').trim();
  const choices = splitAt(text, '|').filter((choice) => choice !== 'None');
  if (choices.length > 1 || choices[0] !== text) return byAnnotation(choices[0] ?? 'None');
  const [, outer = '', inner = ''] = /^(?:\w+\.)*(\w+)\s*(?:\[([\s\S]*)\])?$/.exec(text) ?? [];
  const parts = splitAt(inner, ',');
  const [first = 'int'] = parts;
  if (outer === 'Optional' || outer === 'Union' || outer === 'Annotated')
    return byAnnotation(first);
  if (outer === 'dict' && first === 'str' && parts[1] !== undefined)
    return { key: byAnnotation(parts[1]) };
  if (arrays.test(outer)) return arrayOf(first);
  if (/^(set|Set|AbstractSet|frozenset|FrozenSet)$/.test(outer)) {
    const tag = /^f/i.test(outer) ? '$frozenset' : '$set';
    return {
      [tag]: first === 'int' ? { $range: { start: 0, stop: 1000 } } : [byAnnotation(first)],
    };
  }
  if (/^tuple$/i.test(outer)) {
    return { $tuple: parts.filter((part) => part !== '...').map(byAnnotation) };
  }
  return scalars[outer] ?? null;
}

function arrayOf(element: string): Value {
  switch (element) {
    case 'int':
      return integers;
    case 'float':
      return { $floats: { n: 1000, min: 0, max: 1, seed: 1 } };
    case 'str':
      return { $strings: { n: 1000, length: 8, alphabet: 'abcdefghij', seed: 1 } };
    default:
      return [byAnnotation(element)];
  }
}

function byName(name: string): Value {
  if (/^(s|text|string|word|line|pattern|prefix|suffix|name)$/.test(name)) return 'text';
  if (/(^|_)(list|array|seq)$/.test(name) || /[^s]s$/.test(name)) return integers;
  return 10;
}

/** The parts between separators that stand in no brackets, trimmed; none for an empty text. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (at < text.length && (character !== separator || depth > 0)) continue;
    parts.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return parts.filter((part) => part !== '');
}
