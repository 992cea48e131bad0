import type { ActiveRun } from '../../protocol/editor.ts';
import type { RunDetail } from '../../protocol/history.ts';
import { ActiveRuns } from './active-runs.tsx';
import { AttemptView } from './attempt-view.tsx';
import { Counter } from './counter.tsx';
import { Button } from './controls.tsx';
import type { Controller } from './controller.ts';
import { SearchLine } from './evidence.tsx';
import { Iterations } from './iterations.tsx';
import { Circumstances, FailureBox, Measured } from './measured.tsx';
import { attemptAt, type Model, type OpenRun } from './model.ts';
import { RunHead } from './run-head.tsx';
import { capitalized, plural, stoppedSentence } from './words.ts';

interface RunViewProps {
  readonly model: Model;
  readonly open: OpenRun;
  readonly controller: Controller;
}

export function RunView({ model, open, controller }: RunViewProps) {
  const { detail } = open;
  const listed = model.runs.phase === 'loaded' ? model.runs.runs : [];
  const summary =
    detail.phase === 'there' ? detail.value.summary : listed.find(({ id }) => id === open.id);
  const active = model.state?.active.filter(({ run }) => run === open.id) ?? [];
  return (
    <>
      <RunHead
        summary={summary ?? null}
        tests={detail.phase === 'there' ? detail.value.tests : null}
        folders={model.state?.folders ?? []}
        nowMs={model.nowMs}
        controller={controller}
      />
      <RunProgress active={active} controller={controller} />
      {detail.phase === 'failed' && <FailureBox failure={detail.failure} />}
      {detail.phase === 'there' && (
        <RunBody model={model} open={open} run={detail.value} controller={controller} />
      )}
    </>
  );
}

function RunProgress(props: {
  readonly active: readonly ActiveRun[];
  readonly controller: Controller;
}) {
  return (
    <ActiveRuns
      active={props.active}
      onOpen={() => {}}
      onCancel={(token) => void props.controller.act('cancel', { token }, 'Cancelling.')}
    />
  );
}

function RunBody(props: RunViewProps & { readonly run: RunDetail }) {
  const { open, run, controller, model } = props;
  const { summary, failure } = run;
  return (
    <div class="run-body">
      {failure !== null && <FailureBox failure={failure} />}
      {summary.kind === 'optimize' && (
        <div class="run-overview">
          <Iterations
            run={run}
            open={open}
            scrollTop={model.scroll.attempts}
            controller={controller}
          />
        </div>
      )}
      <div class="run-detail">
        {open.selected === null ? (
          <Whole run={run} controller={controller} />
        ) : (
          <Selected open={open} run={run} number={open.selected} controller={controller} />
        )}
      </div>
    </div>
  );
}

function Selected(props: {
  readonly open: OpenRun;
  readonly run: RunDetail;
  readonly number: number;
  readonly controller: Controller;
}) {
  const { open, run, number, controller } = props;
  const target = { run: open.id, attempt: number };
  return (
    <AttemptView
      key={number}
      number={number}
      attempt={attemptAt(run.attempts, number)}
      detail={open.attempt}
      run={run.summary}
      controller={controller}
      onShowDiff={() => void controller.act('showDiff', target)}
      onApply={() => void controller.act('apply', target, 'Applied.')}
      onCopy={() => void controller.act('copy', target, 'Copied as Markdown.')}
      onClose={() => controller.select(null)}
    />
  );
}

/** The run as a whole: its best version, what it compared, or what it measured. */
function Whole({ run, controller }: { readonly run: RunDetail; readonly controller: Controller }) {
  const { summary, best, comparison, baseline } = run;
  if (best !== null) return <Best run={run} best={best} controller={controller} />;
  if (comparison !== null) {
    return (
      <section aria-label="Comparison">
        <p class="verdict">{capitalized(comparison.reason)}</p>
        {comparison.counterexample && (
          <Counter
            example={comparison.counterexample}
            reason={comparison.reason}
            run={summary}
            controller={controller}
          />
        )}
        <SearchLine comparison={comparison} />
        <Measured
          original={comparison.baseline}
          version={comparison.candidate}
          ratios={comparison.ratios}
          growth={comparison.growth ?? null}
          names={{ original: 'A', version: 'B' }}
        />
        {comparison.baseline && (
          <Circumstances measurement={comparison.baseline} comparison={comparison} />
        )}
      </section>
    );
  }
  return (
    <section aria-label="Measurement">
      <WhyNoBest run={run} controller={controller} />
      {baseline !== null && (
        <>
          {baseline.message !== null && <p class="verdict">{baseline.message}</p>}
          <Measured
            original={baseline}
            version={null}
            ratios={null}
            names={{ original: summary.kind === 'optimize' ? 'Original' : 'Measured', version: '' }}
          />
          <Circumstances measurement={baseline} />
        </>
      )}
    </section>
  );
}

function WhyNoBest({
  run,
  controller,
}: {
  readonly run: RunDetail;
  readonly controller: Controller;
}) {
  const { summary, stopped, attempts } = run;
  if (summary.kind !== 'optimize' || summary.state !== 'done') return null;
  const wrong = attempts.filter(({ status }) => status === 'incorrect');
  const [first] = wrong;
  return (
    <>
      <p class="verdict">
        <strong>No improvement found.</strong> {stoppedSentence(stopped)}
      </p>
      {first && (
        <p class="verdict">
          {plural(wrong.length, 'version')} did not do the same as the original.{' '}
          <button type="button" class="link" onClick={() => controller.select(first.number)}>
            {wrong.length === 1 ? 'Show where it differs' : 'Show where the first differs'}
          </button>
        </p>
      )}
    </>
  );
}

function Best(props: {
  readonly run: RunDetail;
  readonly best: NonNullable<RunDetail['best']>;
  readonly controller: Controller;
}) {
  const { run, best, controller } = props;
  const target = { run: run.summary.id, attempt: null };
  const made = best.rules.length > 0 ? best.rules : [best.proposer];
  return (
    <section aria-label="Best version">
      <header class="section-head">
        <h2>Best version</h2>
      </header>
      <p class="verdict">{best.comparison.reason}</p>
      <SearchLine comparison={best.comparison} />
      <p class="dim">{[`Iteration ${best.iteration}`, ...made].join(' · ')}</p>
      <div class="buttons">
        <Button onClick={() => void controller.act('showDiff', target)}>Show diff</Button>
        <Button secondary onClick={() => void controller.act('apply', target, 'Applied.')}>
          Apply
        </Button>
      </div>
      <Measured
        original={best.comparison.baseline}
        version={best.comparison.candidate ?? best.measurement}
        ratios={best.comparison.ratios}
        growth={best.comparison.growth ?? null}
        names={{ original: 'Original', version: 'Best' }}
      />
      <p class="dim">{stoppedSentence(run.stopped)}</p>
      <Circumstances measurement={best.measurement} comparison={best.comparison} />
    </section>
  );
}
