import type { Comparison } from '../../protocol/comparison.ts';
import { describeSearch } from '../../protocol/format.ts';
import { capitalized } from './words.ts';

/** How far it was looked for an input on which two versions differ, and what limits that. */
export function SearchLine({ comparison }: { readonly comparison: Comparison | null }) {
  const evidence = comparison?.evidence ?? null;
  if (comparison === null || evidence === null) return null;
  const { looked, leftOut } = describeSearch(evidence, comparison.counterexample !== null);
  return (
    <section class="evidence" aria-label="How sure it is">
      <p>
        {capitalized(looked)}
        {leftOut !== '' && <span class="dim">; {leftOut}</span>}.
      </p>
      {evidence.notices.map((notice) => (
        <p key={notice} class="doubt">
          <span class="codicon codicon-info" aria-hidden="true" />
          <span>{notice}</span>
        </p>
      ))}
    </section>
  );
}
