import type { ProjectTests } from './optimization.ts';
import { unreachable } from './unreachable.ts';

/** What the user's tests came to, in a few words: `tests passed (12 s)`. */
export function describeTests({ state, reason, seconds }: ProjectTests): string {
  switch (state) {
    case 'passed':
      return seconds === null ? 'tests passed' : `tests passed (${inSeconds(seconds)})`;
    case 'failed':
      return `tests fail with every version that was better (${reason})`;
    case 'fail-without-change':
      return `tests fail without any change (${reason}), so they say nothing of this`;
    case 'not-run':
      return `tests not run: ${reason}`;
    default:
      return unreachable(state);
  }
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
