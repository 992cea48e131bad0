import { beforeAll, expect, it } from 'vitest';
import { loadGrammar } from '../../../daemon/languages/grammar.ts';
import { linkedProblem } from '../../../daemon/languages/python/problem-link.ts';
import { programOf } from '../../../daemon/languages/python/program.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

beforeAll(() => loadGrammar('python'));

function linkOf(source: string, name = 'f'): string | null {
  const found = functions(source);
  if (!found.ok) throw new Error(found.failure.message);
  return linkedProblem(
    source,
    found.value.find((each) => each.name === name)!,
  );
}

it.each<[string, string, string | null]>([
  ['right above', '# afterburner: problem pair-gap\ndef f(): pass\n', 'pair-gap'],
  ['above, with more around', '# One.\n#afterburner:problem a-1\n# Two.\ndef f(): pass\n', 'a-1'],
  ['above its decorators', '# afterburner: problem x\n@cache\ndef f(): pass\n', 'x'],
  ['below its decorators', '@cache\n# afterburner: problem x\ndef f(): pass\n', 'x'],
  ['in the docstring', 'def f():\n    """Adds.\n\n    afterburner: problem x.\n    """\n', 'x'],
  ['in the body', 'def f():\n    # afterburner: problem x\n    return 1\n', 'x'],
  ['deep in the body', 'def f():\n    if a:\n        b()  # afterburner: problem x\n', 'x'],
  ['with other line endings', '# afterburner: problem x\r\ndef f(): pass\r\n', 'x'],
  [
    'twice: the first',
    '# afterburner: problem x\ndef f():\n    """afterburner: problem y"""\n',
    'x',
  ],
  ['an empty line apart', '# afterburner: problem x\n\ndef f(): pass\n', null],
  ['in another function', '# afterburner: problem x\ndef g(): pass\ndef f(): pass\n', null],
  ['in a text', 'def f():\n    return "afterburner: problem x"\n', null],
  ['no id', 'def f():\n    # afterburner: problem\n    return 1\n', null],
  ['an id that is none', '# afterburner: problem Pair_Gap\ndef f(): pass\n', null],
  ['part of another word', '# myafterburner: problem x\ndef f(): pass\n', null],
])('%s', (_, source, problem) => {
  expect(linkOf(source)).toBe(problem);
});

it('what stands in an inner function is the inner one alone', () => {
  const source = 'def f():\n    def g():\n        # afterburner: problem x\n        return 1\n';
  expect(linkOf(source)).toBeNull();
  expect(linkOf(source, 'f.g')).toBe('x');
});

it('methods are linked like functions', () => {
  const source = 'class C:\n    # afterburner: problem x\n    def f(self):\n        return 1\n';
  expect(linkOf(source, 'C.f')).toBe('x');
});

it('a program is linked by a comment outside its functions', () => {
  const source =
    'def f():\n    # afterburner: problem y\n    return 1\n\n# afterburner: problem x\nf()\n';
  const program = programOf(source);
  if (!program.ok) throw new Error(program.failure.message);
  expect(linkedProblem(source, program.value)).toBe('x');
});
