// Puts the problem packs together from their sources:
//
//     packs/<pack>/pack.json                 id, title, and the problems in order
//     packs/<pack>/<problem>/problem.json    title, function, parameters
//     packs/<pack>/<problem>/statement.md    what is asked
//     packs/<pack>/<problem>/cases.json      a case file
//     packs/<pack>/<problem>/starter.py      where a solution begins
//     packs/<pack>/<problem>/solutions/*.py  two lines of comment say the approach and the cost
//     packs/<pack>/<problem>/check.py        brute force and random inputs, for the tests alone
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

/** Where packs stand, each beside the folder that it is made from. */
export const packFolder = fileURLToPath(new URL('../packs/', import.meta.url));

const languages: Readonly<Record<string, string>> = { '.py': 'python' };

/** The text of every pack, by file name. */
export async function packTexts(): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const name of foldersIn(packFolder)) {
    const text = JSON.stringify(packIn(join(packFolder, name)));
    texts.set(`${name}.pack.json`, await format(text, { parser: 'json', printWidth: 100 }));
  }
  return texts;
}

function packIn(folder: string): object {
  const { problems, ...head } = readJson(join(folder, 'pack.json'));
  const ids = problems as readonly string[];
  const forgotten = foldersIn(folder).filter((name) => !ids.includes(name));
  if (forgotten.length > 0) throw new Error(`pack.json does not list ${forgotten.join(', ')}`);
  return {
    $schema: '../schemas/pack.schema.json',
    ...head,
    problems: ids.map((id) => problemIn(folder, id)),
  };
}

function problemIn(pack: string, id: string): object {
  const folder = join(pack, id);
  const { title, ...signature } = readJson(join(folder, 'problem.json'));
  const { $schema: _, function: name, ...cases } = readJson(join(folder, 'cases.json'));
  if (name !== signature['function']) throw new Error(`${folder}: cases for ${String(name)}`);
  return {
    id,
    title,
    statement: readFileSync(join(folder, 'statement.md'), 'utf8'),
    ...signature,
    starter: starterIn(folder),
    ...cases,
    solutions: readdirSync(join(folder, 'solutions'))
      .sort()
      .map((file) => solutionOf(join(folder, 'solutions'), file)),
  };
}

function starterIn(folder: string): object {
  const files = readdirSync(folder).filter((file) => file.startsWith('starter.'));
  return Object.fromEntries(
    files.map((file) => [languageOf(file), readFileSync(join(folder, file), 'utf8')]),
  );
}

/** A solution's first two lines are for the pack, and not part of the code. */
function solutionOf(folder: string, file: string): object {
  const text = readFileSync(join(folder, file), 'utf8');
  const head = /^# (.+)\n# time (O\(.+\)(?: [a-z ]+)?), memory (O\(.+\)(?: [a-z ]+)?)\n\n*/.exec(
    text,
  );
  if (head === null) throw new Error(`${file} does not begin with its approach and its cost`);
  const [whole, approach, time, memory] = head;
  const id = file.slice(0, -extname(file).length);
  const code = text.slice(whole.length);
  return { id, language: languageOf(file), approach, complexity: { time, memory }, code };
}

function languageOf(file: string): string {
  const language = languages[extname(file)];
  if (language === undefined) throw new Error(`${file} is in no language of ours`);
  return language;
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of await packTexts()) writeFileSync(join(packFolder, name), text);
}
