import type { Failure } from '../../../protocol/failures.ts';
import { harmless, oneLine } from './style.ts';

/** What is wrong and what to do, in one line. */
export function presentFailure({ message, hint }: Failure): string {
  const sentence = /[.?!]$/.test(message) ? message : `${message}.`;
  return `afterburner: ${oneLine(harmless(`${sentence} ${hint}`))}`;
}
