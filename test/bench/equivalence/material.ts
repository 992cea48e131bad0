import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { functions } from '../../../daemon/languages/python/syntax.ts';
import { packSchema } from '../../../protocol/packs.ts';

/** A function, with others that are meant to do the same; the grammar of Python must be loaded. */
export interface Original {
  /** Unique; names the file that it comes from. */
  readonly id: string;
  readonly function: string;
  readonly source: string;
  /** Python text that defines `inputs(random)`: for finding witnesses, never for the engine. */
  readonly inputs: string;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly name: string;
  readonly isRight: boolean;
  readonly why: string;
  readonly source: string;
}

const root = join(import.meta.dirname, '../../..');
const folder = join(import.meta.dirname, 'material');
const packFolder = join(root, 'packs/basics');

/** Files of our own: functions and problems with answers, and answers to the examples. */
export function ownMaterial(): readonly Original[] {
  return readdirSync(folder)
    .toSorted()
    .map((file) => parseMaterial(basename(file, '.py'), read(join(folder, file))));
}

/**
 * Every reference solution of the packs as somebody would have it who solves the problem: with the
 * types of the starter code, and with the statement and its constraints in the docstring. The
 * solution that follows it in the pack is a right answer.
 */
export function packMaterial(): readonly Original[] {
  const pack = packSchema.parse(JSON.parse(read(join(root, 'packs/basics.pack.json'))));
  const constraints = JSON.parse(read(join(import.meta.dirname, 'constraints.json'))) as Readonly<
    Record<string, readonly string[]>
  >;
  return pack.problems.flatMap((problem) => {
    const signature = /^def .*:$/m.exec(problem.starter['python'] ?? '')?.[0];
    if (signature === undefined) throw new Error(`${problem.id} has no starter in Python.`);
    const lines = [...problem.statement.trim().split('\n'), '', 'Constraints:'];
    const docstring = [...lines, ...(constraints[problem.id] ?? []).map((each) => `- ${each}`)];
    const solutions = problem.solutions.filter(({ language }) => language === 'python');
    return solutions.map(({ id, code }, index) => {
      const next = solutions[(index + 1) % solutions.length]!;
      return {
        id: `${problem.id}/${id}`,
        function: problem.function,
        source: documented(code, problem.function, signature, docstring),
        inputs: read(join(packFolder, problem.id, 'check.py')),
        answers: [
          { name: next.id, isRight: true, why: next.approach ?? '', source: next.code },
        ] satisfies Answer[],
      };
    });
  });
}

/** Reads a file with a head of comments and cells that begin with `# %% KIND NAME: WHY`. */
function parseMaterial(id: string, text: string): Original {
  const [head = '', ...cells] = text.split(/^# %% /m);
  const named = /^# function: (.+)$/m.exec(head)?.[1];
  if (named === undefined) throw new Error(`${id} does not say which function it is about.`);
  const elsewhere = /^# original: (.+)$/m.exec(head)?.[1];
  let source = elsewhere === undefined ? null : read(join(root, elsewhere));
  let inputs: string | null = null;
  const answers: Answer[] = [];
  for (const cell of cells) {
    const [, kind, name, why, body] = /^(\w+)(?: ([\w-]+): (.*))?\n([^]*)$/.exec(cell) ?? [];
    const code = `${body?.trim() ?? ''}\n`;
    if (kind === 'original') source = code;
    else if (kind === 'inputs') inputs = code;
    else if ((kind === 'right' || kind === 'wrong') && name !== undefined)
      answers.push({ name, isRight: kind === 'right', why: why!, source: code });
    else throw new Error(`${id} has a cell of an unknown kind: ${cell.split('\n')[0]}`);
  }
  if (source === null || inputs === null) throw new Error(`${id} lacks an original or inputs.`);
  return { id, function: named, source, inputs, answers };
}

function documented(
  source: string,
  name: string,
  signature: string,
  docstring: readonly string[],
): string {
  const listed = functions(source);
  const target = listed.ok ? listed.value.find((each) => each.name === name) : undefined;
  const definition = target && /^def .*:\n/.exec(source.slice(target.start));
  if (!target || !definition) throw new Error(`${name} is not defined in one line:\n${source}`);
  const lines = ['"""', ...docstring, '"""'].map((line) => (line === '' ? '' : `    ${line}`));
  const body = source.slice(target.start + definition[0].length);
  return `${source.slice(0, target.start)}${signature}\n${lines.join('\n')}\n${body}`;
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
