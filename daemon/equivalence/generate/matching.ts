import { stringMatching } from 'fast-check';
import type { Arbitrary } from 'fast-check';

const made = new Map<string, Arbitrary<string>>();

/** Texts that match a pattern; throws where it is none. */
export function matching(pattern: string, maxLength: number): Arbitrary<string> {
  const key = `${maxLength} ${pattern}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const arbitrary = stringMatching(new RegExp(pattern, 'u'), { maxLength });
  made.set(key, arbitrary);
  return arbitrary;
}
