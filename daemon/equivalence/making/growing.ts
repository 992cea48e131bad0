import type { Call, Value } from '../../../protocol/cases.ts';
import { ok, type Result } from '../../../protocol/failures.ts';
import type { FixedInputs, GrowingInputs } from '../../core/making.ts';
import { sizeOf } from '../generate/values.ts';
import type { MakerSetup } from './maker-setup.ts';
import { mostCarried, type Passed, Sizing } from './sizing.ts';
import { weightOf } from './weight.ts';

const sizes = [5, 10, 20, 50, 100] as const;
const seeds = Array.from({ length: 12 }, (_, index) => index);
/** Enough for a hard one among easy ones. */
const mostTogether = 2;
/** Of a size and of half of it, what the weights must differ by at least. */
const leastGrowth = 1.3;
const largestNumber = 1e9;
const deadlineMs = 100;

/**
 * Inputs of any size for a function, whether it has cases or not: arranged in the ways that take the
 * original longest among those that it bears at the largest of a few small sizes.
 */
export async function makeGrowing(
  setup: MakerSetup,
  known: readonly Call[],
  signal: AbortSignal,
): Promise<Result<GrowingInputs | FixedInputs>> {
  const sizing = new Sizing(setup, known, 1);
  const wanted = sizes.map((size) => ({ size, seeds }));
  const tried = await sizing.at(wanted, 0, deadlineMs, signal);
  if (!tried.ok) return tried;
  const passed = tried.value.filter((each) => each.kind === 'borne');
  const [smallest, largest] = [passed[0], passed.at(-1)];
  const last = tried.value.at(-1);
  if (smallest === undefined || largest === undefined) {
    const why = last === undefined || last.kind === 'borne' ? 'refused' : last.kind;
    return ok({ kind: 'fixed', why: why === 'unmade' ? 'refused' : why });
  }
  if (smallest === largest && last?.kind === 'bounded')
    return ok({ kind: 'fixed', why: 'bounded' });
  const kept = borneAtAll(passed, largest);
  const carried = Math.floor(mostCarried(largest));
  const at = (n: number): readonly Omit<Call, 'id'>[] => calls(sizing, n, kept);
  return ok({
    kind: 'growing',
    n: largest.size,
    grows: changing(at(smallest.size)[0], at(largest.size)[0]),
    largest: sizing.areNumbers ? largestNumber : Math.max(largest.size, carried),
    at(n) {
      const made = at(n);
      const half = at(Math.max(1, Math.floor(n / 2)));
      const isMore = n < 2 || heaviest(made) >= leastGrowth * heaviest(half);
      return made.length > 0 && isMore ? made : null;
    },
  });
}

function calls(sizing: Sizing, size: number, kept: readonly number[]): readonly Omit<Call, 'id'>[] {
  return sizing.drawn({ size, seeds: kept }).map(({ call }) => call);
}

/** Seeds of inputs that are borne at every size, those first that take longest in the end. */
function borneAtAll(passed: readonly Passed[], largest: Passed): readonly number[] {
  const slowest = largest.inputs.toSorted((a, b) => b.ns - a.ns).map(({ seed }) => seed);
  const always = slowest.filter((seed) =>
    passed.every(({ inputs }) => inputs.some((input) => input.seed === seed)),
  );
  return (always.length > 0 ? always : slowest).slice(0, mostTogether);
}

function heaviest(made: readonly Omit<Call, 'id'>[]): number {
  return Math.max(0, ...made.map(weightOf));
}

/** Where two calls have different sizes, or different numbers. */
function changing(
  small: Omit<Call, 'id'> | undefined,
  large: Omit<Call, 'id'> | undefined,
): readonly string[] {
  if (small === undefined || large === undefined) return [];
  const others = new Map(placesOf(large));
  const changed = (measure: (value: Value) => unknown): readonly string[] =>
    placesOf(small).flatMap(([path, value]) => {
      const other = others.get(path);
      return other === undefined || measure(other) === measure(value) ? [] : [path];
    });
  const sized = changed(sizeOf);
  return sized.length > 0 ? sized : changed((value) => JSON.stringify(value));
}

function placesOf({
  init,
  self,
  args,
  kwargs,
}: Omit<Call, 'id'>): readonly (readonly [string, Value])[] {
  const row = (name: string, values: readonly Value[]) =>
    values.map((value, index) => [`${name}[${index}]`, value] as const);
  return [
    ...row('init', init ?? []),
    ...(self === undefined ? [] : [['self', self] as const]),
    ...row('args', args),
    ...Object.entries(kwargs).map(([name, value]) => [`kwargs.${name}`, value] as const),
  ];
}
