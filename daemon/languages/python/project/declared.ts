import { posix } from 'node:path';
import type { TomlTable } from 'smol-toml';
import type { DeclaredPackages, ReadText, WantedPackages } from '../../../core/project.ts';
import { distributionsOf } from './distributions.ts';
import {
  type Lists,
  nameOf,
  normalized,
  pipfileLists,
  pyprojectLists,
  setupLists,
} from './lists.ts';
import { requirementsIn } from './requirements.ts';
import { environmentLists, setupScriptLists } from './setup-script.ts';
import { isTable, textOf, tomlOf } from './toml.ts';

const nothingElse: WantedPackages = { forTests: false, imported: [], named: [] };

/**
 * What a project says is to be installed for it to run. Requirements are those of pyproject.toml (as
 * PEP 621 has them, else Poetry), else of setup.cfg, a Pipfile, setup.py or environment.yml, pinned by uv.lock or poetry.lock.
 * Without a lock those of requirements.txt are taken as well, and without the others alone. Lists
 * for tests and development are left out, unless they are wanted; so are other extras, but for what
 * is imported.
 */
export async function declaredIn(
  root: string,
  read: ReadText,
  wanted: WantedPackages = nothingElse,
): Promise<DeclaredPackages | null> {
  const own = await ownLists(root, read);
  const lock = own === null ? null : await lockIn(root, read);
  const isListUsed = lock === null || own?.runtime == null;
  const listed = isListUsed ? await firstOf(runtimeFiles, root, read) : null;
  const beside = await besideIn(root, read, wanted, isListUsed);
  const found = [...(own?.runtime ?? []), ...(listed?.requirements ?? [])];
  const groups = [...(own?.groups ?? [])];
  if (wanted.forTests) {
    found.push(...groups.flatMap(([name, lines]) => (isForTests(name) ? lines : [])));
    found.push(...beside.flatMap(({ requirements }) => requirements));
  }
  const others = [...groups.flatMap(([, lines]) => lines), ...beside.flatMap(linesOfFile)];
  found.push(...missing(found, others, wanted.imported.flatMap(distributionsOf)));
  const known = new Set(found.map(nameOf));
  found.push(...wanted.named.filter((line) => !known.has(nameOf(line))));
  const says = own?.runtime != null || listed !== null;
  if (!says && found.length === 0) return null;
  const files = [listed, ...beside].filter((each) => each !== null);
  const from = [
    ...(own === null ? [] : [own.path]),
    ...(lock === null ? [] : [lock.path]),
    ...files.flatMap((each) => each.from),
  ];
  return {
    requirements: inOrder(evenly(found)),
    constraints: inOrder([
      ...(lock?.versions ?? []),
      ...files.flatMap(({ constraints }) => constraints),
    ]),
    from: [...new Set(from)],
  };
}

/** Of the first file that says what is needed, the groups of all others that are there. */
async function ownLists(
  root: string,
  read: ReadText,
): Promise<(Lists & { readonly path: string }) | null> {
  const at = (name: string): string => posix.join(root, name);
  const project = tomlOf(await read(at('pyproject.toml')));
  const setup = await read(at('setup.cfg'));
  const pipfile = tomlOf(await read(at('Pipfile')));
  const script = await read(at('setup.py'));
  const environment = await read(at('environment.yml'));
  const all = [
    ...(project === null ? [] : [{ ...pyprojectLists(project), path: at('pyproject.toml') }]),
    ...(setup === null ? [] : [{ ...setupLists(setup), path: at('setup.cfg') }]),
    ...(pipfile === null ? [] : [{ ...pipfileLists(pipfile), path: at('Pipfile') }]),
    ...(script === null ? [] : [{ ...setupScriptLists(script), path: at('setup.py') }]),
    ...(environment === null
      ? []
      : [{ ...environmentLists(environment), path: at('environment.yml') }]),
  ].filter(({ runtime, groups }) => runtime !== null || [...groups.values()].some(isFull));
  const [first] = all;
  if (first === undefined) return null;
  const runtime = all.find((each) => each.runtime !== null)?.runtime ?? null;
  return { path: first.path, runtime, groups: new Map(all.flatMap(({ groups }) => [...groups])) };
}

