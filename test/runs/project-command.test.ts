import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../daemon/core/ports/sandbox.ts';
import { rootOf } from '../../daemon/cases/project-root.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { findResources } from '../../daemon/resources.ts';
import {
  type ProjectCommand,
  runProjectCommand,
  openProject,
} from '../../daemon/runs/project-command.ts';
import { findSubject, type FoundSubject } from '../../daemon/runs/subject.ts';
import type { Surroundings } from '../../daemon/runs/session.ts';
import { SandboxChoice } from '../../daemon/sandbox/choice.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import { fail, type Result } from '../../protocol/failures.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { describeWithEngine } from '../sandbox/with-engine.ts';
import { quick } from './rig.ts';

const never = new AbortController().signal;
const patience = { timeout: 120_000 };
/** An image is built with what comes over the network. */
const longPatience = { timeout: 600_000 };

const python = await createPython(join(findResources().languages, 'python'));
let state: string;
let sandboxes: SandboxChoice;
let around: Surroundings;
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'afterburner-command-'));
  const resources = findResources();
  const files = { recipes: resources.languages, state, probe: resources.probe };
  // One slot: who waits for a second one waits for ever.
  const cores = { measuring: [0], probe: 0, idle: [], others: [], apart: 'nothing' } as const;
  const ceiling = { memoryBytes: 256 * 2 ** 20, processes: 64 };
  sandboxes = new SandboxChoice(files, new Slots({ ceiling, cores }));
  const unused = (): never => {
    throw new Error('It has no cases.');
  };
  around = {
    sandboxFor: (settings, signal, tell, wish) => sandboxes.choose(settings, signal, tell, wish),
    rootOf,
    casesFor: () => Promise.resolve(fail('cases-missing', 'None.')),
    expectationsOf: unused,
  };
});
afterAll(async () => {
  await sandboxes.close();
  await rm(state, { recursive: true, force: true });
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterburner-project-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function subject(path: string, name: string): Promise<FoundSubject> {
  const asked = { path: join(folder, path), source: null, function: name };
  const found = await findSubject(asked, [python]);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const small = {
  'pyproject.toml': '[project]\nname = "shop"\n',
  'src/shop/__init__.py': '',
  'src/shop/prices.py': 'def total(xs):\n    return sum(xs)\n',
};

const usual: ProjectCommand = {
  argv: ['python', '-c', 'print(1)'],
  folder: '',
  over: [],
  env: {},
  packages: [],
  wallMs: 30_000,
};

async function run(
  command: Partial<ProjectCommand>,
  change = {},
  signal = never,
): Promise<Result<RunReport>> {
  const found = await subject('src/shop/prices.py', 'total');
  const settings = quick(change);
  return runProjectCommand(around, found, { ...usual, ...command }, settings, () => {}, signal);
}

async function said(argv: readonly string[], command: Partial<ProjectCommand> = {}) {
  const result = await run({ ...command, argv });
  if (!result.ok) throw new Error(result.failure.message);
  const { stdout, stderr, exit, breach } = result.value;
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
  return { out: text(stdout), err: text(stderr), exit, breach };
}

const list = ['sh', '-c', 'find . -type f | sort'];

describe('a command of the project', () => {
  it('finds the modules of a src layout and those put over them', patience, async () => {
    await write(small);
    const program =
      'import shop.prices as p, os; print(p.total([1]), os.path.basename(os.getcwd()))';
    const plain = await said(['python', '-c', program]);
    expect(plain).toMatchObject({ exit: { kind: 'exited', code: 0 } });
    expect(plain.out).toBe(`1 ${folder.split('/').at(-1)}\n`);
    const content = Buffer.from('def total(xs):\n    return "over"\n');
    const over = [{ path: 'src/shop/prices.py', content }];
    expect((await said(['python', '-c', program], { over })).out).toMatch(/^over /);
  });

  it('finds itself installed, with its version and its entry points', patience, async () => {
    const points = '[project.entry-points."shop.tills"]\none = "shop.prices:total"\n';
    await write({
      ...small,
      'pyproject.toml': `[project]\nname = "shop"\nversion = "1.5"\n${points}`,
    });
    const program =
      'from importlib.metadata import distribution, version\n' +
      '[point] = distribution("shop").entry_points\nprint(version("shop"), point.load()([2, 3]))';
    expect(await said(['python', '-c', program])).toMatchObject({ out: '1.5 5\n', err: '' });
    expect((await said(list)).out).not.toContain('METADATA');
  });

  it("runs in a folder, with variables of its own before the project's", patience, async () => {
    await write({
      ...small,
      'docs/x': '',
      'first/shop/__init__.py': '',
      'first/shop/prices.py': 'here = 1\n',
    });
    const program =
      'import os, shop.prices as p; print(os.getcwd().endswith("/docs"), p.here, os.environ["X"])';
    const options = { folder: 'docs', env: { PYTHONPATH: 'first', X: "it's" } };
    expect((await said(['python3', '-c', program], options)).out).toBe("True 1 it's\n");
    expect(await run({ folder: '../x' })).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('leaves nothing behind, and has a home that is not the project', patience, async () => {
    await write(small);
    const script =
      'ls "$HOME" "$TMPDIR"; touch left "$HOME/x" "$TMPDIR/y"; test -e left && echo made';
    expect((await said(['sh', '-c', script])).out).toContain('made');
    const again = await said(['sh', '-c', script]);
    expect(again.out).not.toContain('x');
    expect((await said(list)).out).not.toContain('left');
  });

  it(
    'sees what git would, and no secrets, environments or links that lead out',
    patience,
    async () => {
      await write({
        ...small,
        '.gitignore': 'ignored/\n',
        'ignored/a.txt': '',
        'own/pyvenv.cfg': '',
        'own/lib/x.py': '',
        'node_modules/x.js': '',
        '.env': 'KEY=1\n',
        '.env.example': '',
        'keys/tracked.pem': '',
        'keys/other.pem': '',
        'build/kept.txt': '',
      });
      await symlink('/etc/hostname', join(folder, 'out'));
      await symlink('/etc', join(folder, 'away'));
      await symlink('pyproject.toml', join(folder, 'in'));
      await symlink('src', join(folder, 'linked'));
      await symlink('.', join(folder, 'round'));
      const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: folder });
      git('init', '-q');
      git('add', 'keys/tracked.pem');
      expect((await said(list)).out.trim().split('\n')).toEqual([
        './.env.example',
        './.gitignore',
        './build/kept.txt',
        './in',
        './keys/tracked.pem',
        './linked/shop/__init__.py',
        './linked/shop/prices.py',
        './pyproject.toml',
        './src/shop/__init__.py',
        './src/shop/prices.py',
      ]);
    },
  );

  it('does without git', patience, async () => {
    await write({ ...small, 'build/x.txt': '', '.hidden/x': '', '.coveragerc': '', '.env': '' });
    expect((await said(list)).out.trim().split('\n')).toEqual([
      './.coveragerc',
      './pyproject.toml',
      './src/shop/__init__.py',
      './src/shop/prices.py',
    ]);
  });

  it('is not run on more than is copied, unless that is left out', patience, async () => {
    await write(small);
    await mkdir(join(folder, 'data'));
    const many = Array.from({ length: 4001 }, (_, at) => writeFile(join(folder, `data/${at}`), ''));
    await Promise.all(many);
    const result = await run({});
    expect(result).toMatchObject({ ok: false, failure: { code: 'project-too-large' } });
    if (!result.ok) expect(result.failure.message).toContain('data/ (4001 files)');
    await write({ '.afterburner/leave-out': '# not needed\n/data/\n' });
    expect(await run({})).toMatchObject({ ok: true });
  });

  it('is ended at its time, at its output and when cancelled', patience, async () => {
    await write(small);
    const hangs = await run({ argv: ['sleep', '100'], wallMs: 300 });
    expect(hangs).toMatchObject({ ok: true, value: { breach: 'wall' } });
    const floods = await run({ argv: ['sh', '-c', 'yes'] });
    expect(floods).toMatchObject({ ok: true, value: { breach: 'output' } });
    const stop = new AbortController();
    const running = run({ argv: ['sh', '-c', 'sleep 100'] }, {}, stop.signal);
    stop.abort();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });

  it('runs on the core of a lease that is held', patience, async () => {
    await write(small);
    const found = await subject('src/shop/prices.py', 'total');
    const settings = quick();
    const sandbox = await around.sandboxFor(settings, never, () => {}, null);
    if (!sandbox.ok) throw new Error(sandbox.failure.message);
    const lease = await sandbox.value.lease('python', never, () => {});
    if (!lease.ok) throw new Error(lease.failure.message);
    const events: RunEvent[] = [];
    const project = await openProject(
      around,
      found,
      [],
      settings,
      (event) => events.push(event),
      never,
      lease.value,
    );
    if (!project.ok) throw new Error(project.failure.message);
    expect(await project.value.run(usual, never)).toMatchObject({ value: { exit: { code: 0 } } });
    await project.value.close();
    expect(events).toEqual([]);
    const after = await lease.value.run(
      {
        argv: ['true'],
        env: {},
        files: [],
        input: new Uint8Array(),
        limits: {
          wallMs: 5000,
          cpuMs: 5000,
          memoryBytes: 2 ** 28,
          processes: 8,
          outputBytes: 100,
          fileBytes: 100,
        },
        sampleIntervalNs: 0,
      },
      never,
    );
    expect(after).toMatchObject({ ok: true, value: { exit: { code: 0 } } });
    await lease.value.release();
  });
});

describeWithEngine('a command of the project in a container', () => {
  it('has the packages of its tests and their programs', longPatience, async () => {
    await write({
      ...small,
      'pyproject.toml':
        '[project]\nname = "shop"\n[project.optional-dependencies]\ntest = ["six"]\n',
      'tests/test_prices.py':
        'import six\nfrom shop.prices import total\n\n\ndef test_total(tmp_path):\n    assert total([1, 2]) == 3\n',
    });
    for (const argv of [
      ['pytest', '-q'],
      ['python', '-m', 'pytest', '-q'],
    ]) {
      const result = await run({ argv, packages: ['pytest'] }, { sandbox: 'container' });
      if (!result.ok) throw new Error(result.failure.message);
      const text = Buffer.from(result.value.stdout).toString('utf8');
      expect(text).toContain('1 passed');
    }
  });
});
