import type { Value } from '../../protocol/cases.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { casePlaces } from './case-places.ts';
import { type CaseEntry, caseFileText, caseText } from './case-text.ts';
import { readJson } from './json-text.ts';

/** A case file's text with more cases in it. */
export interface Extended {
  readonly text: string;
  readonly added: number;
}

/**
 * Adds those cases that a case file does not have yet, at its end; what stands in it stays byte for
 * byte. An input that it has counts as there, whatever is expected. Without a text a file is begun.
 */
export function extendCaseFile(
  text: string | null,
  path: string,
  functionName: string,
  cases: readonly CaseEntry[],
): Result<Extended> {
  if (text === null) {
    return ok({ text: caseFileText(functionName, cases), added: cases.length });
  }
  const body = text.replace(/^\uFEFF/, '');
  const reading = readJson(body);
  if (!reading.ok) {
    const { line, column, message } = reading.fault;
    return fail('cases-invalid', `${path}:${line}:${column}: ${message}`);
  }
  const list = (reading.value as { readonly cases?: Value } | null)?.cases;
  const place = casePlaces(body);
  if (!Array.isArray(list) || place === null) {
    return fail('cases-invalid', `${path}: it has no list of cases`);
  }
  const known = list as unknown as readonly CaseEntry[];
  const inputs = new Set(known.map(inputsOf));
  const ids = new Set(known.map(({ id }, index) => id ?? String(index + 1)));
  const added = cases.filter((each) => !inputs.has(inputsOf(each)));
  if (added.length === 0) return ok({ text, added: 0 });
  const { open, entries } = place;
  const last = entries.at(-1) ?? null;
  const lineStart = body.lastIndexOf('\n', last?.start ?? open) + 1;
  const before = body.slice(lineStart, last?.start ?? open);
  const indent = (/^\s*/.exec(before)?.[0].length ?? 0) + (last === null ? 2 : 0);
  const end = body.includes('\r\n') ? '\r\n' : '\n';
  const margin = `${end}${' '.repeat(indent)}`;
  const texts = added.map((each) =>
    caseText({ ...each, id: freeId(each.id ?? '', ids) }, indent).replaceAll('\n', end),
  );
  const mark = text.length - body.length;
  const at = mark + (last?.end ?? open + 1);
  const rest =
    last === null ? `${margin.slice(0, -2)}${text.slice(at).trimStart()}` : text.slice(at);
  const start = text.slice(0, at) + (last === null ? '' : ',');
  return ok({ text: `${start}${margin}${texts.join(`,${margin}`)}${rest}`, added: added.length });
}

/** Equal for cases with equal inputs, whatever they expect. */
export function inputsOf({ init, self, args, kwargs, stdin }: CaseEntry): string {
  return JSON.stringify([init ?? [], self ?? null, args ?? [], kwargs ?? {}, stdin ?? null]);
}

function freeId(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id} (${count})`;
  taken.add(free);
  return free;
}
