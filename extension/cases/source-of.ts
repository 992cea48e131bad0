import { supportedLanguages } from '../languages.ts';

const ending = '.cases.json';

/** A source file that a case file may belong to, with the function that its name then names. */
export interface SourceGuess {
  readonly path: string;
  /** null where the case file is the file's own, not one function's. */
  readonly function: string | null;
}

/**
 * The source files that a case file may stand beside, likeliest first: `shapes.cases.json` is of
 * `shapes.py`, and `shapes.Circle.area.cases.json` of `shapes.Circle.area.py`, of
 * `shapes.Circle.py`, or of `Circle.area` in `shapes.py`. Empty for any other file.
 */
export function sourcesOf(casesPath: string): readonly SourceGuess[] {
  const slash = Math.max(casesPath.lastIndexOf('/'), casesPath.lastIndexOf('\\'));
  const [folder, name] = [casesPath.slice(0, slash + 1), casesPath.slice(slash + 1)];
  if (!name.endsWith(ending) || name.length === ending.length) return [];
  const parts = name.slice(0, -ending.length).split('.');
  return parts.flatMap((_, taken) => {
    const stem = parts.slice(0, parts.length - taken).join('.');
    const rest = parts.slice(parts.length - taken).join('.');
    return Object.values(supportedLanguages).map((suffix) => ({
      path: `${folder}${stem}${suffix}`,
      function: rest === '' ? null : rest,
    }));
  });
}
