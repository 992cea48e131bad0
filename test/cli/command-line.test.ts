import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { comparisonSchema } from '../../protocol/comparison.ts';
import { discoverySchema } from '../../protocol/discovery.ts';
import { doctorSchema } from '../../protocol/daemon.ts';
import { failureSchema } from '../../protocol/failures.ts';
import { lineProfileSchema } from '../../protocol/line-profile.ts';
import { measurementSchema } from '../../protocol/measurement.ts';
import { packMeasurementSchema } from '../../protocol/pack-measurement.ts';
import { optimizationSchema } from '../../protocol/optimization.ts';
import { recordingSchema } from '../../protocol/recording.ts';
import { replaySchema } from '../../protocol/replay.ts';
import { scalingSchema } from '../../protocol/scaling.ts';
import { dial } from '../../daemon/client.ts';
import { findFolders } from '../../daemon/folders.ts';
import { bundle, type Ended, type Running, start, temporaryFolder } from '../child.ts';
import { sampleImprovedCode, sampleSource } from '../samples.ts';

let entry: string;
let env: NodeJS.ProcessEnv;
const home = mkdtempSync(join(tmpdir(), 'afterburner-test-'));

beforeAll(async () => {
  entry = await bundle('test/cli/entry.ts');
  const daemon = await bundle('test/daemon/fake-daemon.ts');
  env = { PATH: process.env['PATH'], AFTERBURNER_HOME: home, TEST_DAEMON: daemon };
});

afterAll(async () => {
  const client = await dial(findFolders(env).socket);
  await client?.stop(false);
  await client?.closed;
  rmSync(home, { recursive: true, force: true });
});

function afterburner(args: readonly string[], cwd = workFolder(), more = {}): Running {
  return start(entry, args, { cwd, env: { ...env, ...more } });
}

function run(args: readonly string[], cwd?: string, more = {}): Promise<Ended> {
  return afterburner(args, cwd, more).ended;
}

/** Holds a.py and b.py. */
function workFolder(): string {
  const folder = temporaryFolder();
  for (const name of ['a.py', 'b.py']) writeFileSync(join(folder, name), sampleSource);
  return folder;
}

function measure(name: string, ...more: string[]): string[] {
  return ['measure', 'a.py', '--function', name, ...more];
}

function compare(name: string, ...more: string[]): string[] {
  return ['compare', 'a.py', 'b.py', '--function', name, ...more];
}

function optimize(name: string, ...more: string[]): string[] {
  return ['optimize', 'a.py', '--function', name, ...more];
}

function pack(...more: string[]): string[] {
  return ['pack', 'measure', 'passed.pack.json', ...more];
}

function scale(name: string, ...more: string[]): string[] {
  return ['scale', 'a.py', '--function', name, ...more];
}

function profile(name: string, ...more: string[]): string[] {
  return ['profile', 'a.py', '--function', name, ...more];
}

function cases(name: string, ...more: string[]): string[] {
  return ['cases', 'a.py', '--function', name, ...more];
}

function record(name: string, ...command: string[]): string[] {
  return ['record', 'a.py', '--function', name, ...command];
}

