import { groupByLoop, prepared } from '../rewriting/hoisting.ts';
import { moduleBindings } from '../imports.ts';
import { parsePython } from '../parse.ts';
import { pattern } from '../rewriting/pattern.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { loopsAround } from '../rewriting/scope.ts';
import { isConstant } from '../rewriting/values.ts';
import type { SyntaxNode } from '../../syntax-node.ts';

export const compiledPattern: Rule = {
  name: 'compiled-pattern',
  why: 'A pattern is compiled once, instead of being compiled or looked up for each text.',
  when: '`re.compile(…)`, or `re.match(p, s)` and its like, with an unchanged pattern in a loop',
  example: {
    before: `import re


def numbers(lines):
    return [line for line in lines if re.match(r'\\d+$', line)]
`,
    after: `import re


_PATTERN = re.compile(r'\\d+$')


def numbers(lines):
    return [line for line in lines if _PATTERN.match(line)]
`,
    calls: ["(['12', 'a1', '3x'],)", '([],)'],
  },
  ways: [once],
};

const compilation = pattern('re.compile($$args)');
const direct = /^re\.(?:match|search|fullmatch|findall|finditer|sub|subn|split)$/;

/** Arguments of each function, behind which its flags stand. */
const most: Readonly<Record<string, number>> = { sub: 4, subn: 4, split: 3 };

function* once(fn: FunctionCode): Generator<Site> {
  // The pattern stands in the module, so that the module must know `re`.
  if (!moduleBindings(parsePython(fn.module)).has('re')) return;
  for (const match of compilation.in(fn.body)) {
    if (!match.list('args').every(isFlagOrConstant)) continue;
    const name = fn.fresh('_PATTERN');
    const helpers = `${name} = ${match.node.text}`;
    yield { edits: [fn.replace(match.node, name)], helpers };
    return;
  }
  const patterns = new Map<SyntaxNode, SyntaxNode>();
  for (const call of fn.all('call')) {
    const args = call.get('arguments')!.parts;
    const isSimple =
      direct.test(call.get('function')!.text) && args[0]?.type !== 'keyword_argument';
    const hasFlags = args.some(
      (part) => part.get('name')?.text === 'flags' || /^re\.[A-Z]/.test(part.text),
    );
    const method = call.get('function')!.get('attribute')?.text ?? '';
    const isShort = args.length <= (most[method] ?? 2);
    const isPositional = args[1] !== undefined && !args[1].is('keyword_argument', 'list_splat');
    if (isSimple && !hasFlags && isShort && isPositional) patterns.set(args[0]!, call);
  }
  for (const [text, call] of patterns) {
    if (!isConstant(text) || loopsAround(call).length === 0) continue;
    const same = [...patterns].filter(([other]) => other.text === text.text);
    const name = fn.fresh('_PATTERN');
    const edits = same.flatMap(([node, use]) => compiledCall(fn, node, use, name));
    yield { edits, helpers: `${name} = re.compile(${text.text})` };
    return;
  }
  for (const group of groupByLoop(fn, patterns.keys(), () => false)) {
    const { nodes } = group;
    if (isConstant(nodes[0]!)) continue;
    const name = fn.fresh('compiled');
    const edits = nodes.flatMap((node) => compiledCall(fn, node, patterns.get(node)!, name));
    const line = `${name} = re.compile(${nodes[0]!.text})`;
    yield { edits: [prepared(fn, group, line), ...edits] };
  }
}

function compiledCall(fn: FunctionCode, text: SyntaxNode, call: SyntaxNode, name: string) {
  const callee = call.get('function')!;
  const next = call.get('arguments')!.parts[1]!;
  return [
    fn.replace(callee, `${name}.${callee.get('attribute')!.text}`),
    { start: text.start, end: next.start, text: '' },
  ];
}

function isFlagOrConstant(node: SyntaxNode): boolean {
  return isConstant(node) || /^re\.[A-Z]+(?:\s*\|\s*re\.[A-Z]+)*$/.test(node.text);
}
