import { markWords, type MarkKind } from './marks.ts';

/** The sign of a kind of attempt, as the chart draws it. */
export function Mark({ kind }: { readonly kind: MarkKind | 'original' }) {
  return (
    <svg class={`mark mark-${kind}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <Shape kind={kind} />
    </svg>
  );
}

function Shape({ kind }: { readonly kind: MarkKind | 'original' }) {
  if (kind === 'accepted') return <path d="M6 1.5 10.5 6 6 10.5 1.5 6Z" />;
  if (kind === 'kept-out') return <circle cx="6" cy="6" r="3.6" />;
  if (kind === 'incorrect') return <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />;
  if (kind === 'original') return <rect x="2.5" y="2.5" width="7" height="7" />;
  return <path d="M2 6h8" />;
}

export function Legend({ kinds }: { readonly kinds: readonly MarkKind[] }) {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <Mark kind="original" />
        Original
      </li>
      <li>
        <span class="legend-line" aria-hidden="true" />
        Best so far
      </li>
      {kinds.map((kind) => (
        <li key={kind}>
          <Mark kind={kind} />
          {markWords[kind]}
        </li>
      ))}
    </ul>
  );
}
