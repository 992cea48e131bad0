import { z } from 'zod';
import { objectiveSchema } from '../../protocol/comparison.ts';
import { runKindSchema } from '../../protocol/history.ts';
import { growthFigureSchema } from './growth-series.ts';
import type { Model } from './model.ts';

const savedSchema = z.object({
  filter: z.object({
    search: z.string(),
    kind: runKindSchema.nullable(),
    improvedOnly: z.boolean(),
  }),
  open: z
    .object({
      id: z.string(),
      selected: z.int().positive().nullable(),
      axis: objectiveSchema.nullable(),
      showAll: z.boolean(),
    })
    .nullable(),
  /** Missing in what an older version kept. */
  growth: z
    .object({ path: z.string(), function: z.string(), figure: growthFigureSchema })
    .nullable()
    .default(null),
  scroll: z.object({ runs: z.number(), run: z.number(), attempts: z.number() }),
});

/** What survives a reload of the window: where the user was, and none of what was measured. */
export type Saved = Readonly<z.infer<typeof savedSchema>>;

export function readSaved(state: unknown): Saved {
  const parsed = savedSchema.safeParse(state);
  if (parsed.success) return parsed.data;
  return {
    filter: { search: '', kind: null, improvedOnly: false },
    open: null,
    growth: null,
    scroll: { runs: 0, run: 0, attempts: 0 },
  };
}

/** What the panel begins with: nothing measured is known before it is asked for. */
export function initialModel({ open, growth, filter, scroll }: Saved, nowMs: number): Model {
  return {
    state: null,
    filter,
    runs: { phase: 'loading' },
    open: open && {
      ...open,
      detail: { phase: 'loading' },
      attempt: { phase: 'loading' },
    },
    growth: growth && { ...growth, detail: { phase: 'loading' }, shown: null, failure: null },
    notice: null,
    scroll,
    nowMs,
  };
}

export function toSave({ filter, open, growth, scroll }: Model): Saved {
  return {
    filter,
    open: open && {
      id: open.id,
      selected: open.selected,
      axis: open.axis,
      showAll: open.showAll,
    },
    growth: growth && { path: growth.path, function: growth.function, figure: growth.figure },
    scroll,
  };
}
