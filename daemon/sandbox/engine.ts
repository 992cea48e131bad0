import { accessSync } from 'node:fs';
import { Agent } from 'node:https';
import { homedir } from 'node:os';
import Docker from 'dockerode';
import { z } from 'zod';
import { fail } from '../../protocol/failures.ts';
import type { Failure } from '../../protocol/failures.ts';
import { explain } from './engine-faults.ts';
import type { Fault } from './engine-faults.ts';
import { addressText, enginePlaces } from './engine-places.ts';
import type { EngineAddress, EnginePlace, Surroundings } from './engine-places.ts';

/** A container engine that answered, by whatever name it goes. */
export interface Engine {
  readonly docker: Docker;
  /** Who named it, in words. */
  readonly source: string;
  readonly address: string;
  readonly facts: EngineFacts;
  /** Places before it that the user had named and that did not answer. */
  readonly passedOver: readonly Attempt[];
}

export interface EngineFacts {
  /** `Docker` or `Podman`. */
  readonly name: string;
  readonly version: string;
  readonly cgroupVersion: 1 | 2;
  /** As images name it: `amd64`, `arm64`. */
  readonly arch: string;
  /** Of the machine that the engine runs on, which need not be this one. */
  readonly cores: number;
  readonly kernel: string;
  readonly system: string;
}

/** A place that was asked in vain. */
export interface Attempt {
  readonly source: string;
  readonly address: string;
  /** What is wrong, without a full stop. */
  readonly reason: string;
  /** What to do about it: a sentence. */
  readonly mend: string;
  /** Nothing is there at all, and nobody said that there was. */
  readonly absent: boolean;
}

export type EngineSearch =
  | { readonly ok: true; readonly value: Engine }
  | { readonly ok: false; readonly failure: Failure; readonly attempts: readonly Attempt[] };

/** Docker 19.03 and Podman 3: the first that know every option used here. */
const oldestApi = [1, 40] as const;

export function thisMachine(): Surroundings {
  return {
    env: process.env,
    home: homedir(),
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    root: '/',
  };
}

/** Asks every place in order; the first engine that answers is it. */
export async function findEngine(
  around: Surroundings = thisMachine(),
  signal?: AbortSignal,
  answerMs = 5_000,
): Promise<EngineSearch> {
  const attempts: Attempt[] = [];
  for (const place of enginePlaces(around)) {
    if (signal?.aborted) return { ...fail('cancelled', 'Cancelled.'), attempts };
    const answer = await ask(place, around, answerMs, signal);
    if ('docker' in answer) {
      const passedOver = attempts.filter((attempt) => !attempt.absent);
      return { ok: true, value: { ...answer, passedOver } };
    }
    attempts.push(answer);
  }
  return { ...noEngine(attempts), attempts };
}

function noEngine(attempts: readonly Attempt[]): { ok: false; failure: Failure } {
  const telling = attempts.filter((attempt) => !attempt.absent);
  if (telling.length === 0) {
    return fail(
      'engine-unreachable',
      `no container engine found (${attempts.length} usual sockets looked at)`,
      'Install Docker or Podman, or choose --sandbox bubblewrap.',
    );
  }
  return fail(
    'engine-unreachable',
    `no container engine answers: ${telling.map((a) => `${a.source}: ${a.reason}`).join('; ')}`,
    telling.map((attempt) => attempt.mend).join(' '),
  );
}

async function ask(
  place: EnginePlace,
  around: Surroundings,
  answerMs: number,
  signal?: AbortSignal,
): Promise<Omit<Engine, 'passedOver'> | Attempt> {
  const { address, source } = place;
  const text = addressText(address);
  const attempt = ({ reason, mend }: Fault, absent = false): Attempt => ({
    source,
    address: text,
    reason,
    mend,
    absent,
  });
  if (address.kind === 'unusable') return attempt(address);
  try {
    // A missing socket is the usual case, and its file tells so without a connection.
    if (address.kind === 'socket' && around.platform !== 'win32') accessSync(address.path);
    const docker = connect(address);
    if (docker === null) return attempt(misleading);
    const facts = await askFacts(docker, answerMs, signal);
    if (!facts.ok) return attempt({ reason: facts.reason, mend: facts.mend });
    return { docker, source, address: text, facts: facts.value };
  } catch (thrown) {
    const fault = explain(thrown, place);
    return attempt(fault, fault.absent && !place.named);
  }
}

