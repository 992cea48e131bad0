import type { SyntaxNode } from '../../syntax-node.ts';
import { decoratorsOf } from './class-body.ts';

/** Methods that can be called from outside and change the instance, themselves or by others. */
export function changingMethods(
  methods: ReadonlyMap<string, SyntaxNode>,
): readonly (readonly [name: string, definition: SyntaxNode])[] {
  const changing = new Set(
    [...methods].filter(([, node]) => changes(node, methods)).map(([name]) => name),
  );
  for (let before = -1; before < changing.size;) {
    before = changing.size;
    for (const [name, node] of methods)
      if ([...calledOn(node)].some((other) => changing.has(other))) changing.add(name);
  }
  return [...methods].filter(
    ([name, node]) =>
      changing.has(name) &&
      (!name.startsWith('_') || name === '__setitem__' || name === '__delitem__') &&
      decoratorsOf(node).length === 0 &&
      !/^async\b/.test(node.text),
  );
}

/** Names of methods after which an instance holds more, themselves or by others. */
export function growingMethods(methods: ReadonlyMap<string, SyntaxNode>): ReadonlySet<string> {
  const growing = new Set([...methods].filter(([, node]) => grows(node)).map(([name]) => name));
  for (let before = -1; before < growing.size;) {
    before = growing.size;
    for (const [name, node] of methods)
      if ([...calledOn(node)].some((other) => growing.has(other))) growing.add(name);
  }
  return growing;
}

/** Whether a method adds to a container of its instance, or hangs a new instance into it. */
function grows(definition: SyntaxNode): boolean {
  const text = definition.get('body')?.text ?? '';
  return (
    /\.(?:append|appendleft|add|insert|extend|setdefault|update|push)\s*\(/.test(text) ||
    /\b(?:heappush|insort\w*)\s*\(/.test(text) ||
    /^[^\n=]*\bself\.[\w.]+\[[^\n=]*\]\s*(?:\+|\|)?=(?!=)/m.test(text) ||
    /\bself\.[\w.]+\s*\+=\s*[[(]/.test(text) ||
    /\.\w+\s*=\s*_?[A-Z]\w*\(/.test(text) ||
    /\b(\w+)\s*=\s*_?[A-Z]\w*\([\s\S]*\.\w+\s*=\s*\1\b/.test(text)
  );
}

/** Names of methods that a method calls on the same instance. */
function* calledOn(definition: SyntaxNode): Generator<string> {
  for (const [, name = ''] of definition.text.matchAll(/\bself(?:\.\w+)?\.(\w+)\s*\(/g)) yield name;
}

/** Whether a method stores into its instance, or hands a part of it to who may. */
function changes(definition: SyntaxNode, methods: ReadonlyMap<string, SyntaxNode>): boolean {
  // What is kept may be gone through by another name: `node = self.root`.
  const isAliased = /=\s*self\.\w/.test(definition.text);
  for (const node of definition.get('body')?.walk() ?? []) {
    if (node.is('assignment', 'augmented_assignment')) {
      const left = node.get('left');
      if (isPart(left) || (isAliased && left?.is('attribute', 'subscript'))) return true;
    }
    if (node.type === 'delete_statement' && node.parts.some(isPart)) return true;
    if (node.type !== 'call') continue;
    const callee = node.get('function');
    const object = callee?.type === 'attribute' ? callee.get('object') : null;
    const name = callee?.get('attribute')?.text ?? '';
    if (isAliased && storing.test(name)) return true;
    // Of another instance of the class it is known what its methods do; a container has such too.
    const isOpen = !reading.test(name) && (!methods.has(name) || storing.test(name));
    if (object !== null && object?.text !== 'self' && isPart(object) && isOpen) return true;
    const [first] = node.get('arguments')?.parts ?? [];
    if (
      /^(?:heapq\.)?(?:heap\w+)$|(?:bisect\.)?insort\w*$/.test(callee?.text ?? '') &&
      isPart(first)
    )
      return true;
  }
  return false;
}

/** Whether something belongs to the instance: `self.items`, `self.items[0].next`. */
function isPart(node: SyntaxNode | null | undefined): boolean {
  if (node?.is('pattern_list', 'tuple_pattern', 'expression_list')) return node.parts.some(isPart);
  return /^self\s*[.[]/.test(node?.text ?? '');
}

const storing =
  /^(?:append|appendleft|add|clear|discard|extend|insert|pop|popitem|popleft|remove|setdefault|update)$/;

/** Methods of containers and texts that change nothing. */
const reading =
  /^(?:get|keys|values|items|copy|index|count|find|startswith|endswith|split|join|lower|upper|strip|format|issubset|issuperset|isdisjoint|union|intersection|difference|most_common|__\w+__|is\w*)$/;
