import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import { needsOf } from '../../../../daemon/languages/python/project/needs.ts';

beforeAll(() => loadGrammar('python'));

type Texts = Readonly<Record<string, string>>;

/** What a file of a project at /p needs; the file's own text is among the others. */
async function needs(
  texts: Texts,
  path: string,
  others: readonly string[] = [],
  isProgram = false,
  types: readonly string[] = [],
) {
  const read = (each: string): Promise<string | null> =>
    Promise.resolve(texts[each.replace('/p/', '')] ?? null);
  const sources = [texts[path] ?? '', ...others];
  const found = await needsOf({ path: `/p/${path}`, root: '/p', sources, types, isProgram }, read);
  return {
    path: found.modules?.path ?? null,
    module: found.modules?.module ?? null,
    files: found.modules?.files.map((file) => file.path).toSorted() ?? [],
    packages: found.packages.map(({ name, isOptional }) => (isOptional ? `${name}?` : name)),
  };
}

const alone = { path: null, module: null, files: [], packages: [] };

const table: readonly (readonly [string, Texts, string, object])[] = [
  ['nothing of its project', { 'a.py': 'import math, json.decoder\n' }, 'a.py', alone],
  [
    'a file beside it, and what that imports',
    { 'a.py': 'import b\n', 'b.py': 'from c import x\n', 'c.py': 'x = 1\n', 'd.py': '' },
    'a.py',
    { path: 'a.py', module: 'a', files: ['b.py', 'c.py'], packages: [] },
  ],
  [
    'a relative import runs the packages around it',
    {
      'src/shop/__init__.py': 'from . import rates\n',
      'src/shop/a.py': 'from .b import f\n',
      'src/shop/b.py': '',
      'src/shop/rates.py': 'import decimal\n',
    },
    'src/shop/a.py',
    {
      path: 'shop/a.py',
      module: 'shop.a',
      files: ['shop/__init__.py', 'shop/b.py', 'shop/rates.py'],
      packages: [],
    },
  ],
  [
    'a relative import makes a package of a folder without __init__.py',
    { 'shop/a.py': 'from .b import f\n', 'shop/b.py': '' },
    'shop/a.py',
    { path: 'shop/a.py', module: 'shop.a', files: ['shop/b.py'], packages: [] },
  ],
  [
    'two dots',
    { 'x/y/a.py': 'from ..b import f\nfrom .. import c\n', 'x/b.py': '', 'x/c.py': '' },
    'x/y/a.py',
    { path: 'x/y/a.py', module: 'x.y.a', files: ['x/b.py', 'x/c.py'], packages: [] },
  ],
  [
    'a package by its whole name, from the src folder beside',
    { 'tools/a.py': 'import shop.deep.b\n', 'src/shop/__init__.py': '', 'src/shop/deep/b.py': '' },
    'tools/a.py',
    { path: 'a.py', module: 'a', files: ['shop/__init__.py', 'shop/deep/b.py'], packages: [] },
  ],
  [
    'the initializer of a package',
    { 'shop/__init__.py': 'from .b import f\n', 'shop/b.py': '' },
    'shop/__init__.py',
    { path: 'shop/__init__.py', module: 'shop', files: ['shop/b.py'], packages: [] },
  ],
  [
    'a cycle through the file itself',
    { 'a.py': 'import b\n', 'b.py': 'import a\n' },
    'a.py',
    { path: 'a.py', module: 'a', files: ['b.py'], packages: [] },
  ],
  [
    'imports inside functions, and caught ones',
    {
      'a.py':
        'def f():\n    import numpy.linalg\n' +
        'try:\n    import fast\nexcept ImportError:\n    fast = None\n' +
        'try:\n    import slow\nexcept ValueError:\n    pass\n' +
        'try:\n    pass\nexcept ImportError:\n    import other\n',
    },
    'a.py',
    { ...alone, packages: ['numpy', 'fast?', 'slow', 'other'] },
  ],
  [
    'what is imported for types alone',
    {
      'a.py':
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\n    import b\n' +
        'else:\n    import six\n',
      'b.py': 'import numpy, c\n',
      'c.py': '',
    },
    'a.py',
    { path: 'a.py', module: 'a', files: ['b.py', 'c.py'], packages: ['six'] },
  ],
  [
    'types alone, from the package around: the file runs outside of it',
    {
      'shop/__init__.py': 'import pandas\n',
      'shop/a.py': 'if TYPE_CHECKING:\n    from .b import Item\n',
      'shop/b.py': 'from .a import f\nif TYPE_CHECKING:\n    from . import c\n',
      'shop/c.py': '',
    },
    'shop/a.py',
    {
      path: 'a.py',
      module: 'a',
      files: ['shop/__init__.py', 'shop/a.py', 'shop/b.py', 'shop/c.py'],
      packages: [],
    },
  ],
  [
    'packages that a neighbour imports',
    { 'a.py': 'import b\n', 'b.py': 'from attr import define\n' },
    'a.py',
    { path: 'a.py', module: 'a', files: ['b.py'], packages: ['attr'] },
  ],
  [
    'a name of the standard library is never the project',
    { 'a.py': 'import queue\nimport types\n', 'queue.py': '', 'types.py': '' },
    'a.py',
    alone,
  ],
  [
    'more dots than there are folders',
    { 'a.py': 'from ....b import f\n', 'b.py': '' },
    'a.py',
    alone,
  ],
  [
    'a text that cannot be parsed',
    { 'a.py': 'import b\ndef (\n', 'b.py': '' },
    'a.py',
    { files: ['b.py'] },
  ],
];

