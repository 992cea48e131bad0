import { z } from 'zod';
import { fail, ok, type Result } from './failures.ts';

/** A rule for what can occur, in the words of a case file's `domain`. */
export const domainRuleSchema = z.object({
  parameter: z.string(),
  rule: z.record(z.string(), z.unknown()).describe('Keywords of a JSON Schema'),
});
export type DomainRule = z.infer<typeof domainRuleSchema>;

/** A rule that leaves an input out which a version differs on, to be chosen by a person. */
export const exclusionSchema = domainRuleSchema.extend({
  text: z.string().describe('To be shown: `xs is never empty`'),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

/**
 * Adds a rule to the `domain` of a case file; all else in the text stays as it is, to the byte.
 * Where the file is stricter already it is left alone. Fails with `cases-invalid` where it is no
 * case file or says something that the rule cannot be put beside.
 */
export function withDomainRule(text: string, path: string, added: DomainRule): Result<string> {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  if (!Array.isArray(casesIn(body))) return fail('cases-invalid', `${path} is no case file.`);
  const changed = ruled(body, added);
  if (changed !== null) return ok(`${mark}${changed}`);
  const message = `${path}: its domain says something else of ${added.parameter} already`;
  return fail('cases-invalid', message, 'Edit the domain in the case file.');
}

/**
 * A case file that is not there yet, for rules alone: the cases go on coming from where they came,
 * a problem or the project's own text.
 */
export function emptyCaseFile(functionName: string): string {
  return `${JSON.stringify({ function: functionName, cases: [] }, null, 2)}\n`;
}

function casesIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly cases?: unknown } | null)?.cases;
  } catch {
    return null;
  }
}

/** Null where it cannot be put beside what is there. */
function ruled(body: string, { parameter, rule }: DomainRule): string | null {
  const root = membersOf(body, body.indexOf('{'));
  const domain = root.members.get('domain');
  if (domain === undefined) {
    const { keyStart, lead } = root.members.get('cases') as Member;
    const member = `"domain": ${flat({ [parameter]: rule })},${lead}`;
    return body.slice(0, keyStart) + member + body.slice(keyStart);
  }
  return merged(body, domain, { [parameter]: rule });
}

type Schema = Readonly<Record<string, unknown>>;

/** The text with an object's members put into the object that stands at a place. */
function merged(text: string, at: Span, wanted: Schema): string | null {
  let result = text;
  for (const [name, value] of Object.entries(wanted)) {
    // Its own members move as it grows; where it begins stays.
    const place = { start: at.start, end: at.end + result.length - text.length };
    const next = withMember(result, place, name, value);
    if (next === null) return null;
    result = next;
  }
  return result;
}

function withMember(text: string, at: Span, name: string, value: unknown): string | null {
  const present: unknown = JSON.parse(text.slice(at.start, at.end));
  if (typeof present !== 'object' || present === null || Array.isArray(present)) return null;
  const { members, close } = membersOf(text, at.start);
  const member = members.get(name);
  const written = `${JSON.stringify(name)}: ${flat(value)}`;
  if (member === undefined) {
    const last = [...members.values()].at(-1);
    return last === undefined
      ? `${text.slice(0, at.start)}{ ${written} }${text.slice(close + 1)}`
      : `${text.slice(0, last.end)},${last.lead}${written}${text.slice(last.end)}`;
  }
  const before: unknown = JSON.parse(text.slice(member.start, member.end));
  // Of a parameter that cannot be given, nothing more is to be said.
  if (before === false || JSON.stringify(before) === JSON.stringify(value)) return text;
  const replaced = text.slice(0, member.start) + flat(value) + text.slice(member.end);
  if (before === true) return replaced;
  if (typeof before === 'number' && typeof value === 'number') {
    if (/^min|^exclusiveMin/.test(name)) return before >= value ? text : replaced;
    if (/^max|^exclusiveMax/.test(name)) return before <= value ? text : replaced;
    return null;
  }
  const isRule = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRule ? merged(text, member, value as Schema) : null;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a member's value stands. */
interface Member extends Span {
  readonly keyStart: number;
  /** The white space before its name. */
  readonly lead: string;
}

interface Members {
  readonly members: ReadonlyMap<string, Member>;
  readonly close: number;
}

/** The members of the object that opens at an offset, in a text that is known to be JSON. */
function membersOf(text: string, open: number): Members {
  const members = new Map<string, Member>();
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;
  tokens.lastIndex = open;
  let depth = 0;
  let after = open + 1;
  let key: { readonly name: string; readonly start: number } | null = null;
  let start = open;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const { 0: token, index } = found;
    const end = tokens.lastIndex;
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    if (closes && depth === 1) return { members, close: index };
    if (opens && depth === 1) start = index;
    if (opens) depth += 1;
    if (closes) depth -= 1;
    if (depth !== 1 || index === open || token === ':') continue;
    if (token === ',') {
      key = null;
      after = end;
    } else if (key === null) {
      key = { name: JSON.parse(token) as string, start: index };
    } else {
      const lead = text.slice(after, key.start);
      members.set(key.name, { keyStart: key.start, lead, start: closes ? start : index, end });
    }
  }
  return { members, close: text.length };
}

/** On one line, as case files are laid out. */
function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${flat(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
