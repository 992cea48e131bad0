import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordReport } from '../../../daemon/core/ports/recording.ts';
import type { RunReport } from '../../../daemon/core/ports/sandbox.ts';
import { roomy } from '../../sandbox/fixture.ts';
import { exploringRig, type ExploringRig, functionIn } from './exploring-rig.ts';

let rig: ExploringRig;
beforeAll(async () => {
  rig = await exploringRig();
}, 60_000);
afterAll(() => rig.close());

interface Recorded {
  readonly said: Extract<RecordReport, { kind: 'recorded' }>;
  readonly report: RunReport;
  readonly out: string;
}

interface Ask {
  readonly name?: string;
  readonly path?: string;
  readonly command?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly longest?: number;
}

async function run(source: string, ask: Ask = {}): Promise<Omit<Recorded, 'said'> & RecordSaid> {
  const { name = 'f', path = 'sample.py', files = {}, seconds = 15, longest = 10_000 } = ask;
  const { recorder } = rig.python;
  if (recorder === undefined) throw new Error('Python records');
  const command = ask.command ?? ['python3', 'main.py'];
  const target = functionIn(rig.python, source, name);
  const plan = { fileName: 'sample.py', source, function: target, path, command, longest, seconds };
  const job = recorder.job({ ...plan, folder: '' });
  if (!job.ok) throw new Error(job.failure.message);
  const texts = Object.entries(files).map(([at, text]) => ({
    path: at,
    content: Buffer.from(text),
  }));
  const { argv, env, over } = job.value;
  const result = await rig.lease.run(
    {
      argv,
      env: { ...env, PYTHONPATH: '.', PYTHONDONTWRITEBYTECODE: '1' },
      files: [...texts, ...over],
      input: new Uint8Array(),
      limits: { ...roomy, processes: 60 },
      sampleIntervalNs: 0,
    },
    new AbortController().signal,
  );
  if (!result.ok) throw new Error(result.failure.message);
  const report = result.value;
  const out = Buffer.from(report.stdout).toString() + Buffer.from(report.stderr).toString();
  return { said: recorder.report(report.outcome), report, out };
}

interface RecordSaid {
  readonly said: RecordReport;
}

async function record(source: string, ask: Ask = {}): Promise<Recorded> {
  const { said, ...others } = await run(source, ask);
  if (said.kind !== 'recorded') throw new Error(`it said nothing: ${others.out}`);
  return { said, ...others };
}

/** Each call with what it was given and what it did, as texts that a person can read. */
function shown({ said }: Recorded): readonly string[] {
  return said.calls.map(({ call, outcome }) => {
    const { init, self, args, kwargs } = call;
    const made = self === undefined ? (init === null ? '' : JSON.stringify(init)) : given(self);
    const named = Object.keys(kwargs).length === 0 ? '' : JSON.stringify(kwargs);
    const did =
      outcome === null
        ? '?'
        : outcome.kind === 'raised'
          ? `raised ${outcome.exception}`
          : JSON.stringify(outcome.value);
    return `${made}${JSON.stringify(args)}${named} ${did}`;
  });
}

function given(value: unknown): string {
  return JSON.stringify(value);
}

const f = 'def f(x):\n    return [x]\n';
const timeout = 60_000;

