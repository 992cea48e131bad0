import { fail, ok, type Result } from './failures.ts';
import { editOfLines, type Hunk, hunksOf } from './hunks.ts';
import { lineAt, type Lines, linesOf } from './lines.ts';
import type { TextEdit } from './optimization.ts';
import {
  findPlace,
  onlyPlace,
  type HunkStatus,
  type Pattern,
  type Place,
  type Segment,
} from './pattern.ts';

/** A hunk where it stands in the current text. */
export interface PlacedHunk {
  readonly index: number;
  /** Accepted: the text has its added lines already. */
  readonly status: HunkStatus;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** In the current text: there `removed` stands while pending, and `added` once accepted. */
  readonly line: number;
  /** What accepts it; once accepted, what would take it back. */
  readonly edit: TextEdit;
}

export interface Placed {
  /** In the order of the text that the run began with. */
  readonly hunks: readonly PlacedHunk[];
  /** The function in the current text: lines from 0, end exclusive. */
  readonly functionLines: { readonly start: number; readonly end: number };
}

export interface PlaceOptions {
  /** Its name, for the sentence that refuses. */
  readonly function: string;
  /**
   * Where the function stands in `base`: offsets in UTF-16 code units, end exclusive. null protects
   * all from the first hunk to the last.
   */
  readonly range: { readonly start: number; readonly end: number } | null;
  /** What was accepted when this was last looked at; decides only where the texts do not. */
  readonly accepted?: readonly boolean[];
}

/** What changed from one text to the other, line by line; `range` as in PlaceOptions. */
export function hunksBetween(
  base: string,
  proposed: string,
  range: PlaceOptions['range'] = null,
): Hunk[] {
  const before = linesOf(base);
  const around = range === null ? null : linesIn(before, range);
  return hunksOf(before.contents, linesOf(proposed).contents, around);
}

/**
 * Finds each hunk's place in a text that was edited since. Edits elsewhere move it. A change of the
 * function itself, or of the place where something goes outside it (an import), is refused. Which
 * hunks were accepted is read off the text: undo and redo need no bookkeeping.
 */
export function placeProposal(
  base: string,
  proposed: string,
  current: string,
  options: PlaceOptions,
): Result<Placed> {
  const before = linesOf(base);
  const now = linesOf(current, before.eol);
  const hunks = hunksBetween(base, proposed, options.range);
  const range = options.range === null ? null : linesIn(before, options.range);
  const span = spanOf(hunks, range);
  const isInside = ({ start, end }: Hunk): boolean => start >= span.start && end <= span.end;
  const statesOf = (index: number): HunkStatus[] =>
    options.accepted?.[index] === true ? ['accepted', 'pending'] : ['pending', 'accepted'];

  const own = findPlace(
    before.contents,
    now.contents,
    patternOf(before.contents, span, hunks, isInside, statesOf, range !== null),
  );
  if (own === null || (range !== null && isExtended(before.contents, now.contents, span, own))) {
    return changed(options.function);
  }
  const places = [own];
  for (const [index, hunk] of hunks.entries()) {
    if (isInside(hunk)) continue;
    const place = placeOutside(before.contents, now.contents, hunk, index, statesOf(index));
    if (place === null) return changed(`The place of \`${gistOf(hunk)}\``);
    places.push(place);
  }
  const placed = places
    .flatMap(({ found }) => found)
    .flatMap(({ segment, line, count, status }): PlacedHunk[] => {
      if (segment.kind === 'same') return [];
      const { removed, added } = segment.hunk;
      const edit = editOfLines(now, line, count, status === 'pending' ? added : removed);
      return [{ index: segment.index, status, removed, added, line, edit }];
    })
    .toSorted((a, b) => a.index - b.index);
  if (doOverlap(placed)) return changed(options.function);
  return ok({ hunks: placed, functionLines: functionLines(own, span) });
}

