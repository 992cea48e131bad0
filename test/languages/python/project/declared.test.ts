import { beforeAll, describe, expect, it } from 'vitest';
import type { WantedPackages } from '../../../../daemon/core/project.ts';
import { declaredIn } from '../../../../daemon/languages/python/project/declared.ts';
import { loadGrammar } from '../../../../daemon/languages/grammar.ts';

beforeAll(() => loadGrammar('python'));

type Texts = Readonly<Record<string, string>>;

function declared(texts: Texts, wanted?: WantedPackages) {
  const read = (path: string) => Promise.resolve(texts[path.replace('/p/', '')] ?? null);
  return declaredIn('/p', read, wanted);
}

const standard = '[project]\nname = "shop"\ndependencies = ["attrs>=22", "six"]\n';

const table: readonly (readonly [string, Texts, object | null])[] = [
  ['nothing', {}, null],
  ['a project that says nothing of packages', { 'pyproject.toml': '[tool.black]\n' }, null],
  ['a broken file', { 'pyproject.toml': '[project\n' }, null],
  [
    'requirements, with comments, markers and lines that go on',
    {
      'requirements.txt':
        '# first\nsix==1.16.0 \\\n  ; python_version >= "3.8"\n--index-url https://x.invalid\n' +
        '-e .\n./local\nattrs  # second\n-r more/other.txt\n-c limits.txt\n',
      'more/other.txt': 'idna==3.4\n-r ../requirements.txt\n',
      'limits.txt': 'attrs<24\n',
    },
    {
      requirements: ['attrs', 'idna==3.4', 'six==1.16.0 ; python_version >= "3.8"'],
      constraints: ['attrs<24'],
      from: ['/p/requirements.txt', '/p/more/other.txt', '/p/limits.txt'],
    },
  ],
  ['a file outside the project', { 'requirements.txt': '-r ../../etc/x\n' }, { requirements: [] }],
  [
    'PEP 621 alone',
    { 'pyproject.toml': standard },
    { requirements: ['attrs>=22', 'six'], constraints: [], from: ['/p/pyproject.toml'] },
  ],
  [
    'PEP 621 with the lock of uv: names with one version are pinned, the project itself is not',
    {
      'pyproject.toml': standard,
      'requirements.txt': 'six==1.0\n',
      'uv.lock':
        'version = 1\n' +
        '[[package]]\nname = "shop"\nversion = "0.1"\nsource = { editable = "." }\n' +
        '[[package]]\nname = "attrs"\nversion = "23.1.0"\nsource = { registry = "https://x.invalid" }\n' +
        '[[package]]\nname = "six"\nversion = "1.15.0"\nsource = { registry = "https://x.invalid" }\n' +
        '[[package]]\nname = "six"\nversion = "1.16.0"\nsource = { registry = "https://x.invalid" }\n',
    },
    {
      requirements: ['attrs>=22', 'six'],
      constraints: ['attrs==23.1.0'],
      from: ['/p/pyproject.toml', '/p/uv.lock'],
    },
  ],
  [
    'setup.py, as far as it is written there',
    {
      'setup.py':
        'from setuptools import setup\n\nneeds = ["numpy>=1.20", "six"]\n' +
        'setup(name="shop", install_requires=needs, extras_require={"docs": ["sphinx"], "test": ["idna"]})\n',
    },
    { requirements: ['numpy>=1.20', 'six'], constraints: [], from: ['/p/setup.py'] },
  ],
  [
    'setup.py that reads a file, beside that file',
    {
      'setup.py':
        'import setuptools\nsetuptools.setup(install_requires=open("r").read().split())\n',
      'requirements.txt': 'six\n',
    },
    { requirements: ['six'], constraints: [], from: ['/p/requirements.txt'] },
  ],
  [
    'of a conda environment, what is left to pip',
    {
      'environment.yml':
        'name: shop\ndependencies:\n  - python=3.12\n  - libgdal\n  - pip\n  - pip:\n' +
        '      - six==1.16.0  # pinned\n      - "attrs>=22"\n      - -r other.txt\n      - .\n  - zlib\n',
    },
    { requirements: ['attrs>=22', 'six==1.16.0'], from: ['/p/environment.yml'] },
  ],
  [
    'PEP 621 with requirements that pin it',
    { 'pyproject.toml': standard, 'requirements.txt': 'six==1.16.0 --hash=sha256:ab\n' },
    { requirements: ['attrs>=22', 'six', 'six==1.16.0'] },
  ],
  [
    'Poetry, with its lock',
    {
      'pyproject.toml':
        '[tool.poetry.dependencies]\npython = "^3.9"\nattrs = "^23.1"\nsix = "~1.16"\nidna = "*"\n' +
        'zero = "^0.2.3"\nexact = "1.2"\nlocal = { path = "../x" }\n' +
        'maybe = { version = "^1", optional = true }\n' +
        'more = { version = ">=2,<3", extras = ["a", "b"], markers = "os_name == \'posix\'" }\n' +
        '[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
      'poetry.lock': '[[package]]\nname = "six"\nversion = "1.16.0"\n',
    },
    {
      requirements: [
        'attrs>=23.1,<24',
        'exact==1.2',
        'idna',
        "more[a,b]>=2,<3 ; os_name == 'posix'",
        'six>=1.16,<1.17',
        'zero>=0.2.3,<0.3',
      ],
      constraints: ['six==1.16.0'],
    },
  ],
];

