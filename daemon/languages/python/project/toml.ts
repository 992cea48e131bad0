import { parse, type TomlTable } from 'smol-toml';

/** Null for a file that is not there or broken. */
export function tomlOf(text: string | null): TomlTable | null {
  if (text === null) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
}

export function isTable(value: unknown): value is TomlTable {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The table at the end of a path of names; an empty one where there is none. */
export function tableAt(table: TomlTable, ...names: readonly string[]): TomlTable {
  let at: TomlTable = table;
  for (const name of names) {
    const next = at[name];
    if (!isTable(next)) return {};
    at = next;
  }
  return at;
}
