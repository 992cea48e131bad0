// Makes everything ready that building, measuring and testing need, and does nothing twice. It runs
// before any dependency is there, so nothing outside Node is imported here.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, hasCompiler, installDependencies, makeProbe } from './setup/build.mjs';
import { startEngine } from './setup/engine.mjs';
import { canInstall, install } from './setup/packages.mjs';
import { did, finish, found, progress, warn } from './setup/report.mjs';
import { onPath, root, run, tail } from './setup/run.mjs';

const oldestNode = [20, 12];

process.exitCode = (await setUp()) ? 0 : 1;

async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    warn(`Node ${oldestNode.join('.')} or newer is needed, and this is ${process.versions.node}.`);
    return false;
  }
  if (!(await installDependencies())) return false;
  await installTools();
  if (!(await bundle())) return false;
  if (!(await makeProbe())) return false;
  const { engine, failure } = await engineAndImages();
  if (engine !== null && failure !== null) {
    warn(`${failure.message} ${failure.hint}`);
    return false;
  }
  if (engine === null) warnWithout(failure);
  record(engine);
  finish();
  return true;
}

/** A C compiler for the probe, and bubblewrap for where no engine answers. */
async function installTools() {
  const missing = [
    ...(hasCompiler() ? [] : ['gcc', 'libc6-dev']),
    ...(onPath('bwrap') ? [] : ['bubblewrap']),
  ];
  // What cannot be installed is told by whoever needs it.
  if (process.platform === 'linux' && missing.length > 0 && canInstall()) await install(missing);
  else if (missing.length === 0) found('tools');
}

async function engineAndImages() {
  let prepared = await prepare();
  if (prepared.engine !== null) found(prepared.engine);
  else if (await startEngine()) prepared = await prepare();
  const bootstrap = /mmdebstrap is not installed/.test(prepared.failure?.message ?? '');
  if (bootstrap && canInstall() && (await install(['mmdebstrap', 'debian-archive-keyring']))) {
    prepared = await prepare();
  }
  return prepared;
}

/** Asks setup/prepare.ts, which answers with one JSON document. */
async function prepare() {
  const started = performance.now();
  const args = ['--import', 'tsx', 'scripts/setup/prepare.ts'];
  const { out, said } = await run(process.execPath, args, { onLine: progress });
  const answer = parse(out);
  if (answer === null) {
    const message = `Looking for a container engine failed:\n${tail(said)}\n`;
    return { engine: null, images: [], failure: { message, hint: 'Please report it.' } };
  }
  for (const { language, made } of answer.images) {
    if (made) did(`make the ${language} image`, started);
    else found(`the ${language} image`);
  }
  return answer;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Says that the embedded default serves, or that nothing does. */
function warnWithout({ message, hint }) {
  const serves = onPath('bwrap')
    ? 'Bubblewrap serves instead.'
    : 'Bubblewrap is not there either: install one of the two.';
  warn(`${message}. ${serves} For an engine: ${hint}`);
}

/** Tests that need an engine are left out only where this says that none could be had. */
function record(engine) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const text = JSON.stringify({ engine: engine ?? 'none' });
  writeFileSync(join(root, '.cache/setup.json'), `${text}\n`);
}
