import type { Socket } from 'node:net';
import type Docker from 'dockerode';
import { fail, ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Tell } from '../core/ports/service.ts';
import { containerOptions, workFolder } from './container-options.ts';
import { ContainerProcess } from './container-process.ts';
import type { Engine } from './engine.ts';
import { machineFacts } from './host.ts';
import { ownLabel } from './image-build.ts';
import type { ReadyImage } from './images.ts';
import type { Cores, Launcher, SandboxLimits, StartedProbe } from './launcher.ts';
import { isAlive, ownerLabel, thisOwner } from './owner.ts';

/** Gives the image to run for a language; see `Images.ready`. */
export type ImageSource = (
  language: string,
  signal: AbortSignal,
  tell: Tell,
) => Promise<Result<ReadyImage>>;

/** Starts the probe as the first process of a container, by the image's id. */
export class ContainerLauncher implements Launcher {
  readonly isolation = 'container';
  readonly #engine: Engine;
  readonly #image: ImageSource;
  readonly #owner: string;
  readonly #running = new Set<ContainerProcess>();

  /** `owner` is who the containers belong to, as `isAlive` understands it. */
  constructor(engine: Engine, image: ImageSource, owner: string = thisOwner()) {
    this.#engine = engine;
    this.#image = image;
    this.#owner = owner;
  }

  async start(
    language: string,
    cores: Cores,
    limits: SandboxLimits,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<Result<StartedProbe>> {
    const image = await this.#image(language, signal, tell);
    if (!image.ok) return image;
    if (signal.aborted) return fail('cancelled', 'Cancelled.');
    const labels = { [ownLabel]: 'sandbox', [ownerLabel]: this.#owner };
    let container: Docker.Container | null = null;
    try {
      container = await this.#engine.docker.createContainer(
        containerOptions(image.value, cores, limits, labels),
      );
      const socket = await container.attach({
        hijack: true,
        stream: true,
        stdin: true,
        stdout: true,
        stderr: true,
      });
      // With `hijack` it is the connection itself.
      const process = new ContainerProcess(container, socket as Socket);
      this.#running.add(process);
      void process.gone.then(() => this.#running.delete(process));
      await container.start();
      if (signal.aborted) {
        await process.kill();
        return fail('cancelled', 'Cancelled.');
      }
      return ok({ process, host: this.#host(image.value), path: image.value.path, workFolder });
    } catch (error) {
      await container?.remove({ force: true, v: true }).catch(() => {});
      if (signal.aborted) return fail('cancelled', 'Cancelled.');
      return this.#startFailed(error as NodeJS.ErrnoException & { statusCode?: number });
    }
  }

  /** Where the engine is gone there is nothing to remove; the next start will find it again. */
  async reap(): Promise<number> {
    const { docker } = this.#engine;
    const containers = await docker
      .listContainers({ all: true, filters: { label: [ownerLabel] } })
      .catch(() => []);
    const orphans = containers.filter(({ Labels }) => !isAlive(Labels[ownerLabel] ?? ''));
    const removals = await Promise.allSettled(
      orphans.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
    );
    return removals.filter(({ status }) => status === 'fulfilled').length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((process) => process.kill()));
  }

  #host({ imageId }: ReadyImage): StartedProbe['host'] {
    const { cores, kernel, name, version } = this.#engine.facts;
    const engine = `${name} ${version}`;
    return { imageId, engine, cpu: machineFacts().cpu, cores, kernel };
  }

  #startFailed(error: NodeJS.ErrnoException & { statusCode?: number }): Result<never> {
    const { address, source } = this.#engine;
    const message = error.message.trim();
    if (error.statusCode === undefined && error.code !== undefined) {
      return fail(
        'engine-unreachable',
        `the container engine (${source}, ${address}) went away: ${message}`,
      );
    }
    return fail('sandbox-failed', `the container could not be started: ${message}`);
  }
}