/** The edits that accept these hunks, where they are pending; all of them where none is named. */
export function editsOf(placed: Placed, which?: ReadonlySet<number>): TextEdit[] {
  return placed.hunks
    .filter(({ index, status }) => status === 'pending' && (which?.has(index) ?? true))
    .map(({ edit }) => edit);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function linesIn(lines: Lines, { start, end }: Span): Span {
  return { start: lineAt(lines, start), end: lineAt(lines, Math.max(start, end - 1)) + 1 };
}

/** The function's lines, widened over hunks that reach beyond them. */
function spanOf(hunks: readonly Hunk[], range: Span | null): Span {
  if (range === null) return { start: hunks[0]?.start ?? 0, end: hunks.at(-1)?.end ?? 0 };
  const reaching = hunks.filter(({ start, end }) => start < range.end && end > range.start);
  return {
    start: Math.min(range.start, ...reaching.map(({ start }) => start)),
    end: Math.max(range.end, ...reaching.map(({ end }) => end)),
  };
}

/**
 * A hunk that may leave no line behind would fit anywhere. At the edge of a function it is there if
 * its lines are; without a function, a line of context holds it.
 */
function patternOf(
  before: readonly string[],
  span: Span,
  hunks: readonly Hunk[],
  isInside: (hunk: Hunk) => boolean,
  statesOf: (index: number) => HunkStatus[],
  isFunction: boolean,
): Pattern {
  const inside = [...hunks.entries()].filter(([, hunk]) => isInside(hunk));
  const isLoose = (edge: number, hunk: Hunk | undefined): boolean =>
    hunk !== undefined &&
    (hunk.start === edge || hunk.end === edge) &&
    (hunk.removed.length === 0 || hunk.added.length === 0);
  const isLooseAbove = !isFunction && isLoose(span.start, inside[0]?.[1]);
  const isLooseBelow = !isFunction && isLoose(span.end, inside.at(-1)?.[1]);
  const start = Math.max(isLooseAbove ? span.start - 1 : span.start, 0);
  const end = Math.min(isLooseBelow ? span.end + 1 : span.end, before.length);
  const segments: Segment[] = [];
  let at = start;
  for (const [index, hunk] of inside) {
    if (hunk.start > at) {
      segments.push({ kind: 'same', start: at, lines: before.slice(at, hunk.start) });
    }
    const fuller: HunkStatus[] =
      hunk.added.length === 0 ? ['pending', 'accepted'] : ['accepted', 'pending'];
    const states = isFunction && isLoose(span.end, hunk) ? fuller : statesOf(index);
    segments.push({ kind: 'hunk', index, hunk, states });
    at = hunk.end;
  }
  if (end > at) segments.push({ kind: 'same', start: at, lines: before.slice(at, end) });
  return { start, end, segments, takesEdges: isFunction };
}

/**
 * A hunk outside the function stands between the lines around it. Where one side was edited, the
 * other holds it, as long as it is no line that occurs twice.
 */
function placeOutside(
  before: readonly string[],
  now: readonly string[],
  hunk: Hunk,
  index: number,
  states: readonly HunkStatus[],
): Place | null {
  const above = contextAbove(before, hunk.start);
  const below = contextBelow(before, hunk.end);
  const full = pattern(above, below, states);
  const place = findPlace(before, now, full);
  if (place !== null) return place;

  const { start, end, removed, added } = hunk;
  const isThere = isTelling(added) && onlyPlace(before, now, pattern(start, end, ['accepted']));
  if (isThere) return isThere;
  if (removed.length > 0) {
    return isTelling(removed) ? onlyPlace(before, now, pattern(start, end, ['pending'])) : null;
  }
  const sides = [
    { start: start - 1, end },
    { start, end: end + 1 },
  ].filter((side) => isAnchor(before.slice(Math.max(side.start, 0), side.end)));
  for (const side of sides) {
    const found = onlyPlace(before, now, pattern(Math.max(side.start, 0), side.end, ['pending']));
    if (found !== null) return found;
  }
  return null;

  function pattern(start: number, end: number, among: readonly HunkStatus[]): Pattern {
    const segments: Segment[] = [{ kind: 'hunk', index, hunk, states: among }];
    if (start < hunk.start)
      segments.unshift({ kind: 'same', start, lines: before.slice(start, hunk.start) });
    if (end > hunk.end)
      segments.push({ kind: 'same', start: hunk.end, lines: before.slice(hunk.end, end) });
    return { start, end, segments, takesEdges: false };
  }
}

/** A statement of the file itself; what is indented belongs to something that may have changed. */
function isAnchor(lines: readonly string[]): boolean {
  return isTelling(lines) && lines.every((line) => !/^\s/.test(line));
}

function isTelling(lines: readonly string[]): boolean {
  return lines.some((line) => /\w/.test(line));
}

/** Up to and with the nearest line that says something. */
function contextAbove(before: readonly string[], line: number): number {
  let start = line;
  while (start > 0 && line - start < 4) {
    start -= 1;
    if (isTelling([before[start]!])) break;
  }
  return start;
}

function contextBelow(before: readonly string[], line: number): number {
  let end = line;
  while (end < before.length && end - line < 4) {
    end += 1;
    if (isTelling([before[end - 1]!])) break;
  }
  return end;
}

/**
 * The lines that were measured are all there, but the function is not: it got a decorator, or goes
 * on after its last line.
 */
function isExtended(
  before: readonly string[],
  now: readonly string[],
  span: Span,
  place: Place,
): boolean {
  const { start, end } = functionLines(place, span);
  const above = now[start - 1] ?? '';
  if (/^\s*(@|\[\[|template\b)/.test(above) && above !== before[span.start - 1]) return true;
  const next = (lines: readonly string[], from: number): string =>
    lines.slice(from).find((line) => /\S/.test(line)) ?? '';
  const follows = next(now, end);
  const own = before.slice(span.start, span.end).find((line) => /\S/.test(line)) ?? '';
  return follows !== next(before, span.end) && indentOf(follows) > indentOf(own);
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}

/** With what its version puts directly above or below it. */
function functionLines(place: Place, span: Span): Span {
  const isOwn = (segment: Segment): boolean =>
    segment.kind === 'hunk' || (endOf(segment) > span.start && segment.start < span.end);
  const own = place.found.filter(({ segment }) => isOwn(segment));
  const first = own[0];
  const last = own.at(-1);
  if (first === undefined || last === undefined) return { start: place.start, end: place.end };
  const context = Math.max(0, span.start - startOf(first.segment));
  const rest = Math.max(0, endOf(last.segment) - span.end);
  return { start: first.line + context, end: last.line + last.count - rest };
}

function startOf(segment: Segment): number {
  return segment.kind === 'same' ? segment.start : segment.hunk.start;
}

function endOf(segment: Segment): number {
  return segment.kind === 'same' ? segment.start + segment.lines.length : segment.hunk.end;
}

function doOverlap(placed: readonly PlacedHunk[]): boolean {
  const edits = placed.map(({ edit }) => edit).toSorted((a, b) => a.start - b.start);
  return edits.some(({ start }, i) => i > 0 && edits[i - 1]!.end > start);
}

function gistOf({ added, removed }: Hunk): string {
  return ([...added, ...removed].find((line) => /\w/.test(line)) ?? '').trim();
}

function changed(what: string): Result<never> {
  const message = `${what} has changed since this version was measured.`;
  return fail('file-changed', message, 'Optimize it again.');
}
