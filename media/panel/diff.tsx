import { useMemo } from 'preact/hooks';
import { unreachable } from '../../protocol/unreachable.ts';
import { countChanges, diffRows, type DiffPart, type DiffRow } from './diff-rows.ts';
import { plural } from './words.ts';

interface DiffProps {
  readonly before: string;
  readonly after: string;
}

/** The version against the original, unified; signs and words tell what colours tell too. */
export function Diff({ before, after }: DiffProps) {
  const rows = useMemo(() => diffRows(before, after), [before, after]);
  const { added, removed } = countChanges(rows);
  if (added + removed === 0) return <p class="dim">The text is the original's.</p>;
  const label = `Changes: ${plural(added, 'line')} added, ${plural(removed, 'line')} removed`;
  return (
    <div class="diff" role="region" aria-label={label} tabIndex={0}>
      <div class="diff-lines">
        {rows.map((row, index) => (
          <Row key={index} row={row} />
        ))}
      </div>
    </div>
  );
}

function Row({ row }: { readonly row: DiffRow }) {
  switch (row.kind) {
    case 'gap':
      return <div class="diff-gap">{plural(row.lines, 'line')} unchanged</div>;
    case 'same':
      return (
        <div class="diff-line">
          <span class="diff-number">{row.after}</span>
          <span class="diff-sign" />
          <code>{row.text}</code>
        </div>
      );
    case 'removed':
      return <Changed kind="removed" number={row.before} sign="−" parts={row.parts} />;
    case 'added':
      return <Changed kind="added" number={row.after} sign="+" parts={row.parts} />;
    default:
      return unreachable(row);
  }
}

interface ChangedProps {
  readonly kind: 'added' | 'removed';
  readonly number: number;
  readonly sign: string;
  readonly parts: readonly DiffPart[];
}

function Changed({ kind, number, sign, parts }: ChangedProps) {
  return (
    <div class={`diff-line diff-${kind}`}>
      <span class="diff-number">{number}</span>
      <span class="diff-sign">
        <span aria-hidden="true">{sign}</span>
        <span class="sr-only">{kind}:</span>
      </span>
      <code>
        {parts.map(({ text, changed }, index) =>
          changed ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </code>
    </div>
  );
}
