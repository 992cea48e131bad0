import { useMemo } from 'preact/hooks';
import type { FrontMember } from '../../protocol/optimization.ts';
import { Icon } from './controls.tsx';
import { FrontPlot } from './front-plot.tsx';
import { frontSeries } from './front-series.ts';
import { Mark } from './mark.tsx';

interface FrontProps {
  readonly front: readonly FrontMember[];
  readonly selected: number | null;
  readonly onSelect: (attempt: number) => void;
}

/** Versions that none beats in both time and memory, where there are several to choose from. */
export function Front({ front, selected, onSelect }: FrontProps) {
  const series = useMemo(() => frontSeries(front), [front]);
  if (series === null) return null;
  return (
    <section class="front" aria-label="Time against memory">
      <h3>
        <FrontMark /> Beaten by no other in both time and memory
      </h3>
      <FrontPlot series={series} selected={selected} />
      <ul class="legend" aria-label="Legend">
        <li>
          <Mark kind="original" />
          Original
        </li>
        <li>
          <Mark kind="accepted" />
          Version, with its 95% intervals
        </li>
      </ul>
      <table class="figures growth-table">
        <caption class="sr-only">Versions that none beats in both time and memory</caption>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Runtime</th>
            <th scope="col">Memory</th>
          </tr>
        </thead>
        <tbody>
          {series.rows.map(({ attempt, isBest, time, memory, note }) => (
            <tr key={attempt}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onSelect(attempt)}>
                  #{attempt}
                </button>
                {isBest && ' best'}
              </th>
              <td>
                {time}
                {note !== null && <small>{note}</small>}
              </td>
              <td>{memory}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Stands beside an attempt of the front, in the list and above the plot. */
export function FrontMark({ label }: { readonly label?: string }) {
  return (
    <span class="front-mark" title="Beaten by no other in both time and memory">
      <Icon name="star-full" />
      {label !== undefined && <span class="front-label">{label}</span>}
    </span>
  );
}
