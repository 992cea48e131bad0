import type { CaseFile, Value } from '../../protocol/cases.ts';
import { fail, ok, type Result } from '../../protocol/failures.ts';
import type { CaseSet } from '../core/case-set.ts';
import type { Scalable } from '../core/scaling.ts';
import { parseCases, readText } from './case-file.ts';
import { readJson } from './json-text.ts';
import { type CaseEntry, largestSize, scaleCase, sizeOfCase } from './scaling.ts';

/** More than enough to tell how something grows, and little enough to be made again and again. */
const mostElements = 4_000_000;

/** Enough for a hard one among easy ones. */
const mostTogether = 3;

/**
 * The cases of a set that say most about growth: the largest one that can be made larger, and those
 * at least half as large, which grow together: of a search that ends early and one that does not,
 * the longer one tells. Null where none can grow. The set is read again, since what could grow is
 * gone once it is expanded.
 */
export async function scalableOf(
  cases: CaseSet,
  language: string,
  kept: string | null = cases.text ?? null,
): Promise<Result<Scalable | null>> {
  const text = kept === null ? await readText(cases.path) : ok(kept);
  if (!text.ok) return text;
  const reading = readJson(text.value);
  if (!reading.ok) return fail('cases-invalid', `${cases.path}: ${reading.fault.message}`);
  const { function: name } = cases;
  const entries = entriesOf(reading.value, cases.problem);
  const sized = entries.flatMap((entry, index) => {
    const size = sizeOfCase(entry);
    return size === null ? [] : [{ entry, size, id: entry.id ?? String(index + 1) }];
  });
  if (sized.length === 0) return ok(null);
  const n = Math.max(...sized.map(({ size }) => size.n));
  const chosen = sized
    .filter(({ size }) => size.n >= n / 2)
    .toSorted((one, other) => other.size.n - one.size.n)
    .slice(0, mostTogether);
  const ids = chosen.map(({ id }) => id);
  const share = Math.floor(mostElements / chosen.length);
  return ok({
    id: ids.join('; '),
    n,
    grows: [...new Set(chosen.flatMap(({ size }) => size.grows))].toSorted(),
    largest: Math.min(...chosen.map(({ entry }) => largestSize(entry, share))),
    at(wanted) {
      const document = {
        cases: chosen.map(({ entry, id }) => ({ ...scaleCase(entry, wanted), id })),
      };
      const place = `${cases.path} at n = ${wanted}`;
      const grown = parseCases(JSON.stringify(document), place, name, language);
      return grown.ok ? ok({ ...grown.value, tolerance: cases.tolerance }) : grown;
    },
  });
}

/** Of a case file, or of the problem of a pack. */
function entriesOf(document: Value, problem: string | null): readonly CaseEntry[] {
  const { cases, problems } = (document ?? {}) as {
    readonly cases?: CaseFile['cases'];
    readonly problems?: readonly { readonly id: string; readonly cases: CaseFile['cases'] }[];
  };
  return cases ?? problems?.find(({ id }) => id === problem)?.cases ?? [];
}
