import type Docker from 'dockerode';
import type { ReadyImage } from './images.ts';
import type { Cores, SandboxLimits } from './launcher.ts';

/** The probe's `--work` folder, as the container sees it. */
export const workFolder = '/work';

/** What the probe needs beyond the run: its own buffers, and the kernel's for both. */
const probeMemoryBytes = 160 * 2 ** 20;
/** The probe itself, and one more than a run may have, so that the probe's own count says so. */
const spareProcesses = 2;
/** The probe holds files open for each process that it watches. */
const openFiles = 16_384;
/** The probe's own code and data stay in memory. */
const lockedBytes = 8 * 2 ** 20;
const workFiles = 65_536;

/**
 * A container that can do nothing but compute: no network, nothing writable but the work folder, no
 * rights but those the probe needs to become another user and to kill, and nothing in which one run
 * could leave something for the next.
 */
export function containerOptions(
  image: ReadyImage,
  { measuring, probe }: Cores,
  { memoryBytes, processes }: SandboxLimits,
  labels: Readonly<Record<string, string>>,
): Docker.ContainerCreateOptions {
  const limit = (name: string, value: number) => ({ Name: name, Soft: value, Hard: value });
  const memory = memoryBytes + probeMemoryBytes;
  return {
    Image: image.imageId,
    Entrypoint: ['/probe'],
    Cmd: [`--work=${workFolder}`],
    User: '0:0',
    WorkingDir: '/',
    Labels: { ...labels },
    // Nothing but the probe runs in it, whatever the image says.
    Healthcheck: { Test: ['NONE'] },
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    // The probe leaves when the daemon is gone, however it went.
    StdinOnce: true,
    HostConfig: {
      AutoRemove: true,
      Init: false,
      NetworkMode: 'none',
      IpcMode: 'private',
      // The probe counts what is in it as the run's memory, and wipes it.
      ShmSize: memoryBytes,
      ReadonlyRootfs: true,
      Tmpfs: {
        ...Object.fromEntries(image.volumes.map((folder) => [folder, 'ro,size=4k'])),
        [workFolder]: `rw,exec,nosuid,nodev,mode=1777,size=${memoryBytes},nr_inodes=${workFiles}`,
      },
      CapDrop: ['ALL'],
      CapAdd: ['SETUID', 'SETGID', 'KILL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: memory,
      // Equal: no swap.
      MemorySwap: memory,
      PidsLimit: processes + spareProcesses,
      CpusetCpus: [...new Set([measuring, probe])].join(','),
      Ulimits: [
        limit('nofile', openFiles),
        limit('core', 0),
        limit('msgqueue', 0),
        limit('memlock', lockedBytes),
      ],
      // System V objects would outlive a run, unseen.
      Sysctls: { 'kernel.shmmni': '0', 'kernel.msgmni': '0', 'kernel.sem': '0 0 0 0' },
      // What the probe says comes over the attached stream; a copy on disk would only cost.
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}
