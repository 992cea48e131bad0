import { useMemo } from 'preact/hooks';
import type { ActiveRun, ShownScalings } from '../../protocol/editor.ts';
import { ActiveRuns } from './active-runs.tsx';
import { Button, Choice, Icon, IconButton, Progress } from './controls.tsx';
import type { Controller } from './controller.ts';
import { GrowthPlot } from './growth-plot.tsx';
import { growthOf, growthSeries, type GrowthFigure, type GrowthSeries } from './growth-series.ts';
import { GrowthTable } from './growth-table.tsx';
import { growthFacts } from './growth-words.ts';
import { FailureBox } from './measured.tsx';
import type { Model, OpenGrowth } from './model.ts';
import { agoText, exactText, pathIn } from './words.ts';

interface GrowthViewProps {
  readonly model: Model;
  readonly growth: OpenGrowth;
  readonly controller: Controller;
}

type ShownScaling = ShownScalings['scalings'][number];

const figures: readonly { readonly value: GrowthFigure; readonly text: string }[] = [
  { value: 'time', text: 'Runtime' },
  { value: 'memory', text: 'Memory' },
];

/** How one function grows with its input: the newest measurement, or an earlier one. */
export function GrowthView({ model, growth, controller }: GrowthViewProps) {
  const { detail, failure } = growth;
  const active = (model.state?.active ?? []).filter((run) => isOf(run, growth));
  const scalings = detail.phase === 'there' ? detail.value.scalings : [];
  const shown = scalings.find(({ scaling }) => scaling.id === growth.shown) ?? scalings[0];
  const isQuiet = active.length === 0;
  return (
    <>
      <Head model={model} growth={growth} controller={controller} isQuiet={isQuiet} />
      <ActiveRuns
        active={active}
        onOpen={() => {}}
        onCancel={(token) => void controller.act('cancel', { token }, 'Cancelling.')}
      />
      {detail.phase === 'loading' && <Progress label="Reading the history" />}
      {detail.phase === 'failed' && <FailureBox failure={detail.failure} />}
      <div class="run-body growth-body">
        {failure !== null && (
          <div>
            <FailureBox failure={failure} />
            {failure.code.startsWith('cases-') && (
              <Button onClick={() => void controller.act('editCases', named(growth))}>
                Edit cases
              </Button>
            )}
          </div>
        )}
        {detail.phase === 'there' && shown === undefined && isQuiet && (
          <Nothing onMeasure={() => void controller.growth.measure()} />
        )}
        {shown !== undefined && (
          <Measured shown={shown} growth={growth} nowMs={model.nowMs} controller={controller} />
        )}
        {scalings.length > 1 && shown !== undefined && (
          <Earlier
            scalings={scalings}
            shown={shown}
            nowMs={model.nowMs}
            figure={growth.figure}
            onChoose={(id) => controller.growth.show({ shown: id })}
          />
        )}
      </div>
    </>
  );
}

function Head(props: GrowthViewProps & { readonly isQuiet: boolean }) {
  const { model, growth, controller, isQuiet } = props;
  return (
    <header class="run-head">
      <div class="run-title">
        <span class="back">
          <IconButton icon="arrow-left" label="Back" onClick={() => controller.growth.close()} />
        </span>
        <h1 class="clip" title={growth.function}>
          {growth.function}
        </h1>
      </div>
      <p class="run-facts dim">
        <button
          type="button"
          class="link clip"
          title={`Open ${growth.path}`}
          onClick={() => void controller.act('openFunction', named(growth))}
        >
          {pathIn(model.state?.folders ?? [], growth.path)}
        </button>
        <span>Growth with the size of the input</span>
      </p>
      <div class="actions" role="toolbar" aria-label="Growth">
        {isQuiet && (
          <IconButton
            icon="graph-line"
            label="Measure growth"
            text="Measure growth"
            onClick={() => void controller.growth.measure()}
          />
        )}
      </div>
    </header>
  );
}

