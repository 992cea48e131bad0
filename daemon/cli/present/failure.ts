import type { Failure } from '../../../protocol/failures.ts';
import { harmless, oneLine } from './style.ts';

/** What is wrong and what to do, in one line. */
export function presentFailure({ message, hint }: Failure): string {
  return `afterburner: ${oneLine(harmless(`${message} ${hint}`))}`;
}
