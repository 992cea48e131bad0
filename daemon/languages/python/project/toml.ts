import type { TomlTable } from 'smol-toml';

export function isTable(value: unknown): value is TomlTable {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
