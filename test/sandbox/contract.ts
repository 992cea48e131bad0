import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mark, Sandbox } from '../../daemon/core/ports/sandbox.ts';
import { confinementContract } from './confinement-contract.ts';
import {
  attempt,
  growthBytes,
  processesWith,
  roomy,
  run,
  runWell,
  uniqueToken,
} from './fixture.ts';

const mebibyte = 2 ** 20;
const size = 50 * mebibyte;

/**
 * What every sandbox promises, each promise with a real Python program that puts it to the test.
 * `confined` leaves out what `isolation: none` cannot promise.
 */
export function sandboxContract(
  name: string,
  makeSandbox: () => Promise<Sandbox>,
  { confined = true }: { readonly confined?: boolean } = {},
): void {
  describe(`${name} sandbox`, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await makeSandbox();
    }, 120_000);
    afterAll(() => sandbox?.close());
    const use = (): Sandbox => sandbox;
    describe('reports', () => reports(use, confined));
    describe('sees memory', () => memory(use, confined));
    describe('keeps limits', () => limits(use, confined));
    describe('reads the channel', () => channel(use));
    describe('ends runs', () => endings(use));
    describe.runIf(confined)('confines', () => confinementContract(use));
  });
}

type Use = () => Sandbox;

function reports(use: Use, confined: boolean): void {
  test('exit, output, outcome and marks of a normal run', async () => {
    const seen = await run(
      use(),
      `data = ask(); begin(); sum(range(10**5)); end(); begin(); end()
say(data[::-1]); say(b'!')
print('to stdout'); print('to stderr', file=sys.stderr); sys.exit(3)`,
      { input: new TextEncoder().encode('drawer') },
    );
    expect(seen).toMatchObject({
      exit: { kind: 'exited', code: 3 },
      breach: null,
      out: 'to stdout\n',
      err: 'to stderr\n',
      said: 'reward!',
    });
    expect(seen.marks.map(({ kind }) => kind).join('')).toBe('IBEBE');
    const moments = [seen.startNs, ...seen.marks.map(({ wallNs }) => wallNs), seen.endNs];
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    const cpu = seen.marks.map(({ cpuNs }) => cpuNs);
    expect(cpu).toEqual(cpu.toSorted((a, b) => a - b));
    expect(seen.cpuNs).toBeGreaterThanOrEqual(cpu.at(-1)!);
    expect(seen.marks.every(({ bytes }) => bytes > mebibyte)).toBe(true);
    expect(seen.maxRssBytes).toBeGreaterThan(mebibyte);
    expect(seen.samples.tNs).toEqual(seen.samples.tNs.toSorted());
    expect(seen.samples.tNs.length).toBe(seen.samples.bytes.length);
  });

  test('an interval of 0 samples at the marks alone', async () => {
    const seen = await runWell(use(), 'ask(); begin(); time.sleep(0.05); end()', {
      sampleIntervalNs: 0,
    });
    expect([...seen.samples.tNs]).toEqual(seen.marks.map(({ wallNs }) => wallNs));
  });

  test.runIf(confined)('how long others had the core', async () => {
    const lease = await use().lease('python', AbortSignal.timeout(60_000), () => {});
    if (!lease.ok) throw new Error(lease.failure.message);
    const { core } = lease.value;
    await lease.value.release();
    const others = spawn('taskset', ['-c', String(core), 'sh', '-c', 'while :; do :; done']);
    try {
      const seen = await runWell(
        use(),
        'ask(); begin()\nwhile time.process_time() < 0.3: pass\nend()',
      );
      const [begin, end] = seen.marks.slice(1) as [Mark, Mark];
      const heldUpNs = end.heldUpNs! - begin.heldUpNs!;
      const wallNs = end.wallNs - begin.wallNs;
      expect(heldUpNs).toBeGreaterThan(30e6);
      expect((end.cpuNs - begin.cpuNs + heldUpNs) / wallNs).toBeCloseTo(1, 1);
    } finally {
      others.kill('SIGKILL');
    }
  });

  test.runIf(confined)('nothing of hold-ups that may be of its own making', async () => {
    const known = async (body: string): Promise<readonly boolean[]> => {
      const seen = await runWell(use(), `ask(); begin(); ${body}; end(); begin(); end()`);
      return seen.marks.map(({ heldUpNs }) => heldUpNs !== null);
    };
    expect(await known('sum(range(1000))')).toEqual([true, true, true, true, true]);
    expect(await known('os.fork() or os._exit(0); os.wait()')).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(
      await known(
        'import threading; threading.Thread(target=print, args=("",), daemon=True).start()',
      ),
    ).toEqual([true, true, false, false, false]);
  });

  test('20 MB of input arrive whole', async () => {
    const input = new Uint8Array(20_000_000).map((_, i) => (i * 31) % 251);
    const seen = await runWell(use(), 'import hashlib; say(hashlib.sha256(ask()).hexdigest())', {
      input,
    });
    expect(seen.said).toBe(createHash('sha256').update(input).digest('hex'));
    // The peak is the program's own: the job's bytes in the probe are not part of it.
    expect(seen.maxRssBytes).toBeLessThan(60_000_000);
  });

  test('the environment is what was sent, and a way to the toolchain', async () => {
    const seen = await runWell(
      use(),
      `say(sorted(set(os.environ) - {'LC_CTYPE'})); say(os.environ['GIVEN'])`,
      { env: { GIVEN: 'a=b c' } },
    );
    expect(seen.said).toBe("['GIVEN', 'HOME', 'PATH', 'TMPDIR']a=b c");
  });

  test('the program runs on the leased core, with three files and the channel open', async () => {
    const lease = await use().lease('python', new AbortController().signal, () => {});
    if (!lease.ok) throw new Error(lease.failure.message);
    const { core } = lease.value;
    await lease.value.release();
    const seen = await runWell(
      use(),
      `say(os.sched_getaffinity(0)); say(sorted(map(int, os.listdir('/proc/self/fd')))[:4])
say(len(os.listdir('/proc/self/fd'))); say(sys.stdin.read() == '')`,
    );
    expect(seen.said).toBe(`{${core}}[0, 1, 2, 3]5True`);
  });

  test('a missing program did not start', async () => {
    const seen = await run(use(), '', { argv: ['no-such-program'] });
    expect(seen.exit).toEqual({
      kind: 'not-started',
      reason: 'Cannot run no-such-program: No such file or directory.',
    });
    expect(seen.breach).toBeNull();
  });

  test('a program that ends at once', async () => {
    const seen = await run(use(), 'os._exit(7)');
    expect(seen).toMatchObject({ exit: { kind: 'exited', code: 7 }, breach: null, marks: [] });
  });

  test('a program that a signal ends', async () => {
    const seen = await run(use(), 'os.kill(os.getpid(), 11)');
    expect(seen).toMatchObject({ exit: { kind: 'signalled', signal: 11 }, breach: null });
  });
}

