import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../daemon/sandbox/engine.ts';
import { Images } from '../../daemon/sandbox/images.ts';
import type { ReadyImage, Recipe } from '../../daemon/sandbox/images.ts';
import { followProgress } from '../../daemon/sandbox/progress.ts';
import { probeFile, recipesIn } from '../../daemon/sandbox/recipes.ts';
import { startRegistry } from './registry.ts';
import type { Registry } from './registry.ts';
import { describeWithEngine, requireEngine } from './with-engine.ts';

const project = join(import.meta.dirname, '../..');
const buildMs = 180_000;

let engine: Engine;
let folder: string;
let dockerfile: string;
let probe: string;
const made = new Set<string>();

describeWithEngine('images', () => {
  beforeAll(async () => {
    engine = await requireEngine();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'afterburner-images-'));
    dockerfile = join(folder, 'Dockerfile');
    probe = join(folder, 'probe');
    cpSync(join(project, 'dist', probeFile(engine.facts.arch)), probe);
    return () => rmSync(folder, { recursive: true });
  });

  afterAll(async () => {
    for (const id of made)
      await engine.docker
        .getImage(id)
        .remove({ force: true })
        .catch(() => {});
  });

  test(
    'the Python image is built, recorded, and not built again',
    { timeout: buildMs },
    async () => {
      usePythonDockerfile();
      const first = await prepare();
      expect(first.image.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(first.image.base).toMatchObject({ name: 'debian:trixie-slim' });
      expect(first.image.packages['python3.13']).toMatch(/^3\.13\./);
      expect(first.image.volumes).toEqual([]);
      const lock = JSON.parse(readFileSync(join(folder, 'images.lock.json'), 'utf8'));
      expect(lock).toEqual({ version: 1, images: { python: first.image } });

      const second = await prepare();
      expect(second).toEqual({ image: first.image, told: [] });
    },
  );

  test('a changed Dockerfile or probe is a new image', { timeout: buildMs }, async () => {
    usePythonDockerfile();
    const first = await prepare();

    appendFileSync(dockerfile, `LABEL changed="${randomUUID()}"\n`);
    const second = await prepare();
    expect(second.image.imageId).not.toBe(first.image.imageId);
    expect(second.image.packages).toEqual(first.image.packages);
    expect(await exists(first.image.imageId)).toBe(false);

    appendFileSync(probe, 'changed');
    const third = await prepare();
    expect(third.image.imageId).not.toBe(second.image.imageId);
    expect(third.image.dockerfile).toBe(second.image.dockerfile);
  });

  test('one that the engine lost is built again', { timeout: buildMs }, async () => {
    usePythonDockerfile();
    const first = await prepare();
    await engine.docker.getImage(first.image.imageId).remove({ force: true });
    const second = await prepare();
    expect(await exists(second.image.imageId)).toBe(true);
    expect(second.told.length).toBeGreaterThan(0);
  });

  test('a lock that cannot be understood is written anew', { timeout: buildMs }, async () => {
    usePythonDockerfile();
    const first = await prepare();
    writeFileSync(join(folder, 'images.lock.json'), '{"version":1,"images":{"python":');
    const second = await prepare();
    expect(second.image).toEqual(first.image);
  });

  test('a build that fails tells the end of its log, and leaves nothing', async () => {
    writeFileSync(
      dockerfile,
      'FROM debian:trixie-slim\nRUN echo the reason >&2; exit 7\nCOPY probe /probe\n',
    );
    const result = await images().ready('python', signal(), () => {});
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'image-build-failed', message: expect.stringContaining('the reason') },
    });
    expect(await intermediateContainers()).toEqual([]);
  });

  test('a build can be cancelled', async () => {
    writeFileSync(dockerfile, `FROM debian:trixie-slim\nRUN echo ${randomUUID()}; sleep 600\n`);
    const cancel = new AbortController();
    const result = await images().ready('python', cancel.signal, (event) => {
      if (event.kind === 'preparing' && event.what.includes('step 2')) cancel.abort();
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await expect.poll(intermediateContainers, { timeout: 15_000 }).toEqual([]);
  });

  test('who waits is not cancelled with the one who started', { timeout: buildMs }, async () => {
    usePythonDockerfile();
    const source = images();
    const cancel = new AbortController();
    const impatient = source.ready('python', cancel.signal, () => cancel.abort());
    const patient = source.ready('python', signal(), () => {});
    expect(await impatient).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    const result = await patient;
    expect(result.ok).toBe(true);
    if (result.ok) made.add(result.value.imageId);
  });

  test('a language without a recipe has no image', async () => {
    const result = await images().ready('cobol', signal(), () => {});
    expect(result).toMatchObject({ ok: false, failure: { code: 'language-unsupported' } });
  });

  test('a missing probe is told with what to do', async () => {
    usePythonDockerfile();
    rmSync(probe);
    const result = await images().ready('python', signal(), () => {});
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'image-unavailable', hint: expect.stringContaining('npm run setup') },
    });
  });

  test.each(['python', 'python:3.13', 'registry.example/a/b:latest', 'a@sha256:12', '@sha256:'])(
    'the user’s own image is never taken by a name that can move: %s',
    async (pinned) => {
      const result = await images({ pinned }).ready('python', signal(), () => {});
      expect(result).toMatchObject({
        ok: false,
        failure: { code: 'setting-invalid', message: expect.stringContaining('by digest') },
      });
    },
  );

  describeWithEngine('by digest', () => {
    const check = ['/tool', '--work=/'] as const;
    let registry: Registry;
    let pinned: string;

    beforeAll(async () => {
      registry = await startRegistry();
      pinned = await publish(registry.host);
    }, buildMs);

    afterAll(() => registry?.close());

    test('is pulled, checked, given the probe, and pulled no more', async () => {
      expect(await exists(pinned)).toBe(false);
      const first = await prepare({ pinned, check });
      expect(first.told).toContain(`pulling ${pinned}`);
      expect(first.image).toMatchObject({ base: { name: pinned }, volumes: ['/data'] });
      const { Config, RepoTags } = await engine.docker.getImage(first.image.imageId).inspect();
      expect(Config.Entrypoint).toEqual(['/probe']);
      expect(RepoTags).toEqual([]);

      const second = await prepare({ pinned, check });
      expect(second).toEqual({ image: first.image, told: [] });
    });

    test('is refused where it cannot run the language', async () => {
      const result = await images({ pinned }).ready('python', signal(), () => {});
      expect(result).toMatchObject({
        ok: false,
        failure: {
          code: 'image-unavailable',
          message: expect.stringContaining('cannot run python'),
          hint: expect.stringContaining('python3 --version'),
        },
      });
    });

    test('is told where the registry does not have it', async () => {
      const unknown = `${registry.host}/tool@sha256:${'0'.repeat(64)}`;
      const result = await images({ pinned: unknown }).ready('python', signal(), () => {});
      expect(result).toMatchObject({
        ok: false,
        failure: { code: 'image-unavailable', message: expect.stringContaining('not be pulled') },
      });
    });
  });
});

