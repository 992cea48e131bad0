import { inputSize } from '../../cases/input-size.ts';
import { magnitudesOf } from '../../cases/magnitudes.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import type { Exploration, Manner } from '../../core/equivalence.ts';
import type { MadeCases, TriedInputs } from '../../core/making.ts';
import { Coverage } from '../coverage.ts';
import { Behaviour } from '../domain.ts';
import { createGenerator, type GeneratedInput } from '../generate/generator.ts';
import { type Borne, chosen } from './choosing.ts';
import type { MakerSetup } from './maker-setup.ts';
import { weightOf } from './weight.ts';

/** Enough to reach most branches, and few enough to be looked through and run in every round. */
const wanted = 20;
/** In reserve for those on which the original does not do the same twice. */
const spare = 10;
/** Inputs of each batch; the first finds out what shapes are borne. */
const batches = [120, 240, 240, 240, 240] as const;
/** A case for checking runs in every round: what takes longer is for timing. */
const mostNs = 5e6;
/** Borne inputs that are enough to choose from once every branch was reached. */
const enough = 120;
/** A fresh module for each call, where it is made this fast. */
const freshBoundNs = 60_000;
const mostPerModule = 50;
/** Where many take too long, there is time for the others all the same. */
const deadlineMs = 40;
const budgetMs = 600;
/** Characters of an input, and of an outcome, as texts. */
const mostInputText = 1200;
const longest = 1500;

/**
 * Cases for a function that has none: inputs that the original bears, chosen for the branches that
 * they reach and for their sizes. Those on which it does not do the same twice are none.
 */
export async function makeCases(
  setup: MakerSetup,
  signal: AbortSignal,
): Promise<Result<MadeCases>> {
  const { sketch, domain, seed } = setup;
  const generator = createGenerator(sketch, [], domain, seed);
  const behaviour = new Behaviour(sketch.raises);
  const coverage = new Coverage();
  const borne: Borne[] = [];
  const slower: Borne[] = [];
  const tried = { inputs: 0, outside: 0, unclear: 0, slow: 0, unstable: 0 };
  let perModule = 1;
  let waiting: readonly GeneratedInput[] = [];
  for (const count of batches) {
    const drawn = count > waiting.length ? generator.batch(count - waiting.length) : [];
    const inputs = [...waiting, ...drawn];
    if (inputs.length === 0) break;
    const ran = await run(setup, inputs, { ...usual, callsPerModule: perModule }, signal);
    if (!ran.ok) return ran;
    if (ran.value.unusable !== null) return ok(nothing(tried, ran.value.unusable));
    perModule = callsPerModule(ran.value.freshNs);
    waiting = inputs.slice(ran.value.inputs.length);
    const pioneers = new Set(coverage.add(ran.value.arcs));
    for (const [index, explored] of ran.value.inputs.entries()) {
      const input = inputs[index] as GeneratedInput;
      const standing = behaviour.standingOf(explored);
      tried.inputs += 1;
      if (standing !== 'inside') tried[standing] += 1;
      if (standing === 'outside') generator.refuse(input);
      if (standing !== 'inside' || !('text' in explored)) continue;
      if (pioneers.has(index)) generator.reward(input);
      if (JSON.stringify(input.call).length > mostInputText) continue;
      // Two right versions make different things of such numbers.
      if (magnitudesOf(input.call).isExtreme) continue;
      const weight = weightOf(input.call);
      const group = explored.ns <= mostNs ? borne : slower;
      group.push({ input, explored, weight, isPioneer: pioneers.has(index) });
    }
    if (coverage.isComplete && borne.length >= enough) break;
  }
  return settled(
    setup,
    chosen(borne.length > 0 ? borne : slower, wanted + spare),
    tried,
    perModule,
    signal,
  );
}

/** Those that give the same once more, in another order and with other random numbers. */
async function settled(
  setup: MakerSetup,
  picked: readonly Borne[],
  tried: TriedInputs,
  perModule: number,
  signal: AbortSignal,
): Promise<Result<MadeCases>> {
  if (picked.length === 0) return ok(nothing(tried, null));
  const inputs = picked.map(({ input }) => input).toReversed();
  const manner = { ...usual, callsPerModule: perModule, randomSeed: usual.randomSeed + 1 };
  const again = await run(setup, inputs, { ...manner, withArcs: false }, signal);
  if (!again.ok) return again;
  const last = picked.length - 1;
  const stable = picked.filter(({ explored }, index) => {
    const other = again.value.inputs[last - index];
    return other !== undefined && 'text' in other && other.text === explored.text;
  });
  const names = setup.sketch.parameters.map(({ name }) => name);
  const byWeight = stable.slice(0, wanted).toSorted((a, b) => a.weight - b.weight);
  return ok({
    inputs: byWeight.map(({ input: { call }, explored }) => ({
      call,
      size: inputSize(call, names),
      ns: explored.ns,
    })),
    tried: { ...tried, unstable: picked.length - stable.length },
    unusable: null,
  });
}

const usual: Manner = {
  hashSeed: 1,
  randomSeed: 1,
  callsPerModule: 1,
  deadlineMs,
  budgetMs,
  longest,
  withArcs: true,
  isTimed: false,
};

function run(
  { explorer, original }: MakerSetup,
  inputs: readonly GeneratedInput[],
  manner: Manner,
  signal: AbortSignal,
): Promise<Result<Exploration>> {
  const calls = inputs.map(({ call }) => ({ ...call, id: '' }));
  return explorer.explore(original, calls, manner, signal);
}

function nothing(tried: TriedInputs, unusable: string | null): MadeCases {
  return { inputs: [], tried, unusable };
}

function callsPerModule(freshNs: number): number {
  return Math.max(1, Math.min(mostPerModule, Math.ceil(freshNs / freshBoundNs)));
}
