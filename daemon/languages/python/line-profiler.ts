import { z } from 'zod';
import type { LinePlan, LineReport } from '../../core/ports/harness.ts';
import type { ProgramJob } from '../../core/ports/sandbox.ts';
import type { HarnessTexts } from './harness.ts';
import {
  environment,
  harnessFiles,
  interpreter,
  packedCalls,
  readJson,
  subjectFiles,
  unusable,
} from './harness.ts';
import { marshal, type Marshalled, Tuple } from './marshal.ts';

const linesName = 'afterburner_lines.py';

/** The run of a plan under a hook, whose program has the measuring harness beside it. */
export function linesJob(
  texts: HarnessTexts,
  program: Uint8Array,
  plan: LinePlan,
  kit: Uint8Array | null,
): ProgramJob {
  const { path, module, files } = subjectFiles(plan);
  const { function: target, lines, sampling } = plan;
  const [harness, building] = harnessFiles(texts, kit);
  const { calls, hasInstances } = packedCalls(plan.calls);
  return {
    argv: [...interpreter, linesName, path, module, target.kind],
    env: environment(plan),
    files: [
      harness,
      { path: linesName, content: program },
      ...(hasInstances ? [building] : []),
      ...files,
    ],
    input: marshal(
      new Map<string, Marshalled>([
        ['mode', plan.mode],
        ['function', target.name],
        ['binding', target.binding],
        ['async', target.isAsync],
        ['lines', new Tuple(lines.first, lines.head, lines.last)],
        ['budgetNs', Math.round(sampling.budgetMs * 1e6)],
        ['enough', sampling.enough],
        ['calls', calls],
        ['hasInstances', hasInstances],
      ]),
    ),
  };
}

const report = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lines'),
    toolchain: z.string().max(100),
    lines: z.array(z.object({ line: z.int().positive(), count: z.int().nonnegative() })),
    regions: z.array(
      z.object({
        kind: z.enum(['plain', 'hooked', 'broken']),
        repeat: z.int().positive(),
        digest: z.string().max(64),
      }),
    ),
  }),
  z.object({ kind: z.literal('refused'), why: z.enum(['tracing', 'alarm', 'threads']) }),
  unusable,
]);

/** `silent` for nothing, or for anything that the harness would not send. */
export function linesReport(outcome: Uint8Array): LineReport {
  const parsed = report.safeParse(readJson(outcome));
  return parsed.success ? parsed.data : { kind: 'silent' };
}