describe('exit codes', () => {
  it.each<[number, string[]]>([
    [0, measure('passed')],
    [1, measure('fails')],
    [0, compare('passed')],
    [0, compare('unchanged')],
    [1, compare('regressed')],
    [1, compare('differs')],
    [0, optimize('passed')],
    [1, optimize('nothing')],
    [0, scale('passed')],
    [1, scale('tells_nothing')],
    [2, scale('absent')],
    [0, profile('passed')],
    [2, profile('absent')],
    [0, cases('passed')],
    [1, cases('missing')],
    [2, cases('absent')],
    [2, ['cases', 'a.py']],
    [0, record('passed', '--', 'pytest', '-q')],
    [1, record('nothing', '--', 'pytest')],
    [2, record('absent', '--', 'pytest')],
    [2, record('passed')],
    [2, record('passed', '--limit', 'many', '--', 'pytest')],
    [2, ['record', 'a.py', '--', 'pytest', '--function', 'passed']],
    [0, ['replay', 'last']],
    [0, ['replay', 'last#3']],
    [1, ['replay', 'fails']],
    [2, ['replay', 'last#0']],
    [2, ['replay']],
    [0, ['doctor']],
    [3, ['doctor', '--sandbox', 'none']],
    [2, measure('absent')],
    [3, measure('no_sandbox')],
    [4, measure('sandbox_fails')],
    [4, measure('throws')],
    [2, []],
    [2, ['serve']],
    [2, ['measure', 'a.py']],
    [2, ['measure', 'nowhere.py', '--function', 'passed']],
    [2, ['measure', '.', '--function', 'passed']],
    [2, measure('passed', '--sandbox', 'jail')],
    [2, measure('passed', '--nonsense')],
    [2, optimize('passed', '--objective', 'beauty')],
    [2, optimize('passed', '--model', 'm')],
    [0, pack('--problem', 'pair-gap')],
    [1, pack()],
    [2, ['pack']],
    [2, ['pack', 'weigh', 'passed.pack.json']],
    [2, ['pack', 'measure']],
    [0, ['--version']],
    [0, ['--help']],
    [0, ['optimize', '--help']],
    [0, ['help', 'measure']],
  ])('%i: afterburner %s', async (code, args) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ code, signal: null });
    // Whatever a command says, a failure is one line with its mend, and an answer is none.
    const lines = ended.stderr.split('\n').slice(0, -1);
    expect(lines).toHaveLength(ended.stdout === '' ? 1 : 0);
    for (const line of lines) expect(line).toMatch(/^afterburner: .*[.?!)] .*[.)]$/);
  });
});

describe('--json', () => {
  it.each<[string[], z.ZodType]>([
    [measure('passed', '--json'), measurementSchema],
    [measure('fails', '--json'), measurementSchema],
    [compare('passed', '--json'), comparisonSchema],
    [compare('differs', '--json'), comparisonSchema],
    [optimize('passed', '--json'), optimizationSchema],
    [optimize('nothing', '--json'), optimizationSchema],
    [pack('--json'), packMeasurementSchema],
    [scale('passed', '--json'), scalingSchema],
    [profile('passed', '--json'), lineProfileSchema],
    [cases('passed', '--json'), discoverySchema],
    [record('passed', '--json', '--', 'pytest'), recordingSchema],
    [['replay', 'last', '--json'], replaySchema],
    [['doctor', '--json'], doctorSchema],
  ])('prints one document: %s', async (args, schema) => {
    const { stdout } = await run(args);
    expect(stdout.endsWith('}\n')).toBe(true);
    schema.parse(JSON.parse(stdout));
  });

  it.each<[string, string[]]>([
    ['function-not-found', measure('absent', '--json')],
    ['no-sandbox', compare('no_sandbox', '--json')],
    ['usage', ['serve', '--json']],
    ['file-not-found', ['measure', 'nowhere.py', '--function', 'f', '--json']],
    ['setting-invalid', measure('passed', '--json', '--memory-limit-mb', '7')],
  ])('prints a failure too: %s', async (code, args) => {
    const { stdout, stderr } = await run(args);
    const { error } = JSON.parse(stdout);
    expect(failureSchema.parse(error).code).toBe(code);
    expect(stderr).toBe(`afterburner: ${error.message} ${error.hint}\n`);
  });
});

it('says which problems of a pack are asked for, and whether again', async () => {
  const asked = pack('--problem', 'pair-gap', '--problem', 'twin-primes', '--json');
  const [first, again] = [await run(asked), await run([...asked, '--again'])];
  const solutions = (text: string) =>
    packMeasurementSchema
      .parse(JSON.parse(text))
      .problems.flatMap((problem) => problem.solutions.map(({ id, isEarlier }) => [id, isEarlier]));
  expect(solutions(first.stdout)).toEqual([
    ['all-pairs', true],
    ['hash-lookup', false],
    ['endless', false],
  ]);
  expect(solutions(again.stdout)[0]).toEqual(['all-pairs', false]);
});

