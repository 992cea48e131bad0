import type { ActiveRun } from '../protocol/editor.ts';
import type { RunEvent } from '../protocol/events.ts';
import { describeGain } from '../protocol/format.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { countOf } from './words.ts';

/** How far a run is, for lens, status and progress bar. */
export interface RunProgress {
  readonly text: string;
  /** 0 to 100, never falling; null where it is not known. */
  readonly percentage: number | null;
  readonly isQueued: boolean;
  /** Its id in the history. */
  readonly run: string | null;
  readonly iteration: number;
  /** The loop has ended; its best is compared with the original once more. */
  readonly isConfirming: boolean;
  /** `2.30x faster`: of the last accepted version over the one before. */
  readonly kept: string | null;
}

export type RunKind = ActiveRun['kind'];

const doing: Readonly<Record<RunKind, string>> = {
  measure: 'Measuring',
  optimize: 'Optimizing',
  check: 'Running the cases',
  scale: 'Measuring growth',
  profile: 'Profiling',
  record: 'Recording calls',
};

/** What a progress bar is called: `Measuring pair_with_sum`. */
export function progressTitle(kind: RunKind, name: string): string {
  const of = kind === 'scale' || kind === 'record' ? ' of' : '';
  return `${doing[kind]}${of} ${name}`;
}

export function begun(kind: RunKind): RunProgress {
  return {
    text: `${doing[kind]}…`,
    percentage: null,
    isQueued: false,
    run: null,
    iteration: 0,
    isConfirming: false,
    kept: null,
  };
}

/** `iterations` is how many there can be. */
export function advance(
  progress: RunProgress,
  kind: RunKind,
  event: RunEvent,
  iterations: number,
): RunProgress {
  const next: RunProgress = { ...progress, isQueued: false };
  switch (event.kind) {
    case 'queued':
      return { ...next, isQueued: true, text: `Queued, ${event.ahead} ahead` };
    case 'begun':
      return { ...next, run: event.run };
    case 'preparing':
      return { ...next, text: `Preparing: ${event.what}` };
    case 'sandbox':
      return { ...next, text: `${doing[kind]}…` };
    case 'measuring':
      return measuring(next, kind, event);
    case 'baseline':
      return { ...next, text: 'Measured the original' };
    case 'proposing': {
      const share = (100 * (event.index - 1)) / Math.max(iterations, 1);
      const text = `Iteration ${event.index} of ${iterations}: asking ${event.proposer}`;
      return { ...next, text, iteration: event.index, percentage: atLeast(next, share) };
    }
    case 'screening': {
      const text = `Iteration ${event.index} of ${iterations}: screening ${countOf(event.candidates, 'version')}`;
      return { ...next, text, iteration: event.index };
    }
    case 'candidate': {
      const { status, comparison } = event.iteration;
      if (status !== 'accepted' || !comparison?.ratio) return next;
      return { ...next, kept: describeGain(comparison.objective, comparison.ratio).text };
    }
    case 'confirming':
      return {
        ...next,
        text: 'Confirming the best…',
        isConfirming: true,
        percentage: atLeast(next, 95),
      };
    case 'tests':
      return {
        ...next,
        text: `Running the tests with the ${event.of}…`,
        isConfirming: true,
        percentage: atLeast(next, 97),
      };
    default:
      return unreachable(event);
  }
}

const units: Readonly<Record<string, string>> = {
  Measuring: 'round',
  Comparing: 'pair',
  Checking: 'version',
  'Checking calls': 'call',
  Screening: 'version',
};

function measuring(
  progress: RunProgress,
  kind: RunKind,
  { what, done, total }: Extract<RunEvent, { kind: 'measuring' }>,
): RunProgress {
  // What a run counts may have no unit here, and says its own name then: `cases`. What begins with
  // a capital is done and not counted: `Growing to n = 64`, whose figures are milliseconds.
  const unit = units[what];
  const isCounted = unit !== undefined || /^[a-z]/.test(what);
  const doingNow = unit === undefined && isCounted ? doing[kind] : what;
  const counted = unit === undefined ? what : countOf(total, unit).replace(/^\d+ /, '');
  const count = isCounted && total > 0 ? ` ${done} of ${total} ${counted}` : '';
  const text = `${doingIn(progress, kind, doingNow)}…${count}`;
  if (kind === 'optimize' || total <= 0) return { ...progress, text };
  return { ...progress, text, percentage: atLeast(progress, (100 * done) / total) };
}

/** `Iteration 2: comparing`; what is done before the first and after the last has no number. */
function doingIn({ iteration, isConfirming }: RunProgress, kind: RunKind, what: string): string {
  if (isConfirming) return 'Confirming the best';
  if (kind !== 'optimize' || iteration === 0) return what;
  return `Iteration ${iteration}: ${what.toLowerCase()}`;
}

function atLeast({ percentage }: RunProgress, share: number): number {
  return Math.max(percentage ?? 0, Math.min(100, Math.round(share)));
}
