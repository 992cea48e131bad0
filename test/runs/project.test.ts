import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithEngine } from '../sandbox/with-engine.ts';
import { compareOf, makeRig, measureOf, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

const never = new AbortController().signal;
const patience = { timeout: 120_000 };
/** An image is built with what comes over the network. */
const longPatience = { timeout: 600_000 };
const projects = join(import.meta.dirname, '../fixtures/projects');

/** A copy of a project that stands alone, as a user's does. */
async function copyOf(name: string): Promise<string> {
  const folder = join(rig.folder, name);
  await rm(folder, { recursive: true, force: true });
  await cp(join(projects, name), folder, { recursive: true });
  return folder;
}

async function write(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function check(path: string, name: string, change = {}) {
  return rig.service.check(measureOf(path, name, change), rig.tell, never);
}

describe('a file that imports modules of its project', () => {
  it('runs as a part of its package, under its own name', patience, async () => {
    const folder = await copyOf('relative-imports');
    const result = await check(join(folder, 'src/shop/prices.py'), 'total');
    expect(result).toMatchObject({ ok: true, value: { verdict: 'passed', message: null } });
    if (!result.ok) return;
    const raised = result.value.cases.find(({ id }) => id === 'unknown');
    expect(raised?.verdict).toBe('passed');
    expect(JSON.stringify(raised)).not.toContain('ImportError');
  });

  it('is measured, explored and profiled with them', patience, async () => {
    const folder = await copyOf('relative-imports');
    const path = join(folder, 'src/shop/prices.py');
    const measured = await rig.service.measure(measureOf(path, 'total'), rig.tell, never);
    expect(measured).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    const compared = await rig.service.compare(
      compareOf(path, path, 'total', { exploration: 1, comparisonSeconds: 1 }),
      rig.tell,
      never,
    );
    expect(compared).toMatchObject({ ok: true, value: { equivalent: true } });
    const profiled = await rig.service.profileLines(measureOf(path, 'total'), rig.tell, never);
    expect(profiled).toMatchObject({ ok: true });
  });

  it(
    'is told from a wrong version by instances of their classes, without a case',
    patience,
    async () => {
      const folder = join(rig.folder, 'elsewhere');
      const text = (body: string): string =>
        'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n' +
        '    from .kinds import Pile as P, Mark\n\ndef f(pile: "P[int]", mark: "Mark"):\n' +
        `    return ${body}\n`;
      await write(folder, {
        'src/shop/__init__.py': 'from .kinds import Pile, Mark\n',
        'src/shop/f.py': text('[each * mark.value for each in pile.items]'),
        'src/shop/wrong.py': text('[each * mark.value for each in pile.items[:1]]'),
        'src/shop/kinds.py':
          'from enum import Enum\nfrom typing import Generic, TypeVar\nT = TypeVar("T")\n' +
          'class Mark(Enum):\n    LOW = 1\n    HIGH = 2\n' +
          'class Base:\n    def __init__(self):\n        self.items = []\n' +
          'class Pile(Base, Generic[T]):\n    def push(self, item: T):\n' +
          '        self.items.append(item)\n',
      });
      const [right, wrong] = ['f.py', 'wrong.py'].map((name) => join(folder, 'src/shop', name));
      const compared = await rig.service.compare(
        compareOf(right!, wrong!, 'f', { exploration: 20, comparisonSeconds: 1 }),
        rig.tell,
        never,
      );
      expect(compared).toMatchObject({ ok: true, value: { equivalent: false } });
      const found = compared.ok ? compared.value.counterexample : null;
      const pushed = ['push', [expect.any(Number)]];
      expect(found?.args).toMatchObject([
        { $new: { type: 'shop.kinds.Pile', calls: [pushed, pushed] } },
        { $new: { type: 'shop.kinds.Mark' } },
      ]);
    },
  );

  it('has a fresh copy in each pass, and its neighbours once', patience, async () => {
    const folder = join(rig.folder, 'state');
    await write(folder, {
      'own.py':
        'import beside\n\ncalls = []\n\ndef f(x):\n    calls.append(x)\n' +
        '    return [len(calls), beside.__name__, __name__]\n',
      'beside.py': 'import own\n',
      'own.cases.json': JSON.stringify({
        function: 'f',
        cases: [{ args: [1], expected: [1, 'beside', 'own'] }],
      }),
    });
    const measured = await rig.service.measure(
      measureOf(join(folder, 'own.py'), 'f'),
      rig.tell,
      never,
    );
    expect(measured).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  });

  it('finds its neighbours compiled, whatever cannot be', patience, async () => {
    const folder = join(rig.folder, 'compiled');
    const tells =
      'def where():\n    return __cached__ is not None and __import__("os").path.exists(__cached__)\n';
    await write(folder, {
      'shop/__init__.py': '',
      'shop/own.py':
        'from . import fine\n\ndef f(x):\n    try:\n        from . import broken\n' +
        '    except SyntaxError:\n        return [fine.where(), x]\n',
      'shop/fine.py': tells,
      'shop/broken.py': 'def (\n',
      'shop/own.cases.json': JSON.stringify({
        function: 'f',
        cases: [{ args: [1], expected: [true, 1] }],
      }),
    });
    const result = await check(join(folder, 'shop/own.py'), 'f');
    expect(result).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  });

  it('finds its own version, where its package asks for that', patience, async () => {
    const folder = join(rig.folder, 'installed');
    await write(folder, {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1.5"\n',
      'src/shop/__init__.py':
        'from importlib.metadata import version\n\n__version__ = version(__name__)\n',
      'src/shop/own.py': 'from . import __version__\n\ndef f(x):\n    return [__version__, x]\n',
      'src/shop/own.cases.json': JSON.stringify({
        function: 'f',
        cases: [{ args: [1], expected: ['1.5', 1] }],
      }),
    });
    const result = await check(join(folder, 'src/shop/own.py'), 'f');
    expect(result).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  });

  it('compares with a version that imports others', patience, async () => {
    const folder = join(rig.folder, 'versions');
    await write(folder, {
      'a.py': 'def f(x):\n    return x + 1\n',
      'b.py': 'from plus import one\n\ndef f(x):\n    return one(x)\n',
      'plus.py': 'def one(x):\n    return x + 1\n',
      'a.cases.json': JSON.stringify({ function: 'f', cases: [{ args: [1] }] }),
    });
    const paths = [join(folder, 'a.py'), join(folder, 'b.py')] as const;
    const change = { comparisonSeconds: 1 };
    const compared = await rig.service.compare(compareOf(...paths, 'f', change), rig.tell, never);
    expect(compared).toMatchObject({ ok: true, value: { equivalent: true } });
  });

  it('needs packages that bubblewrap does not bring', patience, async () => {
    const folder = join(rig.folder, 'without');
    await write(folder, {
      'pyproject.toml': '[project]\nname = "x"\ndependencies = ["no-such-package"]\n',
      'a.py': 'import beside\n\ndef f(x):\n    return x\n',
      'beside.py':
        'import no_such_package.core\ntry:\n    import no_such_option\nexcept ImportError:\n    pass\n',
      'a.cases.json': JSON.stringify({ function: 'f', cases: [{ args: [1] }] }),
    });
    const result = await check(join(folder, 'a.py'), 'f');
    expect(result).toMatchObject({ ok: false, failure: { code: 'package-missing' } });
    if (result.ok) return;
    expect(result.failure.message).toContain('import no_such_package');
    expect(result.failure.message).not.toContain('no_such_option');
    expect(result.failure.hint).toContain('container engine');
  });
});

describeWithEngine('an image with what the project needs', () => {
  const container = { sandbox: 'container' } as const;

  it('has the packages of its requirements, once built', longPatience, async () => {
    const folder = await copyOf('third-party');
    const path = join(folder, 'keys.py');
    const measured = await rig.service.measure(
      measureOf(path, 'sorted_keys', container),
      rig.tell,
      never,
    );
    expect(measured).toMatchObject({ ok: true, value: { verdict: 'passed' } });
    const plain = await rig.write('plain.py', 'def f(x):\n    return x\n');
    await rig.write('plain.cases.json', { function: 'f', cases: [{ args: [1] }] });
    const other = await rig.service.measure(measureOf(plain, 'f', container), rig.tell, never);
    if (!measured.ok || !other.ok) throw new Error('It was not measured.');
    expect(measured.value.environment.imageId).not.toBe(other.value.environment.imageId);
    const before = rig.events.length;
    expect(await check(path, 'sorted_keys', container)).toMatchObject({ ok: true });
    expect(rig.events.slice(before).filter(({ kind }) => kind === 'preparing')).toEqual([]);
  });

  it('says in one sentence what pip did not find', longPatience, async () => {
    const folder = await copyOf('third-party');
    await writeFile(join(folder, 'more.txt'), 'six==0.0.0.1\n');
    const result = await check(join(folder, 'keys.py'), 'sorted_keys', container);
    expect(result).toMatchObject({ ok: false, failure: { code: 'packages-not-installed' } });
    if (result.ok) return;
    expect(result.failure.message).toContain('six==0.0.0.1');
    expect(result.failure.message).toContain('requirements.txt');
    expect(result.failure.message).not.toContain('\n');
  });

  it(
    'does without a package that cannot be had, where it is not imported',
    longPatience,
    async () => {
      const folder = await copyOf('third-party');
      await writeFile(join(folder, 'more.txt'), 'six\nattrs==0.0.0.1\n');
      const before = rig.events.length;
      const result = await check(join(folder, 'keys.py'), 'sorted_keys', container);
      expect(result).toMatchObject({ ok: true, value: { verdict: 'passed' } });
      const told = rig.events
        .slice(before)
        .flatMap((each) => (each.kind === 'preparing' ? [each.what] : []));
      expect(told.at(-1)).toBe("the image with the project's packages lacks attrs==0.0.0.1");
    },
  );

  it('says what is imported and declared nowhere', longPatience, async () => {
    const folder = await copyOf('third-party');
    await rm(join(folder, 'requirements.txt'));
    const result = await check(join(folder, 'keys.py'), 'sorted_keys', container);
    expect(result).toMatchObject({ ok: false, failure: { code: 'package-missing' } });
    if (!result.ok) expect(result.failure.message).toContain('import six');
  });

  it("is made by the project's own Dockerfile", longPatience, async () => {
    const folder = await copyOf('third-party');
    await write(folder, {
      '.afterburner/Dockerfile':
        'ARG BASE\nFROM $BASE\nCOPY own/six.py /usr/local/lib/python3.13/dist-packages/six.py\n',
      '.afterburner/own/six.py': 'def iterkeys(mapping):\n    return iter(mapping)\n',
    });
    const result = await check(join(folder, 'keys.py'), 'sorted_keys', container);
    expect(result).toMatchObject({ ok: true, value: { verdict: 'passed' } });
  });
});