function Nothing({ onMeasure }: { readonly onMeasure: () => void }) {
  return (
    <section class="growth-nothing" aria-label="Not measured yet">
      <p>
        The growth of this function has not been measured yet. It is run at growing sizes of one of
        its cases, and the class that fits its runtime and its memory is told, such as n log n.
      </p>
      <div class="buttons">
        <Button onClick={onMeasure}>Measure growth</Button>
      </div>
    </section>
  );
}

function Measured(props: {
  readonly shown: ShownScaling;
  readonly growth: OpenGrowth;
  readonly nowMs: number;
  readonly controller: Controller;
}) {
  const { shown, growth, nowMs, controller } = props;
  const { scaling, measuredAt, isCurrent } = shown;
  const { figure } = growth;
  const series = useMemo(() => growthSeries(scaling, figure), [scaling, figure]);
  const [verdict = '', ...rest] = growthOf(scaling, figure).text.split('; ');
  const { toolchain, cpu, isolation } = scaling.environment;
  return (
    <section aria-label="Growth">
      <Choice
        label="Figure of the plot"
        options={figures}
        value={figure}
        onChoose={(chosen) => controller.growth.show({ figure: chosen })}
      />
      <p class="verdict growth-verdict">
        <strong>{verdict}</strong>
        {rest.length > 0 && <span class="dim">; {rest.join('; ')}</span>}
      </p>
      {isCurrent === false && (
        <p class="doubt">
          <Icon name="history" />
          <span>Measured before the function was changed.</span>
        </p>
      )}
      <GrowthPlot series={series} figure={figure} />
      <Legend series={series} />
      <GrowthTable series={series} scaling={scaling} figure={figure} />
      <div class="circumstances">
        {growthFacts(scaling).map((fact) => (
          <p key={fact} class="dim">
            {fact}
          </p>
        ))}
        <p class="dim">
          <time dateTime={measuredAt} title={exactText(measuredAt)}>
            {agoText(measuredAt, nowMs)}
          </time>{' '}
          · {toolchain} · {cpu} · {isolation}
        </p>
      </div>
    </section>
  );
}

function Legend({ series }: { readonly series: GrowthSeries }) {
  const { marks, isFitted } = series;
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <span class="growth-dot" aria-hidden="true" />
        Measured
      </li>
      {isFitted && (
        <li>
          <span class="legend-line growth-fitted" aria-hidden="true" />
          Fitted class
        </li>
      )}
      {marks.includes('none') && (
        <li>
          <span class="growth-dot growth-none" aria-hidden="true" />
          None to be seen
        </li>
      )}
      {marks.includes('unfinished') && (
        <li>
          <span class="codicon codicon-close growth-cross" aria-hidden="true" />
          Did not finish
        </li>
      )}
      <li>Both axes logarithmic</li>
    </ul>
  );
}

function Earlier(props: {
  readonly scalings: readonly ShownScaling[];
  readonly shown: ShownScaling;
  readonly nowMs: number;
  readonly figure: GrowthFigure;
  readonly onChoose: (id: string) => void;
}) {
  const { scalings, shown, nowMs, figure, onChoose } = props;
  return (
    <section aria-label="All measurements">
      <h3>All measurements</h3>
      <ul class="growth-all">
        {scalings.map(({ scaling, measuredAt }) => (
          <li key={scaling.id}>
            <button
              type="button"
              class="chip"
              aria-pressed={scaling.id === shown.scaling.id}
              onClick={() => onChoose(scaling.id)}
            >
              {agoText(measuredAt, nowMs)}: {growthOf(scaling, figure).text.split(/[;,]/)[0]}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function named({ path, function: name }: OpenGrowth) {
  return { path, function: name };
}

function isOf({ kind, uri, function: name }: ActiveRun, growth: OpenGrowth): boolean {
  if (kind !== 'scale' || name !== growth.function) return false;
  return decodeURIComponent(uri).endsWith(growth.path.replaceAll('\\', '/'));
}
