import type { Checked } from './laboratory.ts';

/** That texts were found which say something else than the original does, with the first of them. */
export function unmetNotices({ cases }: Checked): readonly string[] {
  const unmet = cases.filter(({ verdict, message }) => verdict === 'passed' && message !== null);
  const [first] = unmet;
  if (first === undefined) return [];
  const texts =
    unmet.length === 1 ? 'A case that was found does' : `${unmet.length} cases that were found do`;
  return [
    `${texts} not say what the original does (${first.id}: it ${first.message}): ` +
      'what the original does counts.',
  ];
}
