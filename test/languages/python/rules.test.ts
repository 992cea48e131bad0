import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { replace } from '../../../daemon/languages/python/replace.ts';
import { rewrite } from '../../../daemon/languages/python/rewrite.ts';
import type { Rule } from '../../../daemon/languages/python/rewriting/rule.ts';
import { catalogue } from '../../../daemon/languages/python/rules/catalogue.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';
import { isPythonHere, runInPython } from './python-process.ts';

beforeAll(() => loadGrammar('python'));

/** The modules that a rule makes of the last function of a module. */
function rewritten(rule: Rule, source: string): readonly string[] {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.findLast(({ kind }) => kind !== 'nested')!;
  const version = { source, code: extract(source, target) };
  return rewrite(rule.name, version, target).map((replacement) => {
    const replaced = replace(source, target, replacement);
    if (!replaced.ok) throw new Error(`${rule.name}: ${replaced.failure.message}`);
    return replaced.value.source;
  });
}

describe('the catalogue', () => {
  test('names are unique, in kebab case, and every rule says why and when', () => {
    const names = catalogue.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(24);
    for (const { name, why, when } of catalogue) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(why, name).toMatch(/^[A-Za-z].*\.$/);
      expect(when, name).not.toBe('');
    }
  });

  test.each(catalogue.map((rule) => [rule.name, rule] as const))('%s: its example', (_, rule) => {
    expect(rewritten(rule, rule.example.before)[0]).toBe(rule.example.after);
  });

  test.each(catalogue.map((rule) => [rule.name, rule] as const))(
    '%s: it is done once',
    (_, rule) => {
      const again = rewritten(rule, rule.example.after)[0];
      const isLonger = (again?.length ?? 0) > rule.example.after.length * 1.5;
      expect(isLonger, again).toBe(false);
    },
  );

  test.each(catalogue.map((rule) => [rule.name, rule] as const))('%s: left alone', (_, rule) => {
    for (const source of unrelated) expect(rewritten(rule, source), source).toEqual([]);
  });

  test.runIf(isPythonHere)('examples do before and after the same', () => {
    const snippets = catalogue.flatMap(({ example }) =>
      [example.before, example.after].map((source) => ({
        source,
        function: nameOf(example.before),
        calls: example.calls,
      })),
    );
    const answers = runInPython(snippets);
    for (const [index, rule] of catalogue.entries()) {
      const [before, after] = answers.slice(index * 2, index * 2 + 2);
      expect(after, rule.name).toEqual(before);
      expect(before!.join(), rule.name).not.toMatch(/cannot be imported|too long|NameError/);
    }
  });
});

function nameOf(source: string): string {
  const listed = functions(source);
  return listed.ok ? listed.value.findLast(({ kind }) => kind !== 'nested')!.name : '';
}

const unrelated = [
  'def nothing():\n    pass\n',
  'def add(a, b):\n    """Adds."""\n    return a + b\n',
  'async def wait(task):\n    return await task\n',
  'def pick(xs, i):\n    # one of them\n    return xs[i] if i < len(xs) else None\n',
];
