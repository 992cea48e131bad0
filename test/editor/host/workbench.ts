import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Installation, root } from './installation.ts';

export interface WorkbenchOptions {
  readonly installation: Installation;
  /** Absolute path of the folder that is opened. */
  readonly folder: string;
  /** User settings beside the ones that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A packaged extension to install. */
  readonly vsix?: string;
  /** Workspace trust is asked for, as on a desktop; otherwise every folder is trusted. */
  readonly asksForTrust?: boolean;
  /** Lets a page load a test suite into the extension host; hides notifications. */
  readonly testDriver?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Files that are not to be seen from the workbench; only root can hide them. */
  readonly hides?: readonly string[];
}

/** A code-server of one's own: state, extensions and daemon live in a folder that goes with it. */
export interface Workbench {
  readonly url: string;
  /** Host and port, by which its page names files: `vscode-remote://AUTHORITY/path`. */
  readonly authority: string;
  /** The daemon that the extension starts keeps its things here. */
  readonly daemonHome: string;
  /** What the server has printed so far. */
  output(): string;
  /** User settings beside the ones that keep the workbench quiet, instead of those before. */
  set(settings: Readonly<Record<string, unknown>>): void;
  /** Copies what server, extension host, extensions and daemon have logged. */
  keepLogs(folder: string): void;
  /** Ends every process that it started, and its daemon. */
  stop(): Promise<void>;
}

const startMs = 60_000;
const stopMs = 5_000;

/** Nothing that asks a network, and nothing that moves. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  // As on a desktop; in a browser it would save by itself.
  'files.autoSave': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
};

export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { installation, folder } = options;
  const own = mkdtempSync(join(tmpdir(), 'afterburner-editor-'));
  const userData = join(own, 'user-data');
  const extensions = join(own, 'extensions');
  const config = join(own, 'config.yaml');
  const daemonHome = join(own, 'home');
  mkdirSync(extensions);
  writeFileSync(config, '{}\n');
  const set: Workbench['set'] = (settings) => {
    const trust = { 'security.workspace.trust.enabled': options.asksForTrust ?? false };
    const text = JSON.stringify({ ...quietSettings, ...trust, ...settings });
    // What belongs to a machine is read from the one that the extension host runs on. It comes first:
    // a page that shows the user's has read both.
    for (const place of ['Machine', 'User']) {
      mkdirSync(join(userData, place), { recursive: true });
      writeFileSync(join(userData, place, 'settings.json'), text);
    }
  };
  set(options.settings ?? {});
  const env = environment(own, daemonHome, options.env);
  const places = ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
  const common = [installation.entry, ...places];
  if (options.vsix !== undefined) install(installation.node, common, options.vsix, env);

  const port = await freePort();
  const args = [
    '--auth=none',
    `--bind-addr=127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-proxy',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    ...(options.asksForTrust ? [] : ['--disable-workspace-trust']),
    ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  // A process group of its own: extension hosts and language servers end with it.
  const run = [installation.node, ...common, ...args, folder];
  const [program = '', ...rest] = hiding(options.hides ?? [], run);
  const server = spawn(program, rest, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const authority = `127.0.0.1:${port}`;
  const workbench: Workbench = {
    url: `http://${authority}`,
    authority,
    daemonHome,
    output: () => output,
    set,
    keepLogs(target) {
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target, { recursive: true });
      writeFileSync(join(target, 'code-server.log'), output);
      for (const from of [join(userData, 'logs'), join(daemonHome, 'state')]) {
        if (existsSync(from)) cpSync(from, join(target, basename(from)), { recursive: true });
      }
    },
    async stop() {
      await endGroup(server);
      await stopDaemon(daemonHome);
      rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await answers(server, workbench);
  } catch (error) {
    await workbench.stop();
    throw error;
  }
  return workbench;
}

/** What a program needs to run, and everything that it writes in a folder of its own. */
function environment(own: string, daemonHome: string, more: NodeJS.ProcessEnv = {}) {
  return {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    HOME: own,
    TMPDIR: own,
    XDG_CACHE_HOME: join(own, 'xdg'),
    XDG_CONFIG_HOME: join(own, 'xdg'),
    XDG_DATA_HOME: join(own, 'xdg'),
    EXTENSIONS_GALLERY: '{}',
    AFTERBURNER_HOME: daemonHome,
    ...more,
  };
}

/** The program sees the machine as it is, but for these files: mounts of its own lie over them. */
function hiding(paths: readonly string[], program: readonly string[]): readonly string[] {
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) return program;
  const script = there.map((_, index) => `mount --bind /dev/null "$${index + 1}"`);
  const shell = [...script, `shift ${there.length}`, 'exec "$@"'].join(' && ');
  return ['unshare', '--mount', 'sh', '-c', shell, 'sh', ...there, ...program];
}

function install(
  node: string,
  common: readonly string[],
  vsix: string,
  env: NodeJS.ProcessEnv,
): void {
  const args = [...common, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(node, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${vsix} cannot be installed:\n${stdout}${stderr}`);
}

async function answers(server: ChildProcess, { url, output }: Workbench): Promise<void> {
  const deadlineMs = performance.now() + startMs;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`code-server ended:\n${output()}`);
    const up = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    if (performance.now() > deadlineMs) throw new Error(`code-server is silent:\n${output()}`);
    await delay(50);
  }
}

async function endGroup(server: ChildProcess): Promise<void> {
  const { pid } = server;
  if (pid === undefined) return;
  const ended = server.exitCode === null ? once(server, 'exit') : Promise.resolve();
  signal(pid, 'SIGTERM');
  await Promise.race([ended, delay(stopMs, undefined, { ref: false })]);
  // What did not go by itself, now that its leader has.
  signal(pid, 'SIGKILL');
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // Nobody is left in it.
  }
}

/** By the command line, as a user would: the daemon outlives the editor on purpose. */
async function stopDaemon(home: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'stop'], {
    env: { ...process.env, AFTERBURNER_HOME: home },
    stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await once(child, 'exit');
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => (port ? resolve(port) : reject(new Error('No port is free.'))));
    });
  });
}
