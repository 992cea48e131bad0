import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notices } from './notices.mjs';

// Bundles what runs into dist/, with the files that it needs beside it:
//
//     dist/cli.js, dist/cli/         the command line; the folder holds what it loads when needed
//     dist/daemon.cjs                the daemon
//     dist/language-server.cjs       the language server, for any editor
//     dist/extension.cjs             the extension of VS Code
//     dist/panel/                    the side panel: a page of its own, with styles and icons
//     dist/node-sqlite3-wasm.wasm    where the driver looks for it: beside the bundle
//     dist/wasm/                     the parser and its grammars
//     dist/languages/<name>/         Dockerfile and harness of each language
//     dist/packs/                    problem packs that come along
//     dist/THIRD-PARTY-NOTICES.txt   licences of what is bundled
//
// The command line, the daemon and the language server carry the same digest, by which a client knows
// its daemon. Nothing is done where no input has changed since the last build.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.build.json');

/** Stands in the bundles until the digest of all of them is known. */
const placeholder = '@afterburner-build-digest@';

const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** What would make the command line slow to start belongs in the daemon. */
const tooHeavyForCli =
  /node_modules\/(dockerode|node-sqlite3-wasm|web-tree-sitter|openai|undici)\//;

/** zod brings its messages in fifty languages, and the half of a bundle's size; one is spoken here. */
const englishAlone = {
  name: 'english-alone',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.(js|cjs)$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

const assets = [
  ...[
    ['node-sqlite3-wasm.wasm', 'node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm'],
    ['wasm/web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'],
    ['wasm/tree-sitter-python.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'],
  ].map(([to, from]) => ({ to, from: join(root, 'node_modules', from) })),
  ...languageFiles(),
  ...packFiles(),
];

const previous = readStamp();
if (previous !== null && isCurrent(previous)) {
  process.stderr.write('dist: unchanged\n');
} else {
  const digest = await build();
  process.stderr.write(`dist: built ${digest}\n`);
}

/** Whatever in a language's own folder is not TypeScript: that is compiled in. */
function languageFiles() {
  const languages = join(root, 'daemon/languages');
  return readdirSync(languages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(languages, name), { withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
        .map((entry) => ({
          to: `languages/${name}/${entry.name}`,
          from: join(languages, name, entry.name),
        })),
    );
}

function packFiles() {
  const packs = join(root, 'packs');
  return readdirSync(packs)
    .filter((name) => name.endsWith('.pack.json'))
    .map((name) => ({ to: `packs/${name}`, from: join(packs, name) }));
}

async function build() {
  const { build: bundle } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shared = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20.12',
    logLevel: 'warning',
    legalComments: 'none',
    loader: { '.node': 'empty' },
    external: ['cpu-features'],
    plugins: [englishAlone],
  };
  const define = {
    AFTERBURNER_BUILD: JSON.stringify(placeholder),
    AFTERBURNER_VERSION: JSON.stringify(version),
  };
  const commonJs = {
    ...shared,
    format: 'cjs',
    define: {
      ...define,
      'import.meta.url': 'importMetaUrlOfBundle',
      'import.meta.dirname': '__dirname',
    },
    banner: {
      js: "const importMetaUrlOfBundle = require('node:url').pathToFileURL(__filename).href;",
    },
  };
  const [cli, daemon, languageServer, extension, panel] = await Promise.all([
    bundle({
      ...shared,
      entryPoints: { cli: 'daemon/cli/main.ts' },
      outdir: 'dist',
      splitting: true,
      chunkNames: 'cli/[name]-[hash]',
      format: 'esm',
      define,
      banner: {
        js:
          "import { createRequire as createRequireForBundled } from 'node:module';\n" +
          'const require = createRequireForBundled(import.meta.url);',
      },
    }),
    bundle({ ...commonJs, entryPoints: ['daemon/main.ts'], outfile: 'dist/daemon.cjs' }),
    bundle({
      ...commonJs,
      entryPoints: ['language-server/main.ts'],
      outfile: 'dist/language-server.cjs',
    }),
    bundle({
      ...commonJs,
      entryPoints: ['extension/main.ts'],
      outfile: 'dist/extension.cjs',
      external: ['vscode'],
      // jsonc-parser's main entry asks for its parts in a way that cannot be bundled.
      mainFields: ['module', 'main'],
      minify: true,
    }),
    bundle({
      ...shared,
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      entryPoints: { panel: 'media/panel/main.tsx' },
      outdir: 'dist/panel',
      loader: { '.ttf': 'file' },
      assetNames: '[name]',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      minify: true,
    }),
  ]);
  const heavy = Object.keys(cli.metafile.inputs).find((path) => tooHeavyForCli.test(path));
  if (heavy) throw new Error(`The command line would load ${heavy}: it belongs in the daemon.`);

  const speaking = [cli, daemon, languageServer].flatMap(({ outputFiles }) => outputFiles);
  const bundles = [...speaking, ...extension.outputFiles, ...panel.outputFiles];
  const hash = createHash('sha256');
  for (const { text } of speaking) hash.update(text);
  for (const { from, to } of assets) hash.update(to).update(readFileSync(from));
  const digest = hash.digest('hex').slice(0, placeholder.length);

  for (const { from, to } of assets) put(join(dist, to), readFileSync(from));
  const outputs = bundles.map(({ path }) => relative(dist, path));
  for (const file of bundles) put(file.path, finished(file, digest));
  chmodSync(join(dist, 'cli.js'), 0o755);
  removeOldChunks(outputs);
  const inputs = [cli, daemon, languageServer, extension, panel].flatMap(({ metafile }) =>
    Object.keys(metafile.inputs),
  );
  const files = [...inputs, ...assets.map(({ from }) => relative(root, from))];
  put(join(dist, noticesFile), notices(root, files));
  writeStamp([...new Set(inputs)].sort(), [...outputs, noticesFile]);
  return digest;
}

function finished({ path, text, contents }, digest) {
  if (!/\.c?js$/.test(path)) return contents;
  const code = text.replaceAll(placeholder, digest);
  return path === join(dist, 'cli.js') ? `#!/usr/bin/env node\n${code}` : code;
}

function removeOldChunks(outputs) {
  const folder = join(dist, 'cli');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!outputs.includes(join('cli', name))) rmSync(join(folder, name));
  }
}

/** Whole or not at all: a running daemon, or another build, may be reading. */
function put(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const making = `${path}.${process.pid}`;
  writeFileSync(making, content);
  renameSync(making, path);
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'));
  } catch {
    return null;
  }
}

function isCurrent({ inputs, digest, outputs }) {
  return outputs.every((path) => existsSync(join(dist, path))) && digest === digestOfInputs(inputs);
}

function writeStamp(inputs, bundles) {
  const outputs = [...bundles, ...assets.map(({ to }) => to)];
  put(stamp, JSON.stringify({ digest: digestOfInputs(inputs), inputs, outputs }));
}

/** Of everything that a build reads; one that is gone counts as changed. */
function digestOfInputs(inputs) {
  const others = [
    'package.json',
    'package-lock.json',
    relative(root, fileURLToPath(import.meta.url)),
  ];
  const hash = createHash('sha256');
  for (const path of [...inputs, ...others, ...assets.map(({ from }) => relative(root, from))]) {
    const file = join(root, path);
    hash.update(path).update(existsSync(file) ? readFileSync(file) : 'gone');
  }
  return hash.digest('hex');
}
