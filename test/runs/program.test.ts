import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import { programName } from '../../protocol/daemon.ts';
import { compareOf, makeRig, measureOf, optimizeOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;

const slow = `import sys


def distinct(words):
    seen = []
    for word in words:
        if word not in seen:
            seen.append(word)
    return seen


def main():
    words = sys.stdin.read().split()
    print(len(distinct(words)))


if __name__ == '__main__':
    main()
`;

const many = Array.from({ length: 3000 }, (_, i) => `w${(i * 7919) % 2500}`).join(' ');
const cases = {
  cases: [
    { id: 'two', stdin: 'a b a\n', stdout: '2' },
    { id: 'none', stdin: '', stdout: '0\n' },
    { id: 'many', stdin: many },
  ],
};

it('is measured on its standard input', async () => {
  const path = await rig.write('words.py', slow);
  await rig.write('words.cases.json', cases);
  const result = await rig.service.measure(measureOf(path, programName), rig.tell, never);
  expect(result).toMatchObject({
    ok: true,
    value: { verdict: 'passed', cases: [{ id: 'two' }, { id: 'none' }, { id: 'many' }] },
  });
});

it('fails where it prints something else, or ends badly', async () => {
  await rig.write('wrong.cases.json', {
    cases: [
      { id: 'text', stdin: 'x', stdout: '1\n2\n' },
      { id: 'exit', stdin: 'bad', stdout: '1' },
    ],
  });
  const source = 'import sys\nif input() == "bad": sys.exit(3)\nprint(1)\n';
  const path = await rig.write('wrong.py', source);
  const result = await rig.service.measure(measureOf(path, programName), rig.tell, never);
  expect(result).toMatchObject({
    ok: true,
    value: { verdict: 'failed', cases: [{ verdict: 'failed' }, { verdict: 'failed' }] },
  });
});

it('is optimized by the rules, function by function', async () => {
  const path = await rig.write('words.py', slow);
  await rig.write('words.cases.json', cases);
  const result = await rig.service.optimize(optimizeOf(path, programName), rig.tell, never);
  if (!result.ok) throw new Error(result.failure.message);
  const { best } = result.value;
  expect(best?.ratio?.ci95[1]).toBeLessThan(0.7);
  const improved = await rig.write('better.py', applyEdits(slow, best?.edits ?? []));
  const compared = await rig.service.compare(
    compareOf(path, improved, programName),
    rig.tell,
    never,
  );
  expect(compared).toMatchObject({ ok: true, value: { equivalent: true, decision: 'improved' } });
});

it.each([
  ['arguments', { cases: [{ args: [1] }] }, /cases\[0\]\.args must go: a program has "stdin"/],
  [
    'a function',
    { function: 'main', cases: [{ args: [] }] },
    /for main, not for the whole program/,
  ],
])('refuses cases with %s', async (_, file, message) => {
  const path = await rig.write('p.py', 'print(1)\n');
  await rig.write('p.cases.json', file);
  const result = await rig.service.measure(measureOf(path, programName), rig.tell, never);
  expect(result).toMatchObject({
    ok: false,
    failure: { message: expect.stringMatching(message) },
  });
});
