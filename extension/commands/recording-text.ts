import {
  commandEndText,
  leftOutOf,
  recordedText,
  type Recording,
} from '../../protocol/recording.ts';
import type { Say } from '../say.ts';

/** What is said when a recording has ended. */
export interface Recorded {
  readonly kind: 'recorded' | 'nothing';
  readonly text: string;
}

export function recorded(recording: Recording, say: Say): Recorded {
  const { cases, reason } = recording;
  const ended = commandEndText(recording);
  const left = leftOutOf(recording).join(', ');
  const parts = [
    cases.length > 0 ? `${recordedText(recording)}.` : say('Nothing was recorded.'),
    ...(reason === null ? [] : [reason]),
    ...(ended === null ? [] : [`${ended.charAt(0).toUpperCase()}${ended.slice(1)}.`]),
    ...(left === '' ? [] : [say('Left out: {0}.', left)]),
  ];
  return { kind: cases.length > 0 ? 'recorded' : 'nothing', text: parts.join(' ') };
}
