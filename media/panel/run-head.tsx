import { useState } from 'preact/hooks';
import { programName } from '../../protocol/daemon.ts';
import { describeGain } from '../../protocol/format.ts';
import { describeTests } from '../../protocol/describe-tests.ts';
import type { RunDetail, RunSummary } from '../../protocol/history.ts';
import { Button, IconButton } from './controls.tsx';
import type { Controller } from './controller.ts';
import { OutcomeText } from './runs-list.tsx';
import {
  agoText,
  capitalized,
  exactText,
  kindWords,
  objectiveWords,
  outcomeOf,
  pathIn,
} from './words.ts';

interface RunHeadProps {
  readonly summary: RunSummary | null;
  readonly tests: RunDetail['tests'];
  readonly folders: readonly string[];
  readonly nowMs: number;
  readonly controller: Controller;
}

/** What the run was, what came of it, and what can be done with it. */
export function RunHead({ summary, tests, folders, nowMs, controller }: RunHeadProps) {
  return (
    <header class="run-head">
      <div class="run-title">
        <span class="back">
          <IconButton
            icon="arrow-left"
            label="Back to the runs"
            onClick={() => controller.closeRun()}
          />
        </span>
        <h1 class="clip" title={summary?.function ?? ''}>
          {summary?.function ?? 'Run'}
        </h1>
        {summary !== null && <OutcomeText outcome={outcomeOf(summary)} />}
      </div>
      {summary !== null && (
        <>
          <p class="run-facts dim">
            <button
              type="button"
              class="link clip"
              title={`Open ${summary.path}`}
              onClick={() => void controller.act('openFile', { run: summary.id })}
            >
              {pathIn(folders, summary.path)}
            </button>
            <span>{factsOf(summary)}</span>
            <time dateTime={summary.startedAt} title={exactText(summary.startedAt)}>
              {agoText(summary.startedAt, nowMs)}
            </time>
          </p>
          {tests && <TestsLine tests={tests} />}
          <Actions key={summary.id} summary={summary} controller={controller} />
        </>
      )}
    </header>
  );
}

/** What the user's own tests said of the best, and what they wrote where they did not pass. */
function TestsLine({ tests }: { readonly tests: NonNullable<RunDetail['tests']> }) {
  const isGood = tests.state === 'passed';
  return (
    <div class="tests">
      <p class={isGood ? 'dim' : 'verdict'}>{capitalized(describeTests(tests))}</p>
      <code class="dim clip" title={tests.command}>
        {tests.command}
      </code>
      {!isGood && tests.output !== '' && (
        <details>
          <summary>What the tests wrote</summary>
          <pre>{tests.output}</pre>
        </details>
      )}
    </div>
  );
}

function factsOf({ kind, objective, ratio }: RunSummary): string {
  const what = objective === null ? kindWords[kind].name : objectiveWords[objective];
  if (objective === null || ratio === null) return what;
  return `${what}, 95% interval ${describeGain(objective, ratio).interval}`;
}

interface ActionsProps {
  readonly summary: RunSummary;
  readonly controller: Controller;
}

function Actions({ summary, controller }: ActionsProps) {
  const [asking, setAsking] = useState(false);
  const { id: run, kind, state } = summary;
  if (asking) {
    return (
      <div
        class="confirm"
        role="group"
        aria-label="Delete this run"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setAsking(false);
        }}
      >
        <span>Delete for good?</span>
        <Button onClick={() => void controller.deleteRun(run)}>Delete</Button>
        <Button secondary onClick={() => setAsking(false)}>
          Keep
        </Button>
      </div>
    );
  }
  return (
    <div class="actions" role="toolbar" aria-label="Run">
      {kind !== 'compare' && state !== 'running' && (
        <IconButton
          icon="debug-rerun"
          label="Run again"
          onClick={() => void controller.act('rerun', { run })}
        />
      )}
      {summary.function !== programName && (
        <IconButton
          icon="graph-line"
          label="Growth with the size of the input"
          onClick={() => controller.growth.open(summary)}
        />
      )}
      <IconButton
        icon="copy"
        label="Copy as Markdown"
        onClick={() => void controller.act('copy', { run, attempt: null }, 'Copied as Markdown.')}
      />
      <IconButton
        icon="export"
        label="Export as CSV"
        text="CSV"
        onClick={() => void controller.act('export', { run, format: 'csv' })}
      />
      <IconButton
        icon="export"
        label="Export as JSON"
        text="JSON"
        onClick={() => void controller.act('export', { run, format: 'json' })}
      />
      {state !== 'running' && (
        <span class="push">
          <IconButton icon="trash" label="Delete the run" onClick={() => setAsking(true)} />
        </span>
      )}
    </div>
  );
}
