import { posix } from 'node:path';
import type { ProjectFileText, ReadText } from '../../../core/project.ts';
import { sectionsOf } from './ini.ts';
import { setupScriptTexts } from './setup-script.ts';
import { isTable, tableAt, textOf, tomlOf } from './toml.ts';

/**
 * What installing a project would leave beside its packages, as `importlib.metadata` looks for it: its
 * name, its version and its entry points. Empty where nothing says its name. Runs nothing: a version
 * that is made when the project is built is taken from the module that has it, else it is 0.
 */
export async function installedFiles(
  root: string,
  read: ReadText,
): Promise<readonly ProjectFileText[]> {
  const said = await saidIn(root, read);
  const { name } = said;
  if (name === null || !/^[\w.-]+$/.test(name)) return [];
  const version = said.version ?? (await versionInModules(root, name, said.places, read)) ?? '0';
  const folder = `${name.replace(/[-_.]+/g, '_')}-${version}.dist-info`;
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
  const points = entryPointsText(said.points);
  return [
    { path: `${folder}/METADATA`, content: Buffer.from(metadata) },
    ...(points === ''
      ? []
      : [{ path: `${folder}/entry_points.txt`, content: Buffer.from(points) }]),
  ];
}

/** Whether a text looks for what is installed. */
export function asksForInstalled(source: string): boolean {
  return /\b(?:importlib[._]metadata|pkg_resources|import\s+metadata)\b/.test(source);
}

type Points = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Said {
  readonly name: string | null;
  readonly version: string | null;
  /** Files that may say the version, relative to the root. */
  readonly places: readonly string[];
  readonly points: Points;
}

async function saidIn(root: string, read: ReadText): Promise<Said> {
  const at = (name: string): Promise<string | null> => read(posix.join(root, name));
  const [toml, cfg, setup] = [
    await at('pyproject.toml'),
    await at('setup.cfg'),
    await at('setup.py'),
  ];
  const all = [saidByToml(toml), saidByCfg(cfg), saidBySetup(setup)];
  const points = new Map<string, ReadonlyMap<string, string>>();
  for (const said of all) for (const [group, entries] of said.points) points.set(group, entries);
  return {
    name: all.find((said) => said.name !== null)?.name ?? null,
    version: all.find((said) => said.version !== null)?.version ?? null,
    places: all.flatMap(({ places }) => places),
    points,
  };
}

const nothing: Said = { name: null, version: null, places: [], points: new Map() };

function saidByToml(text: string | null): Said {
  const project = tomlOf(text);
  if (project === null) return nothing;
  const standard = tableAt(project, 'project');
  const poetry = tableAt(project, 'tool', 'poetry');
  const points = new Map<string, ReadonlyMap<string, string>>();
  const add = (group: string, table: unknown): void => {
    if (!isTable(table)) return;
    const entries = Object.entries(table).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    if (entries.length > 0) points.set(group, new Map(entries));
  };
  for (const table of [poetry, standard]) add('console_scripts', table['scripts']);
  add('gui_scripts', standard['gui-scripts']);
  const groups = { ...tableAt(poetry, 'plugins'), ...tableAt(standard, 'entry-points') };
  for (const [group, table] of Object.entries(groups)) add(group, table);
  const dynamic = tableAt(project, 'tool', 'setuptools', 'dynamic', 'version');
  const named = [
    textOf(tableAt(project, 'tool', 'hatch', 'version')['path']),
    textOf(dynamic['file']),
  ];
  const attribute = textOf(dynamic['attr']);
  return {
    name: textOf(standard['name']) ?? textOf(poetry['name']),
    version: versionOr(textOf(standard['version']) ?? textOf(poetry['version'])),
    places: [...named.filter((each) => each !== null), ...placesOf(attribute)],
    points,
  };
}

function saidByCfg(text: string | null): Said {
  if (text === null) return nothing;
  const sections = sectionsOf(text);
  const metadata = sections.get('metadata');
  const version = metadata?.get('version')?.trim() ?? null;
  const [, kind, place] = /^(attr|file):\s*(\S+)$/.exec(version ?? '') ?? [];
  const points = [...(sections.get('options.entry_points') ?? [])].map(
    ([group, lines]): [string, ReadonlyMap<string, string>] => [
      group,
      new Map(
        [...lines.matchAll(/^\s*([^=\n]+?)\s*=\s*(\S.*)$/gm)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      ),
    ],
  );
  return {
    name: metadata?.get('name')?.trim() || null,
    version: kind === undefined ? versionOr(version) : null,
    places: kind === 'file' ? [place ?? ''] : placesOf(place ?? null),
    points: new Map(points.filter(([, entries]) => entries.size > 0)),
  };
}

function saidBySetup(text: string | null): Said {
  if (text === null) return nothing;
  const given = setupScriptTexts(text);
  return { ...nothing, name: given('name'), version: versionOr(given('version')) };
}

/** `shop.about.__version__`: the module that has it, under both names that its file may have. */
function placesOf(attribute: string | null): readonly string[] {
  const parts = attribute?.split('.').slice(0, -1) ?? [];
  if (parts.length === 0) return [];
  const path = parts.join('/');
  return ['', 'src/'].flatMap((top) => [`${top}${path}.py`, `${top}${path}/__init__.py`]);
}

const versionFiles = ['__init__', '_version', 'version', '__about__', '__version__'];

async function versionInModules(
  root: string,
  name: string,
  places: readonly string[],
  read: ReadText,
): Promise<string | null> {
  const own = name.replace(/[-.]/g, '_');
  const folders = ['', 'src/'].flatMap((top) =>
    [...new Set([own, own.toLowerCase()])].map((each) => top + each),
  );
  const usual = folders.flatMap((folder) =>
    versionFiles.map((file) => `${folder}/${file}.py`).concat(`${folder}.py`),
  );
  for (const place of [...places, ...usual]) {
    const text = await read(posix.join(root, place));
    if (text === null) continue;
    const found =
      /^(?:__version__|version|VERSION)\s*(?::[^=\n]*)?=\s*(?:version\s*=\s*)?(['"])([^'"\n]+)\1/m.exec(
        text,
      )?.[2] ?? (place.endsWith('.py') ? null : text.trim());
    const version = versionOr(found);
    if (version !== null) return version;
  }
  return null;
}

function versionOr(text: string | null): string | null {
  return text !== null && /^v?\d[\w.!+-]*$/.test(text) ? text : null;
}

function entryPointsText(points: Points): string {
  const groups = [...points].filter(([group]) => /^[\w.-]+$/.test(group));
  return groups
    .map(([group, entries]) => {
      const lines = [...entries].map(([name, value]) => `${name} = ${value}`);
      return `[${group}]\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
