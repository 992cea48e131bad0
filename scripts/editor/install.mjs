// A real VS Code workbench for the tests: code-server from npm, the Node that it wants, and a
// browser to look at it. Kept in .cache/editor by version; what is there is not made again, and what
// was interrupted goes on where it stopped. Says on stderr what it does and, as one JSON document
// on stdout, where things are: `{node, entry, browser}`.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { canInstall, install } from '../setup/packages.mjs';
import { found, finish, step, warn } from '../setup/report.mjs';
import { onPath, root, run, tail } from '../setup/run.mjs';

const nodeVersion = '24.21.0';
const codeServerVersion = '4.139.1';

const codeServerFolder = `code-server-${codeServerVersion}-node-${nodeVersion}`;
const cache = join(root, '.cache/editor');
const nodePackage = `node-linux-${process.arch}`;
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

const installed = await installAll();
if (installed === null) process.exitCode = 1;
else {
  finish();
  process.stdout.write(`${JSON.stringify(installed)}\n`);
}

async function installAll() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    warn('The workbench for tests runs on Linux (x64, arm64). Elsewhere: npm run test:electron.');
    return null;
  }
  const browser = await findBrowser();
  if (browser === null || !(await findCompiler())) return null;
  const node = await kept(`node-${nodeVersion}`, `Node ${nodeVersion}`, installNode);
  if (node === null) return null;
  const bin = join(node, 'node_modules', nodePackage, 'bin');
  const codeServer = await kept(codeServerFolder, `code-server ${codeServerVersion}`, (folder) =>
    installCodeServer(folder, bin),
  );
  if (codeServer === null) return null;
  const entry = join(codeServer, 'node_modules/code-server/out/node/entry.js');
  return { node: join(bin, 'node'), entry, browser };
}

async function findBrowser() {
  const there = () =>
    process.env.AFTERBURNER_CHROMIUM ?? browsers.map(whereIs).find((path) => path !== null);
  if (there() === undefined) {
    const packages = ['chromium', 'fonts-dejavu-core'];
    if (!canInstall()) {
      warn(
        `Chromium is needed: install it (${packages.join(', ')}), or set AFTERBURNER_CHROMIUM to its path.`,
      );
      return null;
    }
    if (!(await install(packages))) return null;
  } else found('Chromium');
  return there() ?? null;
}

/** Two of code-server's native modules come as source. */
async function findCompiler() {
  if (existsSync(join(cache, codeServerFolder))) return true;
  const missing = ['g++', 'make', 'python3'].filter((program) => !onPath(program));
  if (missing.length === 0) return true;
  if (canInstall()) return install(missing);
  warn(`${missing.join(', ')} are needed to build code-server: install them, and run this again.`);
  return false;
}

function whereIs(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/**
 * A folder of the cache that is either whole or not there. Work goes on in a folder beside it, which
 * stays for the next time where something fails: npm keeps what it has.
 */
async function kept(name, what, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) {
    found(what);
    return folder;
  }
  const making = `${folder}.partial`;
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'package.json'), '{"private":true}\n');
  let trouble = null;
  const done = await step(`install ${what}`, async () => {
    trouble = await make(making);
    if (trouble === null) renameSync(making, folder);
    return trouble === null;
  });
  if (!done) warn(`${what} could not be installed. Run this again to go on:\n${tail(trouble)}`);
  return done ? folder : null;
}

async function installNode(folder) {
  return failure([await npm(folder, ['install', `${nodePackage}@${nodeVersion}`])]);
}

/**
 * Without its own installation script, which takes minutes: it downloads and compiles what no test
 * needs. Only the native modules that a workbench uses are built, for the Node that runs them.
 */
async function installCodeServer(folder, bin) {
  const env = {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: join(bin, '..'),
    npm_config_yes: 'true',
  };
  const code = join(folder, 'node_modules/code-server/lib/vscode');
  const bare = ['install', '--omit=dev', '--ignore-scripts'];
  const steps = [
    () => npm(folder, ['install', `code-server@${codeServerVersion}`, '--ignore-scripts'], env),
    () => npm(folder, ['rebuild', 'argon2'], env),
    () => npm(code, bare, env),
    () => npm(code, ['rebuild', ...nativeModules(code)], env),
    () => npm(join(code, 'extensions'), bare, env),
  ];
  for (const each of steps) {
    const trouble = failure([await each()]);
    if (trouble !== null) return trouble;
  }
  await link('code-linux.sh', join(code, 'bin/remote-cli/code-server'));
  await link('browser-linux.sh', join(code, 'bin/helpers/browser.sh'));
  prune(code);
  return null;
}

function nativeModules(code) {
  const wanted = ['@vscode/spdlog', 'node-pty', '@vscode/native-watchdog', 'native-watchdog'];
  return wanted.filter((name) => existsSync(join(code, 'node_modules', name)));
}

async function link(target, path) {
  await rm(path, { force: true });
  await symlink(target, path);
}

/** Half of it is never used: other platforms' programs, assistants, source maps. */
function prune(code) {
  const unused = [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@vscode/sqlite3',
    'extensions/copilot',
  ];
  for (const path of unused) rmSync(join(code, path), { recursive: true, force: true });
  const ripgrep = join(code, 'node_modules/@vscode/ripgrep-universal/bin');
  for (const platform of existsSync(ripgrep) ? readdirSync(ripgrep) : []) {
    if (platform === `linux-${process.arch}`) continue;
    rmSync(join(ripgrep, platform), { recursive: true, force: true });
  }
  for (const file of readdirSync(code, { recursive: true })) {
    if (file.endsWith('.map')) rmSync(join(code, file));
  }
}

async function npm(cwd, args, env = {}) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // The npm that runs this, so that no second one is needed; its shebang would find another Node.
  const script = process.env.npm_execpath;
  const node =
    env.PATH === undefined ? process.execPath : join(env.PATH.split(delimiter)[0], 'node');
  return script?.endsWith('.js')
    ? run(node, [script, ...args, ...quiet], { cwd, env })
    : run('npm', [...args, ...quiet], { cwd, env });
}

function failure(results) {
  const failed = results.find(({ ok }) => !ok);
  return failed === undefined ? null : failed.said;
}
