import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';
import {
  asksForInstalled,
  installedFiles,
} from '../../../../daemon/languages/python/project/installed.ts';

beforeAll(() => loadGrammar('python'));

type Texts = Readonly<Record<string, string>>;

async function installed(texts: Texts): Promise<Record<string, string>> {
  const read = (path: string) => Promise.resolve(texts[path.replace('/p/', '')] ?? null);
  const files = await installedFiles('/p', read);
  return Object.fromEntries(
    files.map(({ path, content }) => [path, Buffer.from(content).toString()]),
  );
}

const project = '[project]\nname = "my-shop"\n';
const dynamic = `${project}dynamic = ["version"]\n`;

describe('what a project is installed by', () => {
  it.each<[what: string, texts: Texts, folder: string]>([
    ['a literal', { 'pyproject.toml': `${project}version = "1.2"\n` }, 'my_shop-1.2'],
    [
      "Poetry's",
      { 'pyproject.toml': '[tool.poetry]\nname = "shop"\nversion = "0.3"\n' },
      'shop-0.3',
    ],
    [
      'setup.cfg with a literal',
      { 'setup.cfg': '[metadata]\nname = shop\nversion = 2.0\n' },
      'shop-2.0',
    ],
    [
      'setup.cfg with an attribute',
      {
        'setup.cfg': '[metadata]\nname = shop\nversion = attr: trade.about.__version__\n',
        'src/trade/about.py': "__version__ = '4.5'\n",
      },
      'shop-4.5',
    ],
    [
      'setup.py with literals',
      {
        'setup.py': "from setuptools import setup\nsetup(name='shop',\n      version='1.0b1',\n)\n",
      },
      'shop-1.0b1',
    ],
    [
      'an attribute',
      {
        'pyproject.toml': `${dynamic}[tool.setuptools.dynamic]\nversion = {attr = "trade.VERSION"}\n`,
        'trade/__init__.py': 'VERSION = "3.1"\n',
      },
      'my_shop-3.1',
    ],
    [
      'a file',
      {
        'pyproject.toml': `${dynamic}[tool.setuptools.dynamic]\nversion = {file = "VERSION"}\n`,
        VERSION: '7.0\n',
      },
      'my_shop-7.0',
    ],
    [
      'a file of hatch',
      {
        'pyproject.toml': `${dynamic}[tool.hatch.version]\npath = "trade/about.py"\n`,
        'trade/about.py': '"""About."""\n\n__version__: str = "8.1.dev0"\n',
      },
      'my_shop-8.1.dev0',
    ],
    [
      'a module of the usual name',
      {
        'pyproject.toml': dynamic,
        'src/my_shop/_version.py': 'version = __version__ = "1"\n__version__ = "0.9"\n',
      },
      'my_shop-0.9',
    ],
    ['nothing that can be read', { 'pyproject.toml': dynamic }, 'my_shop-0'],
  ])('has the version of %s', async (_what, texts, folder) => {
    const files = await installed(texts);
    expect(Object.keys(files)).toEqual([`${folder}.dist-info/METADATA`]);
    const [name, version] = folder.split('-');
    expect(files[`${folder}.dist-info/METADATA`]).toBe(
      `Metadata-Version: 2.1\nName: ${name?.replace('my_shop', 'my-shop')}\nVersion: ${version}\n`,
    );
  });

  it.each<[what: string, texts: Texts]>([
    ['nothing', {}],
    ['a broken file', { 'pyproject.toml': '[project\n' }],
    ['a name that is none', { 'pyproject.toml': '[project]\nname = "../x"\n' }],
    ['a name that is made', { 'setup.py': 'setup(name=NAME, version=read())\n' }],
  ])('is nothing where there is %s', async (_what, texts) => {
    expect(await installed(texts)).toEqual({});
  });

  it('has entry points, wherever they are declared', async () => {
    const standard =
      `${project}version = "1"\n[project.scripts]\nshop = "shop.cli:main"\n` +
      '[project.entry-points.pytest11]\nshop = "shop.plugin"\n';
    const cfg =
      '[metadata]\nname = shop\nversion = 1\n[options.entry_points]\nshop.tills =\n    one = shop.tills:One\n    two=shop.tills:Two\n';
    expect(
      (await installed({ 'pyproject.toml': standard }))['my_shop-1.dist-info/entry_points.txt'],
    ).toBe('[console_scripts]\nshop = shop.cli:main\n\n[pytest11]\nshop = shop.plugin\n');
    expect((await installed({ 'setup.cfg': cfg }))['shop-1.dist-info/entry_points.txt']).toBe(
      '[shop.tills]\none = shop.tills:One\ntwo = shop.tills:Two\n',
    );
  });

  it.each<[source: string, asks: boolean]>([
    ['from importlib.metadata import version', true],
    ['import importlib.metadata', true],
    ['from importlib import metadata', true],
    ['import importlib_metadata as m', true],
    ['import pkg_resources', true],
    ['metadata = {}', false],
  ])('is asked for by: %s', (source, asks) => {
    expect(asksForInstalled(source)).toBe(asks);
  });
});
