import {
  count,
  figureName,
  formatFigure,
  type GrowthFigure,
  type GrowthSeries,
} from './growth-series.ts';
import type { Scaling } from '../../protocol/scaling.ts';

interface GrowthTableProps {
  readonly series: GrowthSeries;
  readonly scaling: Scaling;
  readonly figure: GrowthFigure;
}

/** The plot as a table: what a canvas keeps from a screen reader, and why a size is missing. */
export function GrowthTable({ series, scaling, figure }: GrowthTableProps) {
  const { rows, isFitted } = series;
  const cell = (value: number | null) => (value === null ? '–' : formatFigure(figure, value));
  return (
    <table class="figures growth-table" role="table">
      <caption class="sr-only">{figureName(scaling, figure)} at growing sizes</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            n
          </th>
          <th scope="col" role="columnheader">
            {figureName(scaling, figure)}
          </th>
          {isFitted && (
            <th scope="col" role="columnheader">
              Fitted
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ n, measured, fitted, message }) => (
          <tr key={n} role="row">
            <th scope="row" role="rowheader">
              {count(n)}
            </th>
            {measured === null ? (
              <td role="cell" colSpan={isFitted ? 2 : 1} class="unfinished">
                <span class="codicon codicon-close" aria-hidden="true" />
                {message ?? 'did not finish'}
              </td>
            ) : (
              <>
                <td role="cell">{cell(measured)}</td>
                {isFitted && (
                  <td role="cell" class="dim">
                    {cell(fitted)}
                  </td>
                )}
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
