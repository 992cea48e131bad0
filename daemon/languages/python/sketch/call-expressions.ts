import type { SyntaxNode } from '../../syntax-node.ts';
import { stringValue } from '../strings.ts';
import { behaviourOf } from './calls.ts';
import type { Guess, Hint } from './guess.ts';
import { callMethod } from './methods.ts';
import { libraries, type Reader } from './reader.ts';

interface Arguments {
  readonly nodes: readonly SyntaxNode[];
  readonly values: readonly Guess[];
  readonly named: ReadonlyMap<string, Guess>;
  /** One of them stands for several. */
  readonly isSpread: boolean;
}

/** What a call tells of its arguments, and what it gives. */
export function readCall(node: SyntaxNode, read: Reader): Guess {
  const callee = node.get('function');
  const given = argumentsOf(node, read);
  if (callee === null) return read.make.blank();
  noteRow(callee, given, read);
  if (callee.type === 'attribute') return readMethodCall(callee, given, read);
  if (callee.type !== 'identifier') return handOver(read.of(callee), given);
  const own = read.scope.find(callee.text) ?? read.functions.named(callee.text);
  if (own !== null) return handOver(own, given);
  if (callee.text === 'isinstance') noteType(given);
  const behaviour = behaviourOf(callee.text);
  return behaviour?.(given.values, read.make, given.named) ?? read.make.blank();
}

function argumentsOf(call: SyntaxNode, read: Reader): Arguments {
  const list = call.get('arguments');
  // A generator as the only argument stands without a list.
  const nodes = list?.type === 'argument_list' ? list.parts : list === null ? [] : [list];
  const values: Guess[] = [];
  const named = new Map<string, Guess>();
  let isSpread = false;
  for (const argument of nodes) {
    if (argument.type === 'keyword_argument')
      named.set(argument.get('name')?.text ?? '', read.of(argument.get('value')));
    else if (argument.is('list_splat', 'dictionary_splat')) {
      isSpread = true;
      const spread = read.of(argument.parts[0]);
      if (argument.type === 'dictionary_splat') continue;
      spread.hint('iterable');
      if (call.get('function')?.text === 'zip')
        spread.hint('matrix').part('items').hint('iterable');
      values.push(spread.part('items'));
    } else values.push(read.of(argument));
  }
  return { nodes, values, named, isSpread };
}

function readMethodCall(callee: SyntaxNode, given: Arguments, read: Reader): Guess {
  const object = callee.get('object');
  const name = callee.get('attribute')?.text ?? '';
  const isLibrary =
    object?.type === 'identifier' &&
    libraries.has(object.text) &&
    read.scope.find(object.text) === null;
  if (isLibrary) {
    const behaviour = behaviourOf(object.text === 're' ? `re.${name}` : name);
    return behaviour?.(given.values, read.make, given.named) ?? read.make.blank();
  }
  const on = read.of(object);
  const own = read.functions.method(on, name);
  if (own !== null) return handOver(own, given);
  const [key] = given.nodes;
  if (/^(?:get|setdefault)$/.test(name) && key?.type === 'string') {
    const value = on.hint('dict', 2).part(`key ${stringValue(key)}`);
    if (given.values[1] !== undefined) value.join(given.values[1]);
    return value;
  }
  return callMethod(on, name, given.values, read.make, given.named);
}

function handOver(to: Guess, { values, named, isSpread }: Arguments): Guess {
  if (!isSpread) values.forEach((value, i) => to.part(`param ${i}`).join(value));
  for (const [name, value] of named) to.part(`param ${name}`).join(value);
  return to.part('returns');
}

/** `len(grid[0])`: whoever asks that takes all rows to be of one length. */
function noteRow(callee: SyntaxNode, { nodes: [row] }: Arguments, read: Reader): void {
  const [index] = row?.getAll('subscript') ?? [];
  if (callee.text === 'len' && row?.type === 'subscript' && index?.text === '0')
    read.of(row.get('value')).hint('matrix');
}

function noteType({ nodes: [, type], values: [value] }: Arguments): void {
  const types = type?.type === 'tuple' ? type.parts : type === undefined ? [] : [type];
  for (const each of types) {
    const kind = kindsOfTypes.get(each.text);
    if (kind !== undefined) value?.hint(kind);
  }
}

const kindsOfTypes: ReadonlyMap<string, Hint> = new Map<string, Hint>([
  ['int', 'integer'],
  ['float', 'float'],
  ['bool', 'boolean'],
  ['str', 'string'],
  ['bytes', 'bytes'],
  ['list', 'list'],
  ['tuple', 'tuple'],
  ['set', 'set'],
  ['dict', 'dict'],
]);