function memory(use: Use, confined: boolean): void {
  const isSeen = async (body: string): Promise<void> => {
    const seen = await runWell(use(), `ask(); begin()\n${body}\nend()`);
    expect(growthBytes(seen)).toBeGreaterThan(size * 0.95);
    expect(growthBytes(seen)).toBeLessThan(size * 1.5);
  };

  test('that the program allocates', async () => {
    await isSeen(`block = bytearray(b'x') * ${size}; time.sleep(0.02)`);
  });

  test('that it gives back before the region ends', async () => {
    await isSeen(`block = bytearray(b'x') * ${size}; time.sleep(0.02); del block`);
  });

  test('that a grandchild allocates', async () => {
    await isSeen(`
if os.fork() == 0:
    if os.fork() == 0:
        block = bytearray(b'x') * ${size}; time.sleep(0.05); os._exit(0)
    os.wait(); os._exit(0)
os.wait()`);
  });

  test.runIf(confined)('that lies in a file of the work folder', async () => {
    await isSeen(`
with open('hidden', 'wb') as file:
    for _ in range(50): file.write(bytes(${mebibyte}))
time.sleep(0.02)
os.remove('hidden')`);
  });

  test.runIf(confined)('that lies in shared memory', async () => {
    await isSeen(`
with open('/dev/shm/hidden', 'wb') as file:
    for _ in range(50): file.write(bytes(${mebibyte}))`);
  });

  test('and refuses memory that no figure would show', async () => {
    const seen = await runWell(
      use(),
      `import ctypes
libc = ctypes.CDLL(None, use_errno=True)
say(refused(lambda: os.memfd_create('hidden'))); say(libc.shmget(0, ${size}, 0o1600))`,
    );
    expect(seen.said).toBe('OSError-1');
  });
}

