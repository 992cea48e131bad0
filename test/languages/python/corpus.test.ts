import { beforeAll, expect, test } from 'vitest';
import type { Version } from '../../../daemon/core/ports/subject.ts';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { replace } from '../../../daemon/languages/python/replace.ts';
import { rewrite } from '../../../daemon/languages/python/rewrite.ts';
import { catalogue } from '../../../daemon/languages/python/rules/catalogue.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';
import { corpus, type SlowFunction } from './corpus.ts';
import { isPythonHere, runInPython } from './python-process.ts';

beforeAll(() => loadGrammar('python'));

interface Result {
  readonly rules: readonly string[];
  readonly version: Version;
}

/** Every version that one rule makes; it must parse and keep name, parameters and docstring. */
function versions(slow: SlowFunction, from: Version, before: readonly string[]): readonly Result[] {
  const listed = functions(from.source);
  const target = listed.ok ? listed.value.find(({ name }) => name === slow.target.name) : undefined;
  if (target === undefined) throw new Error(`${slow.target.name} is lost after ${before.join()}`);
  return catalogue.flatMap((rule) =>
    rewrite(rule.name, from, target).map((replacement) => {
      const rules = [...before, rule.name];
      const replaced = replace(from.source, target, replacement);
      const where = `${slow.target.name}: ${rules.join(', ')}\n${replacement.code}`;
      if (!replaced.ok) throw new Error(`${where}\n${replaced.failure.message}`);
      const after = functions(replaced.value.source);
      const found = after.ok ? after.value.find(({ name }) => name === target.name) : undefined;
      expect(found, where).toMatchObject({
        name: slow.target.name,
        parameters: slow.target.parameters,
        docstring: slow.target.docstring,
        decorators: slow.target.decorators,
        kind: slow.target.kind,
        isGenerator: slow.target.isGenerator,
      });
      return { rules, version: replaced.value };
    }),
  );
}

test('every rule, and every two rules, make of every function of the corpus what parses', () => {
  const slow = corpus();
  expect(slow.length).toBeGreaterThanOrEqual(30);
  for (const each of slow) {
    for (const first of versions(each, { source: each.source, code: each.code }, []))
      versions(each, first.version, first.rules);
  }
}, 300_000);

test.runIf(isPythonHere)(
  'what a rule makes can be imported, finds all its names, and is mostly right',
  () => {
    const slow = corpus();
    const made = slow.map((each) => versions(each, { source: each.source, code: each.code }, []));
    const snippets = slow.flatMap((each, index) =>
      [each.source, ...made[index]!.map(({ version }) => version.source)].map((source) => ({
        source,
        function: each.target.name,
        calls: each.calls,
      })),
    );
    const answers = runInPython(snippets);
    let [at, right, wrong] = [0, 0, 0];
    for (const [index, each] of slow.entries()) {
      const expected = answers[at++]!;
      for (const { rules, version } of made[index]!) {
        const given = answers[at++]!;
        const where = `${each.target.name}: ${rules.join()}\n${version.code}`;
        expect(given.join('\n'), where).not.toMatch(/cannot be imported|NameError|UnboundLocal/);
        if (JSON.stringify(given) === JSON.stringify(expected)) right++;
        else wrong++;
      }
    }
    expect(right / (right + wrong)).toBeGreaterThan(0.8);
  },
  300_000,
);