const forTests = { forTests: true, imported: [], named: ['pytest'] };
const pyproject =
  '[project]\nname = "My.Shop"\ndependencies = ["six"]\n' +
  '[project.optional-dependencies]\n' +
  'test = ["attrs", "pytest>=8"]\nall = ["my-shop[test,docs]"]\ndev = ["my_shop[test]", "idna"]\n' +
  'docs = ["sphinx"]\nplots = ["PyYAML", "pillow"]\n' +
  '[dependency-groups]\nunit-tests = [{ include-group = "Base" }, "wheel"]\nbase = ["zipp"]\n' +
  'loop-test = [{ include-group = "loop-test" }]\n';

const wantedTable: readonly (readonly [string, Texts, WantedPackages, object | null])[] = [
  ['nothing but what is named', {}, forTests, { requirements: ['pytest'], from: [] }],
  [
    'extras and groups for tests, the project itself left out',
    { 'pyproject.toml': pyproject },
    forTests,
    { requirements: ['attrs', 'idna', 'pytest>=8', 'six', 'wheel', 'zipp'] },
  ],
  [
    'what is imported, wherever it is declared and nowhere else',
    { 'pyproject.toml': pyproject },
    { forTests: false, imported: ['yaml', 'PIL', 'numpy', 'zipp'], named: [] },
    { requirements: ['PyYAML', 'pillow', 'six', 'zipp'] },
  ],
  [
    'files for tests, with what they name',
    {
      'requirements.txt': 'six==1.16.0\n',
      'requirements-dev.txt': '-r requirements.txt\n-r requirements/lint.txt\nattrs\n',
      'requirements/lint.txt': 'ruff\n',
      'requirements/test.txt': '-c ../limits.txt\npytest==8.0\n',
      'requirements/docs.txt': 'sphinx\n',
      'limits.txt': 'attrs<24\n',
    },
    forTests,
    { requirements: ['attrs', 'pytest==8.0', 'ruff', 'six==1.16.0'], constraints: ['attrs<24'] },
  ],
  [
    "Poetry's groups with its lock",
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\nsix = "*"\n' +
        '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n' +
        '[tool.poetry.group.docs.dependencies]\nsphinx = "*"\n' +
        '[tool.poetry.dev-dependencies]\nattrs = "*"\n',
      'poetry.lock':
        '[[package]]\nname = "six"\nversion = "1.16.0"\n[[package]]\nname = "pytest"\nversion = "8.1.0"\n',
    },
    forTests,
    {
      requirements: ['attrs', 'pytest>=8,<9', 'six'],
      constraints: ['pytest==8.1.0', 'six==1.16.0'],
    },
  ],
  [
    'setup.cfg',
    {
      'setup.cfg':
        '[metadata]\nname = x\n[options]\ninstall_requires =\n    six>=1  # comment\n    # none\n' +
        "    idna; python_version < '4'\npackages = find:\n" +
        '[options.extras_require]\ntesting = attrs; zipp\ndocs =\n  sphinx\n',
    },
    forTests,
    { requirements: ['attrs', "idna; python_version < '4'", 'pytest', 'six>=1', 'zipp'] },
  ],
  [
    'a Pipfile',
    { Pipfile: '[packages]\nsix = "*"\n[dev-packages]\npytest = ">=8"\n' },
    forTests,
    { requirements: ['pytest>=8', 'six'] },
  ],
  [
    'hashes are dropped where not every line has one',
    { 'requirements.txt': 'six==1.16.0 --hash=sha256:ab\n' },
    forTests,
    { requirements: ['pytest', 'six==1.16.0'] },
  ],
];

describe('what a project says is to be installed beside that', () => {
  it.each(wantedTable)('%s', async (_, texts, wanted, expected) => {
    expect(await declared(texts, wanted)).toMatchObject(expected ?? {});
  });
});

describe('what a project says is to be installed', () => {
  it.each(table)('%s', async (_, texts, expected) => {
    const found = await declared(texts);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  it('keeps hashes where every line has one', async () => {
    const line = 'six==1.16.0 --hash=sha256:ab --hash=sha256:cd';
    expect((await declared({ 'requirements.txt': `${line}\n` }))?.requirements).toEqual([line]);
  });
});
