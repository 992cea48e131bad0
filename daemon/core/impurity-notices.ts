import type { Impurity } from './exploring.ts';

/** Of each kind so many places are named. */
const mostPlaces = 3;

/** What a function does beside computing a value from its arguments, a sentence for each kind. */
export function impurityNotices(impurities: readonly Impurity[]): readonly string[] {
  const kinds = new Map<Impurity['kind'], string[]>();
  for (const { kind, evidence, line } of impurities) {
    const places = kinds.get(kind) ?? [];
    kinds.set(kind, [...places, `\`${evidence}\`, line ${line}`]);
  }
  return [...kinds].map(([kind, places]) => {
    const more = places.length - mostPlaces;
    const named = places.slice(0, mostPlaces).join('; ');
    return sentenceOf(kind, more > 0 ? `${named}; ${more} more` : named);
  });
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
