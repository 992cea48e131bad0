import type { Hunk } from './hunks.ts';

export type HunkStatus = 'pending' | 'accepted';

/**
 * Consecutive lines of the text that a run began with, in every state that accepting some of the
 * hunks can leave them in.
 */
export interface Pattern {
  /** The lines it covers in that text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly segments: readonly Segment[];
  /** Lines at its edge that may stand there belong to it if they do. */
  readonly takesEdges: boolean;
}

export type Segment =
  | { readonly kind: 'same'; readonly start: number; readonly lines: readonly string[] }
  | {
      readonly kind: 'hunk';
      readonly index: number;
      readonly hunk: Hunk;
      /** The states to look for, the likelier first. */
      readonly states: readonly HunkStatus[];
    };

/** Where a pattern was found: for each segment its first line and how many lines it has now. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly found: readonly {
    readonly segment: Segment;
    readonly line: number;
    readonly count: number;
    /** Of a hunk. */
    readonly status: HunkStatus;
  }[];
}

/**
 * The one place of the pattern in `now`, or null. Where several places look alike, the lines around
 * decide; and where the text had other copies of these lines, the place must resemble this one's
 * surroundings more than any copy's. Rather none than a wrong one.
 */
export function findPlace(
  before: readonly string[],
  now: readonly string[],
  pattern: Pattern,
): Place | null {
  const resemblance = (start: number, place: Place): number =>
    commonAround(before, start, start + pattern.end - pattern.start, now, place);
  const places = placesOf(now, pattern);
  const [best] = places
    .filter((place) => !pattern.takesEdges || !places.some((other) => isWithin(place, other)))
    .map((place) => ({ place, score: resemblance(pattern.start, place) }))
    .toSorted((a, b) => b.score - a.score || distance(a.place) - distance(b.place));
  if (best === undefined) return null;
  const isOurs = copiesOf(before, pattern).every(
    (copy) => resemblance(copy, best.place) < best.score,
  );
  return isOurs ? best.place : null;

  function distance(place: Place): number {
    return Math.abs(place.start - pattern.start);
  }
}

/** The place of a pattern that occurs once, and occurred just there before. */
export function onlyPlace(
  before: readonly string[],
  now: readonly string[],
  pattern: Pattern,
): Place | null {
  const earlier = placesOf(before, pattern);
  const places = placesOf(now, pattern);
  const isWhereItWas = earlier.every(({ start }) => start === pattern.start);
  return places.length === 1 && isWhereItWas ? places[0]! : null;
}

function placesOf(now: readonly string[], pattern: Pattern): Place[] {
  const places: Place[] = [];
  for (let line = 0; line <= now.length; line += 1) {
    const place = placeAt(now, line, pattern);
    if (place !== null) places.push(place);
  }
  return places;
}

/** Tries the states of the hunks one after the other; the first that fits is taken. */
function placeAt(now: readonly string[], start: number, { segments }: Pattern): Place | null {
  let steps = 0;
  const found = fit(0, start);
  if (found === null) return null;
  const last = found.at(-1);
  return { start, end: last === undefined ? start : last.line + last.count, found };

  function fit(number: number, line: number): Place['found'] | null {
    const segment = segments[number];
    if (segment === undefined) return [];
    for (const status of segment.kind === 'same' ? (['pending'] as const) : segment.states) {
      const lines = linesIn(segment, status);
      steps += 1;
      if (steps > 10_000 || !standsAt(now, line, lines)) continue;
      const rest = fit(number + 1, line + lines.length);
      if (rest !== null) return [{ segment, line, count: lines.length, status }, ...rest];
    }
    return null;
  }
}

/** Seen without a line at its edge that belongs to it. */
function isWithin(place: Place, other: Place): boolean {
  const isInside = place.start >= other.start && place.end <= other.end;
  return isInside && place.end - place.start < other.end - other.start;
}

function linesIn(segment: Segment, status: HunkStatus): readonly string[] {
  if (segment.kind === 'same') return segment.lines;
  return status === 'pending' ? segment.hunk.removed : segment.hunk.added;
}

function standsAt(now: readonly string[], line: number, lines: readonly string[]): boolean {
  return line + lines.length <= now.length && lines.every((text, i) => now[line + i] === text);
}

function copiesOf(before: readonly string[], { start, end }: Pattern): number[] {
  const lines = before.slice(start, end);
  const copies: number[] = [];
  for (let line = 0; line + lines.length <= before.length; line += 1) {
    if (line !== start && standsAt(before, line, lines)) copies.push(line);
  }
  return copies;
}

/** How many lines directly above and below are the same; the ends of the text count as one. */
function commonAround(
  before: readonly string[],
  start: number,
  end: number,
  now: readonly string[],
  place: Place,
): number {
  let above = 0;
  while (
    start - above >= 0 &&
    place.start - above >= 0 &&
    before[start - above - 1] === now[place.start - above - 1]
  ) {
    above += 1;
  }
  let below = 0;
  while (
    end + below <= before.length &&
    place.end + below <= now.length &&
    before[end + below] === now[place.end + below]
  ) {
    below += 1;
  }
  return above + below;
}
