import { formatNumber, formatTime } from '../../protocol/format.ts';
import type { LineProfile, ProfiledLine } from '../../protocol/line-profile.ts';
import type { Say } from '../say.ts';

/** How much of the time is a line's: 0 is shown without a colour, 4 is most of all time. */
export type Heat = 0 | 1 | 2 | 3 | 4;

/** A line of the function as it is shown, counted from the function's first line, from 0. */
export interface HeatLine {
  readonly offset: number;
  readonly heat: Heat;
  /** Behind the line: `62% · 12,000×`. */
  readonly figure: string;
  /** Markdown. */
  readonly hover: string;
}

/** What stands beside each line that ran. */
export function heatLines(profile: LineProfile, say: Say): readonly HeatLine[] {
  return profile.lines.map((line) => ({
    offset: line.line - profile.firstLine,
    heat: heatOf(line.share),
    figure: figureOf(line),
    hover: hoverOf(line, profile, say),
  }));
}

export function heatOf(share: number): Heat {
  if (share >= 0.5) return 4;
  if (share >= 0.2) return 3;
  if (share >= 0.05) return 2;
  return share >= 0.01 ? 1 : 0;
}

/** The line with most of the time in a sentence, for the status bar; null where none was seen. */
export function hottest(profile: LineProfile, firstLine: number, say: Say): string | null {
  const [first, ...rest] = profile.lines;
  if (first === undefined || profile.samples === 0) return null;
  const most = rest.reduce((best, each) => (each.share > best.share ? each : best), first);
  const shown = most.line - profile.firstLine + firstLine;
  return say('{0}: {1} of the time in line {2}', profile.function, percent(most.share), shown);
}

function figureOf({ share, hits }: ProfiledLine): string {
  return [
    ...(share > 0 ? [percent(share)] : []),
    ...(hits === null ? [] : [`${hits.toLocaleString('en')}×`]),
  ].join(' · ');
}

function hoverOf({ share, hits }: ProfiledLine, profile: LineProfile, say: Say): string {
  const time = formatTime(profile.passNs * share);
  const whole = formatTime(profile.passNs);
  const spent =
    share > 0
      ? say('**{0} of the time**, about {1} of the {2} of one pass.', percent(share), time, whole)
      : say('**No time to be seen** of the {0} of one pass.', whole);
  const begun =
    hits === null
      ? say('How often it is begun was not counted: that took too long.')
      : hits === 1
        ? say('It is begun once in a pass.')
        : say('It is begun {0} times in a pass.', hits.toLocaleString('en'));
  return [`${spent} ${begun}`, distortion(profile, say)].join('\n\n');
}

/** Each hook slows the function down: how far its figures can be believed. */
function distortion({ samples, slowdown }: LineProfile, say: Say): string {
  const count = samples.toLocaleString('en');
  const sampled =
    slowdown.sampling === null
      ? say('Shares are those of {0} samples; what they cost could not be measured.', count)
      : say(
          'Shares are those of {0} samples; sampling made a pass {1} times as long.',
          count,
          formatNumber(slowdown.sampling),
        );
  if (slowdown.counting === null) return sampled;
  const counted = say(
    'Counting, in a run of its own, made it {0} times as long.',
    formatNumber(slowdown.counting),
  );
  return `${sampled} ${counted}`;
}

/** What is there is never shown as nothing. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 0 && share > 0 ? '<1%' : `${whole}%`;
}
