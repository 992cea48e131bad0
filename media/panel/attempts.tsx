import { describeGain } from '../../protocol/format.ts';
import type { Objective } from '../../protocol/comparison.ts';
import type { Attempt } from '../../protocol/history.ts';
import { FrontMark } from './front.tsx';
import { Mark } from './mark.tsx';
import { markOf } from './marks.ts';
import { VirtualList } from './virtual-list.tsx';
import { makerOf, statusWords, valueText } from './words.ts';

interface AttemptsProps {
  readonly attempts: readonly Attempt[];
  readonly axis: Objective;
  /** Numbers of those that none beats in both time and memory. */
  readonly front: ReadonlySet<number>;
  readonly selected: number | null;
  readonly scrollTop: number;
  readonly onSelect: (attempt: number) => void;
  readonly onScroll: (scrollTop: number) => void;
}

const rowHeight = 22;

export function Attempts(props: AttemptsProps) {
  const { attempts, axis, front, selected, scrollTop, onSelect, onScroll } = props;
  const digits = String(attempts.at(-1)?.number ?? 0).length;
  const index = selected === null ? -1 : attempts.findIndex(({ number }) => number === selected);
  return (
    <VirtualList
      id="attempts"
      label="Attempts"
      count={attempts.length}
      rowHeight={rowHeight}
      maxRows={9}
      selected={index === -1 ? null : index}
      scrollTop={scrollTop}
      follow
      eager
      keyOf={(at) => String(attempts[at]?.number ?? at)}
      row={(at) => {
        const attempt = attempts[at];
        if (attempt === undefined) return null;
        const isFront = front.has(attempt.number);
        return <Row attempt={attempt} axis={axis} digits={digits} isFront={isFront} />;
      }}
      onSelect={(at) => {
        const attempt = attempts[at];
        if (attempt !== undefined) onSelect(attempt.number);
      }}
      onScroll={onScroll}
    />
  );
}

interface RowProps {
  readonly attempt: Attempt;
  readonly axis: Objective;
  readonly digits: number;
  readonly isFront: boolean;
}

function Row({ attempt, axis, digits, isFront }: RowProps) {
  const { number, status, ratios, figures } = attempt;
  const mark = markOf[status];
  const gain = ratios === null ? null : describeGain(axis, ratios[axis]);
  const value = valueText(axis, figures);
  return (
    <div
      class="attempt-row"
      title={`${statusWords[status]}. ${attempt.reason}\n${makerOf(attempt)}`}
    >
      <Mark kind={mark} />
      <span style={{ minWidth: `${digits + 1}ch` }}>#{number}</span>
      <span class="sr-only">{statusWords[status]}</span>
      <span class="attempt-value">{value ?? statusWords[status].toLowerCase()}</span>
      <span class={`gain-${gain?.direction ?? 'same'}`}>
        {gain !== null && gain.direction !== 'same' ? gain.text : ''}
      </span>
      {isFront && <FrontMark label="front" />}
      <span class="dim clip">{makerOf(attempt)}</span>
    </div>
  );
}