describe('what a file needs of its project', () => {
  it.each(table)('%s', async (_, texts, path, expected) => {
    expect(await needs(texts, path)).toMatchObject(expected);
  });

  it('is what any of the versions imports', async () => {
    const texts = { 'a.py': 'import b\n', 'b.py': '', 'c.py': '' };
    expect((await needs(texts, 'a.py', ['import c\nimport six\n'])).files).toEqual([
      'b.py',
      'c.py',
    ]);
  });

  it('is looked for beside a program alone, whatever package it lies in', async () => {
    const texts = { 'shop/__init__.py': '', 'shop/a.py': 'import b\n', 'shop/b.py': '' };
    expect(await needs(texts, 'shop/a.py', [], true)).toMatchObject({
      path: 'a.py',
      module: 'a',
      files: ['b.py'],
    });
  });

  it('can do without what a neighbour imports in a function, or is caught for', async () => {
    const texts = {
      'a.py': 'import b\nfrom d import z\n\ndef f():\n    import six\n',
      'b.py':
        'import idna\ntry:\n    from c import x\nexcept ImportError:\n    x = None\n\n' +
        'def g():\n    import pandas\n    import e\n',
      'c.py': 'import railroad, attrs\n',
      'd.py': 'import attrs\nz = 1\n',
      'e.py': 'import c, jinja2\n',
    };
    const { files, packages } = await needs(texts, 'a.py');
    expect(files).toEqual(['b.py', 'c.py', 'd.py', 'e.py']);
    expect(packages.toSorted()).toEqual(
      ['attrs', 'idna', 'jinja2?', 'pandas?', 'railroad?', 'six'].toSorted(),
    );
  });

  it('has the types that inputs are made of, those of tests too', async () => {
    const texts = {
      'src/shop/__init__.py': '',
      'src/shop/a.py': 'from . import b\n',
      'src/shop/b.py': '',
      'src/shop/far.py': 'class Far: ...\n',
      'tests/base.py': 'import pytest\nfrom shop.more import m\nimport helpers\nclass User: ...\n',
      'src/shop/more.py': '',
      'tests/helpers.py': '',
    };
    const types = ['tests.base.User.Inner', 'shop.far.Far', 'decimal.Decimal', 'numpy.array'];
    expect(await needs(texts, 'src/shop/a.py', [], false, types)).toEqual({
      path: 'shop/a.py',
      module: 'shop.a',
      files: [
        'helpers.py',
        'shop/__init__.py',
        'shop/b.py',
        'shop/far.py',
        'shop/more.py',
        'tests/base.py',
      ],
      packages: ['pytest?', 'numpy?'],
    });
    // As pytest finds them without a package around.
    const found = await needs(texts, 'src/shop/a.py', [], false, ['base.User']);
    expect(found.files).toContain('base.py');
    const alone = await needs({ ...texts, 'one.py': '' }, 'one.py', [], false, ['shop.far.Far']);
    expect(alone).toMatchObject({ path: 'one.py', files: ['shop/__init__.py', 'shop/far.py'] });
  });

  it('stays within bounds', async () => {
    const texts: Record<string, string> = { 'a.py': 'import m0\n' };
    for (let at = 0; at < 1500; at++) texts[`m${at}.py`] = `import m${at + 1}\n`;
    expect((await needs(texts, 'a.py')).files).toHaveLength(1000);
  });
});
