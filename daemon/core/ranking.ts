import type { Figures } from '../../protocol/history.ts';
import type { Percentiles } from '../../protocol/measurement.ts';
import { beyond, referencesOf } from './beyond.ts';
import { populationOf, type Ranked, ranksAmong } from './percentiles.ts';

/** Where figures stand in a population; null for figures that are not complete. */
export type Ranking = (figures: Figures) => Percentiles | null;

/** Their author made them differ, so fewer say something than of variants found in a search. */
const fewestReferences = 3;

/** Among the correct variants of a function; null where they are too few. */
export function rankingAmongVariants(variants: readonly Ranked[]): Ranking | null {
  const population = populationOf(variants);
  if (population === null) return null;
  const { size } = population;
  return (figures) => {
    const version = rankedOf(figures);
    return version && { population: 'variants', size, ...ranksAmong(population, version) };
  };
}

/** Among the passing reference solutions of a problem; null where they are too few. */
export function rankingAmongSolutions(
  problem: string,
  solutions: readonly Ranked[],
): Ranking | null {
  if (solutions.length < fewestReferences) return null;
  const references = referencesOf(solutions);
  const { size } = references;
  return (figures) => {
    const version = rankedOf(figures);
    if (version === null) return null;
    const shares = beyond(version, references);
    return {
      population: 'problem',
      problem,
      size,
      ...ranksAmong(references, version),
      beyond: {
        time: 100 * shares.time,
        memory: 100 * shares.memory,
        integral: 100 * shares.integral,
      },
    };
  };
}

/** The three figures by which a version is ranked; null where one is missing. */
export function rankedOf({ medianNs, usedBytes, byteSeconds }: Figures): Ranked | null {
  if (medianNs === null || usedBytes === null || byteSeconds === null) return null;
  return { time: medianNs, memory: usedBytes, integral: byteSeconds };
}
