import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EditorLanguage } from '../../../daemon/languages/editor-language.ts';
import { createPythonForEditors } from '../../../daemon/languages/python/editor.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { functions, functionsTolerant } from '../../../daemon/languages/python/syntax.ts';
import { OpenDocument } from '../../../language-server/document.ts';
import type { FunctionInfo } from '../../../daemon/core/ports/subject.ts';

let python: EditorLanguage;

beforeAll(async () => {
  python = await createPythonForEditors();
});

const folder = join(import.meta.dirname, '../../fixtures/python');
const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

/** What an edit may put in: pieces that open, close and break things. */
const endings = ['\n', '\r', '\r\n', '\n\n'];
const breaking = [':', '(', ')', '[', '"""', "'", '#', '\\', ',', '= ', '    ', '\t', ' ', '\f'];
const defining = ['def f():\n', 'def f(a):\n    return a\n', '    def g(self): pass\n', 'def '];
const around = [
  'class A:\n',
  '@property\n',
  '@x.setter\n',
  'async ',
  'if x:\n',
  'else:\n',
  'try:\n',
];
const inside = ['return 1', 'lambda: ', 'x', '    # comment\n', 'f"{a!r}"'];
const unusual = ['😀', 'é = "ü"\n', '\uFEFF'];
const pieces = [endings, breaking, defining, around, inside, unusual].flat();

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  text: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join('')),
});

function listed(infos: readonly Omit<FunctionInfo, 'kind'>[]) {
  return infos.map(({ name, start, end, nameStart, nameEnd }) => ({
    name,
    start,
    end,
    nameStart,
    nameEnd,
  }));
}

function reachable(infos: readonly FunctionInfo[]) {
  return listed(infos.filter(({ kind }) => kind !== 'nested'));
}

/** Edits as an editor sends them, and what is listed after each. */
function editing(start: string, edits: readonly { at: number; length: number; text: string }[]) {
  const document = new OpenDocument('file:///a.py', 0, start, python);
  let text = start;
  let provisional = 0;
  try {
    document.functions();
    for (const [index, { at, length, text: inserted }] of edits.entries()) {
      const from = Math.floor(at * text.length);
      const range = document.range({ start: from, end: Math.min(from + length, text.length) });
      const offsets = [document.offsetAt(range.start), document.offsetAt(range.end)] as const;
      text = text.slice(0, offsets[0]) + inserted + text.slice(offsets[1]);
      document.update([{ range, text: inserted }], index + 1);
      expect(document.text).toBe(text);
      document.functions();
      if (document.isProvisional) {
        provisional += 1;
        document.settle();
      }
      expect(listed(document.functions() as never)).toEqual(reachable(functionsTolerant(text)));
      const parsed = functions(text);
      if (!parsed.ok) continue;
      expect(listed(document.functions() as never)).toEqual(reachable(parsed.value));
      for (const info of parsed.value.filter(({ kind }) => kind !== 'nested')) {
        expect(document.code(document.find(info.name)!)).toBe(extract(text, info));
      }
    }
  } finally {
    document.close();
  }
  return provisional;
}

describe('the outline of a text that is being edited', () => {
  test.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
    ['carriage returns', '\r'],
  ])('is that of a text read anew: %s', (_, ending) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        (source, edits) => {
          editing(source.replaceAll('\n', ending), edits);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ['x = (1,\ndef f(a):\n    return a\n'],
    ['x = call(a, [1, {2: "(",\n\n@cached\ndef f(a):\n    return a\n'],
    ['def g(a, b:\n    return a\n\nasync def f(a):\n    return (a,\n\ndef h():\n    pass\n'],
  ])('a bracket that is never closed hides nothing below it: %j', (source) => {
    const outline = python.openOutline();
    const names = outline.functions(source).map(({ name }) => name);
    expect(names).toContain('f');
    expect(functionsTolerant(source).map(({ name }) => name)).toContain('f');
    expect(names.includes('h')).toBe(source.includes('def h'));
    outline.close();
  });
});
