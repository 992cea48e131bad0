import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFolders } from '../../daemon/folders.ts';
import { ContainerLauncher } from '../../daemon/sandbox/container.ts';
import type { Engine } from '../../daemon/sandbox/engine.ts';
import { Images } from '../../daemon/sandbox/images.ts';
import type { ReadyImage } from '../../daemon/sandbox/images.ts';
import type { StartedProbe } from '../../daemon/sandbox/launcher.ts';
import { probeFile, recipesIn } from '../../daemon/sandbox/recipes.ts';
import { SlotSandbox } from '../../daemon/sandbox/slot-sandbox.ts';
import { Slots } from '../../daemon/sandbox/slots.ts';
import { sandboxContract } from './contract.ts';
import { roomy } from './fixture.ts';
import { describeWithEngine, requireEngine } from './with-engine.ts';

const project = join(import.meta.dirname, '../..');
const cores = { measuring: 0, probe: 0 };
const limits = { memoryBytes: 64 * 2 ** 20, processes: 16 };

describeWithEngine('containers', () => {
  let engine: Engine;
  let image: ReadyImage;
  let launcher: ContainerLauncher;

  beforeAll(async () => {
    engine = await requireEngine();
    const images = new Images(engine, {
      folder: findFolders(process.env).data,
      recipes: recipesIn(join(project, 'daemon/languages')),
      probePath: (arch) => join(project, 'dist', probeFile(arch)),
      pinned: null,
    });
    const ready = await images.ready('python', signal(), () => {});
    if (!ready.ok) throw new Error(ready.failure.message);
    image = ready.value;
    launcher = launch(image);
  }, 180_000);

  afterAll(() => launcher?.close());

  sandboxContract(
    'container',
    async () => new SlotSandbox(new Slots({ ceiling: roomy }), launch(image)),
  );

  test('a container is made as the promise says', async () => {
    const { id } = await started(launcher);
    const { Config, HostConfig, Image } = await engine.docker.getContainer(id).inspect();
    expect(Image).toBe(image.imageId);
    expect(Config.Image).toBe(image.imageId);
    expect(Config).toMatchObject({ User: '0:0', Volumes: null });
    expect(HostConfig).toMatchObject({
      AutoRemove: true,
      Binds: null,
      CapDrop: ['ALL'],
      CpusetCpus: '0',
      Init: false,
      IpcMode: 'private',
      NetworkMode: 'none',
      Privileged: false,
      ReadonlyRootfs: true,
      SecurityOpt: ['no-new-privileges'],
    });
    expect(HostConfig.CapAdd.map((name: string) => name.replace('CAP_', ''))).toEqual(
      expect.arrayContaining(['KILL', 'SETGID', 'SETUID']),
    );
    expect(HostConfig.CapAdd).toHaveLength(3);
    expect(HostConfig.Memory).toBeGreaterThan(limits.memoryBytes);
    expect(HostConfig.MemorySwap).toBe(HostConfig.Memory);
    expect(HostConfig.PidsLimit).toBeGreaterThan(limits.processes);
  });

  test('what is run says what it is', async () => {
    const { probe } = await started(launcher);
    expect(probe.host).toMatchObject({
      imageId: image.imageId,
      engine: expect.stringMatching(/^(Docker|Podman) \d/),
    });
    expect(probe.path.split(':')).toContain('/usr/bin');
  });

  test('killing removes the container, and says so, once', async () => {
    const { id, probe } = await started(launcher);
    await Promise.all([probe.process.kill(), probe.process.kill()]);
    expect(await probe.process.gone).toBe('the container was removed');
    expect(await isThere(id)).toBe(false);
    await probe.process.kill();
  });

  test('a container that somebody else removes is gone with a reason', async () => {
    const { id, probe } = await started(launcher);
    await engine.docker.getContainer(id).remove({ force: true });
    expect(await probe.process.gone).toMatch(/killed from outside/);
    await once(probe.process.stdout.resume(), 'end');
  });

  test('a probe whose daemon hangs up leaves, and its container with it', async () => {
    const { id, probe } = await started(launcher);
    probe.process.stdout.resume();
    probe.process.stdin.end();
    expect(await probe.process.gone).toBe('the probe ended with 0');
    expect(await isThere(id)).toBe(false);
  });

  test('closing leaves nothing of this launcher, and what is another’s', async () => {
    const other = launch(image);
    const [mine, theirs] = [await started(other), await started(launcher)];
    await other.close();
    expect(await isThere(mine.id)).toBe(false);
    expect(await isThere(theirs.id)).toBe(true);
  });

  test('what a dead daemon left is removed, started or not, and nothing else', async () => {
    const dead = launch(image, await ownerThatDied());
    const left = await started(dead);
    const { Config } = await engine.docker.getContainer(left.id).inspect();
    const created = await engine.docker.createContainer({
      Image: image.imageId,
      Labels: Config.Labels,
    });
    const living = await started(launcher);
    const foreign = await engine.docker.createContainer({ Image: image.imageId });
    try {
      expect(await launcher.reap()).toBe(2);
      expect(await Promise.all([left.id, created.id, living.id, foreign.id].map(isThere))).toEqual([
        false,
        false,
        true,
        true,
      ]);
      expect(await launcher.reap()).toBe(0);
    } finally {
      await foreign.remove();
    }
  });

  test('a start that is cancelled leaves nothing', async () => {
    const before = await ownContainers();
    const cancel = new AbortController();
    const starting = launcher.start('python', cores, limits, cancel.signal, () => {});
    setImmediate(() => cancel.abort());
    expect(await starting).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await expect.poll(ownContainers).toEqual(before);
  });

  test('an image that is gone is told', async () => {
    const missing = { ...image, imageId: `sha256:${'0'.repeat(64)}` };
    const result = await launch(missing).start('python', cores, limits, signal(), () => {});
    expect(result).toMatchObject({ ok: false, failure: { code: 'sandbox-failed' } });
  });

  test('an engine that is gone is told, and nothing is thrown', async () => {
    const { default: Docker } = await import('dockerode');
    const gone = { ...engine, docker: new Docker({ socketPath: '/nowhere/engine.sock' }) };
    const stranded = new ContainerLauncher(gone, async () => ({ ok: true, value: image }));
    expect(await stranded.start('python', cores, limits, signal(), () => {})).toMatchObject({
      ok: false,
      failure: { code: 'engine-unreachable', message: expect.stringContaining('went away') },
    });
    expect(await stranded.reap()).toBe(0);
  });

  function launch(which: ReadyImage, owner?: string): ContainerLauncher {
    return new ContainerLauncher(engine, async () => ({ ok: true, value: which }), owner);
  }

  async function started(by: ContainerLauncher): Promise<{ id: string; probe: StartedProbe }> {
    const before = new Set(await ownContainers());
    const result = await by.start('python', cores, limits, signal(), () => {});
    if (!result.ok) throw new Error(result.failure.message);
    const id = (await ownContainers()).find((each) => !before.has(each));
    return { id: id ?? '', probe: result.value };
  }

  async function ownContainers(): Promise<readonly string[]> {
    const filters = { label: ['afterburner.owner'] };
    return (await engine.docker.listContainers({ all: true, filters })).map(({ Id }) => Id);
  }

  async function isThere(id: string): Promise<boolean> {
    return engine.docker
      .getContainer(id)
      .inspect()
      .then(() => true)
      .catch(() => false);
  }
});

/** Who a container belonged to that a process made which has ended since. */
async function ownerThatDied(): Promise<string> {
  const owner = join(project, 'daemon/sandbox/owner.ts');
  const script = `import(${JSON.stringify(owner)}).then((m) => process.stdout.write(m.thisOwner()))`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'close');
  return said;
}

function signal(): AbortSignal {
  return new AbortController().signal;
}
