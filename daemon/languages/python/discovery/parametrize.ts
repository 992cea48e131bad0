import type { SyntaxNode } from '../../syntax-node.ts';
import type { Evaluator } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { itemsOf, type PyValue, unknown } from './values.ts';

/** Values of a test's parameters, and what pytest puts in brackets behind its name. */
export interface Combination {
  readonly values: ReadonlyMap<string, PyValue>;
  /** Empty where the test is not parametrized. */
  readonly id: string;
}

const mostCombinations = 500;

/** Whether a test, or its class, is skipped or expected to fail: what it says is not true then. */
export function isLeftOut(whole: SyntaxNode): boolean {
  return decoratorsOf(whole).some((text) =>
    /\b(?:skip|skipIf|skipUnless|skipif|xfail|expectedFailure)\b/.test(text.split('(')[0] ?? ''),
  );
}

/**
 * Every combination of the values of `parametrize` decorators; what stands nearest to the function
 * changes last, as in pytest, and comes first in the name.
 */
export function combinationsOf(
  wholes: readonly SyntaxNode[],
  evaluator: Evaluator,
  scope: Scope,
): readonly Combination[] {
  let combinations: readonly Combination[] = [{ values: new Map(), id: '' }];
  const calls = wholes.flatMap(parametrizations).toReversed();
  for (const call of calls) {
    const rows = rowsOf(call, evaluator, scope);
    combinations = combinations
      .flatMap(({ values, id }) =>
        rows.map((row) => ({
          values: new Map([...values, ...row.values]),
          id: [id, row.id].filter((part) => part !== '').join('-'),
        })),
      )
      .slice(0, mostCombinations);
  }
  return combinations;
}

function parametrizations(whole: SyntaxNode): readonly SyntaxNode[] {
  if (whole.type !== 'decorated_definition') return [];
  return whole.children
    .filter((child) => child.type === 'decorator')
    .flatMap((decorator) => decorator.parts)
    .filter(
      (part) =>
        part.type === 'call' && /(?:^|\.)parametrize$/.test(part.get('function')?.text ?? ''),
    );
}

function decoratorsOf(whole: SyntaxNode): readonly string[] {
  if (whole.type !== 'decorated_definition') return [];
  return whole.children.filter((child) => child.type === 'decorator').map(({ text }) => text);
}

function rowsOf(call: SyntaxNode, evaluator: Evaluator, scope: Scope): readonly Combination[] {
  const given = evaluator.args(call, scope);
  const argnames = given?.args[0] ?? given?.kwargs.get('argnames') ?? unknown;
  const names = namesOf(argnames);
  // One name written as a text takes each value as it is, not as a row of one.
  const isBare = argnames.kind === 'str' && names.length === 1;
  const table = given?.args[1] ?? given?.kwargs.get('argvalues') ?? unknown;
  const ids = itemsOf(given?.kwargs.get('ids') ?? unknown);
  const isIndirect = given?.kwargs.has('indirect') ?? false;
  const rows = itemsOf(table);
  if (rows === null || isIndirect) {
    return [{ values: new Map(names.map((name) => [name, unknown])), id: '' }];
  }
  return rows.flatMap((row, index) => {
    const set = row.kind === 'parameter-set' ? row : null;
    if (set?.isSkipped) return [];
    const values = set?.values ?? (isBare ? [row] : (itemsOf(row) ?? []));
    const named = ids?.[index];
    const parts = names.map((name, at) => idOf(name, values[at] ?? unknown, index));
    return [
      {
        values: new Map(names.map((name, at) => [name, values[at] ?? unknown])),
        id: set?.id ?? (named?.kind === 'str' ? named.value : parts.join('-')),
      },
    ];
  });
}

function namesOf(value: PyValue): readonly string[] {
  if (value.kind === 'str') {
    return value.value.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  }
  return (itemsOf(value) ?? []).map((each) => (each.kind === 'str' ? each.value : ''));
}

/** As pytest names a value that has no id. */
function idOf(name: string, value: PyValue, index: number): string {
  switch (value.kind) {
    case 'str':
      return value.value.length <= 40 ? value.value : `${name}${index}`;
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'symbol':
      return value.name;
    default:
      return `${name}${index}`;
  }
}
