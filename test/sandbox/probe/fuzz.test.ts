import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const sources = fileURLToPath(new URL('../../../daemon/sandbox/probe', import.meta.url));
const compiler = process.env['CC'] ?? 'cc';
const hasCompiler = spawnSync(compiler, ['--version']).status === 0;

// Longer: AFTERBURNER_FUZZ_SECONDS=600 npx vitest run test/sandbox/probe
const seconds = Number(process.env['AFTERBURNER_FUZZ_SECONDS'] ?? '0');

test.skipIf(!hasCompiler)(
  "the probe's parsers withstand damaged frames and hostile channels",
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterburner-fuzz-'));
    try {
      const binary = join(folder, 'fuzz');
      const args = [
        ['-std=gnu11', '-g', '-O1', '-Wall', '-Wextra', '-Werror'],
        ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
        ['-I', sources, '-o', binary, join(import.meta.dirname, 'fuzz.c')],
        ['bytes', 'frames', 'job', 'channel'].map((name) => join(sources, `${name}.c`)),
      ];
      execFileSync(compiler, args.flat());
      const seed = seconds > 0 ? Date.now() : 1;
      const run = spawnSync(binary, [String(seed), '20000', String(seconds)], { encoding: 'utf8' });
      expect({ stderr: run.stderr, status: run.status }).toEqual({ stderr: '', status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000 + seconds * 1000,
);
