import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstBlank, outlineCases, type Span } from '../../extension/cases/case-outline.ts';
import { sourcesOf } from '../../extension/cases/source-of.ts';
import { reportCase } from '../../extension/cases/verdict-text.ts';
import { say } from './say.ts';

/** The text that a span means, found by lines and characters as an editor does. */
function textAt(text: string, { start, end }: Span): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (start.line === end.line) {
    return lines[start.line]?.slice(start.character, end.character) ?? '';
  }
  const between = lines.slice(start.line + 1, end.line);
  const [first, last] = [lines[start.line] ?? '', lines[end.line] ?? ''];
  return [first.slice(start.character), ...between, last.slice(0, end.character)].join('\n');
}

describe('the outline of a case file', () => {
  const examples = readdirSync('examples').filter((name) => name.endsWith('.cases.json'));

  it.each(examples)('%s: every case where it stands', (name) => {
    const text = readFileSync(`examples/${name}`, 'utf8');
    const file = JSON.parse(text);
    const outline = outlineCases(text);
    expect(outline.function).toBe(file.function);
    expect(outline.cases.map(({ id }) => id)).toEqual(
      file.cases.map(({ id }: { id?: string }, index: number) => id ?? String(index + 1)),
    );
    expect(outline.cases.map(({ span }) => JSON.parse(textAt(text, span)))).toEqual(file.cases);
  });

  it('counts lines whatever they end in', () => {
    const text = '{\r\n"cases": [\r{"id": "ä😀b"},\n{"args": [1]}\r\n]}';
    const { cases } = outlineCases(text);
    expect(cases).toEqual([
      {
        id: 'ä😀b',
        span: { start: { line: 2, character: 0 }, end: { line: 2, character: 14 } },
      },
      { id: '2', span: { start: { line: 3, character: 0 }, end: { line: 3, character: 13 } } },
    ]);
  });

  it.each([
    ['', []],
    ['[]', []],
    ['{"cases": 3}', []],
    ['{"function": 7, "cases": [{"id": "a"}, {"id": ', ['a', '2']],
    ['{"cases": [{"id": ""}, 5]}', ['1', '2']],
  ])('makes the best of %j', (text, ids) => {
    const outline = outlineCases(text);
    expect(outline.function).toBeNull();
    expect(outline.cases.map(({ id }) => id)).toEqual(ids);
  });
});

describe('the first blank of a new file', () => {
  it.each([
    ['{"cases": [{"id": "a", "args": [null, 2]}]}', 'null'],
    ['{"cases": [{"id": "a", "init": [0], "args": []}]}', '0'],
    ['{"cases": [{"stdin": "x"}]}', '"x"'],
    ['{"cases": [{"id": "a", "args": []}]}', '[]'],
    ['{"cases": [{"id": "a"}]}', '"a"'],
  ])('of %s', (text, blank) => {
    const span = firstBlank(text);
    expect(span && textAt(text, span)).toBe(blank);
  });

  it('is nowhere where there is no case', () => {
    expect(firstBlank('{"cases": []}')).toBeNull();
  });
});

describe('the source of a case file', () => {
  it.each([
    ['/a/shapes.cases.json', [['/a/shapes.py', null]]],
    [
      '/a/shapes.Circle.area.cases.json',
      [
        ['/a/shapes.Circle.area.py', null],
        ['/a/shapes.Circle.py', 'area'],
        ['/a/shapes.py', 'Circle.area'],
      ],
    ],
    ['C:\\b.c\\shapes.cases.json', [['C:\\b.c\\shapes.py', null]]],
    ['/a/.cases.json', []],
    ['/a/shapes.json', []],
  ])('%s', (path, guesses) => {
    expect(sourcesOf(path).map((guess) => [guess.path, guess.function])).toEqual(guesses);
  });
});

describe('a case in the test view', () => {
  const base = { id: 'a', message: null, expected: null, actual: null };

  it('shows what was expected beside what came', () => {
    const wrong = {
      ...base,
      verdict: 'failed' as const,
      message: 'no',
      expected: '1',
      actual: '2',
    };
    expect(reportCase(wrong, say)).toEqual({
      kind: 'different',
      text: 'no',
      expected: '1',
      actual: '2',
    });
  });

  it('shows a verdict in words where there is nothing to compare', () => {
    const late = { ...base, verdict: 'timeout' as const };
    expect(reportCase(late, say)).toEqual({ kind: 'failed', text: 'It took too long.' });
  });

  it('has nothing to say where it passed', () => {
    expect(reportCase({ ...base, verdict: 'passed' }, say)).toEqual({ kind: 'passed' });
  });
});
