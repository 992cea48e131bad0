import { beforeAll, expect, it } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { sketchOf } from './sketching.ts';

beforeAll(() => loadGrammar('python'));

it('reads what parts a text, which numbers it has, and what the documentation shows', () => {
  const source = [
    'import re',
    "SPAN = re.compile(r'(\\d+)([hms])')",
    'def f(text):',
    "    '''Seconds in '1h 20m', or in \"45s\"; \\`f('2m')\\` is 120.'''",
    '    total = 0',
    "    for part in text.replace(';', ',').split(','):",
    "        if part.startswith('+') or part == '*':",
    '            total += int(part)',
    '        total += len(SPAN.findall(part.strip()))',
    "    return total, 'not/this'",
  ].join('\n');
  const { texts } = sketchOf(source);
  expect(texts).toMatchObject({ numbers: 'integer', isCased: false });
  expect(new Set(texts?.separators)).toEqual(new Set([';', ',', '+', '*']));
  expect(texts?.patterns).toEqual(['(\\d+)([hms])']);
  expect(texts?.examples).toEqual(expect.arrayContaining(['1h 20m', '45s']));
});

it.each([
  ['float(part)', { numbers: 'float' }],
  ['int(part)', { numbers: 'integer' }],
  ['part.isdigit()', { numbers: 'integer' }],
  ["ord(part) - ord('0')", { numbers: 'integer' }],
  ['part.split()', { separators: [' '] }],
  ['part.splitlines()', { separators: ['\n'] }],
  ["'-'.join(part)", { separators: ['-'] }],
  ['part.casefold()', { isCased: true }],
  ["re.split('[,;]', part)", { patterns: ['[,;]'] }],
])('from %s', (expression, expected) => {
  expect(sketchOf(`import re\ndef f(part):\n    return ${expression}\n`).texts).toMatchObject(
    expected,
  );
});

it('says nothing of a function that reads no text', () => {
  expect(sketchOf('def f(xs):\n    return sum(xs) + int(2.5)\n').texts).toBeUndefined();
});
