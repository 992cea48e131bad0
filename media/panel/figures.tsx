import type { Gain } from '../../protocol/format.ts';
import type { FigureCell, FigureRow } from './figures-rows.ts';

interface FiguresProps {
  readonly caption: string;
  readonly rows: readonly FigureRow[];
  readonly names: { readonly original: string; readonly version: string };
}

/**
 * Original beside version, and the change between them with its interval. Roles are said in so
 * many words, for in a narrow view the rows are no table rows to CSS.
 */
export function Figures({ caption, rows, names }: FiguresProps) {
  const two = rows.some(({ version }) => version !== null);
  const gains = rows.some(({ gain }) => gain !== null);
  if (rows.length === 0) return null;
  return (
    <table class={two ? 'figures' : 'figures figures-one'} role="table">
      <caption class="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" />
          <th scope="col" role="columnheader">
            {names.original}
          </th>
          {two && (
            <th scope="col" role="columnheader">
              {names.version}
            </th>
          )}
          {gains && (
            <th scope="col" role="columnheader">
              Change
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.label} role="row">
            <th scope="row" role="rowheader">
              {row.label}
            </th>
            <Cell cell={row.original} />
            {two && <Cell cell={row.version} />}
            {gains && <GainCell gain={row.gain} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell }: { readonly cell: FigureCell | null }) {
  if (cell === null)
    return (
      <td role="cell" class="dim">
        –
      </td>
    );
  return (
    <td role="cell">
      {cell.value}
      {cell.note !== null && <small>{cell.note}</small>}
    </td>
  );
}

function GainCell({ gain }: { readonly gain: Gain | null }) {
  if (gain === null) return <td role="cell" class="no-gain" />;
  return (
    <td role="cell" class={`gain-${gain.direction}`}>
      {gain.text}
      <small title="95% confidence interval">{gain.interval}</small>
    </td>
  );
}
