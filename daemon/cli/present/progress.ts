import type { RunEvent } from '../../../protocol/events.ts';
import { describeGain, formatElapsed } from '../../../protocol/format.ts';
import { unreachable } from '../../../protocol/unreachable.ts';
import type { Output } from '../terminal.ts';
import { cut, harmless, type Style, styleOf } from './style.ts';

/** What the live line says; each event makes a new one. */
export interface ProgressState {
  readonly what: string;
  /** Share that is done, where it is known. */
  readonly share: number | null;
  readonly tried: number;
  /** `2.30x faster`: of the last accepted version over the one before. */
  readonly best: string | null;
}

export const initialProgress: ProgressState = {
  what: 'Starting',
  share: null,
  tried: 0,
  best: null,
};

export function advance(state: ProgressState, event: RunEvent): ProgressState {
  switch (event.kind) {
    case 'queued':
      return { ...state, what: `Waiting, ${event.ahead} ahead`, share: null };
    case 'preparing':
      return { ...state, what: event.what, share: null };
    case 'begun':
      return state;
    case 'sandbox':
      return { ...state, what: `Sandbox ready: ${event.isolation}`, share: null };
    case 'measuring':
      return {
        ...state,
        what: event.what,
        share: event.total > 0 ? Math.min(1, event.done / event.total) : null,
      };
    case 'baseline':
      return { ...state, what: 'Measured the original', share: null };
    case 'proposing':
      return {
        ...state,
        what: `Iteration ${event.index}: asking ${event.proposer}`,
        share: null,
      };
    case 'screening': {
      const noun = event.candidates === 1 ? 'version' : 'versions';
      const what = `Iteration ${event.index}: screening ${event.candidates} ${noun}`;
      return { ...state, what, share: null };
    }
    case 'candidate':
      return afterCandidate(state, event.iteration);
    case 'confirming':
      return { ...state, what: 'Confirming the best', share: null };
    case 'tests':
      return { ...state, what: `Running the tests with the ${event.of}`, share: null };
    default:
      return unreachable(event);
  }
}

function afterCandidate(
  state: ProgressState,
  { status, comparison }: Extract<RunEvent, { kind: 'candidate' }>['iteration'],
): ProgressState {
  const tried = status === 'duplicate' ? state.tried : state.tried + 1;
  if (status !== 'accepted' || !comparison?.ratio) return { ...state, tried };
  return { ...state, tried, best: describeGain(comparison.objective, comparison.ratio).text };
}

const barColumns = 20;

/** The line itself, within so many columns. */
export function progressText(state: ProgressState, elapsedMs: number, style: Style): string {
  const { paint, columns } = style;
  const parts: string[] = [];
  if (state.tried > 0) parts.push(`${state.tried} tried`);
  if (state.best) parts.push(`kept ${state.best}`);
  parts.push(formatElapsed(elapsedMs));
  const tail = parts.join(' · ');
  const bar = state.share === null ? '' : bars(state.share);
  const room = columns - 1 - tail.length - bar.length - 6;
  const what = cut(harmless(state.what), Math.max(8, room));
  return `  ${what}${bar ? `  ${paint.cyan(bar)}` : ''}  ${paint.dim(tail)}`;
}

function bars(share: number): string {
  const full = Math.round(share * barColumns);
  return '━'.repeat(full) + '╌'.repeat(barColumns - full);
}

const refreshMs = 100;

/** One line on a terminal that shows how far a run has got, gone without a trace at the end. */
export class ProgressLine {
  readonly #output: Output;
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout | null;
  #state = initialProgress;
  #isCancelling = false;

  constructor(output: Output) {
    this.#output = output;
    // Drawn by the clock alone, ten times a second however many events there are.
    this.#timer = output.isTerminal ? setInterval(() => this.#draw(), refreshMs) : null;
  }

  tell(event: RunEvent): void {
    this.#state = advance(this.#state, event);
  }

  cancelling(): void {
    this.#isCancelling = true;
    if (this.#timer) this.#draw();
  }

  end(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#output.write('\r\u001b[2K');
  }

  #draw(): void {
    const state = this.#isCancelling
      ? { ...this.#state, what: 'Cancelling (Ctrl-C again leaves at once)', share: null }
      : this.#state;
    const text = progressText(state, performance.now() - this.#startedMs, styleOf(this.#output));
    this.#output.write(`\r\u001b[2K${text}`);
  }
}
