import { z } from 'zod';
import { caseDocumentSchema, caseFileSchema } from './cases.ts';

/** Names a problem, a solution or a pack in files, comments and histories. */
export const problemIdPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const name = z.string().regex(problemIdPattern, {
  error: 'must be small letters, digits and hyphens, as in "pair-gap"',
});
const text = z.string().min(1);
const language = z.string().min(1).describe('Such as python');

const type = z
  .string()
  .regex(/^(?:boolean|integer|float|string)(?:\[\])*$/, {
    error: 'must be boolean, integer, float or string, with [] for each array around it',
  })
  .describe('boolean, integer, float or string, with [] for each array around it');

const growth = z
  .string()
  .regex(/^O\(.+\)/, { error: 'must be as in "O(n log n)"' })
  .describe('As in O(n log n)');

const solutionSchema = z.strictObject({
  id: name.describe('Unique in the problem'),
  language,
  approach: text.describe('What it does, in one sentence'),
  complexity: z
    .strictObject({ time: growth, memory: growth })
    .describe('As its author states it; memory without the input'),
  code: text.describe("A whole file in which the problem's function stands"),
});

/** The shape of a pack, whatever the values of its cases look like. */
function packOf({ shape }: typeof caseFileSchema) {
  const problemSchema = z.strictObject({
    id: name.describe('Functions are linked to it by this name'),
    title: text,
    statement: text.describe('What is asked, in Markdown, for any language'),
    function: text.describe('The name that every solution has'),
    parameters: z.array(z.strictObject({ name: text, type })).describe('In order'),
    returns: type,
    starter: z.record(language, z.string()).describe('By language, where a solution begins'),
    domain: shape.domain,
    tolerance: shape.tolerance,
    cases: shape.cases.meta({ minItems: 1, description: 'At least one' }),
    solutions: z
      .array(solutionSchema)
      .describe('Of clearly different quality: a function is ranked among those of its language'),
  });
  return z.strictObject({
    $schema: z.string().optional(),
    id: name,
    title: text,
    problems: z.array(problemSchema).min(1).describe('At least one'),
  });
}

/**
 * A problem pack, `*.pack.json`: problems with reference solutions, which are the population that a
 * linked function is ranked among once they have been measured in the same environment. Values of
 * cases are walked afterwards, by whoever expands them.
 */
export const packSchema = packOf(caseFileSchema);
export type Pack = z.infer<typeof packSchema>;
export type Problem = Pack['problems'][number];
export type Solution = Problem['solutions'][number];

/** A problem as it is offered to be linked to. */
export const listedProblemSchema = z.object({
  id: name,
  title: text,
  pack: z.string().describe('Absolute path of its pack'),
});
export type ListedProblem = z.infer<typeof listedProblemSchema>;

/** For publication as a JSON Schema: values in full. */
export const packDocumentSchema = packOf(caseDocumentSchema);
