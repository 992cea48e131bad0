import type { FormParameters } from '../../protocol/inputs.ts';
import { generators } from './declarative.ts';
import type { Form } from './form-walk.ts';

/** What of a declarative input can grow; a range that holds nothing cannot. */
export function sizesOf(form: Form): readonly number[] {
  switch (form.name) {
    case '$matrix':
      return [form.parameters.rows, form.parameters.cols];
    case '$edges':
      return [form.parameters.nodes];
    case '$range': {
      const length = rangeLength(form.parameters);
      return length === 0 ? [] : [length];
    }
    default:
      return [form.parameters.n];
  }
}

/**
 * A declarative input with other sizes. `scale` says what becomes of a size, `follow` what becomes
 * of an integer that may be one.
 */
export function grown(
  form: Form,
  scale: (count: number) => number,
  follow: (value: number) => number,
): Form {
  switch (form.name) {
    case '$ints': {
      const n = scale(form.parameters.n);
      const max = followed(form.parameters.max, follow);
      const parameters = { ...form.parameters, n, max };
      return { name: '$ints', parameters: withRoom(parameters, form.parameters) };
    }
    case '$matrix': {
      const { rows, cols, max } = form.parameters;
      const sizes = { rows: scale(rows), cols: scale(cols), max: followed(max, follow) };
      return { name: '$matrix', parameters: { ...form.parameters, ...sizes } };
    }
    case '$edges': {
      const nodes = scale(form.parameters.nodes);
      const alike = Math.round((form.parameters.edges * nodes) / form.parameters.nodes);
      const edges = Math.min(alike, (nodes * (nodes - 1)) / 2);
      return { name: '$edges', parameters: { ...form.parameters, nodes, edges } };
    }
    case '$range': {
      const length = rangeLength(form.parameters);
      if (length === 0 || scale(length) === length) return form;
      const { start, step } = form.parameters;
      const stop = bound(big(start) + BigInt(scale(length)) * big(step ?? 1));
      return { name: '$range', parameters: { ...form.parameters, stop } };
    }
    default: {
      const parameters = { ...form.parameters, n: scale(form.parameters.n) };
      return { name: form.name, parameters } as Form;
    }
  }
}

type Ints = FormParameters<'$ints'>;
type Bound = Ints['max'];

/** From four integers for each that is drawn, a wider range makes no difference. */
const roomy = 4n;

/**
 * Unique integers of a narrow range keep their density, so that a permutation stays one; those of a
 * wide range keep the range as long as that is wide.
 */
function withRoom(ints: Ints, before: Ints): Ints {
  if (ints.unique !== true) return ints;
  const [n, was] = [BigInt(ints.n), BigInt(before.n)];
  const width = big(before.max) - big(before.min) + 1n;
  const isNarrow = width < roomy * was;
  const needed = isNarrow ? (width * n) / was : roomy * n;
  const least = needed > n ? needed : n;
  const now = big(ints.max) - big(ints.min) + 1n;
  if (now >= least && !(isNarrow && now > least)) return ints;
  return { ...ints, max: bound(big(ints.min) + least - 1n) };
}

function followed(value: Bound, follow: (value: number) => number): Bound {
  return typeof value === 'number' ? follow(value) : value;
}

/** The generator knows how many it makes, and counts the array besides. */
function rangeLength(range: FormParameters<'$range'>): number {
  return generators.$range.refuse(range) === null ? generators.$range.elements(range) - 1 : 0;
}

function big(value: Bound): bigint {
  return BigInt(typeof value === 'number' ? value : value.$int);
}

function bound(value: bigint): Bound {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : { $int: String(value) };
}
