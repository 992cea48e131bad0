import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { caseDocumentSchema } from '../protocol/cases.ts';
import { comparisonSchema, counterexampleSchema, ratioSchema } from '../protocol/comparison.ts';
import { doctorSchema, findingSchema } from '../protocol/daemon.ts';
import { failureSchema } from '../protocol/failures.ts';
import { environmentSchema, measurementSchema } from '../protocol/measurement.ts';
import { iterationSchema, optimizationSchema } from '../protocol/optimization.ts';
import { packMeasurementSchema } from '../protocol/pack-measurement.ts';
import { packDocumentSchema } from '../protocol/packs.ts';
import { replaySchema } from '../protocol/replay.ts';
import { scalingSchema } from '../protocol/scaling.ts';

/** Where the published schemas stand. */
export const schemaFolder = fileURLToPath(new URL('../schemas/', import.meta.url));

const published = {
  cases: { title: 'Cases of a function', schema: caseDocumentSchema },
  pack: { title: 'Problems with reference solutions', schema: packDocumentSchema },
  measurement: { title: 'Measurement of a function', schema: measurementSchema },
  comparison: { title: 'Comparison of two versions of a function', schema: comparisonSchema },
  optimization: { title: 'Optimization of a function', schema: optimizationSchema },
  'pack-measurement': {
    title: 'Reference solutions of a problem pack, measured',
    schema: packMeasurementSchema,
  },
  scaling: { title: 'A function at growing sizes of its input', schema: scalingSchema },
  replay: { title: 'A recorded comparison, done again', schema: replaySchema },
  doctor: { title: 'What works here, and how to mend what does not', schema: doctorSchema },
  error: {
    title: 'What is wrong, and what to do',
    schema: z.object({ error: failureSchema }),
  },
} as const;

/** What stands in several places stands once in each file, under this name. */
const shared = {
  measurement: measurementSchema,
  comparison: comparisonSchema,
  counterexample: counterexampleSchema,
  ratio: ratioSchema,
  environment: environmentSchema,
  iteration: iterationSchema,
  finding: findingSchema,
} as const;

/** The text of every published schema, by file name. */
export function schemaTexts(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, { title, schema }] of Object.entries(published)) {
    const body = withSharedNames(schema, () => z.toJSONSchema(schema, { io: 'input' }));
    const { $schema, ...rest } = body;
    const document = { $schema, $id: `urn:afterburner:${name}`, title, ...rest };
    texts.set(`${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`);
  }
  return texts;
}

/** zod's registry is global: names are taken back, so that nothing else sees them. */
function withSharedNames<T>(root: z.ZodType, action: () => T): T {
  const named = Object.entries(shared).filter(([, schema]) => schema !== root);
  const before = named.map(([, schema]) => z.globalRegistry.get(schema));
  for (const [id, schema] of named) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
  try {
    return action();
  } finally {
    named.forEach(([, schema], index) => {
      z.globalRegistry.remove(schema);
      const meta = before[index];
      if (meta !== undefined) z.globalRegistry.add(schema, meta);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(schemaFolder, { recursive: true });
  for (const [name, text] of schemaTexts()) writeFileSync(schemaFolder + name, text);
}
