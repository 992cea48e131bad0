import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findingSchema } from '../../protocol/daemon.ts';
import type { Finding } from '../../protocol/daemon.ts';
import { settingsSchema } from '../../protocol/settings.ts';
import type { Settings } from '../../protocol/settings.ts';
import { doctor } from '../../daemon/sandbox/doctor.ts';
import { listenerOf } from '../../daemon/sandbox/engine-process.ts';
import { describeWithEngine } from './with-engine.ts';

const project = join(import.meta.dirname, '../..');
const digest = `name@sha256:${'0'.repeat(64)}`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterburner-doctor-'));
  return () => rmSync(folder, { recursive: true });
});

describe('doctor', () => {
  test('looks at everything that a run needs, and has a mend for what is not well', async () => {
    const { findings } = await examine();
    const topics = new Set(findings.map(({ topic }) => topic));
    for (const topic of ['engine', 'bubblewrap', 'cores', 'host', 'daemon'] as const) {
      expect(topics).toContain(topic);
    }
    for (const finding of findings) {
      findingSchema.parse(finding);
      if (finding.state === 'works') expect(finding.mend).toBeNull();
      else expect(finding.mend).toMatch(/\.$/);
    }
  });

  test('says what bubblewrap cannot give, where it works', async () => {
    const [finding] = await findingsOn('bubblewrap');
    if (finding?.state === 'missing') return;
    expect(finding?.state).toBe('limited');
    expect(finding?.text).toContain('memory limit');
  });

  test('tells what its own process uses', async () => {
    const [finding] = await findingsOn('daemon');
    expect(finding?.text).toMatch(new RegExp(`process ${process.pid}: \\d+ MiB, [\\d.]+% of`));
  });

  test('the sandbox that was asked for is the one that counts', async () => {
    expect(await examine({ sandbox: 'none' })).toMatchObject({ isolation: 'none' });
    expect(await examine({ sandbox: 'bubblewrap' })).toMatchObject({ isolation: 'bubblewrap' });
  });

  test('without a probe nothing but containers can be used', async () => {
    for (const sandbox of ['none', 'bubblewrap'] as const) {
      expect(await examine({ sandbox }, join(folder, 'nothing'))).toMatchObject({ usable: false });
    }
  });
});

describeWithEngine('doctor, of a container engine', () => {
  test('names it, and the process that it is', async () => {
    const [finding] = await findingsOn('engine');
    expect(finding).toMatchObject({ state: 'works', mend: null });
    expect(finding?.text).toMatch(/^(Docker|Podman) \d.*cgroup v[12]/);
  });

  test('an image that is not made yet is no obstacle', async () => {
    const result = await examine();
    expect(result).toMatchObject({ usable: true, isolation: 'container' });
    expect(result.findings).toContainEqual({
      topic: 'image',
      state: 'limited',
      text: 'the python image is not ready; the first run makes it so',
      mend: 'Run npm run setup to have it made now.',
    });
  });

  test('an image by a name that can move is one', async () => {
    const result = await examine({ sandbox: 'container', image: 'python:3.13' });
    expect(result.usable).toBe(false);
    expect(result.findings.find(({ topic }) => topic === 'image')?.state).toBe('missing');
    expect(await examine({ image: digest })).toMatchObject({ usable: true });
  });
});

describe.runIf(process.platform === 'linux')('who listens on a socket', () => {
  test('is found, also by another path to the same place', async () => {
    const path = join(folder, 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(listenerOf(path)).toBe(process.pid);
    expect(listenerOf(join(folder, '..', folder.split('/').at(-1) ?? '', 'socket'))).toBe(
      process.pid,
    );
    await new Promise((resolve) => server.close(resolve));
    expect(listenerOf(path)).toBeNull();
  });
});

async function examine(settings: Partial<Settings> = {}, dist = join(project, 'dist')) {
  const files = {
    recipes: join(project, 'daemon/languages'),
    state: folder,
    probe: (name: string) => join(dist, name),
  };
  const signal = new AbortController().signal;
  const result = await doctor(settingsSchema.parse(settings), signal, files);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

async function findingsOn(topic: Finding['topic']): Promise<readonly Finding[]> {
  return (await examine()).findings.filter((finding) => finding.topic === topic);
}
