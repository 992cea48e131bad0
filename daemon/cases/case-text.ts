import type { CaseFile, Value } from '../../protocol/cases.ts';
import { type Members, tagOf } from './tags.ts';

/** A case as it stands in a case file, its forms unexpanded. */
export type CaseEntry = CaseFile['cases'][number];

const width = 100;

/** A case file, laid out as a person would: what fits stands on one line. */
export function caseFileText(functionName: string, cases: readonly CaseEntry[]): string {
  const entries = cases.map((entry) => `    ${caseText(entry, 4)}`);
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  return `{\n  "function": ${JSON.stringify(functionName)},\n  "cases": ${list}\n}\n`;
}

/** One case, its lines after the first indented by so many spaces. */
export function caseText(entry: CaseEntry, indent: number): string {
  return laidOut(entry as Value, indent);
}

function laidOut(value: Value, indent: number): string {
  const flat = flatText(value);
  if (flat.length + indent <= width || isLeaf(value)) return flat;
  const margin = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) {
    const parts = (value as readonly Value[]).map((item) => laidOut(item, indent + 2));
    return `[\n${filled(parts, margin)}\n${end}]`;
  }
  const members = Object.entries(value as Members).map(
    ([key, member]) => `${margin}${JSON.stringify(key)}: ${laidOut(member, indent + 2)}`,
  );
  return `{\n${members.join(',\n')}\n${end}}`;
}

/** Short items share lines. */
function filled(parts: readonly string[], margin: string): string {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = `${last}, ${part}`;
    const fits = last !== undefined && joined.length < width && !/\n|[[{]/.test(joined);
    if (fits) lines[lines.length - 1] = joined;
    else lines.push(`${margin}${part}`);
  }
  return lines.join(',\n');
}

function isLeaf(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const tag = Array.isArray(value) ? null : tagOf(value as Members);
  return tag !== null && (tag[0] === '$float' || tag[0] === '$int');
}

/** On one line; numbers that JSON can write are written as such. */
function flatText(value: Value): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(flatText).join(', ')}]`;
  const tag = tagOf(value as Members);
  if (tag?.[0] === '$int') return String(tag[1]);
  if (tag?.[0] === '$float' && typeof tag[1] === 'number') return floatText(tag[1]);
  const members = Object.entries(value as Members);
  const texts = members.map(([key, member]) => `${JSON.stringify(key)}: ${flatText(member)}`);
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}

/** With a point, so that it is read as a float again. */
function floatText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
