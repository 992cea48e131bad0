import type { CaseFile, Value } from '../../protocol/cases.ts';
import { elementsOf, formsIn, mapForms, type Form } from './form-walk.ts';
import { grown, sizesOf } from './form-sizes.ts';

export type CaseEntry = CaseFile['cases'][number];

/** What the size of a case is. */
export interface CaseSize {
  /** The largest size of its inputs, which is what `n` means; or its one number. */
  readonly n: number;
  readonly by: 'inputs' | 'number';
  /** Arguments that grow, such as `args[0]` and `kwargs.limit`, to be shown. */
  readonly grows: readonly string[];
}

/** Equal by chance is too likely below. */
const smallestTied = 8;
/** Where nothing but a number grows, this is as far as it goes. */
const largestNumber = 1e9;

/**
 * The size of a case as it stands in a case file, null where there is nothing in it that can grow.
 * It grows by its declarative inputs; where it has none and a single integer above 1 is all that it
 * has besides flags and nothing, by that integer.
 */
export function sizeOfCase(entry: CaseEntry): CaseSize | null {
  const growing = argumentsOf(entry).filter(({ value }) => formsIn(value).length > 0);
  const n = Math.max(0, ...caseSizes(entry));
  if (n > 0) {
    const tied = argumentsOf(entry).filter(({ value }) => tiedSize(value, caseSizes(entry)));
    const grows = [...growing, ...tied].map(({ path }) => path);
    return { n, by: 'inputs', grows: grows.sort() };
  }
  const number = theOneNumber(entry);
  return number === null ? null : { n: number.value, by: 'number', grows: [number.path] };
}

/**
 * The same case with another size, without an expectation: that was for the other inputs.
 *
 * All sizes of a case change by the same factor, so what was equal stays equal and what was half
 * stays half; rows and columns of a matrix both do, and edges keep their number for each node. A
 * size of 1 stays 1 beside larger ones. An integer argument, and a largest integer, that is one of
 * the sizes or one less follows it, from 8 on. Lengths of texts in an array, steps of ranges and
 * everything that is written out stay as they are; the range of unique integers widens where it
 * would get too narrow. Null where `sizeOfCase` is.
 */
export function scaleCase(entry: CaseEntry, n: number): CaseEntry | null {
  const size = sizeOfCase(entry);
  if (size === null) return null;
  const sizes = caseSizes(entry);
  const scale = (count: number): number =>
    count === 1 && size.n > 1 ? 1 : Math.max(1, Math.round((count * n) / size.n));
  const follow = (value: number): number => {
    const tied = tiedSize(value, sizes);
    return tied === null ? value : scale(tied) + (value - tied);
  };
  const one = size.by === 'number' ? size.grows[0] : undefined;
  const scaled = ({ path, value }: Argument): Value => {
    if (path === one) return n;
    if (typeof value === 'number') return size.by === 'inputs' ? follow(value) : value;
    return mapForms(value, (form) => grown(form, scale, follow));
  };
  return {
    ...(entry.id === undefined ? {} : { id: entry.id }),
    ...(entry.init === undefined ? {} : { init: rowOf('init', entry.init).map(scaled) }),
    ...(entry.self === undefined
      ? {}
      : { self: scaled({ path: 'self', value: entry.self as Value }) }),
    ...(entry.args === undefined ? {} : { args: rowOf('args', entry.args).map(scaled) }),
    ...(entry.kwargs === undefined
      ? {}
      : {
          kwargs: Object.fromEntries(
            Object.entries(entry.kwargs).map(([name, value]) => [
              name,
              scaled({ path: `kwargs.${name}`, value: value as Value }),
            ]),
          ),
        }),
  };
}

/** The largest size at which a case makes no more than so many elements; 0 where it cannot grow. */
export function largestSize(entry: CaseEntry, elements: number): number {
  const size = sizeOfCase(entry);
  if (size === null) return 0;
  if (size.by === 'number') return largestNumber;
  const fits = (n: number): boolean => {
    const scaled = argumentsOf(scaleCase(entry, n) as CaseEntry);
    return scaled.reduce((sum, { value }) => sum + elementsOf(value), 0) <= elements;
  };
  let [low, high] = [0, 1];
  while (fits(high) && high < largestNumber) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

interface Argument {
  readonly path: string;
  readonly value: Value;
}

function argumentsOf(entry: CaseEntry): readonly Argument[] {
  const named = Object.entries(entry.kwargs ?? {});
  return [
    ...rowOf('init', entry.init ?? []),
    ...(entry.self === undefined ? [] : [{ path: 'self', value: entry.self as Value }]),
    ...rowOf('args', entry.args ?? []),
    ...named.map(([name, value]) => ({ path: `kwargs.${name}`, value: value as Value })),
  ];
}

function rowOf(name: string, row: readonly unknown[]): readonly Argument[] {
  return row.map((value, index) => ({ path: `${name}[${index}]`, value: value as Value }));
}

function caseSizes(entry: CaseEntry): readonly number[] {
  const all: readonly Form[] = argumentsOf(entry).flatMap(({ value }) => formsIn(value));
  return all.flatMap(sizesOf);
}

/** The size that an integer is, or is one less than: a length, or a last index. */
function tiedSize(value: Value, sizes: readonly number[]): number | null {
  if (typeof value !== 'number') return null;
  return [value, value + 1].find((size) => size >= smallestTied && sizes.includes(size)) ?? null;
}

function theOneNumber(entry: CaseEntry): { readonly path: string; readonly value: number } | null {
  const told = argumentsOf(entry).filter(
    ({ value }) => value !== null && typeof value !== 'boolean',
  );
  const [only] = told;
  if (told.length !== 1 || only === undefined || typeof only.value !== 'number') return null;
  const isSize = Number.isInteger(only.value) && only.value > 1;
  return isSize ? { path: only.path, value: only.value } : null;
}
