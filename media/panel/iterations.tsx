import { useMemo } from 'preact/hooks';
import type { Objective } from '../../protocol/comparison.ts';
import type { RunDetail } from '../../protocol/history.ts';
import { Attempts } from './attempts.tsx';
import { Chart } from './chart.tsx';
import { chartSeries } from './chart-series.ts';
import { Checkbox, Choice } from './controls.tsx';
import type { Controller } from './controller.ts';
import { Front } from './front.tsx';
import { Legend } from './mark.tsx';
import { isShown, type MarkKind } from './marks.ts';
import type { OpenRun } from './model.ts';
import { objectiveWords } from './words.ts';

interface IterationsProps {
  readonly run: RunDetail;
  readonly open: OpenRun;
  readonly scrollTop: number;
  readonly controller: Controller;
}

const axes = (['time', 'memory', 'integral'] as const).map((value: Objective) => ({
  value,
  text: objectiveWords[value],
}));
const kinds: readonly MarkKind[] = ['accepted', 'kept-out', 'incorrect', 'unusable'];

/** Every attempt of a run, as a chart and as a list. */
export function Iterations({ run, open, scrollTop, controller }: IterationsProps) {
  const { attempts, summary } = run;
  const { showAll, selected } = open;
  const axis = open.axis ?? summary.objective ?? 'time';
  const shown = useMemo(
    () => attempts.filter(({ status }) => isShown(status, showAll)),
    [attempts, showAll],
  );
  const series = useMemo(
    () => chartSeries(summary.figures, attempts, axis, showAll),
    [summary.figures, attempts, axis, showAll],
  );
  const front = useMemo(() => run.front ?? [], [run.front]);
  const inFront = useMemo(
    // One alone is the best version, and said to be.
    () => new Set(front.length > 1 ? front.map(({ attempt }) => attempt) : []),
    [front],
  );
  const present = useMemo(() => kinds.filter((kind) => series.marks.includes(kind)), [series]);
  const hidden = attempts.length - attempts.filter(({ status }) => isShown(status, false)).length;
  if (attempts.length === 0) {
    return summary.state === 'running' ? <p class="dim">No attempt yet.</p> : null;
  }
  return (
    <section aria-label="Attempts">
      <Choice
        label="Figure of the chart"
        options={axes}
        value={axis}
        onChoose={(chosen) => controller.show({ axis: chosen })}
      />
      <Chart
        series={series}
        attempts={attempts}
        axis={axis}
        selected={selected}
        onSelect={(number) => controller.select(number)}
      />
      <Legend kinds={present} />
      {hidden > 0 && (
        <Checkbox
          label={`Show ${hidden.toLocaleString('en')} incorrect or unusable`}
          checked={showAll}
          onChange={(checked) => controller.show({ showAll: checked })}
        />
      )}
      <Attempts
        key={open.id}
        attempts={shown}
        axis={axis}
        front={inFront}
        selected={selected}
        scrollTop={scrollTop}
        onSelect={(number) => controller.select(number)}
        onScroll={(attempts) => controller.scrolled({ attempts })}
      />
      <Front front={front} selected={selected} onSelect={(number) => controller.select(number)} />
    </section>
  );
}
