// Makes dist/afterburner-<version>.vsix: what .vscodeignore lets in, and nothing else. Usage:
// npm run package
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipEntries } from './package/zip-entries.mjs';
import { readmeOfPackage } from './package/readme.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const staging = join(root, '.cache/package');
const limitBytes = 8 * 1024 * 1024;

/** Of the manifest, what only a checkout has a use for. */
const ofCheckout = new Set([
  'private',
  'bin',
  'files',
  'scripts',
  'dependencies',
  'devDependencies',
]);

/** Without one of these an extension would be there and not work. */
const needed = [
  'package.json',
  'readme.md',
  'LICENSE.txt',
  'changelog.md',
  'dist/extension.cjs',
  'dist/language-server.cjs',
  'dist/daemon.cjs',
  'dist/cli.js',
  'dist/panel/panel.js',
  'dist/panel/panel.css',
  'dist/node-sqlite3-wasm.wasm',
  'dist/wasm/web-tree-sitter.wasm',
  'dist/languages/python/harness.py',
  'dist/languages/python/exploring.py',
  'dist/languages/python/lines.py',
  'dist/packs/basics.pack.json',
  'dist/THIRD-PARTY-NOTICES.txt',
  'schemas/cases.schema.json',
];

const allowed = readFileSync(join(root, '.vscodeignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

for (const script of ['build.mjs', 'build-probe.mjs']) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', script)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
stage();
const target = join(root, 'dist', `${manifest.name}-${manifest.version}.vsix`);
const { createVSIX } = await import('@vscode/vsce');
await createVSIX({
  cwd: staging,
  packagePath: target,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
rmSync(staging, { recursive: true });
check();

/** What goes in, in a folder of its own: vsce reads every file below the one that it is given. */
function stage() {
  rmSync(staging, { recursive: true, force: true });
  const patterns = allowed.map(patternOf);
  for (const path of filesOf(allowed)) {
    if (!patterns.some((pattern) => pattern.test(path))) continue;
    mkdirSync(dirname(join(staging, path)), { recursive: true });
    copyFileSync(join(root, path), join(staging, path));
  }
  const shipped = Object.entries(manifest).filter(([name]) => !ofCheckout.has(name));
  writeFileSync(
    join(staging, 'package.json'),
    JSON.stringify(Object.fromEntries(shipped), null, 2),
  );
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(staging, 'README.md'), readmeOfPackage(readme));
}

/** Every file in the folders that are named, relative to the root. */
function filesOf(paths) {
  const tops = new Set(paths.map((path) => path.split('/')[0]));
  return [...tops].flatMap((top) => {
    const path = join(root, top);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [top];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
  });
}

/** `*` stays within a folder, `**` does not. */
function patternOf(glob) {
  const parts = glob.split(/(\*\*?)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** The package is read again: what vsce made counts, not what it was given. */
function check() {
  const container = /^(\[Content_Types\]\.xml|extension\.vsixmanifest)$/;
  const renamed = new Set(['readme.md', 'changelog.md', 'LICENSE.txt']);
  const patterns = allowed.map(patternOf);
  const entries = zipEntries(readFileSync(target)).filter(({ name }) => !container.test(name));
  const names = entries.map(({ name }) => name.replace(/^extension\//, ''));
  const strange = names.filter(
    (name) => !renamed.has(name) && !patterns.some((pattern) => pattern.test(name)),
  );
  const missing = needed.filter((name) => !names.includes(name));
  if (manifest.icon && !names.includes(manifest.icon)) missing.push(manifest.icon);
  if (!names.some((name) => name.startsWith('dist/probe-'))) missing.push('dist/probe-*');
  const bytes = statSync(target).size;
  for (const { name, bytes: packed } of [...entries].sort((a, b) => b.bytes - a.bytes)) {
    process.stdout.write(`${kilobytes(packed).padStart(9)}  ${name.replace(/^extension\//, '')}\n`);
  }
  if (strange.length > 0) refuse(`it holds what does not belong there: ${strange.join(', ')}`);
  if (missing.length > 0) refuse(`it lacks ${missing.join(', ')}`);
  if (bytes > limitBytes) refuse(`${kilobytes(bytes)} are more than ${kilobytes(limitBytes)}`);
  process.stdout.write(`${relative(root, target)}: ${kilobytes(bytes)}\n`);
}

function refuse(reason) {
  rmSync(target);
  process.stderr.write(`The package is not good: ${reason}.\n`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${Math.ceil(bytes / 1000)} kB`;
}
