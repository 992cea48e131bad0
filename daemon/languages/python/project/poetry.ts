import type { TomlTable } from 'smol-toml';
import { isTable, textOf } from './toml.ts';

/** Poetry's own table of dependencies, as pip writes requirements; folders beside it are left out. */
export function poetryRequirements(wanted: TomlTable): readonly string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'python') return [];
    // Several tables are for several platforms, each with its marker.
    const all = Array.isArray(value) ? value : [value];
    return all.flatMap((each) => {
      const line = requirementOf(name, each);
      return line === null ? [] : [line];
    });
  });
}

function requirementOf(name: string, value: unknown): string | null {
  if (typeof value === 'string') return `${name}${versions(value)}`;
  if (!isTable(value) || value['optional'] === true) return null;
  const extras = Array.isArray(value['extras']) ? `[${value['extras'].join(',')}]` : '';
  const markers = textOf(value['markers']);
  const suffix = markers === null ? '' : ` ; ${markers}`;
  const git = textOf(value['git']);
  if (git !== null) {
    const at = textOf(value['rev']) ?? textOf(value['tag']) ?? textOf(value['branch']);
    return `${name}${extras} @ git+${git}${at === null ? '' : `@${at}`}${suffix}`;
  }
  const url = textOf(value['url']);
  if (url !== null) return `${name}${extras} @ ${url}${suffix}`;
  const version = textOf(value['version']);
  return version === null ? null : `${name}${extras}${versions(version)}${suffix}`;
}

/** Poetry's caret and tilde in pip's words. Alternatives (`||`) cannot be said: any version is taken. */
function versions(text: string): string {
  if (text.includes('||')) return '';
  return text
    .split(',')
    .map((each) => clause(each.trim()))
    .filter((each) => each !== '')
    .join(',');
}

function clause(text: string): string {
  if (text === '' || text === '*') return '';
  const range = /^([\^~])\s*(\d+(?:\.\d+)*)/.exec(text);
  if (range?.[2] !== undefined && text[1] !== '=') {
    return `>=${text.slice(1).trim()},<${next(range[1] === '^' ? 'caret' : 'tilde', range[2])}`;
  }
  if (/^\d/.test(text)) return `==${text}`;
  return text;
}

/** The first version that is too new: a caret fixes the first part that is not 0, a tilde the second. */
function next(kind: 'caret' | 'tilde', version: string): string {
  const parts = version.split('.').map(Number);
  const first = parts.findIndex((part) => part > 0);
  const fixed =
    kind === 'tilde' ? Math.min(1, parts.length - 1) : first < 0 ? parts.length - 1 : first;
  return [...parts.slice(0, fixed), (parts[fixed] as number) + 1].join('.');
}
