import { z } from 'zod';
import { figuresSchema } from './history.ts';
import { measurementSchema, percentilesSchema } from './measurement.ts';
import { packSchema } from './packs.ts';
import { settingsSchema } from './settings.ts';

const { problems: problemsShape } = packSchema.shape;
const problemShape = problemsShape.element.shape;
const solutionShape = problemShape.solutions.element.shape;

export const measurePackParams = z.object({
  path: z.string().describe('Of the pack, absolute'),
  problems: z.array(z.string()).describe('Ids; empty asks for all'),
  again: z.boolean().describe('Measure those too that were measured in this environment before'),
  settings: settingsSchema,
});
export type MeasurePackParams = z.infer<typeof measurePackParams>;

/** A reference solution as it was measured: it counts for ranks where its verdict is `passed`. */
export const measuredSolutionSchema = z.object({
  id: solutionShape.id,
  language: solutionShape.language,
  approach: solutionShape.approach,
  complexity: solutionShape.complexity,
  figures: figuresSchema,
  message: z.string().nullable().describe('Why the verdict is what it is, where it is not passed'),
  ranks: percentilesSchema.nullable().describe('Among the passing solutions of its language'),
  doubts: measurementSchema.shape.doubts,
  environment: z.string().describe('Its id'),
  measuredAt: z.string().describe('ISO 8601, UTC'),
  isEarlier: z.boolean().describe('Its code and cases are as they were, so it was not run again'),
});
export type MeasuredSolution = Readonly<z.infer<typeof measuredSolutionSchema>>;

export const packMeasurementSchema = z.object({
  pack: z.string().describe('Its id'),
  title: z.string(),
  problems: z
    .array(
      z.object({
        id: problemShape.id,
        title: z.string(),
        cases: z.int().positive(),
        solutions: z.array(measuredSolutionSchema).describe("In the pack's order"),
      }),
    )
    .describe('Those that were asked for'),
  unsupported: z.int().nonnegative().describe('Solutions in languages that cannot be measured'),
});
export type PackMeasurement = Readonly<z.infer<typeof packMeasurementSchema>>;
