import { readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Call } from '../../protocol/cases.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Language } from '../core/ports/language.ts';
import type { Lease, Limits } from '../core/ports/sandbox.ts';
import type {
  ImageWish,
  ImportedPackage,
  ProjectModules,
  ReadText,
  WantedPackages,
} from '../core/project.ts';
import { typesNamedIn } from '../core/named-types.ts';
import type { FoundSubject } from './subject.ts';

/** What a run needs of the project that its file stands in. */
export interface ProjectPart {
  readonly modules: ProjectModules | null;
  /** Names of packages that the file itself cannot do without; another version may fail. */
  readonly required: readonly string[];
  /** What the image must have; null where the usual one will do. */
  readonly wish: ImageWish | null;
}

/** Finds the folder of the project that a file belongs to. */
export type RootOf = (
  path: string,
) => Promise<{ readonly root: string; readonly isMarked: boolean }>;

/** Larger texts are nobody's modules; they are not read. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Reads what the versions of a file need of its project. A version from elsewhere is taken to stand
 * where the file stands, and `calls` to be made of it. An image that the user names is taken as it is.
 */
export async function projectPartOf(
  { path, language, target, version }: FoundSubject,
  otherSources: readonly string[],
  settings: Settings,
  rootOf: RootOf,
  calls: readonly Omit<Call, 'id'>[] = [],
): Promise<ProjectPart> {
  if (language.project === undefined) return { modules: null, required: [], wish: null };
  const { root } = await rootOf(path);
  const read = reader();
  const file = {
    path: slashed(path),
    root: slashed(root),
    sources: [version.source, ...otherSources],
    types: typesNamedIn(calls),
    isProgram: target.kind === 'program',
  };
  const { modules: found, packages } = await language.project.needs(file, read);
  const modules = await withInstalled(found, file.sources, root, language, read);
  const own =
    otherSources.length === 0
      ? packages
      : (await language.project.needs({ ...file, sources: [version.source] }, read)).packages;
  const required = namesOf(own);
  const imported = packages.map(({ name }) => name);
  const wanted = imported.length === 0 ? null : { forTests: false, imported, named: [] };
  return { modules, required, wish: await imageFor(root, language, settings, wanted, read) };
}

/** The modules with what they find themselves installed by, where one of them looks for that. */
async function withInstalled(
  modules: ProjectModules | null,
  sources: readonly string[],
  root: string,
  { project }: Language,
  read: ReadText,
): Promise<ProjectModules | null> {
  if (modules === null || project === undefined) return modules;
  const asks = (text: string): boolean => project.asksForInstalled(text);
  const isAsked =
    sources.some(asks) ||
    modules.files.some(({ content }) => asks(Buffer.from(content).toString('utf8')));
  if (!isAsked) return modules;
  const installed = await project.installed(slashed(root), read);
  return { ...modules, files: [...modules.files, ...installed] };
}

/** What the image must have for a project's code; `wanted` is null where that needs no packages. */
export async function imageFor(
  root: string,
  language: Language,
  settings: Settings,
  wanted: WantedPackages | null,
  read: ReadText = reader(),
): Promise<ImageWish | null> {
  if (settings.image !== null) return null;
  const dockerfile = join(root, '.afterburner', 'Dockerfile');
  if ((await read(dockerfile)) !== null)
    return { kind: 'dockerfile', project: root, path: dockerfile };
  if (wanted === null || language.project === undefined) return null;
  const declared = await language.project.declared(slashed(root), read, wanted);
  const isWish = declared !== null && declared.requirements.length > 0;
  return isWish ? { kind: 'packages', project: root, ...declared } : null;
}

/** Fails with `package-missing` where a package that will be imported is not in the sandbox. */
export async function requirePackages(
  lease: Lease,
  language: Language,
  { required: names, wish }: ProjectPart,
  limits: Limits,
  signal: AbortSignal,
): Promise<Result<null>> {
  if (language.project === undefined || names.length === 0) return ok(null);
  const job = language.project.absent(names);
  const report = await lease.run({ ...job, limits, sampleIntervalNs: 0 }, signal);
  if (!report.ok) return report;
  const absent = namesIn(report.value.outcome).filter((name) => names.includes(name));
  if (absent.length === 0) return ok(null);
  const what = absent.map((name) => `import ${name}`).join(', ');
  if (lease.isolation === 'container') {
    const why =
      wish === null
        ? 'the image has no such package, and the project declares none'
        : wish.kind === 'packages'
          ? 'what the project declares does not bring it, or it cannot be installed (afterburner doctor tells which cannot)'
          : '.afterburner/Dockerfile does not bring it';
    return fail('package-missing', `The file cannot ${what}: ${why}.`);
  }
  const message = `The file cannot ${what}: this machine's Python does not have it.`;
  return fail(
    'package-missing',
    message,
    "Use a container engine: there the project's packages are put into an image.",
  );
}

/** The modules as runs on this lease get them: compiled once, where that works. */
export async function compileModules(
  lease: Lease,
  { project }: Language,
  modules: ProjectModules | null,
  limits: Limits,
  signal: AbortSignal,
): Promise<Result<ProjectModules | null>> {
  if (project === undefined || modules === null || modules.files.length === 0) return ok(modules);
  const job = project.compile(modules);
  const report = await lease.run({ ...job, limits, sampleIntervalNs: 0 }, signal);
  if (!report.ok) return report;
  return ok(project.withCompiled(modules, report.value.outcome));
}

function namesOf(packages: readonly ImportedPackage[]): readonly string[] {
  return packages.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
}

function namesIn(outcome: Uint8Array): readonly string[] {
  try {
    const names: unknown = JSON.parse(Buffer.from(outcome).toString('utf8'));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** Reads each file once. */
export function reader(): ReadText {
  const known = new Map<string, Promise<string | null>>();
  return (path) => {
    const text = known.get(path) ?? textOf(path);
    known.set(path, text);
    return text;
  };
}

async function textOf(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostBytes) return null;
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