it('shows growth as a table and a plot', async () => {
  const { stdout } = await run(scale('passed'));
  expect(stdout).toContain('about n, R² 0.999; sqrt n and n² ruled out');
  expect(stdout).toMatch(/ 4096 +164 µs +262 kB\n/);
  expect(stdout).toMatch(/ 16384 +– +– +it did not end within the time limit\n/);
  expect(stdout).toContain('●');
});

it('shows a recorded comparison beside the new one', async () => {
  const { stdout } = await run(['replay', 'last#3']);
  expect(stdout).toContain('holds');
  expect(stdout).toMatch(/recorded +improved +11\.3x less/);
  expect(stdout).toMatch(/run +6f1c9a52-6d0e-4d4f-8f43-0b2f2f3f7a10#3\n/);
});

describe('wrong use', () => {
  it.each([
    [['mesure'], "Unknown command 'mesure' (Did you mean measure?)"],
    [
      ['optimize', 'a.py', '--functoin', 'f'],
      "Unknown option '--functoin' (Did you mean --function?)",
    ],
    [['measure'], "Missing required argument 'file'."],
    [
      ['measure', 'a.py'],
      'The function is not named. Add --function NAME, or --program for the whole file.',
    ],
    [
      measure('f', '--case-timeout-seconds', '-1'),
      '--case-timeout-seconds is -1: it must be more than 0.',
    ],
    [optimize('f', '--iterations', '2.5'), '--iterations is 2.5: it must be a whole number.'],
    [optimize('f', '--proposer', 'oracle'), '--proposer is oracle: choose rules or openai.'],
    [['measure', 'nowhere.py', '--function', 'f'], 'There is no file nowhere.py.'],
    [['measure', '.', '--function', 'f'], '. cannot be read: it is a folder.'],
  ])('%s', async (args, sentence) => {
    expect((await run(args)).stderr).toContain(`afterburner: ${sentence}`);
  });

  it('of a variable names the variable', async () => {
    const { code, stderr } = await run(measure('passed'), workFolder(), {
      AFTERBURNER_SANDBOX: 'jail',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('AFTERBURNER_SANDBOX is jail: choose auto or container or ');
  });

  it('of a file that is not UTF-8', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.py'), new Uint8Array([0x64, 0xe9, 0x66]));
    expect((await run(measure('passed'), folder)).stderr).toContain('a.py is not UTF-8 text.');
  });
});

describe('help', () => {
  it('lists the commands, with examples and exit codes', async () => {
    const { stdout } = await run(['--help']);
    for (const word of ['measure', 'compare', 'optimize', 'doctor', 'stop', 'Examples:', '130']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).not.toContain('serve');
  });

  it('of a command lists its settings with their defaults', async () => {
    const { stdout } = await run(['optimize', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '--minimum-gain <n> The smallest gain that counts as an improvement, as a share. (default: 0.03)',
    );
  });

  it('prints the version', async () => {
    expect(await run(['--version'])).toMatchObject({ stdout: '1.2.3\n', stderr: '' });
  });
});

describe('interrupting', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s waits for the daemon', async (signal) => {
    const { child, ended } = await waiting(measure('waits', '--json'));
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout).error.code).toBe('cancelled');
    expect(stderr).toBe('afterburner: Cancelled. Nothing was changed.\n');
  });

  it('twice does not wait', async () => {
    const { child, ended } = await waiting(measure('stubborn'));
    const client = await dial(findFolders(env).socket);
    const { pid } = (await client!.hello('test'))!;
    // Signals that come before the first was taken are one signal: repeated until it has ended.
    while (child.exitCode === null) {
      child.kill('SIGINT');
      await client!.hello('test');
    }
    expect(await ended).toMatchObject({ code: 130 });
    process.kill(pid, 'SIGKILL');
    await client!.closed;
  });
});

