import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Language } from '../../../daemon/core/ports/language.ts';
import { createPython } from '../../../daemon/languages/python/python.ts';
import { watchedSource } from '../../../daemon/languages/python/watched-source.ts';
import { functionIn } from './exploring-rig.ts';

let python: Language;
beforeAll(async () => {
  python = await createPython(join(import.meta.dirname, '../../../daemon/languages/python'));
});

/** With `@` alone for the decorator, which is long. */
function watched(source: string, name: string): string {
  return watchedSource(source, functionIn(python, source, name)).replace(/@eval\(".*"\)/, '@');
}

it.each<[what: string, source: string, name: string, expected: string]>([
  ['an empty line is taken', 'x = 1\n\ndef f(): pass\n', 'f', 'x = 1\n@\ndef f(): pass\n'],
  ['the nearest one', 'x = 1\n\n\ndef f(): pass\n', 'f', 'x = 1\n\n@\ndef f(): pass\n'],
  [
    'one above comments',
    'x = 1\n\n# a\n#b\ndef f(): pass\n',
    'f',
    'x = 1\n@\n# a\n#b\ndef f(): pass\n',
  ],
  [
    'none where the statement before is close',
    'x = 1\ndef f(): pass\n',
    'f',
    'x = 1\n@\ndef f(): pass\n',
  ],
  ['at the beginning', 'def f(): pass\n', 'f', '@\ndef f(): pass\n'],
  [
    'above other decorators',
    'x = 1\n\n@a\n@b\ndef f(): pass\n',
    'f',
    'x = 1\n@\n@a\n@b\ndef f(): pass\n',
  ],
  ['of async functions', '\nasync def f(): pass\n', 'f', '@\nasync def f(): pass\n'],
  [
    'within a block',
    'if 1:\n    x = 1\n\n    def f(): pass\n',
    'f',
    'if 1:\n    x = 1\n    @\n    def f(): pass\n',
  ],
  [
    'on the class of a method',
    'x = 1\n\nclass A:\n    def f(self): pass\n',
    'A.f',
    'x = 1\n@\nclass A:\n    def f(self): pass\n',
  ],
  [
    'on the inner class',
    'class A:\n    class B:\n        def f(self): pass\n',
    'A.B.f',
    'class A:\n    @\n    class B:\n        def f(self): pass\n',
  ],
  [
    'with the line ends of the file',
    'x = 1\r\n\r\ndef f(): pass\r\n',
    'f',
    'x = 1\r\n@\r\ndef f(): pass\r\n',
  ],
  [
    'with them where a line is new',
    'x = 1\r\ndef f(): pass\r\n',
    'f',
    'x = 1\r\n@\r\ndef f(): pass\r\n',
  ],
  [
    'not within a text',
    'x = """\n\n"""\ndef f(): pass\n',
    'f',
    'x = """\n\n"""\n@\ndef f(): pass\n',
  ],
])('%s', (_what, source, name, expected) => {
  expect(watched(source, name)).toBe(expected);
});
