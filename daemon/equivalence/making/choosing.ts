import type { ExploredOutcome } from '../../core/exploring.ts';
import type { GeneratedInput } from '../generate/generator.ts';

/** An input that the original bears. */
export interface Borne {
  readonly input: GeneratedInput;
  readonly explored: ExploredOutcome;
  /** As `weightOf` gives it. */
  readonly weight: number;
  /** It went where none had gone before. */
  readonly isPioneer: boolean;
}

/** Of the inputs that are chosen, the share that reached something new, and that raises. */
const pioneerShare = 0.5;
const raisingShare = 0.25;

/**
 * So many inputs, the most telling first: those that reached new branches, then from each order of size
 * in turn one whose outcome none has had yet. Where a function returns, few of them raise.
 */
export function chosen(all: readonly Borne[], count: number): readonly Borne[] {
  const taken = new Set<Borne>();
  const outcomes = new Set<string>();
  const returning = all.filter(({ explored }) => explored.kind === 'returned');
  const mayRaise = returning.length === 0 ? count : Math.ceil(count * raisingShare);
  let raising = 0;
  const take = (each: Borne): boolean => {
    const raises = each.explored.kind === 'raised';
    if (taken.has(each) || (raises && raising >= mayRaise)) return false;
    if (raises) raising += 1;
    taken.add(each);
    outcomes.add(each.explored.text);
    return true;
  };
  for (const each of all) {
    if (taken.size >= count * pioneerShare) break;
    if (each.isPioneer) take(each);
  }
  const groups = bySize(all);
  for (const onlyNew of [true, false]) {
    let isFruitful = true;
    while (taken.size < count && isFruitful) {
      isFruitful = false;
      for (const group of groups) {
        if (taken.size >= count) break;
        const next = group.find(
          (each) => (!onlyNew || !outcomes.has(each.explored.text)) && take(each),
        );
        if (next !== undefined) isFruitful = true;
      }
    }
  }
  return [...taken];
}

/** Groups of like size, the largest first. */
function bySize(all: readonly Borne[]): readonly (readonly Borne[])[] {
  const groups = new Map<number, Borne[]>();
  for (const each of all) {
    const order = Math.round(Math.log2(1 + each.weight));
    const group = groups.get(order) ?? [];
    group.push(each);
    groups.set(order, group);
  }
  return [...groups].toSorted(([a], [b]) => b - a).map(([, group]) => group);
}