describe('optimize --write', () => {
  const improved = `import math\n\n\n${sampleImprovedCode}`;

  it('replaces the function and says so', async () => {
    const folder = workFolder();
    const { stdout, code } = await run(optimize('passed', '--write'), folder);
    expect(code).toBe(0);
    expect(stdout).toContain('The function in a.py is replaced.');
    expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe(improved);
    expect(readFileSync(join(folder, 'b.py'), 'utf8')).toBe(sampleSource);
  });

  it('leaves the file alone without it, and where nothing was found', async () => {
    const folder = workFolder();
    const { mtimeMs } = statSync(join(folder, 'a.py'));
    expect((await run(optimize('passed'), folder)).stdout).toContain('--write replaces');
    await run(optimize('nothing', '--write'), folder);
    expect(statSync(join(folder, 'a.py')).mtimeMs).toBe(mtimeMs);
  });

  it('keeps standard output for the document', async () => {
    const { stdout, stderr } = await run(optimize('passed', '--write', '--json'));
    optimizationSchema.parse(JSON.parse(stdout));
    expect(stderr).toContain('is replaced.');
  });

  it('follows a link', async () => {
    const folder = workFolder();
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'target.py'), sampleSource);
    symlinkSync(join('real', 'target.py'), join(folder, 'link.py'));
    const args = ['optimize', 'link.py', '--function', 'passed', '--write'];
    expect((await run(args, folder)).code).toBe(0);
    expect(readFileSync(join(folder, 'real', 'target.py'), 'utf8')).toBe(improved);
  });
});

describe('cases', () => {
  it('are listed with their places, and what has to be recorded is said', async () => {
    const { stdout } = await run(cases('passed'));
    expect(stdout).toContain('2 cases: 1 from its docstring, 1 from tests/test_a.py');
    expect(stdout).toContain('! 2 calls in tests/test_a.py use values that are made at run time');
    expect(stdout).toContain('--write adds 2 cases to a.cases.json.');
  });

  it('--write makes the case file', async () => {
    const folder = workFolder();
    const { stdout } = await run(cases('passed', '--write'), folder);
    expect(stdout).toContain('2 cases are written to a.cases.json.');
    const written = JSON.parse(readFileSync(join(folder, 'a.cases.json'), 'utf8'));
    expect(written.cases).toHaveLength(2);
  });

  it('a file that came meanwhile is kept', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.cases.json'), 'mine');
    const { code, stderr } = await run(cases('passed', '--write'), folder);
    expect(code).toBe(2);
    expect(stderr).toContain('could not be written');
    expect(readFileSync(join(folder, 'a.cases.json'), 'utf8')).toBe('mine');
  });
});

describe('recording', () => {
  it('writes the case file, and says what was left out', async () => {
    const folder = workFolder();
    const { stdout } = await run(record('passed', '--', 'pytest', '--json'), folder);
    expect(stdout).toContain('Recorded 1 of 840 calls of passed');
    expect(stdout).toContain('recorded 1: test_pairs');
    expect(stdout).toContain('! left out: 2 that do something else when run alone');
    expect(stdout).toContain('! such as ([3], 4): returned 3, expected 4');
    expect(stdout).toContain('1 case is written to a.cases.json.');
    const written = JSON.parse(readFileSync(join(folder, 'a.cases.json'), 'utf8'));
    expect(written.cases).toHaveLength(1);
  });

  it('says why there is nothing, and what the command wrote', async () => {
    const folder = workFolder();
    const { stdout } = await run(record('nothing', '--', 'pytest', 'tests'), folder);
    expect(stdout).toContain('Nothing was recorded. nothing was never called.');
    expect(stdout).toContain('! the command ended with exit code 4');
    expect(stdout).toContain('| ERROR: file or directory not found: tests');
    expect(existsSync(join(folder, 'a.cases.json'))).toBe(false);
  });

  it('keeps a case file that came meanwhile', async () => {
    const folder = workFolder();
    writeFileSync(join(folder, 'a.cases.json'), 'mine');
    const { code } = await run(record('passed', '--', 'pytest'), folder);
    expect(code).toBe(2);
    expect(readFileSync(join(folder, 'a.cases.json'), 'utf8')).toBe('mine');
  });
});

