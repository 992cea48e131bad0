import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';

export type Path = readonly (string | number)[];

/** Something in a case file that breaks a rule: `cases[2].args[0].$ints.n` + `must be …`. */
export interface Problem {
  readonly path: Path;
  readonly rule: string;
}

const shownAtMost = 5;

/** The first problems on one line, in the order of the file. */
export function sentence(problems: readonly Problem[]): string {
  const inOrder = [...problems].sort((a, b) => caseOf(a) - caseOf(b));
  const shown = inOrder.slice(0, shownAtMost).map(({ path, rule }) => `${pathText(path)} ${rule}`);
  if (shown.length === 1) return shown[0] as string;
  const more = problems.length - shown.length;
  const numbered = shown.map((text, index) => `(${index + 1}) ${text}`).join('; ');
  return more === 0 ? numbered : `${numbered}; and ${more} more`;
}

/** `cases[2].kwargs["a b"].$ints` */
export function pathText(path: Path): string {
  const text = path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

/** ` has an unknown field "arg"; did you mean "args"?` */
export function unknownField(name: string, known: readonly string[]): string {
  return `has an unknown field ${JSON.stringify(name)}${suggestion(name, known)}`;
}

/** `; did you mean "args"?`, or nothing where no name is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const ranked = known
    .map((candidate) => ({ candidate, steps: distance(name, candidate) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  if (best === undefined || best.steps > Math.max(1, Math.floor(name.length / 2))) return '';
  return `; did you mean ${JSON.stringify(best.candidate)}?`;
}

/** What a schema found, in the user's words. `at` is the path of the checked document. */
export function problemsOf(
  error: z.core.$ZodError,
  document: unknown,
  at: Path,
  known: (path: Path) => readonly string[],
): Problem[] {
  const seen = new Set<string>();
  return error.issues.flatMap((issue) => {
    const inner = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    const path = [...at, ...inner];
    const rules =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownField(key, known(inner)))
        : [ruleOf(issue, lookUp(document, inner))];
    return rules
      .map((rule) => ({ path, rule }))
      .filter((problem) => {
        const text = JSON.stringify(problem);
        return !seen.has(text) && seen.add(text) !== undefined;
      });
  });
}

const nouns: Readonly<Record<string, string>> = {
  array: 'an array',
  object: 'an object',
  record: 'an object',
  string: 'a text',
  number: 'a number',
};

function ruleOf(issue: z.core.$ZodIssue, input: unknown): string {
  // A schema with its own words has them in the message.
  if (/^(must|is missing)/.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type') {
    const rule = `must be ${nouns[issue.expected] ?? `of type ${issue.expected}`}`;
    return input === undefined ? `is missing: it ${rule}` : rule;
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
  }
  return `is not valid (${issue.message})`;
}

function lookUp(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    document,
  );
}

function caseOf({ path }: Problem): number {
  return path[0] === 'cases' && typeof path[1] === 'number' ? path[1] : -1;
}
