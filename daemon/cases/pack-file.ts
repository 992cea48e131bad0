import type { Value } from '../../protocol/cases.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import { type Pack, packSchema, type Problem, type Solution } from '../../protocol/packs.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Language } from '../core/ports/language.ts';
import { readDocument, readText, withPlainNumbers } from './case-file.ts';
import { readJson } from './json-text.ts';
import { type Path, problemsOf, sentence } from './problems.ts';

/** Reads a problem pack from a file; see `parsePack`. */
export async function readPack(
  path: string,
  languages: readonly Language[],
): Promise<Result<Pack>> {
  const text = await readText(path, 'problem pack');
  return text.ok ? parsePack(text.value, path, languages) : text;
}

/**
 * Reads a problem pack. Ids are unique in it, every case says what is expected (there is no
 * original that could), and every solution in a language of ours has the problem's function. What
 * is wrong is `pack-invalid`; the message begins with the path of the file.
 */
export function parsePack(
  text: string,
  path: string,
  languages: readonly Language[],
): Result<Pack> {
  const reading = readJson(text);
  if (!reading.ok) {
    const { line, column, message } = reading.fault;
    return fail('pack-invalid', `${path}:${line}:${column}: ${message}`);
  }
  const document = withPlainTolerances(reading.value);
  const checked = packSchema.safeParse(document);
  if (!checked.success) {
    const problems = problemsOf(checked.error, document, [], knownFields);
    return fail('pack-invalid', `${path}: ${sentence(problems)}`);
  }
  const pack = checked.data;
  const twice = repeated(pack.problems.map(({ id }) => id));
  if (twice !== null) return fail('pack-invalid', `${path}: two problems are named ${twice}`);
  for (const problem of pack.problems) {
    const fault = faultOf(problem, languages);
    if (fault !== null) return fail('pack-invalid', `${path}: problem ${problem.id}: ${fault}`);
  }
  return ok(pack);
}

/** The cases of a problem, expanded, as a language's harness runs them. */
export function casesOf(problem: Problem, path: string, language: string): Result<CaseSet> {
  const { function: name, domain, tolerance, cases } = problem;
  if (cases.length === 0) return fail('cases-empty', `${path}: problem ${problem.id} has no cases`);
  const document = { function: name, domain, tolerance, cases, problem: problem.id };
  const given = Object.entries(document).filter(([, value]) => value !== undefined);
  // What came through `readJson` is made of values still: the schema looked, and changed nothing.
  return readDocument(Object.fromEntries(given) as Value, path, name, language);
}

function faultOf(problem: Problem, languages: readonly Language[]): string | null {
  const twice = repeated(problem.solutions.map(({ id }) => id));
  if (twice !== null) return `two solutions are named ${twice}`;
  const silent = problem.cases.findIndex(
    ({ expected, raises }) => expected === undefined && raises === undefined,
  );
  if (silent >= 0) return `cases[${silent}] must have "expected" or "raises"`;
  const used = new Set(problem.solutions.map(({ language }) => language));
  for (const language of languages.filter(({ id }) => used.has(id))) {
    const cases = casesOf(problem, 'its cases', language.id);
    if (!cases.ok) return cases.failure.message;
    for (const solution of problem.solutions) {
      if (solution.language !== language.id) continue;
      const fault = faultOfSolution(solution, problem.function, language);
      if (fault !== null) return `solution ${solution.id}: ${fault}`;
    }
  }
  return null;
}

function faultOfSolution({ code }: Solution, name: string, language: Language): string | null {
  const functions = language.functions(code);
  if (!functions.ok) return functions.failure.message;
  const names = functions.value.map((found) => found.name);
  if (names.includes(name)) return null;
  return `has no function ${name}, but ${names.length === 0 ? 'none at all' : names.join(', ')}`;
}

function repeated(ids: readonly string[]): string | null {
  return ids.find((id, index) => ids.indexOf(id) < index) ?? null;
}

/** Numbers in tolerances and domains are plain; those in cases keep their type. */
function withPlainTolerances(document: Value): unknown {
  if (typeof document !== 'object' || document === null) return document;
  const { problems } = document as { readonly problems?: unknown };
  if (!Array.isArray(problems)) return document;
  return { ...document, problems: problems.map((problem: Value) => withPlainNumbers(problem)) };
}

function knownFields(path: Path): readonly string[] {
  const { shape } = packSchema;
  const problem = shape.problems.element.shape;
  const part = path[2];
  if (part === undefined) return Object.keys(path.length === 0 ? shape : problem);
  if (part === 'tolerance') return ['relative', 'absolute'];
  if (part === 'parameters') return Object.keys(problem.parameters.element.shape);
  if (part === 'cases') return Object.keys(problem.cases.element.shape);
  const solution = problem.solutions.element.shape;
  return Object.keys(path[4] === 'complexity' ? solution.complexity.shape : solution);
}
