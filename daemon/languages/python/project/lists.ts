import type { TomlTable } from 'smol-toml';
import { sectionsOf } from './ini.ts';
import { poetryRequirements } from './poetry.ts';
import { isTable, tableAt, textOf } from './toml.ts';

/** Requirements as a file lists them: what is needed to run, and what is needed beside it. */
export interface Lists {
  /** Null where the file does not say. */
  readonly runtime: readonly string[] | null;
  /** Extras and groups by their names. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** Of pyproject.toml: PEP 621 and PEP 735, Poetry's tables, and development lists of uv and PDM. */
export function pyprojectLists(project: TomlTable): Lists {
  const standard = tableAt(project, 'project');
  const poetry = tableAt(project, 'tool', 'poetry');
  const groups = new Map<string, readonly string[]>();
  const add = (name: string, lines: readonly string[]): void => {
    groups.set(name, [...(groups.get(name) ?? []), ...lines]);
  };
  for (const [name, lines] of Object.entries(tableAt(standard, 'optional-dependencies'))) {
    add(name, linesOf(lines));
  }
  const standing = tableAt(project, 'dependency-groups');
  for (const name of Object.keys(standing)) add(name, groupLines(standing, name, []));
  for (const [name, group] of Object.entries(tableAt(poetry, 'group'))) {
    add(name, isTable(group) ? poetryRequirements(tableAt(group, 'dependencies')) : []);
  }
  add('dev', poetryRequirements(tableAt(poetry, 'dev-dependencies')));
  add('dev', linesOf(tableAt(project, 'tool', 'uv')['dev-dependencies']));
  for (const [name, lines] of Object.entries(tableAt(project, 'tool', 'pdm', 'dev-dependencies'))) {
    add(name, linesOf(lines));
  }
  const name = textOf(standard['name']) ?? textOf(poetry['name']);
  return {
    runtime: Array.isArray(standard['dependencies'])
      ? linesOf(standard['dependencies'])
      : isTable(poetry['dependencies'])
        ? poetryRequirements(poetry['dependencies'])
        : null,
    groups: name === null ? groups : withoutItself(groups, normalized(name)),
  };
}

/** Of a Pipfile, whose tables are like Poetry's. */
export function pipfileLists(file: TomlTable): Lists {
  const packages = file['packages'];
  const groups = new Map([['dev', poetryRequirements(tableAt(file, 'dev-packages'))]]);
  return { runtime: isTable(packages) ? poetryRequirements(packages) : null, groups };
}

/** Of setup.cfg, as setuptools reads it. */
export function setupLists(text: string): Lists {
  const sections = sectionsOf(text);
  const runtime = sections.get('options')?.get('install_requires');
  const extras = sections.get('options.extras_require') ?? new Map<string, string>();
  const lines = (value: string): readonly string[] =>
    value.split(value.includes('\n') ? '\n' : ';').flatMap((line) => line.trim() || []);
  return {
    runtime:
      runtime === undefined ? null : lines(runtime).filter((line) => !line.startsWith('file:')),
    groups: new Map([...extras].map(([name, value]) => [name, lines(value)])),
  };
}

/** A requirement's project, as two spellings of it compare equal. */
export function nameOf(requirement: string): string {
  return normalized(/^\s*([\w.-]+)/.exec(requirement)?.[1] ?? '');
}

export function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The lines of a group with those of groups that it includes. */
function groupLines(groups: TomlTable, name: string, within: readonly string[]): readonly string[] {
  const found = Object.keys(groups).find((each) => normalized(each) === normalized(name));
  const lines = found === undefined ? undefined : groups[found];
  if (!Array.isArray(lines) || within.includes(normalized(name))) return [];
  return lines.flatMap((line) => {
    if (typeof line === 'string') return [line];
    const included = isTable(line) ? textOf(line['include-group']) : null;
    return included === null ? [] : groupLines(groups, included, [...within, normalized(name)]);
  });
}

/** An extra may name the project itself with other extras: `dev = ["shop[test]"]`. */
function withoutItself(groups: Lists['groups'], own: string): Lists['groups'] {
  const expand = (name: string, within: readonly string[]): readonly string[] => {
    const found = [...groups.keys()].find((each) => normalized(each) === normalized(name));
    if (found === undefined || within.includes(normalized(name))) return [];
    return (groups.get(found) ?? []).flatMap((line) => {
      if (nameOf(line) !== own) return [line];
      const extras = /\[([^\]]*)\]/.exec(line)?.[1]?.split(',') ?? [];
      return extras.flatMap((extra) => expand(extra.trim(), [...within, normalized(name)]));
    });
  };
  return new Map([...groups.keys()].map((name) => [name, expand(name, [])]));
}

function linesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