function limits(use: Use, confined: boolean): void {
  test('of wall time', async () => {
    const seen = await run(use(), 'while True: pass', { limits: { wallMs: 200 } });
    expect(seen).toMatchObject({ breach: 'wall', exit: { kind: 'signalled', signal: 9 } });
    expect(seen.endNs - seen.startNs).toBeGreaterThan(200e6);
  });

  test('of wall time, of a program that stops itself and ignores signals', async () => {
    const seen = await run(
      use(),
      `import signal
for number in range(1, 32):
    if number not in (9, 19): signal.signal(number, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGSTOP)`,
      { limits: { wallMs: 200 } },
    );
    expect(seen.breach).toBe('wall');
  });

  test('of CPU time, over all processes', async () => {
    const seen = await run(use(), 'os.fork(); os.fork()\nwhile True: pass', {
      limits: { cpuMs: 300 },
    });
    expect(seen.breach).toBe('cpu');
    expect(seen.cpuNs).toBeGreaterThan(300e6);
  });

  test('of CPU time, over processes whose parent does not wait for them', async () => {
    const seen = await run(
      use(),
      `import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        start = time.process_time()
        while time.process_time() - start < 0.05: pass
        os._exit(0)
    time.sleep(0.06)`,
      { limits: { cpuMs: 300 } },
    );
    expect(seen.breach).toBe('cpu');
  });

  test('of memory', async () => {
    const seen = await run(
      use(),
      `blocks = []\nwhile True: blocks.append(bytearray(b'x') * 2**20)`,
      {
        limits: { memoryBytes: 100 * mebibyte },
      },
    );
    expect(seen.breach).toBe('memory');
  });

  test('of memory, with sampling at the marks alone', async () => {
    const seen = await run(
      use(),
      `blocks = []\nwhile True: blocks.append(bytearray(b'x') * 2**20)`,
      {
        limits: { memoryBytes: 100 * mebibyte },
        sampleIntervalNs: 0,
      },
    );
    expect(seen.breach).toBe('memory');
  });

  test('of memory, split among processes', async () => {
    const seen = await run(
      use(),
      `for _ in range(8):
    if os.fork() == 0:
        block = bytearray(b'x') * 2**24; time.sleep(20)
time.sleep(20)`,
      { limits: { memoryBytes: 100 * mebibyte } },
    );
    expect(seen.breach).toBe('memory');
  });

  test.runIf(confined)('of memory, in files', async () => {
    const seen = await run(
      use(),
      `for number in range(1000):
    with open(str(number), 'wb') as file: file.write(bytes(${mebibyte}))`,
      { limits: { memoryBytes: 100 * mebibyte } },
    );
    expect(seen.breach).toBe('memory');
  });

  test('of processes', async () => {
    const token = uniqueToken();
    // Unconfined, a bomb that is not caught must come to an end by itself.
    const bomb = confined ? 'while True: os.fork()' : 'for _ in range(8): os.fork()';
    // Few enough that their memory together stays below its own limit.
    const limits = { processes: 16 };
    const seen = await run(use(), `${bomb}\ntime.sleep(20)`, { token, limits });
    expect(seen.breach).toBe('processes');
    await expect.poll(() => processesWith(token)).toEqual([]);
  });

  test('of processes, counting threads', async () => {
    const seen = await run(
      use(),
      `import threading
for _ in range(100): threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
time.sleep(20)`,
    );
    expect(seen.breach).toBe('processes');
  });

  test.each([
    ['standard output', `while True: os.write(1, b'x' * 65536)`, 'stdout'],
    ['standard error', `while True: os.write(2, b'x' * 65536)`, 'stderr'],
    ['outcomes', `ask()\nwhile True: say(b'x' * 65536)`, 'outcome'],
  ] as const)('of %s', async (_, body, stream) => {
    const seen = await run(use(), body);
    expect(seen.breach).toBe('output');
    expect(seen[stream].length).toBeGreaterThan(roomy.outputBytes - 65536);
    expect(seen[stream].length).toBeLessThanOrEqual(roomy.outputBytes);
  });

  test('of a file', async () => {
    const grow = (bytes: number): string => `open('file', 'wb').write(bytes(${bytes}))`;
    const limit = { limits: { fileBytes: mebibyte } };
    expect((await run(use(), grow(mebibyte + 1), limit)).breach).toBe('file-size');
    expect((await run(use(), grow(mebibyte), limit)).breach).toBeNull();
    const killed = `import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n`;
    expect((await run(use(), killed + grow(2 * mebibyte), limit)).breach).toBe('file-size');
  });
}