/** With a label of its own, so that no test touches the image that others run. */
function usePythonDockerfile() {
  cpSync(recipesIn(join(project, 'daemon/languages'))[0]?.dockerfile ?? '', dockerfile);
  appendFileSync(dockerfile, `LABEL test="${randomUUID()}"\n`);
}

function images(options: { pinned?: string; check?: Recipe['check'] } = {}) {
  const { pinned = null, check = ['python3', '--version'] } = options;
  return new Images(engine, {
    folder,
    recipes: [{ language: 'python', dockerfile, check }],
    probePath: () => probe,
    pinned,
  });
}

async function prepare(
  options: Parameters<typeof images>[0] = {},
): Promise<{ image: ReadyImage; told: string[] }> {
  const told: string[] = [];
  const result = await images(options).ready('python', signal(), (event) => {
    if (event.kind === 'preparing') told.push(event.what);
  });
  if (!result.ok) throw new Error(result.failure.message);
  made.add(result.value.imageId);
  return { image: result.value, told };
}

/** Puts a small image of its own into the registry, removes it here, and gives its digest. */
async function publish(host: string): Promise<string> {
  const files = pack();
  const program = readFileSync(join(project, 'dist', probeFile(engine.facts.arch)));
  files.entry({ name: 'tool', mode: 0o755 }, program);
  files.entry({ name: 'unique' }, randomUUID());
  files.finalize();
  const name = `${host}/tool`;
  const imported = await engine.docker.importImage(Readable.from(files), {
    repo: name,
    tag: 'moving',
    changes: 'VOLUME /data',
  });
  expect(await followProgress(imported, () => {})).toBeNull();
  const image = engine.docker.getImage(`${name}:moving`);
  const authconfig = { username: '', password: '', serveraddress: host };
  expect(await followProgress(await image.push({ authconfig }), () => {})).toBeNull();
  const { Id, RepoDigests } = await image.inspect();
  const digest = RepoDigests.find((each) => each.startsWith(name));
  await engine.docker.getImage(Id).remove({ force: true });
  made.add(digest ?? '');
  return digest ?? '';
}

async function exists(image: string): Promise<boolean> {
  return engine.docker
    .getImage(image)
    .inspect()
    .then(() => true)
    .catch(() => false);
}

/** Those that the engine makes for the steps of a build: nobody gave them a label or a name. */
async function intermediateContainers(): Promise<readonly string[]> {
  const containers = await engine.docker.listContainers({ all: true });
  return containers.filter(({ Command }) => /the reason|sleep 600/.test(Command)).map((c) => c.Id);
}

function signal(): AbortSignal {
  return new AbortController().signal;
}
