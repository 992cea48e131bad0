#!/usr/bin/env node
// A C compiler for a machine that has none for Linux, but a container engine: takes what cc takes.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', `${here}/container-cc.ts`, ...process.argv.slice(2)],
  { cwd: `${here}/../..`, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