describe('recording in Python', { timeout }, () => {
  const main = 'import sample\nsample.f(1)\n';

  it.each<[what: string, ask: Ask, source?: string]>([
    ['a script', { files: { 'main.py': main } }],
    ['a shell', { command: ['sh', '-c', 'true && python3 main.py'], files: { 'main.py': main } }],
    [
      'the file itself',
      { command: ['python3', 'sample.py'] },
      `${f}\nif __name__ == '__main__':\n    f(1)\n`,
    ],
    [
      'the file as a module',
      { command: ['python3', '-m', 'sample'] },
      `${f}\nif __name__ == '__main__':\n    f(1)\n`,
    ],
    [
      'a package',
      {
        path: 'pkg/sample.py',
        files: { 'pkg/__init__.py': '', 'main.py': 'from pkg.sample import f\nf(1)\n' },
      },
    ],
    [
      'unittest',
      {
        command: ['python3', '-m', 'unittest', '-q'],
        files: {
          'test_it.py':
            'import unittest, sample\n\nclass T(unittest.TestCase):\n' +
            '    def test_it(self):\n        self.assertEqual(sample.f(1), [1])\n',
        },
      },
    ],
    [
      'a process of its own',
      {
        files: {
          'main.py':
            'import subprocess, sys\n' +
            "subprocess.run([sys.executable, '-c', 'import sample; sample.f(1)'], check=True)\n",
        },
      },
    ],
    [
      'a fork that ends at once',
      {
        files: {
          'main.py':
            'import os, sample\nif os.fork() == 0:\n    sample.f(1)\n    os._exit(0)\nos.wait()\n',
        },
      },
    ],
    ...(['fork', 'spawn'] as const).map((how): [string, Ask] => [
      `multiprocessing by ${how}`,
      {
        files: {
          'main.py':
            'import multiprocessing, sample\n\n' +
            "if __name__ == '__main__':\n" +
            `    with multiprocessing.get_context('${how}').Pool(1) as pool:\n` +
            '        print(pool.map(sample.f, [1]))\n',
        },
      },
    ]),
    [
      'a module that is loaded again',
      { files: { 'main.py': 'import importlib, sample\nimportlib.reload(sample).f(1)\n' } },
    ],
    [
      'a file that is loaded by its path',
      {
        files: {
          'main.py':
            'import importlib.util as u\n' +
            "spec = u.spec_from_file_location('other', 'sample.py')\n" +
            'module = u.module_from_spec(spec)\nspec.loader.exec_module(module)\nmodule.f(1)\n',
        },
      },
    ],
    [
      'a sitecustomize that the project has',
      { files: { 'main.py': `import sitecustomize\n${main}`, 'sitecustomize.py': 'x = 1\n' } },
    ],
  ])('sees %s', async (_what, ask, source = f) => {
    const recorded = await record(source, ask);
    expect([shown(recorded), recorded.out]).toEqual([['[1] [1]'], expect.any(String)]);
    expect(recorded.said).toMatchObject({
      exit: { kind: 'exited', code: 0 },
      counts: { calls: 1, large: 0, unreadable: [] },
    });
  });

  it('tells the test that was under way', async () => {
    const test = 'import sample\n\ndef test_totals():\n    sample.f(1)\n\ntest_totals()\n';
    const { said } = await record(f, { files: { 'main.py': test } });
    expect(said.calls.map((call) => call.test)).toEqual(['test_totals']);
  });

  it.each<[what: string, source: string, use: string, calls: readonly string[]]>([
    [
      'arguments before the call',
      'def f(xs):\n    xs.append(1)\n    return len(xs)\n',
      'f([])',
      ['[[]] 1'],
    ],
    [
      'exceptions',
      'def f(x):\n    raise KeyError(x)\n',
      'try:\n    f(1)\nexcept KeyError:\n    pass',
      ['[1] raised KeyError'],
    ],
    ['keywords', 'def f(x, *, y=2):\n    return y\n', 'f(1, y=3)', ['[1]{"y":3} 3']],
    ['equal inputs once', f, 'f(1); f(1); f(1.0)', ['[1] [1]', '[{"$float":1}] [{"$float":1}]']],
    [
      'a generator that is used up',
      'def f(x):\n    yield x\n    yield x + 1\n',
      'list(f(1)); next(f(5))',
      ['[1] {"$object":{"type":"iterator","state":[1,2]}}', '[5] ?'],
    ],
    [
      'an async function',
      'async def f(x):\n    return x\n',
      'import asyncio, inspect\nassert inspect.iscoroutinefunction(f)\n' +
        'async def all():\n    await asyncio.gather(f(1), f(2))\nasyncio.run(all())',
      ['[1] 1', '[2] 2'],
    ],
    [
      'a cached function with its methods',
      'import functools\n\n@functools.lru_cache\ndef f(x):\n    return x\n',
      'f(1); f(1); assert f.cache_info().hits == 1; f.cache_clear()',
      ['[1] 1'],
    ],
    [
      'types of the file by their own name',
      'class P:\n    def __init__(self, x):\n        self.x = x\n\ndef f(p):\n    return p\n',
      'from sample import P\nf(P(3))',
      [
        '[{"$object":{"type":"P","state":[{"x":3}]}}] ' +
          '{"$object":{"type":"sample.P","state":[{"x":3}]}}',
      ],
    ],
  ])('writes down %s', async (_what, source, use, calls) => {
    const recorded = await record(source, {
      files: { 'main.py': `from sample import f\n${use}\n` },
    });
    expect([shown(recorded), recorded.out]).toEqual([calls, '']);
  });

  it.each<[what: string, source: string, use: string, calls: readonly string[]]>([
    [
      'constructor arguments, as long as they say all',
      '    def __init__(self, a, b=2):\n        self.a = a + b\n',
      'c = C(1)\nc.f(1)\nc.a = 9\nc.f(1)\nC(b=4, a=3).f(1)',
      ['[1][1] [1]', '{"$object":{"type":"C","state":[{"a":9}]}}[1] [1]', '[3,4][1] [1]'],
    ],
    [
      'constructor arguments that have names alone',
      '    def __init__(self, *, a):\n        self.a = a\n',
      'C(a=[1]).f(1)',
      ['{"$new":{"type":"C","args":[],"kwargs":{"a":[1]}}}[1] [1]'],
    ],
    ['nothing, where nothing makes it', '', 'C().f(1)', ['[1] [1]']],
    [
      'the state of what was made in another way',
      '    def __init__(self, a):\n        self.a = a\n',
      'c = C.__new__(C)\nc.a = 4\nc.f(1)',
      ['{"$object":{"type":"C","state":[{"a":4}]}}[1] [1]'],
    ],
  ])('has of an instance %s', async (_what, init, use, calls) => {
    const source = `class C:\n${init}    def f(self, x):\n        return [x]\n`;
    const files = { 'main.py': `from sample import C\n${use}\n` };
    const recorded = await record(source, { name: 'C.f', files });
    expect([shown(recorded), recorded.out]).toEqual([calls, '']);
  });

  it('leaves out what cannot be made again, and says what stands in the way', async () => {
    const use =
      'from unittest.mock import Mock\nimport sys, threading\nfrom sample import f\n' +
      'mock = Mock()\nf(mock); assert mock.mock_calls == [], mock.mock_calls\n' +
      'f(lambda: 1); f(sys.stdin); f(threading.local()); f(x for x in []); f([1, (2, f)])\n' +
      "f('x' * 20000); f(list(range(10**6)))\n";
    const { said, out } = await record(f, { files: { 'main.py': use } });
    expect(out).toBe('');
    expect(said.counts).toMatchObject({ calls: 8, large: 2 });
    const types = said.counts.unreadable.map(({ type }) => type).toSorted();
    expect(types).toEqual([
      '_io.TextIOWrapper',
      '_thread._local',
      'function',
      'generator',
      'unittest.mock.Mock',
    ]);
    // A function that is found by its name can be found again.
    expect(said.calls.length).toBe(1);
  });

  it('gets as deep as without, and keeps calls within calls few', async () => {
    const source = 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n';
    const use = 'from sample import f\nprint(f(900))\n';
    const { said, out } = await record(source, { files: { 'main.py': use } });
    expect(out).toBe('900\n');
    expect(said.counts).toMatchObject({ calls: 1, inner: 900 });
    expect(said.calls.filter(({ isInner }) => !isInner).map(({ call }) => call.args)).toEqual([
      [900],
    ]);
    expect(said.calls.length).toBeLessThan(100);
  });

  it('keeps few of very many calls, those among them that differ', async () => {
    const use =
      'from sample import f\nfor i in range(50_000):\n    f(i % 1000)\n' +
      "f('late')\nf([])\nf(-1)\n";
    const { said } = await record('def f(x):\n    return x\n', { files: { 'main.py': use } });
    expect(said.counts.calls).toBe(50_003);
    expect(said.calls.length).toBeLessThan(2000);
  });

  it('keeps what was recorded of a command that is stopped', async () => {
    const use = 'import time\nfrom sample import f\nf(1)\ntime.sleep(60)\n';
    const recorded = await record(f, { files: { 'main.py': use }, seconds: 1 });
    expect(shown(recorded)).toEqual(['[1] [1]']);
    expect(recorded.said.exit).toEqual({ kind: 'stopped' });
  });

  it.each<[what: string, command: readonly string[], exit: object]>([
    ['its exit code', ['sh', '-c', 'exit 3'], { kind: 'exited', code: 3 }],
    ['its signal', ['sh', '-c', 'kill -9 $$'], { kind: 'signalled', signal: 9 }],
    ['a command that is not there', ['no-such-program'], { kind: 'exited', code: 127 }],
  ])('tells of a command %s', async (_what, command, exit) => {
    const { said } = await record(f, { command });
    expect(said).toMatchObject({ exit, calls: [], counts: { processes: 0, calls: 0 } });
  });

  it('is one module of files that share no name but those that are replaced', () => {
    const folder = join(import.meta.dirname, '../../../daemon/languages/python');
    const names = [
      'encoding',
      'states',
      'foreign',
      'recording_values',
      'recording',
      'recording_watch',
    ].flatMap((file) => {
      const text = readFileSync(join(folder, `${file}.py`), 'utf8');
      return [...text.matchAll(/^(?:(?:async )?def|class) (\w+)/gm)].map(([, name]) => name);
    });
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    expect(twice.toSorted()).toEqual(['_full_name', '_type_name']);
  });

  it('refuses a property', () => {
    const source = 'class C:\n    @property\n    def f(self):\n        return 1\n';
    const job = rig.python.recorder?.job({
      fileName: 'sample.py',
      source,
      function: functionIn(rig.python, source, 'C.f'),
      path: 'sample.py',
      command: ['true'],
      folder: '',
      longest: 1000,
      seconds: 1,
    });
    expect(job).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});

describe('a command that is hostile', { timeout }, () => {
  const spool = "'.afterburner-recorder/calls'";

  it.each<[what: string, program: string]>([
    [
      'closes every descriptor',
      'import os\nfrom sample import f\nos.closerange(3, 1000)\na = open("mine", "w")\nf(1)\n' +
        'a.write("kept")\na.close()\nassert open("mine").read() == "kept"\n',
    ],
    [
      'looks for the channel',
      'import os\nfrom sample import f\nf(1)\n' +
        'for n in range(3, 64):\n    try:\n        os.write(n, b"O\\x04\\0\\0\\0evil")\n' +
        '    except OSError:\n        pass\n',
    ],
    [
      'writes where calls are written',
      'import os\nfrom sample import f\nf(1)\n' +
        `for name in os.listdir(${spool}):\n` +
        `    if name.endswith('.calls'):\n        path = ${spool} + '/' + name\n` +
        '        with open(path, "ab") as file:\n' +
        '            file.write(b"c\\t{}\\t\\t1\\tfirst\\t\\"\\"\\n\\xff\\xfe\\nc\\t" + b"[" * 100000 + b"\\t\\t1\\tx\\t\\"\\"\\n")\n',
    ],
    [
      'writes a great deal there',
      'import os\nfrom sample import f\nf(1)\n' +
        `with open(${spool} + '/0-0.counts', 'wb') as file:\n    file.write(b'\\xff' * 512)\n` +
        `with open(${spool} + '/0-0.calls', 'wb') as file:\n    file.write(b'x' * (60 << 20))\n`,
    ],
    [
      'starts processes that outlive it',
      'import os, time\nfrom sample import f\nf(1)\nfor _ in range(5):\n' +
        '    if os.fork() == 0:\n        os.setsid()\n        time.sleep(100)\n        os._exit(0)\n',
    ],
    [
      'takes its recorder apart',
      'import sys\nfrom sample import f\nf(1)\nrecorded = sys.modules["afterburner_recorded"]\n' +
        'for name in list(vars(recorded)):\n    if name.startswith("_") and name != "__name__":\n' +
        '        pass\nrecorded._Encoder = None\nf(2)\n',
    ],
  ])('%s', async (_what, program) => {
    const { said } = await record(f, { files: { 'main.py': program } });
    expect(said.calls.filter(({ call }) => call.args[0] === 1).length).toBe(1);
    expect(said.calls.every(({ call }) => Array.isArray(call.args))).toBe(true);
  });

  it('floods its output: the run ends by the limit, and nothing is believed', async () => {
    const flood = 'from sample import f\nf(1)\nwhile True:\n    print("x" * 100000)\n';
    const { report, said } = await run(f, { files: { 'main.py': flood } });
    expect(report.breach).toBe('output');
    expect(said).toEqual({ kind: 'silent' });
  });

  it('kills its recorder: nothing is said', async () => {
    const kill = 'import os, signal\nfrom sample import f\nf(1)\nos.kill(os.getppid(), 9)\n';
    const { said } = await run(f, { files: { 'main.py': kill } });
    expect(said).toEqual({ kind: 'silent' });
  });
});
