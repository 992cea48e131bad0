import { z } from 'zod';

/** Where a case comes from that nobody wrote into a case file. */
export const caseSourceSchema = z.object({
  kind: z
    .enum(['doctest', 'pytest', 'unittest', 'assert', 'comment', 'recorded', 'generated'])
    .describe(
      'assert: asserts and calls at the level of a module; recorded: a call that a program made; ' +
        'generated: made from what the text of a function and its cases tell',
    ),
  path: z.string().describe('Absolute; of a generated case the file of its function'),
  line: z.int().positive().describe('Of a generated case where its function begins'),
});
export type CaseSource = Readonly<z.infer<typeof caseSourceSchema>>;

/** How many cases came from one place. */
export const sourceCountSchema = caseSourceSchema
  .pick({ kind: true, path: true })
  .extend({ count: z.int().positive() });
export type SourceCount = Readonly<z.infer<typeof sourceCountSchema>>;

/** The places of cases with how many each gave, in order; one without a source is left out. */
export function countSources(
  cases: readonly { readonly source?: CaseSource | undefined }[],
): readonly SourceCount[] {
  const counts = new Map<string, SourceCount>();
  for (const { source } of cases) {
    if (source === undefined) continue;
    const { kind, path } = source;
    const key = placeText({ kind, path }, (each) => each);
    counts.set(key, { kind, path, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** `3 from its docstring, 9 from tests/test_pairs.py`; `show` writes a path as the user knows it. */
export function sourcesText(
  counts: readonly SourceCount[],
  show: (path: string) => string,
): string {
  const text = ({ count, ...place }: SourceCount): string => {
    if (place.kind === 'generated') return `${count} generated`;
    if (place.kind === 'recorded') return `${count} recorded ${count === 1 ? 'call' : 'calls'}`;
    return `${count} from ${placeText(place, show)}`;
  };
  return counts.map(text).join(', ');
}

/** The last part of a path, where there is no room for more. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function placeText(
  { kind, path }: Pick<CaseSource, 'kind' | 'path'>,
  show: (path: string) => string,
): string {
  switch (kind) {
    case 'doctest':
      return 'its docstring';
    case 'comment':
      return 'its comments';
    case 'recorded':
      return 'recorded calls';
    case 'generated':
      return 'generated ones';
    default:
      return show(path);
  }
}
