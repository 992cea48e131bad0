import type { Attempt, AttemptDetail, RunSummary } from '../../protocol/history.ts';
import { Button, IconButton } from './controls.tsx';
import type { Controller } from './controller.ts';
import { Counter } from './counter.tsx';
import { SearchLine } from './evidence.tsx';
import { Diff } from './diff.tsx';
import { Mark } from './mark.tsx';
import { markOf } from './marks.ts';
import { FailureBox, Measured } from './measured.tsx';
import type { Loaded } from './model.ts';
import { capitalized, statusWords } from './words.ts';

interface AttemptViewProps {
  readonly number: number;
  /** From the list; null where the list does not hold it yet. */
  readonly attempt: Attempt | null;
  readonly detail: Loaded<AttemptDetail>;
  readonly run: RunSummary;
  readonly controller: Controller;
  readonly onShowDiff: () => void;
  readonly onApply: () => void;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

const names = { original: 'Best before', version: 'This version' };

/** One attempt in full: what it was, what came of it, and why. */
export function AttemptView(props: AttemptViewProps) {
  const { number, attempt, detail } = props;
  return (
    <section class="attempt" aria-label={`Attempt ${number}`}>
      <header class="section-head">
        <h2>
          {attempt !== null && <Mark kind={markOf[attempt.status]} />}
          Attempt {number}
        </h2>
        <IconButton
          icon="copy"
          label={`Copy attempt ${number} as Markdown`}
          onClick={props.onCopy}
        />
        <IconButton icon="close" label="Close the attempt" onClick={props.onClose} />
      </header>
      {attempt !== null && (
        <p class="verdict">
          <strong>{statusWords[attempt.status]}.</strong> {capitalized(attempt.reason)}
        </p>
      )}
      <Body {...props} />
      {detail.phase === 'failed' && <FailureBox failure={detail.failure} />}
    </section>
  );
}

function Body({ detail, run, controller, onShowDiff, onApply }: AttemptViewProps) {
  if (detail.phase !== 'there') return null;
  const { original, iteration } = detail.value;
  const { candidate, comparison, rules, proposer, reasoning, status } = iteration;
  const verified = comparison?.equivalent === true;
  return (
    <>
      <p class="dim">{[`Iteration ${iteration.index}`, proposer, ...rules].join(' · ')}</p>
      {candidate !== null && status !== 'duplicate' && verified && (
        <div class="buttons">
          <Button onClick={onShowDiff}>Show diff</Button>
          <Button secondary onClick={onApply}>
            Apply
          </Button>
        </div>
      )}
      {comparison?.counterexample && (
        <Counter
          example={comparison.counterexample}
          reason={comparison.reason}
          run={run}
          controller={controller}
        />
      )}
      <SearchLine comparison={comparison} />
      {comparison !== null && (
        <Measured
          original={comparison.baseline}
          version={comparison.candidate}
          ratios={comparison.ratios}
          growth={comparison.growth ?? null}
          names={names}
        />
      )}
      {candidate !== null && (
        <>
          <h3>Against the original</h3>
          <Diff before={original} after={candidate} />
        </>
      )}
      {reasoning !== '' && (
        <>
          <h3>Reasoning</h3>
          <p class="reasoning">{reasoning}</p>
        </>
      )}
    </>
  );
}
