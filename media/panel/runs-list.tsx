import type { RunSummary } from '../../protocol/history.ts';
import { Icon } from './controls.tsx';
import { VirtualList } from './virtual-list.tsx';
import {
  agoText,
  exactText,
  fileName,
  kindWords,
  objectiveWords,
  outcomeOf,
  plural,
  type Outcome,
} from './words.ts';

interface RunsListProps {
  readonly runs: readonly RunSummary[];
  readonly open: string | null;
  readonly nowMs: number;
  readonly scrollTop: number;
  readonly onOpen: (run: string) => void;
  readonly onScroll: (scrollTop: number) => void;
  readonly onNearEnd: () => void;
}

const rowHeight = 44;

export function RunsList(props: RunsListProps) {
  const { runs, open, nowMs, scrollTop, onOpen, onScroll, onNearEnd } = props;
  const selected = runs.findIndex(({ id }) => id === open);
  return (
    <VirtualList
      id="runs"
      label="Runs, newest first"
      count={runs.length}
      rowHeight={rowHeight}
      selected={selected === -1 ? null : selected}
      scrollTop={scrollTop}
      keyOf={(index) => runs[index]?.id ?? String(index)}
      row={(index) => {
        const run = runs[index];
        return run && <Row run={run} nowMs={nowMs} />;
      }}
      onSelect={(index) => {
        const run = runs[index];
        if (run !== undefined) onOpen(run.id);
      }}
      onScroll={onScroll}
      onNearEnd={onNearEnd}
    />
  );
}

function Row({ run, nowMs }: { readonly run: RunSummary; readonly nowMs: number }) {
  const { name, icon } = kindWords[run.kind];
  const outcome = outcomeOf(run);
  const details = [
    fileName(run.path),
    ...(run.objective === null ? [] : [objectiveWords[run.objective].toLowerCase()]),
    ...(run.attempts === 0 ? [] : [plural(run.attempts, 'attempt')]),
  ];
  return (
    <div class="run-row">
      <span class="kind" title={name}>
        <Icon name={icon} />
        <span class="sr-only">{name}</span>
      </span>
      <span class="name clip" title={run.function}>
        {run.function}
      </span>
      <OutcomeText outcome={outcome} />
      <span class="dim clip" title={run.path}>
        {details.join(' · ')}
      </span>
      <time class="dim" dateTime={run.startedAt} title={exactText(run.startedAt)}>
        {agoText(run.startedAt, nowMs)}
      </time>
    </div>
  );
}

const toneIcons: Record<Outcome['tone'], { readonly icon: string; readonly spin: boolean } | null> =
  {
    good: { icon: 'arrow-down', spin: false },
    plain: null,
    bad: { icon: 'error', spin: false },
    running: { icon: 'loading', spin: true },
  };

export function OutcomeText({ outcome }: { readonly outcome: Outcome }) {
  const sign = toneIcons[outcome.tone];
  return (
    <span class={`outcome outcome-${outcome.tone}`}>
      {sign !== null && <Icon name={sign.icon} spin={sign.spin} />}
      {outcome.text}
    </span>
  );
}
