import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { casesOf, parsePack } from '../../daemon/cases/pack-file.ts';
import type { Case } from '../../daemon/core/case-set.ts';
import type { Language } from '../../daemon/core/ports/language.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { linkedProblem } from '../../daemon/languages/python/problem-link.ts';
import type { Pack, Problem } from '../../protocol/packs.ts';
import { packFolder, packTexts } from '../../scripts/packs.ts';
import { schemaFolder } from '../../scripts/schemas.ts';
import { isPythonHere } from '../languages/python/python-process.ts';
import { judge } from './python-judge.ts';

const files = readdirSync(packFolder).filter((name) => name.endsWith('.pack.json'));
let python: Language;

beforeAll(async () => {
  python = await createPython('daemon/languages/python');
});

function textOf(file: string): string {
  return readFileSync(join(packFolder, file), 'utf8');
}

function packOf(file: string): Pack {
  const pack = parsePack(textOf(file), file, [python]);
  if (!pack.ok) throw new Error(pack.failure.message);
  return pack.value;
}

function solutionsOf(problem: Problem): Problem['solutions'] {
  return problem.solutions.filter(({ language }) => language === 'python');
}

it('packs are what `npx tsx scripts/packs.ts` writes', async () => {
  const texts = await packTexts();
  expect(files.toSorted()).toEqual([...texts.keys()].toSorted());
  for (const [file, text] of texts) expect(textOf(file), file).toBe(text);
});

describe.each(files)('%s', (file) => {
  it('follows the published schema', () => {
    const schema = JSON.parse(readFileSync(`${schemaFolder}pack.schema.json`, 'utf8')) as object;
    const validate = new Ajv2020({ strictTypes: true }).compile(schema);
    expect(validate(JSON.parse(textOf(file))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('has starters that link to their problem and take its parameters', () => {
    for (const problem of packOf(file).problems) {
      const source = problem.starter['python'] ?? '';
      const found = python.functions(source);
      const target = found.ok ? found.value.find(({ name }) => name === problem.function) : null;
      if (!target) throw new Error(`${problem.id}: no ${problem.function} in its starter`);
      expect(linkedProblem(source, target)).toBe(problem.id);
      expect(target.parameters).toEqual(problem.parameters.map(({ name }) => name));
    }
  });

  it('has no two solutions of a problem that are the same but for their layout', () => {
    for (const problem of packOf(file).problems) {
      const texts = solutionsOf(problem).map(({ code }) => python.normalize(code));
      expect(new Set(texts).size, problem.id).toBe(texts.length);
    }
  });

  it('has enough problems, each with enough ways to solve it', () => {
    const { problems } = packOf(file);
    expect(problems.length).toBeGreaterThanOrEqual(12);
    for (const problem of problems) {
      expect(solutionsOf(problem).length, problem.id).toBeGreaterThanOrEqual(8);
      const times = new Set(solutionsOf(problem).map(({ complexity }) => complexity.time));
      expect(times.size, problem.id).toBeGreaterThanOrEqual(3);
    }
  });

  describe.runIf(isPythonHere)('solutions are right on all cases and on random inputs', () => {
    const { problems } = JSON.parse(textOf(file)) as Pack;
    it.each(problems.map(({ id }) => id))(
      '%s',
      async (id) => {
        const pack = packOf(file);
        const problem = pack.problems.find((each) => each.id === id) as Problem;
        const folder = join(packFolder, pack.id, id);
        const set = casesOf(problem, file, 'python');
        if (!set.ok) throw new Error(set.failure.message);
        const faults = await judge({
          function: problem.function,
          check: readFileSync(join(folder, 'check.py'), 'utf8'),
          cases: set.value.cases.map(plain),
          solutions: solutionsOf(problem),
          randomInputs: 250,
        });
        expect(faults).toEqual([]);
      },
      120_000,
    );
  });
});

/** The judge reads plain JSON: packs that come with tagged values need another one. */
function plain({ call, expectation }: Case) {
  if (expectation.kind !== 'value') throw new Error(`${call.id} expects no value`);
  const { id, args } = call;
  const text = JSON.stringify([args, expectation.value]);
  if (/\{"\$/.test(text)) throw new Error(`${id} has a tagged value`);
  return { id, args, expected: expectation.value };
}
