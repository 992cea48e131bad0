import { basename, sep } from 'node:path';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Lease, Limits, RunReport } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import type { CommandSupport } from '../core/project.ts';
import { imageFor, reader } from './project.ts';
import { mostCopied, readProject } from './project-files.ts';
import type { Surroundings } from './session.ts';
import type { FoundSubject } from './subject.ts';

/** A command that is run on a copy of the project that a function stands in. */
export interface ProjectCommand {
  /** argv[0] is looked up in the sandbox's PATH. */
  readonly argv: readonly string[];
  /** Folder in which it runs, relative to the project's root, with `/`; '' for the root. */
  readonly folder: string;
  /** Files put over those of the copy, by their path relative to the project's root. */
  readonly over: readonly { readonly path: string; readonly content: Uint8Array }[];
  /**
   * Folders in a variable in which the language looks for modules (PYTHONPATH) are taken from the
   * project's root unless they are absolute, and come before the project's own.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Packages that the image must have beside what the project declares, such as `pytest`. */
  readonly packages: readonly string[];
  readonly wallMs: number;
}

/** Runs it on a copy of the project; nothing it writes comes back but stdout, stderr and the channel. */
export async function runProjectCommand(
  around: ProjectSurroundings,
  subject: FoundSubject,
  command: ProjectCommand,
  settings: Settings,
  tell: Tell,
  signal: AbortSignal,
): Promise<Result<RunReport>> {
  const opened = await openProject(around, subject, command.packages, settings, tell, signal);
  if (!opened.ok) return opened;
  try {
    return await opened.value.run(command, signal);
  } finally {
    await opened.value.close();
  }
}

/** What it takes to find a project and a sandbox for it. */
export type ProjectSurroundings = Pick<Surroundings, 'rootOf' | 'sandboxFor'>;

/** A copy of a project, and a sandbox in which commands run on it, one after the other. */
export interface OpenProject {
  readonly root: string;
  run(command: Omit<ProjectCommand, 'packages'>, signal: AbortSignal): Promise<Result<RunReport>>;
  close(): Promise<void>;
}

/**
 * Reads the project and holds a sandbox with its packages until it is closed. `beside` is a lease
 * that the caller holds for longer than that: its core is used, for a second one might never come
 * free.
 */
export async function openProject(
  around: ProjectSurroundings,
  { path, language }: FoundSubject,
  packages: readonly string[],
  settings: Settings,
  tell: Tell,
  signal: AbortSignal,
  beside: Lease | null = null,
): Promise<Result<OpenProject>> {
  const folder = await around.rootOf(path);
  const files = await readProject(folder, signal);
  if (!files.ok) return files;
  const wanted = { forTests: true, imported: [], named: packages };
  const read = reader();
  const wish = await imageFor(folder.root, language, settings, wanted, read);
  const installed = (await language.project?.installed(slashed(folder.root), read)) ?? [];
  const said: Tell = (event) => {
    // Where the run itself takes place was told already.
    if (beside === null || event.kind !== 'sandbox') tell(event);
  };
  const sandbox = await around.sandboxFor(settings, signal, said, wish);
  if (!sandbox.ok) return sandbox;
  if (beside !== null && sandbox.value.isolation !== beside.isolation) {
    const message = `The run's isolation is ${beside.isolation}, and the tests could not have it.`;
    return fail('no-sandbox', message);
  }
  const limits = limitsOf(settings);
  const lease = await sandbox.value.lease(language.id, signal, said, { beside, limits });
  if (!lease.ok) return lease;
  const support = language.project?.commands ?? nothingSpecial;
  const name = folderName(folder.root);
  return ok({
    root: folder.root,
    async run(command, stop) {
      if (![command.folder, ...command.over.map((file) => file.path)].every(isWithin)) {
        return fail('usage', 'A command of the project runs within its folder.');
      }
      const over = new Map([...files.value, ...command.over].map((file) => [file.path, file]));
      const { wallMs } = command;
      const job = {
        argv: ['sh', '-c', scriptFor(name, command, support), 'sh', ...command.argv],
        env: { ...quietly, ...support.env, ...command.env },
        files: [
          ...[...over.values()].map((file) => {
            return { path: `${home}/${name}/${file.path}`, content: file.content };
          }),
          ...installed.map((file) => ({ ...file, path: `${besideHome}/${file.path}` })),
        ],
        input: new Uint8Array(),
        limits: { ...limits, wallMs, cpuMs: wallMs * 4 },
        sampleIntervalNs: 0,
      };
      return lease.value.run(job, stop);
    },
    close: () => lease.value.release(),
  });
}

/** Where the copy lies in the run's folder, beside the command's home and temporary folder. */
const home = 'project';
/** Where the files stand that the project would be installed by. */
const besideHome = 'installed';

const nothingSpecial: CommandSupport = {
  searched: {},
  aliases: {},
  env: {},
  toolsOf: () => [],
};

const quietly = { NO_COLOR: '1', TERM: 'dumb' };

/**
 * What stands around the command: a home and a temporary folder that are not the project's, the
 * folders in which modules are found, and programs under their usual names.
 */
function scriptFor(
  name: string,
  { folder, env }: Pick<ProjectCommand, 'folder' | 'env'>,
  { searched, aliases }: CommandSupport,
): string {
  const root = `"$AFTERBURNER_ROOT"`;
  const lines = [
    `base=$PWD; export HOME="$base/home" TMPDIR="$base/tmp" AFTERBURNER_ROOT="$base/${home}/${name}"`,
    'mkdir -p "$HOME" "$TMPDIR" "$base/bin" || exit 126',
    ...Object.entries(aliases).map(
      ([alias, program]) =>
        `command -v ${alias} >/dev/null || ln -s "$(command -v ${program})" "$base/bin/${alias}"`,
    ),
    'export PATH="$PATH:$base/bin"',
    ...Object.entries(searched).map(([variable, folders]) => {
      const given = (env[variable] ?? '').split(':').filter((each) => each !== '');
      const places = [...given, ...folders].map((each) =>
        each.startsWith('/') ? quoted(each) : each === '' ? root : `${root}${quoted(`/${each}`)}`,
      );
      return `export ${variable}=${[...places, `"$base/${besideHome}"`].join(':')}`;
    }),
    `cd ${root}${folder === '' ? '' : quoted(`/${folder}`)} || exit 126`,
    'unset base; exec "$@"',
  ];
  return lines.join('\n');
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The root's own name, for what looks at it; one that a shell takes as it is. */
function folderName(root: string): string {
  const name = basename(root);
  return /^\w[\w.-]*$/.test(name) ? name : 'root';
}

/** A relative path that does not leave the folder it starts from. */
function isWithin(path: string): boolean {
  const parts = path.split('/');
  return path === '' || parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

const outputBytes = 64 * 1024 * 1024;
/** More than a measured run may have: tests start servers and pools. */
const processes = 128;

/** Without the time: that is the command's own. The copy's files count as memory. */
function limitsOf({ memoryLimitMb }: Settings): Omit<Limits, 'wallMs' | 'cpuMs'> {
  const memoryBytes = memoryLimitMb * 1024 * 1024;
  return {
    memoryBytes: memoryBytes + mostCopied.bytes,
    processes,
    outputBytes,
    fileBytes: memoryBytes,
  };
}
