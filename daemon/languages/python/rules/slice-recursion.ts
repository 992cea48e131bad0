import type { SyntaxNode } from '../../syntax-node.ts';
import type { Edit, FunctionCode } from '../rewriting/function-code.ts';
import { shapeAt } from '../rewriting/expression-shapes.ts';
import { argumentFor, recursiveCalls } from '../rewriting/recursion.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { changedIn, usesOf } from '../rewriting/scope.ts';
import { docstringNode } from '../syntax.ts';

export const sliceRecursion: Rule = {
  name: 'slice-recursion',
  why: 'Each call gets a place in the one sequence, instead of a copy of the rest of it.',
  when: 'a function that calls itself with `xs[1:]` or `xs[k:]` for its parameter `xs`',
  example: {
    before: `def common_length(a, b):
    if not a or not b:
        return 0
    if a[0] == b[0]:
        return 1 + common_length(a[1:], b[1:])
    return max(common_length(a[1:], b), common_length(a, b[1:]))
`,
    after: `def common_length(a, b):
    def common_length_from(a_start, b_start):
        if a_start >= len(a) or b_start >= len(b):
            return 0
        if a[a_start] == b[b_start]:
            return 1 + common_length_from(a_start + 1, b_start + 1)
        return max(common_length_from(a_start + 1, b_start), common_length_from(a_start, b_start + 1))

    return common_length_from(0, 0)
`,
    calls: ["('abcb', 'bcab')", "('', 'x')"],
  },
  ways: [byPlace],
};

function* byPlace(fn: FunctionCode): Generator<Site> {
  const { definition } = fn;
  const calls = recursiveCalls(definition);
  const isMethod = ['self', 'cls'].includes(fn.parameters[0] ?? '');
  const parameters = definition.get('parameters')!.parts.slice(isMethod ? 1 : 0);
  const names = fn.parameters.slice(isMethod ? 1 : 0);
  const sliced = names.filter((name, index) => isSliced(fn, calls, names, name, index));
  if (calls.length === 0 || sliced.length === 0) return;
  const inner = fn.fresh(`${fn.name.replace(/^_+/, '')}_from`);
  const starts = new Map(sliced.map((name) => [name, fn.fresh(`${name}_start`)]));
  const edits: Edit[] = calls.map((call) => fn.replace(call.get('function')!, inner));
  for (const [name, start] of starts) {
    const index = names.indexOf(name);
    const passed = new Set(calls.map((call) => argumentFor(call, names, index)!));
    for (const argument of passed)
      edits.push(fn.replace(argument, advanced(argument, name, start)));
    for (const use of usesOf(name, fn.body)) {
      if ([...passed].some((argument) => use.isWithin(argument))) continue;
      const edit = readFrom(fn, use, name, start);
      if (edit !== null) edits.push(edit);
    }
  }
  const signature = parameters.map(
    (parameter, index) => starts.get(names[index]!) ?? parameter.text,
  );
  const call = names.map((name) => (starts.has(name) ? '0' : name)).join(', ');
  const docstring = docstringNode(fn.body);
  const statements = docstring === null ? fn.body.parts : fn.body.parts.slice(1);
  const head = `def ${inner}(${signature.join(', ')}):`;
  yield {
    edits: [
      fn.above(statements[0]!, docstring === null ? head : `\n${head}`),
      ...fn.deepen(statements[0]!, statements.at(-1)!),
      ...edits,
      fn.after(statements.at(-1)!, `\nreturn ${inner}(${call})`),
    ],
  };
}

/** Every call passes the rest of the parameter, or all of it, and one passes less than all. */
function isSliced(
  fn: FunctionCode,
  calls: readonly SyntaxNode[],
  names: readonly string[],
  name: string,
  index: number,
): boolean {
  if (changedIn(fn.body).has(name)) return false;
  const passed = calls.map((call) => argumentFor(call, names, index)?.text ?? '');
  const isRest = (text: string) => text.startsWith(`${name}[`) && /^\w+\[\d+:\]$/.test(text);
  const kind = shapeAt(fn, usesOf(name, fn.body)[0] ?? fn.body)?.kind;
  if (kind === 'dict' || kind === 'set') return false;
  return passed.every((text) => text === name || isRest(text)) && passed.some(isRest);
}

function advanced(argument: SyntaxNode, name: string, start: string): string {
  if (argument.text === name) return start;
  return `${start} + ${argument.text.slice(name.length + 1, -2)}`;
}

/** A use of the rest of a sequence, in terms of the whole and where the rest starts. */
function readFrom(fn: FunctionCode, use: SyntaxNode, name: string, start: string): Edit | null {
  const parent = use.parent!;
  if (parent.type === 'subscript' && use.field === 'value') {
    const index = parent.get('subscript')!;
    if (index.type !== 'slice') {
      if (index.text.startsWith('-')) return null;
      const text = index.text === '0' ? start : `${start} + ${index.text}`;
      return fn.replace(index, text);
    }
    return fn.replace(use, `${name}[${start}:]`);
  }
  if (parent.type === 'argument_list' && parent.parent!.text === `len(${name})`)
    return fn.replace(
      parent.parent!,
      parent.parent!.parent!.type.endsWith('operator') &&
        parent.parent!.parent!.type === 'binary_operator'
        ? `max(len(${name}) - ${start}, 0)`
        : `max(len(${name}) - ${start}, 0)`,
    );
  if (parent.type === 'not_operator') return fn.replace(parent, `${start} >= len(${name})`);
  const isEmptyTest =
    parent.type === 'comparison_operator' && /^\w+ == (?:''|""|\[\]|\(\))$/.test(parent.text);
  if (isEmptyTest) return fn.replace(parent, `${start} >= len(${name})`);
  if (use.field === 'condition' || parent.type === 'boolean_operator')
    return fn.replace(use, `${start} < len(${name})`);
  return fn.replace(use, `${name}[${start}:]`);
}