async function askFacts(
  docker: Docker,
  answerMs: number,
  signal?: AbortSignal,
): Promise<{ ok: true; value: EngineFacts } | ({ ok: false } & Fault)> {
  const limit = AbortSignal.timeout(answerMs);
  const options = { abortSignal: signal ? AbortSignal.any([signal, limit]) : limit };
  const answers = await Promise.all([
    docker.version(options as never),
    // Its declaration leaves out the options that it takes.
    (docker.info as (options: object) => Promise<unknown>).call(docker, options),
  ]);
  const version = versionSchema.safeParse(answers[0]);
  const info = infoSchema.safeParse(answers[1]);
  if (!version.success || !info.success) {
    return {
      ok: false,
      reason: 'something answers there, but not as a container engine does',
      mend: 'Name the address of a container engine.',
    };
  }
  const { ApiVersion, Arch, Components, KernelVersion, Os, Version } = version.data;
  const [major = 0, minor = 0] = ApiVersion.split('.').map(Number);
  if (major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])) {
    return {
      ok: false,
      reason: `its API is ${ApiVersion}, and ${oldestApi.join('.')} is needed`,
      mend: 'Update the container engine.',
    };
  }
  if (Os !== 'linux') {
    return {
      ok: false,
      reason: `it runs ${Os} containers`,
      mend: 'Switch the container engine to Linux containers.',
    };
  }
  const podman = Components?.some(({ Name }) => /podman/i.test(Name)) ?? false;
  return {
    ok: true,
    value: {
      name: podman ? 'Podman' : 'Docker',
      version: Version,
      cgroupVersion: info.data.CgroupVersion === '2' ? 2 : 1,
      arch: Arch,
      cores: info.data.NCPU,
      kernel: KernelVersion ?? info.data.KernelVersion ?? 'unknown',
      system: info.data.OperatingSystem,
    },
  };
}

const versionSchema = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  Arch: z.string(),
  Os: z.string(),
  KernelVersion: z.string().optional(),
  Components: z
    .array(z.object({ Name: z.string() }))
    .nullable()
    .optional(),
});

const infoSchema = z.object({
  NCPU: z.int().positive(),
  OperatingSystem: z.string(),
  CgroupVersion: z.string().optional(),
  KernelVersion: z.string().optional(),
});

const misleading: Fault = {
  reason: 'the environment describes no engine that can be understood',
  mend: 'Mend or unset DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH.',
};

/** Null where dockerode stumbles over the environment, which it reads whatever it is told. */
function connect(address: Exclude<EngineAddress, { kind: 'unusable' }>): Docker | null {
  const options = connection(address);
  try {
    return new Docker(options);
  } catch {
    return null;
  }
}

function connection(address: Exclude<EngineAddress, { kind: 'unusable' }>): Docker.DockerOptions {
  // What is left out here dockerode would take from DOCKER_HOST, hence the explicit undefined.
  const blank = { host: undefined, port: undefined, socketPath: undefined, pathPrefix: undefined };
  if (address.kind === 'socket') return { ...blank, socketPath: address.path, protocol: 'http' };
  const { host, port, tls } = address;
  if (tls === null) return { ...blank, host, port, protocol: 'http' };
  const files = { ca: tls.ca ?? undefined, cert: tls.cert ?? undefined, key: tls.key ?? undefined };
  const lenient = tls.verify ? {} : { agent: new Agent({ rejectUnauthorized: false }) };
  return { ...blank, host, port, protocol: 'https', ...files, ...lenient };
}
