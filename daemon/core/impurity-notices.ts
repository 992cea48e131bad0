import type { Impurity } from './exploring.ts';

/** Of each kind so many places are named. */
const mostPlaces = 3;

/**
 * What a function does beside computing a value from its arguments, a sentence for each kind. Where
 * versions are explored, time and chance are made from the arguments; where they are timed, they are
 * what they are.
 */
export function impurityNotices(
  impurities: readonly Impurity[],
  where: 'timed' | 'explored' = 'timed',
): readonly string[] {
  const kinds = new Map<Impurity['kind'], string[]>();
  for (const { kind, evidence, line } of impurities) {
    const places = kinds.get(kind) ?? [];
    kinds.set(kind, [...places, `\`${evidence}\`, line ${line}`]);
  }
  return [...kinds].map(([kind, all]) => {
    const more = all.length - mostPlaces;
    const named = all.slice(0, mostPlaces).join('; ');
    const places = more > 0 ? `${named}; ${more} more` : named;
    return (where === 'explored' ? madeSteady(kind, places) : null) ?? sentenceOf(kind, places);
  });
}

function madeSteady(kind: Impurity['kind'], where: string): string | null {
  switch (kind) {
    case 'clock':
      return `It reads the clock (${where}): on generated inputs it showed a time that the arguments decide, and stood still during a call.`;
    case 'random':
      return `It draws random numbers (${where}): on generated inputs the arguments decided which.`;
    default:
      return null;
  }
}

function sentenceOf(kind: Impurity['kind'], where: string): string {
  switch (kind) {
    case 'clock':
      return `It reads the clock (${where}): outcomes may differ from run to run.`;
    case 'random':
      return `It draws random numbers (${where}): outcomes may differ from run to run.`;
    case 'files':
      return `It works with files (${where}): the sandbox has only an empty work folder.`;
    case 'network':
      return `It uses the network (${where}), which the sandbox does not have.`;
    case 'globals':
      return `It changes state that outlives the call (${where}): calls may influence each other.`;
    case 'input':
      return `It reads standard input (${where}), which is empty here.`;
    case 'process':
      return `It starts processes or threads, or reads the environment (${where}): this is not compared.`;
  }
}
