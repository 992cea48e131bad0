import { groupByLoop } from '../rewriting/hoisting.ts';
import { pattern } from '../rewriting/pattern.ts';
import type { FunctionCode } from '../rewriting/function-code.ts';
import type { Rule, Site } from '../rewriting/rule.ts';
import { loopsAround, statementOf } from '../rewriting/scope.ts';
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

function* once(fn: FunctionCode): Generator<Site> {
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
    if (isSimple && !hasFlags && args.length > 1) patterns.set(args[0]!, call);
  }
  for (const [text, call] of patterns) {
    if (!isConstant(text) || loopsAround(call).length === 0) continue;
    const same = [...patterns].filter(([other]) => other.text === text.text);
    const name = fn.fresh('_PATTERN');
    const edits = same.flatMap(([node, use]) => compiledCall(fn, node, use, name));
    yield { edits, helpers: `${name} = re.compile(${text.text})` };
    return;
  }
  for (const { loop, nodes } of groupByLoop(patterns.keys())) {
    if (isConstant(nodes[0]!)) continue;
    const name = fn.fresh('compiled');
    const edits = nodes.flatMap((node) => compiledCall(fn, node, patterns.get(node)!, name));
    const line = `${name} = re.compile(${nodes[0]!.text})`;
    yield { edits: [fn.before(statementOf(loop), line), ...edits] };
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
