import { fail, ok } from '../../protocol/failures.ts';
import type { FunctionInfo } from '../../daemon/core/ports/subject.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import type { ProposalRequest } from '../../daemon/core/ports/proposing.ts';

/**
 * Python as far as prompts and replies need it: definitions are found by their indentation, and
 * `adopt` takes the definition of that name with the imports and functions before it.
 */
export const stubLanguage: Language = {
  id: 'python',
  extensions: ['.py'],
  program: () => fail('internal', 'not needed here'),
  kit: null,
  functions: (source) => ok(definitions(source)),
  extract: (source, target) => dedented(source.slice(target.start, target.end)),
  linkedProblem: () => null,
  sketch: () => {
    throw new Error('not needed here');
  },
  isTestFile: () => false,
  discover: () => ({ cases: [], unread: [] }),
  normalize: (source) => source.replace(/\s+/g, ' ').trim(),
  adopt: (code, target) => {
    const bare = target.name.split('.').at(-1) ?? target.name;
    const all = definitions(code);
    const found = all.findLast((info) => info.name.split('.').at(-1) === bare);
    if (found === undefined) return null;
    const body = dedented(code.slice(found.start, found.end));
    if (!body.includes('\n') && !/:\s*\S/.test(body)) return null;
    return {
      code: `${body.trimEnd()}\n`,
      imports: code.split('\n').filter((line) => /^(import|from) /.test(line)),
      helpers: all
        .filter((info) => info !== found && info.kind === 'function')
        .map((info) => code.slice(info.start, info.end).trimEnd())
        .join('\n\n'),
    };
  },
  replace: () => fail('internal', 'not needed here'),
  rules: [],
  rewrite: () => [],
  job: () => {
    throw new Error('not needed here');
  },
  report: () => ({ kind: 'silent' }),
};

export const slowSource = `import json

LIMIT = 10


def helper(x):
    return x * LIMIT


def find(xs, y):
    """Where y stands in xs."""
    for i in range(len(xs)):
        if xs[i] == y:
            return helper(i)
    return -1
`;

/** A request about \`find\` in a small file, with whatever a test changes in it. */
export function request(change: Partial<ProposalRequest> = {}): ProposalRequest {
  const target = infoOf(slowSource, 'find');
  const version = { source: slowSource, code: stubLanguage.extract(slowSource, target) };
  return {
    language: stubLanguage,
    target,
    original: version,
    parent: version,
    parentRules: [],
    objective: 'time',
    iteration: 1,
    figures: {
      passed: true,
      runtimeNs: 12_345_678,
      peakBytes: 45.1 * 2 ** 20,
      byteSeconds: 580_000,
    },
    inputs: ['large: xs has 20000 integers; takes 91% of the time', 'empty: xs is empty'],
    failing: null,
    tried: [],
    limit: 24,
    ...change,
  };
}

export function infoOf(source: string, name: string): FunctionInfo {
  const found = definitions(source).find((info) => info.name === name);
  if (found === undefined) throw new Error(`no ${name} in the source`);
  return found;
}

function definitions(source: string): readonly FunctionInfo[] {
  const found: FunctionInfo[] = [];
  let owner = '';
  for (const match of source.matchAll(/^( *)(class|async def|def) (\w+)([^\n]*)$/gm)) {
    const [, indent = '', keyword, name = ''] = match;
    if (keyword === 'class') {
      owner = name;
      continue;
    }
    if (indent === '') owner = '';
    if (!(match[4] ?? '').startsWith('(')) continue;
    const after = source.slice(match.index + match[0].length);
    const deeper = new RegExp(`\\n(?! {${indent.length + 1}}|[ ]*(\\n|$))`).exec(after);
    const start = match.index + indent.length;
    const text = source.slice(start, start + match[0].length - indent.length);
    const end =
      start + (text + (deeper === null ? after : after.slice(0, deeper.index))).trimEnd().length;
    const inner = source.slice(start, end);
    found.push({
      name: owner === '' ? name : `${owner}.${name}`,
      kind: owner === '' ? 'function' : 'method',
      isAsync: keyword === 'async def',
      isGenerator: /\byield\b/.test(inner),
      start,
      end,
      nameStart: start + text.indexOf(name),
      nameEnd: start + text.indexOf(name) + name.length,
      docstring: /"""(.*?)"""/s.exec(inner)?.[1] ?? null,
      decorators: [],
      parameters: (/\(([^)]*)\)/.exec(text)?.[1] ?? '').split(/, */).filter((part) => part !== ''),
      binding: owner === '' ? null : 'instance',
    });
  }
  return found;
}

function dedented(text: string): string {
  const lines = text.split('\n');
  const margins = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const margin = Math.max(0, (margins.length > 0 ? Math.min(...margins) : 4) - 4);
  return lines.map((line, at) => (at === 0 ? line : line.slice(margin))).join('\n');
}
