import type { Comparison } from './comparison.ts';
import type { Measurement } from './measurement.ts';
import type { Iteration } from './optimization.ts';

/**
 * What happens during a run, as it happens. One union feeds progress, log, history and panel;
 * presenters decide how it looks.
 */
export type RunEvent =
  | { readonly kind: 'queued'; readonly ahead: number }
  | { readonly kind: 'preparing'; readonly what: string }
  | { readonly kind: 'sandbox'; readonly isolation: string; readonly note: string }
  | {
      readonly kind: 'measuring';
      readonly what: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'baseline'; readonly measurement: Measurement }
  | { readonly kind: 'proposing'; readonly index: number; readonly proposer: string }
  | { readonly kind: 'screening'; readonly index: number; readonly candidates: number }
  | { readonly kind: 'candidate'; readonly iteration: Iteration }
  | { readonly kind: 'confirming'; readonly comparison: Comparison | null };
