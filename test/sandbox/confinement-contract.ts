import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../daemon/core/ports/sandbox.ts';
import { run, runWell, uniqueToken } from './fixture.ts';

/** What container and bubblewrap promise beyond measuring: the program is shut in. */
export function confinementContract(use: () => Sandbox): void {
  test('the program is an unprivileged user without capabilities', async () => {
    const seen = await runWell(
      use(),
      `facts = dict(line.split(':\\t', 1) for line in open('/proc/self/status'))
for name in ('CapInh', 'CapPrm', 'CapEff', 'CapAmb'): assert int(facts[name], 16) == 0, name
say(os.getuid() != 0 and os.getgid() != 0)
say(facts['NoNewPrivs'].strip()); say(facts['Seccomp'].strip())`,
    );
    expect(seen.said).toBe('True12');
  });

  test('the probe cannot be signalled, traced, read or limited', async () => {
    const seen = await runWell(
      use(),
      `import ctypes, resource, signal
libc = ctypes.CDLL(None, use_errno=True)
for number in range(1, 65):
    try: os.kill(1, number)
    except PermissionError: pass
say(libc.ptrace(16, 1, 0, 0))
for action in (lambda: open('/proc/1/mem', 'rb'), lambda: os.listdir('/proc/1/fd'),
               lambda: open('/proc/1/environ').read(), lambda: os.readlink('/proc/1/exe'),
               lambda: open('/proc/1/oom_score_adj', 'w'), lambda: open('/proc/1/root/x', 'w'),
               lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0)),
               lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
               lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
               lambda: os.sched_setaffinity(0, range(os.cpu_count()))):
    say(',' + refused(action))`,
    );
    expect(seen.said).toBe(`-1${',PermissionError'.repeat(10)}`);
    expect((await runWell(use(), `ask(); say('fine')`)).said).toBe('fine');
  });

  test('no namespaces can be nested', async () => {
    const seen = await runWell(
      use(),
      `import ctypes
libc = ctypes.CDLL(None, use_errno=True)
say(libc.unshare(0x10000000)); say(libc.unshare(0x00020000))
say(libc.mount(b'none', b'/work', b'tmpfs', 0, None))`,
    );
    expect(seen.said).toBe('-1-1-1');
  });

  test('nothing can be written outside the work folder', async () => {
    const seen = await runWell(
      use(),
      `open('inside', 'w').write('x')
core = '/proc/sys/kernel/core_pattern'
def rewrite():
    value = open(core).read()
    open(core, 'w').write(value)
say(refused(rewrite) != 'allowed')
top = [os.path.join('/', name) for name in os.listdir('/')]
below = [os.path.join(one, name) for one in top if os.path.isdir(one) and one not in ('/proc', '/sys')
         and os.access(one, os.R_OK) for name in os.listdir(one)]
def writable(path):
    if not os.path.isdir(path): return os.access(path, os.W_OK)
    try: open(os.path.join(path, 'created'), 'x').close()
    except OSError: return False
    return True
devices = {'/dev/' + name for name in ('null', 'zero', 'full', 'random', 'urandom', 'tty', 'ptmx',
           'stdin', 'stdout', 'stderr', 'console')}
say(sorted(path for path in set(['/'] + top + below) - devices
    if os.path.realpath(path) not in ('/work', '/work/run', '/dev/shm') and writable(path)))`,
    );
    expect(seen.said).toBe('True[]');
  });

  test('nothing of the user can be read', async () => {
    const canary = join(homedir(), `.afterburner-canary-${uniqueToken()}`);
    writeFileSync(canary, 'secret', { mode: 0o644 });
    try {
      const paths = [canary, fileURLToPath(import.meta.url), '/etc/shadow', '/var/run/docker.sock'];
      const seen = await runWell(
        use(),
        `for path in ${JSON.stringify(paths)}: say(refused(lambda: open(path).read()) != 'allowed')`,
      );
      expect(seen.said).toBe('True'.repeat(paths.length));
    } finally {
      rmSync(canary);
    }
  });

  test('no network is there', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const seen = await runWell(
        use(),
        `def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)
for family, address in ((socket.AF_INET, ('127.0.0.1', ${port})), (socket.AF_INET, ('192.0.2.1', 80)),
                        (socket.AF_INET6, ('2001:db8::1', 80))):
    say(refused(lambda: connect(family, address)) != 'allowed')
say([line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:]])`,
      );
      expect(seen.said).toMatch(/^TrueTrueTrue\['lo'/);
      expect(connections).toBe(0);
    } finally {
      server.close();
    }
  });

  test("a run sees nothing of another run's files", async () => {
    await run(
      use(),
      `open('left', 'w').write('x'); open('/dev/shm/left', 'w').write('x')
os.symlink('/usr', 'link'); os.mkfifo('pipe')
try: open('/work/beside', 'w').write('x')
except OSError: pass
os.mkdir('closed'); open('closed/file', 'w').close(); os.mkdir('closed/empty'); os.chmod('closed', 0)
for _ in range(2000):
    os.mkdir('deep'); os.chdir('deep'); open('file', 'w').close()`,
    );
    const seen = await runWell(
      use(),
      `say(sorted(os.listdir('.'))); say(os.listdir('..')); say(os.listdir('/dev/shm'))
say(sorted(int(pid) for pid in os.listdir('/proc') if pid.isdigit()) == [1, os.getpid()])`,
    );
    expect(seen.said).toBe("['main.py']['run'][]True");
  });
}
