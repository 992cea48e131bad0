import type { Call, Value } from '../../protocol/cases.ts';

/** Objects whose state is a name of its own: types, functions, modules. */
const named = new Set(['type', 'function', 'builtin_function_or_method', 'global', 'module']);

/**
 * Dotted names of the types and functions that calls hold, each once: what has to be found where the
 * calls are made. Names without a dot are the file's own, or builtins.
 */
export function typesNamedIn(calls: readonly Omit<Call, 'id'>[]): readonly string[] {
  const found = new Set<string>();
  const pending: Value[] = calls.flatMap(({ init, self, args, kwargs }) => [
    ...(init ?? []),
    ...(self === undefined ? [] : [self]),
    ...args,
    ...Object.values(kwargs),
  ]);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const each of value as readonly Value[]) pending.push(each);
      continue;
    }
    const members = value as Readonly<Record<string, Value>>;
    for (const name of namesOf(members['$object'] ?? members['$new'])) {
      if (name.includes('.')) found.add(name);
    }
    for (const each of Object.values(members)) pending.push(each);
  }
  return [...found];
}

function namesOf(operand: Value | undefined): readonly string[] {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return [];
  const { type, state } = operand as Readonly<Record<string, Value>>;
  if (typeof type !== 'string') return [];
  return named.has(type) && typeof state === 'string'
    ? [`${state}${type === 'module' ? '.' : ''}`]
    : [type];
}
