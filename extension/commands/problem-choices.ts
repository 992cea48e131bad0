import type { ListedProblem } from '../../protocol/packs.ts';
import type { Say } from '../say.ts';

/** A line of the list: a problem, or what takes the link away. */
export interface ProblemChoice {
  readonly label: string;
  readonly description: string;
  /** Path of the pack; empty for what is none. */
  readonly pack: string;
  readonly problem: string | null;
}

/** What a function can be linked to; what it is linked to now comes first, with the way out. */
export function problemChoices(
  problems: readonly ListedProblem[],
  linked: string | null,
  say: Say,
): readonly ProblemChoice[] {
  const choice = ({ id, title, pack }: ListedProblem): ProblemChoice => ({
    label: title,
    description: id === linked ? say('{0}, linked now', id) : id,
    pack,
    problem: id,
  });
  const others = problems.filter(({ id }) => id !== linked).map(choice);
  if (linked === null) return others;
  const present = problems.filter(({ id }) => id === linked).map(choice);
  const removal = {
    label: `$(trash) ${say('Remove the link')}`,
    description: present.length > 0 ? linked : say('{0}, which no known pack has', linked),
    pack: '',
    problem: null,
  };
  return [...present, removal, ...others];
}