function channel(use: Use): void {
  test.each([
    ['garbage', `os.write(3, bytes(range(256)) * 64)`],
    ['a region before the input', `send(b'B')`],
    ['an outcome before the input', `send(b'O', b'x')`],
    ['the input a second time', `ask(); send(b'I')`],
    ['an end without a begin', `ask(); send(b'E')`],
    ['a begin in a region', `ask(); begin(); send(b'B')`],
    ['an outcome in a region', `ask(); begin(); say('x')`],
    ['a mark with a payload', `ask(); send(b'B', b'x')`],
    ['a mark before the input was read', `send(b'I'); send(b'B')`],
    ['marks whose answers are not read', `ask()\nwhile True: send(b'B'); send(b'E')`],
  ])('%s is a breach', async (_, body) => {
    const seen = await run(use(), `${body}\ntime.sleep(20)`, { input: new Uint8Array(5_000_000) });
    expect(seen.breach).toBe('channel');
  });

  test('an outcome of four gigabytes is not waited for', async () => {
    const seen = await run(use(), `ask(); channel.sendall(b'O' + b'\\xff' * 4); time.sleep(20)`);
    expect(seen).toMatchObject({ breach: 'output', said: '' });
  });

  test('an outcome that is cut off does not count', async () => {
    const seen = await run(
      use(),
      `ask(); say('whole'); channel.sendall(b'O' + (9).to_bytes(4, 'little') + b'part')`,
    );
    expect(seen).toMatchObject({ breach: null, said: 'whole' });
  });

  test('a program may close it', async () => {
    const seen = await runWell(use(), `channel.close(); print('still here')`);
    expect(seen.out).toBe('still here\n');
  });

  test('the run after a breach is served as ever', async () => {
    await run(use(), `os.write(3, b'garbage')\ntime.sleep(20)`);
    expect((await runWell(use(), `ask(); say('fine')`)).said).toBe('fine');
  });
}

function endings(use: Use): void {
  test('a process that left its session is killed at the end', async () => {
    const token = uniqueToken();
    const seen = await runWell(
      use(),
      `if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: time.sleep(60)
    os._exit(0)
os.wait()`,
      { token },
    );
    expect(seen.breach).toBeNull();
    await expect.poll(() => processesWith(token)).toEqual([]);
  });

  test('cancelling kills the program and what it started', async () => {
    const token = uniqueToken();
    const aborter = new AbortController();
    const running = attempt(use(), 'os.fork(); time.sleep(60)', { token, signal: aborter.signal });
    await expect.poll(() => processesWith(token).length).toBe(2);
    aborter.abort();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await expect.poll(() => processesWith(token)).toEqual([]);
    expect((await runWell(use(), `ask(); say('fine')`)).said).toBe('fine');
  });

  test('a run that was cancelled before it began does not begin', async () => {
    const token = uniqueToken();
    const result = await attempt(use(), 'time.sleep(60)', { token, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(processesWith(token)).toEqual([]);
  });

  test('a probe that is killed from outside is replaced, and its run made once more', async () => {
    const token = uniqueToken();
    const running = run(use(), 'time.sleep(60)', { token, limits: { wallMs: 1500 } });
    await expect.poll(() => processesWith(token).length).toBe(1);
    const [first] = processesWith(token);
    process.kill(first!.parent, 'SIGKILL');
    expect((await running).breach).toBe('wall');
    await expect.poll(() => processesWith(token)).toEqual([]);
    expect((await runWell(use(), `ask(); say('fine')`)).said).toBe('fine');
  });
}