describe('what can occur', () => {
  it('is written into the case file that is there, and twice is once', async () => {
    const folder = workFolder();
    const path = join(folder, 'own.json');
    writeFileSync(path, '{\n  "cases": [{"args": [ 1.0 ]}]\n}\n');
    const rules = ['--domain', 'xs={"minItems":1}', '--domain', 'n={"minimum":0}'];
    const first = await run(cases('passed', '--cases', 'own.json', ...rules), folder);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toBe('The domain is written to own.json. Run it again.\n');
    const written =
      '{\n  "domain": { "xs": { "minItems": 1 }, "n": { "minimum": 0 } },\n  "cases": [{"args": [ 1.0 ]}]\n}\n';
    expect(readFileSync(path, 'utf8')).toBe(written);
    const again = await run(cases('passed', '--cases', 'own.json', ...rules), folder);
    expect(again.stdout).toBe('own.json says so already.\n');
    expect(readFileSync(path, 'utf8')).toBe(written);
  });

  it('begins a case file with the rule alone: the cases that are found go on counting', async () => {
    const folder = workFolder();
    const { stdout } = await run(cases('passed', '--domain', 'xs={"minItems":1}'), folder);
    expect(stdout).toBe('The domain is written to a.cases.json. Run it again.\n');
    const written = JSON.parse(readFileSync(join(folder, 'a.cases.json'), 'utf8'));
    expect(written).toMatchObject({ domain: { xs: { minItems: 1 } }, cases: [] });
  });

  it.each<[string, string[], string]>([
    ['no rule', ['--domain', 'xs'], 'no rule of a domain'],
    ['no JSON', ['--domain', 'xs={minItems}'], 'no rule of a domain'],
    ['no file', ['--cases', 'none.json', '--domain', 'xs={}'], 'cannot be read'],
  ])('%s is a failure', async (_, options, message) => {
    const { code, stderr } = await run(cases('passed', ...options));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('begins one without a case where there is none: they are generated within it', async () => {
    const folder = workFolder();
    const { code } = await run(cases('missing', '--domain', 'xs={"minItems":1}'), folder);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'a.cases.json'), 'utf8'))).toEqual({
      function: 'missing',
      domain: { xs: { minItems: 1 } },
      cases: [],
    });
  });
});

describe('stop', () => {
  it('ends the daemon, and is content where there is none', async () => {
    expect((await run(measure('passed'))).code).toBe(0);
    expect(existsSync(findFolders(env).socket)).toBe(true);
    expect(await run(['stop'])).toMatchObject({ code: 0, stdout: 'The daemon has left.\n' });
    expect(existsSync(findFolders(env).socket)).toBe(false);
    expect(await run(['stop'])).toMatchObject({ code: 0, stdout: 'No daemon is running.\n' });
    expect(await run(['stop', '--json'])).toMatchObject({ stdout: '{"stopped":false}\n' });
  });
});

/** A run that is under way in the daemon. */
async function waiting(args: readonly string[]): Promise<Running> {
  const client = (await dial(findFolders(env).socket)) ?? (await warm());
  const before = (await client.hello('test'))!.running;
  const running = afterburner(args);
  while ((await client.hello('test'))!.running === before) continue;
  client.close();
  return running;
}

async function warm() {
  await run(measure('passed'));
  return (await dial(findFolders(env).socket))!;
}