function isFull(lines: readonly string[]): boolean {
  return lines.length > 0;
}

/** Where no file has the plain name, one in a folder of them that is not for development. */
const runtimeFiles = ['requirements.txt', 'requirements/base.txt', 'requirements/main.txt'].concat(
  ['common', 'core', 'production', 'prod', 'requirements'].map(
    (name) => `requirements/${name}.txt`,
  ),
);

/** Names of lists for tests and development, as extras, groups and files have them. */
const forTests = ['test', 'tests', 'testing', 'dev', 'devel', 'develop', 'development', 'ci', 'qa'];

function isForTests(group: string): boolean {
  return normalized(group)
    .split('-')
    .some((word) => forTests.includes(word) || word === 'pytest');
}

const testFiles = forTests.flatMap((name) => [
  `requirements-${name}.txt`,
  `requirements_${name}.txt`,
  `requirements.${name}.txt`,
  `${name}-requirements.txt`,
  `${name}_requirements.txt`,
  `requirements/${name}.txt`,
  `requirements/requirements-${name}.txt`,
  `${name}/requirements.txt`,
]);

/** Files for tests and development, read where anything of them can be wanted. */
async function besideIn(
  root: string,
  read: ReadText,
  { forTests: isWanted, imported }: WantedPackages,
  isListUsed: boolean,
): Promise<readonly DeclaredPackages[]> {
  if (!isWanted && imported.length === 0) return [];
  const found: DeclaredPackages[] = [];
  // A lock pins what such files may name without a version; a file that pins it too may disagree.
  if (!isListUsed && !isWanted) return found;
  for (const name of testFiles) {
    const path = posix.join(root, name);
    if ((await read(path)) !== null) found.push(await requirementsIn(path, root, read));
  }
  return found;
}

function linesOfFile({ requirements }: DeclaredPackages): readonly string[] {
  return requirements;
}

/** Lines for those of the names that are not among what was found. */
function missing(
  found: readonly string[],
  others: readonly string[],
  names: readonly string[],
): readonly string[] {
  const known = new Set(found.map(nameOf));
  return others.filter((line) => !known.has(nameOf(line)) && names.includes(nameOf(line)));
}

async function firstOf(
  names: readonly string[],
  root: string,
  read: ReadText,
): Promise<DeclaredPackages | null> {
  for (const name of names) {
    const path = posix.join(root, name);
    if ((await read(path)) !== null) return requirementsIn(path, root, read);
  }
  return null;
}

interface Lock {
  readonly path: string;
  /** `name==version`, for names that have one version alone. */
  readonly versions: readonly string[];
}

/** The two formats agree where it counts: tables of packages with a name and a version. */
async function lockIn(root: string, read: ReadText): Promise<Lock | null> {
  for (const name of ['uv.lock', 'poetry.lock']) {
    const path = posix.join(root, name);
    const lock = tomlOf(await read(path));
    if (lock !== null && Array.isArray(lock['package'])) {
      return { path, versions: versionsOf(lock['package']) };
    }
  }
  return null;
}

function versionsOf(packages: readonly unknown[]): readonly string[] {
  const versions = new Map<string, Set<string>>();
  for (const each of packages) {
    if (!isTable(each) || isLocal(each)) continue;
    const [name, version] = [textOf(each['name']), textOf(each['version'])];
    if (name === null || version === null) continue;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return [...versions].flatMap(([name, [version, ...others]]) =>
    others.length === 0 ? [`${name}==${version}`] : [],
  );
}

/** The project itself, or a folder beside it. */
function isLocal({ source }: TomlTable): boolean {
  if (!isTable(source)) return false;
  const type = textOf(source['type']);
  const kinds = ['virtual', 'editable', 'directory', 'path', 'git', 'url'];
  return kinds.some((kind) => kind in source || kind === type);
}

/** With hashes everywhere or nowhere: pip takes no mixture. */
function evenly(lines: readonly string[]): readonly string[] {
  const hash = /\s--hash[= ]\S+/g;
  return lines.every((line) => line.search(hash) >= 0)
    ? lines
    : lines.map((line) => line.replace(hash, ''));
}

function inOrder(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)].toSorted();
}
