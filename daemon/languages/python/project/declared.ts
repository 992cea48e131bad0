import { posix } from 'node:path';
import { parse, type TomlTable } from 'smol-toml';
import type { DeclaredPackages, ReadText } from '../../../core/project.ts';
import { poetryRequirements } from './poetry.ts';
import { requirementsIn } from './requirements.ts';
import { isTable, textOf } from './toml.ts';

/**
 * What a project says is to be installed for it to run. Requirements are those of pyproject.toml (as
 * PEP 621 has them, else Poetry), pinned by uv.lock or poetry.lock. Without a lock those of
 * requirements.txt are taken as well, and without pyproject.toml alone. Groups for development are
 * left out.
 */
export async function declaredIn(root: string, read: ReadText): Promise<DeclaredPackages | null> {
  const at = (name: string): string => posix.join(root, name);
  const project = tomlOf(await read(at('pyproject.toml')));
  const own = project === null ? null : projectRequirements(project);
  const listed = await listedIn(root, read);
  const lock = await lockIn(root, read);
  if (own === null && listed === null) return null;
  const from: string[] = [];
  if (own !== null) from.push(at('pyproject.toml'));
  if (lock !== null && own !== null) from.push(lock.path);
  else if (listed !== null) from.push(...listed.from);
  const constraints = own === null ? [] : (lock?.versions ?? []);
  const isListUsed = own === null || lock === null;
  const requirements = [...(own ?? []), ...(isListUsed ? (listed?.requirements ?? []) : [])];
  return {
    requirements: inOrder(evenly(requirements)),
    constraints: inOrder([...constraints, ...(isListUsed ? (listed?.constraints ?? []) : [])]),
    from,
  };
}

function projectRequirements(project: TomlTable): readonly string[] | null {
  const standard = project['project'];
  if (isTable(standard) && Array.isArray(standard['dependencies'])) {
    return standard['dependencies'].filter((each) => typeof each === 'string');
  }
  const tool = project['tool'];
  const poetry = isTable(tool) ? tool['poetry'] : undefined;
  const wanted = isTable(poetry) ? poetry['dependencies'] : undefined;
  return isTable(wanted) ? poetryRequirements(wanted) : null;
}

/** Of requirements.txt, else of the file in a folder of them that is not for development. */
async function listedIn(root: string, read: ReadText): Promise<DeclaredPackages | null> {
  for (const name of ['requirements.txt', 'requirements/base.txt', 'requirements/main.txt']) {
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

function tomlOf(text: string | null): TomlTable | null {
  if (text === null) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
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
