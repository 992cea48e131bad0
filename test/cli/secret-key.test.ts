import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { Sqlite } from '../../daemon/history/sqlite.ts';
import { start, temporaryFolder } from '../child.ts';

const root = join(import.meta.dirname, '..', '..');
const key = 'sesame-open-8d1f';
const hasPython = spawnSync('python3', ['--version']).status === 0;

it.skipIf(process.platform !== 'linux' || !hasPython)(
  'a key reaches the endpoint, and neither history nor log nor output, even echoed in an error',
  async () => {
    expect(spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root }).status).toBe(0);
    const seen: (string | undefined)[] = [];
    const endpoint = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `bad key: ${key}` } }));
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void endpoint.close());

    const home = temporaryFolder();
    const work = temporaryFolder();
    writeFileSync(join(work, 'a.py'), 'def f(n):\n    return sum(range(n))\n');
    writeFileSync(join(work, 'a.cases.json'), '{"cases": [{"args": [1000]}]}');
    const env = {
      PATH: process.env['PATH'],
      AFTERBURNER_HOME: home,
      AFTERBURNER_API_KEY: key,
      AFTERBURNER_LOG: 'debug',
    };
    const cli = join(root, 'dist', 'cli.js');
    const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/v1`;
    const model = ['--proposer', 'openai', '--base-url', url, '--model', 'm'];
    const sandbox = ['--sandbox', 'none', '--allow-unsandboxed-models', '--json'];
    const args = ['optimize', 'a.py', '--function', 'f', ...model, ...sandbox];
    const { stdout, stderr } = await start(cli, args, { env, cwd: work }).ended;
    await start(cli, ['stop'], { env, cwd: work }).ended;

    expect(seen).toContain(`Bearer ${key}`);
    expect(stdout + stderr).toContain('bad key');
    expect(stdout + stderr).not.toContain(key);
    const stored = historyTexts(join(home, 'data', 'history.db'));
    expect(stored.some((text) => text.includes('bad key'))).toBe(true);
    for (const text of stored) expect(text).not.toContain(key);
    for (const file of readdirSync(join(home, 'state'))) {
      expect(readFileSync(join(home, 'state', file), 'utf8')).not.toContain(key);
    }
  },
  60_000,
);

/** Every value in the history, unpacked. */
function historyTexts(path: string): string[] {
  const database = Sqlite.open(path);
  const tables = database.all(`SELECT name FROM sqlite_schema WHERE type = 'table'`);
  const values = tables.flatMap(({ name }) =>
    database.all(`SELECT * FROM "${String(name)}"`).flatMap((row) => Object.values(row)),
  );
  database.close();
  return values.map((value) => {
    if (!(value instanceof Uint8Array)) return String(value);
    const isPacked = value[0] === 0x1f && value[1] === 0x8b;
    return (isPacked ? gunzipSync(value) : Buffer.from(value)).toString();
  });
}
