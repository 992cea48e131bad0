import { existsSync } from 'node:fs';
import pidusage from 'pidusage';
import type { Doctor, Finding } from '../../protocol/daemon.ts';
import { ok } from '../../protocol/failures.ts';
import type { Result } from '../../protocol/failures.ts';
import type { Isolation } from '../../protocol/measurement.ts';
import type { Settings } from '../../protocol/settings.ts';
import { coreFinding, type CorePlan } from '../core/cores.ts';
import { hostFindings } from '../core/host-findings.ts';
import { bubblewrapUsable } from './bubblewrap.ts';
import type { SandboxFiles } from './choice.ts';
import { findEngine } from './engine.ts';
import type { EngineSearch } from './engine.ts';
import { listenerOf } from './engine-process.ts';
import { machineFacts, usableCores } from './host.ts';
import { corePlan, hostState } from './host-state.ts';
import { Images } from './images.ts';
import { lookAtProjectImages } from './project-images-found.ts';
import { probeFile, recipesIn } from './recipes.ts';
import { findToolchain } from './toolchain.ts';

/** Looks at everything that a run needs, starts nothing that stays, and says how to mend it. */
export async function doctor(
  settings: Settings,
  signal: AbortSignal,
  files: SandboxFiles,
): Promise<Result<Doctor>> {
  const plan = corePlan();
  const search = await findEngine(undefined, signal);
  const images = await lookAtImages(search, settings, files);
  const bubblewrap = await lookAtBubblewrap(search.ok, files, signal);
  const usable = {
    container: search.ok && images.every(({ state }) => state !== 'missing'),
    bubblewrap: bubblewrap.state !== 'missing',
    none: existsSync(ownProbe(files)) && (await findToolchain('python')).ok,
  };
  const isolation = isolationOf(settings, usable);
  return ok({
    usable: usable[isolation],
    isolation,
    findings: [
      ...(await lookAtEngine(search)),
      ...images,
      ...(search.ok ? await lookAtProjectImages(search.value, files.state) : []),
      bubblewrap,
      lookAtCores(search, plan),
      ...lookAtHost(plan),
      await lookAtDaemon(),
    ],
  });
}

function isolationOf(
  { sandbox }: Settings,
  usable: Readonly<Record<Isolation, boolean>>,
): Isolation {
  if (sandbox !== 'auto') return sandbox;
  return usable.container ? 'container' : usable.bubblewrap ? 'bubblewrap' : 'none';
}

function ownProbe(files: SandboxFiles): string {
  return files.probe(probeFile(process.arch));
}

async function lookAtEngine(search: EngineSearch): Promise<readonly Finding[]> {
  const attempts = search.ok
    ? search.value.passedOver
    : search.attempts.filter(({ absent }) => !absent);
  const passedOver = attempts.map(({ mend, reason, source }): Finding => {
    return { topic: 'engine', state: 'limited', text: `${source}: ${reason}`, mend };
  });
  if (!search.ok) {
    const { hint, message } = search.failure;
    return [...passedOver, { topic: 'engine', state: 'missing', text: message, mend: hint }];
  }
  const { address, facts, source } = search.value;
  const pid = listenerOf(address);
  const text =
    `${facts.name} ${facts.version} (${source}, ${address}), cgroup v${facts.cgroupVersion}, ` +
    `${facts.system}${pid === null ? '' : `, ${await usage(pid)}`}`;
  return [...passedOver, { topic: 'engine', state: 'works', text, mend: null }];
}

async function lookAtImages(
  search: EngineSearch,
  { image: pinned }: Settings,
  files: SandboxFiles,
): Promise<readonly Finding[]> {
  if (!search.ok) return [];
  const recipes = recipesIn(files.recipes);
  const images = new Images(search.value, {
    folder: files.state,
    recipes,
    probePath: (arch) => files.probe(probeFile(arch)),
    pinned,
  });
  return Promise.all(
    recipes.map(async ({ language }): Promise<Finding> => {
      const there = await images.find(language);
      if (!there.ok) {
        const { hint, message } = there.failure;
        return { topic: 'image', state: 'missing', text: message, mend: hint };
      }
      if (there.value === null) {
        return {
          topic: 'image',
          state: 'limited',
          text: `${pinned ?? `the ${language} image`} is not ready; the first run makes it so`,
          mend: pinned === null ? 'Run npm run setup to have it made now.' : 'Run any measurement.',
        };
      }
      const { base, imageId } = there.value;
      const text = `${language}: ${imageId.slice(0, 'sha256:'.length + 12)}, from ${base.name}`;
      return { topic: 'image', state: 'works', text, mend: null };
    }),
  );
}

/** What it cannot give is told even where it works, for figures and risks differ. */
async function lookAtBubblewrap(
  hasEngine: boolean,
  files: SandboxFiles,
  signal: AbortSignal,
): Promise<Finding> {
  const topic = 'bubblewrap';
  const usable = await bubblewrapUsable(ownProbe(files), signal);
  const toolchain = await findToolchain('python');
  const failure = !usable.ok ? usable.failure : !toolchain.ok ? toolchain.failure : null;
  if (failure !== null) {
    return { topic, state: 'missing', text: failure.message, mend: failure.hint };
  }
  const lacks =
    'its memory limit is kept by the probe, which looks often, and not by the kernel; and it runs ' +
    "this machine's own toolchain, not a pinned one";
  const version = usable.ok ? usable.value : 'bubblewrap';
  return {
    topic,
    state: 'limited',
    text: `${version} ${hasEngine ? 'would serve' : 'serves'} without an engine; ${lacks}`,
    mend: hasEngine ? 'Nothing to do: containers give both.' : 'A container engine gives both.',
  };
}

function lookAtCores(search: EngineSearch, plan: CorePlan): Finding {
  const usable = usableCores().length;
  const machine = search.ok ? search.value.facts.cores : usable;
  if (machine < usable) {
    return {
      topic: 'cores',
      state: 'limited',
      text: `the engine's machine has ${machine} cores and this one ${usable}`,
      mend: "Give the engine's virtual machine as many cores as this machine has.",
    };
  }
  return coreFinding(plan);
}

function lookAtHost(plan: CorePlan): readonly Finding[] {
  const { cores, cpu, kernel } = machineFacts();
  const text = `${cpu}, ${cores} cores, ${process.platform} ${kernel}, Node ${process.versions.node}`;
  const findings = hostFindings(hostState(plan.measuring));
  return [{ topic: 'host', state: 'works', text, mend: null }, ...findings];
}

async function lookAtDaemon(): Promise<Finding> {
  return { topic: 'daemon', state: 'works', text: await usage(process.pid), mend: null };
}

async function usage(pid: number): Promise<string> {
  try {
    const { cpu, memory } = await pidusage(pid);
    return `process ${pid}: ${Math.round(memory / 2 ** 20)} MiB, ${cpu.toFixed(1)}% of a core`;
  } catch {
    return `process ${pid}`;
  }
}
