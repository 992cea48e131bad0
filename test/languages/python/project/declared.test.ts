import { describe, expect, it } from 'vitest';
import { declaredIn } from '../../../../daemon/languages/python/project/declared.ts';

type Texts = Readonly<Record<string, string>>;

function declared(texts: Texts) {
  return declaredIn('/p', (path) => Promise.resolve(texts[path.replace('/p/', '')] ?? null));
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
