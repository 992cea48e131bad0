import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { canInstall, install } from './packages.mjs';
import { step, warn } from './report.mjs';
import { onPath, run } from './run.mjs';

const socketPath = '/var/run/docker.sock';
const answerMs = 20_000;

/** From what Docker does by itself to what is left where a kernel allows little. */
const ways = [
  [],
  ['--iptables=false', '--ip6tables=false', '--bridge=none'],
  ['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs'],
];

/** Where no engine answers: installs Docker's and starts it, as far as this user may. */
export async function startEngine() {
  if (!onPath('dockerd')) {
    if (!canInstall()) return false;
    if (!(await install(['docker.io', 'iptables', 'ca-certificates']))) return false;
  }
  if (process.platform !== 'linux' || process.getuid() !== 0) return false;
  const log = join(stateFolder(), 'dockerd.log');
  const done = await step('start dockerd', () => start(log));
  if (!done) warn(`dockerd does not come up${lastWords(log)} Its log is ${log}.`);
  return done;
}

async function start(log) {
  if (existsSync('/run/systemd/system')) {
    // Installing it may have started it already, and then this does no harm.
    await run('systemctl', ['start', 'docker']);
    if (await answers(() => true)) return true;
  }
  if (await pings()) return true;
  mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
  for (const flags of ways) {
    const output = openSync(log, 'w');
    // One that was left behind names a process that may by now be another.
    rmSync(pidFile(), { force: true });
    // A session of its own and no pipe to this process: it outlives the terminal and whoever waits
    // for this process's output.
    const dockerd = spawn('dockerd', ['--pidfile', pidFile(), ...flags], {
      detached: true,
      cwd: '/',
      stdio: ['ignore', output, output],
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });
    closeSync(output);
    dockerd.unref();
    let running = true;
    dockerd.on('error', () => (running = false));
    dockerd.on('exit', () => (running = false));
    if (await answers(() => running)) return true;
    if (running) dockerd.kill('SIGKILL');
  }
  return false;
}

async function answers(isRunning) {
  const deadlineMs = performance.now() + answerMs;
  while (performance.now() < deadlineMs && isRunning()) {
    if (await pings()) return true;
    await delay(50);
  }
  return pings();
}

function pings() {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: '/_ping', timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(false));
    asking.end();
  });
}

function lastWords(log) {
  try {
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    const last = lines.findLast((line) => /level=(error|fatal)|^failed/.test(line));
    return last === undefined ? '.' : `: ${last.replace(/^time=\S+ /, '')}.`;
  } catch {
    return '.';
  }
}

/** The daemon's own folder for logs; see daemon/folders.ts. */
function stateFolder() {
  const { AFTERBURNER_HOME: home, XDG_STATE_HOME: state } = process.env;
  if (home) return join(home, 'state');
  return join(state || join(homedir(), '.local', 'state'), 'afterburner');
}

function pidFile() {
  return join(stateFolder(), 'dockerd.pid');
}
