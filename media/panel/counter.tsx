import { useState } from 'preact/hooks';
import type { Counterexample } from '../../protocol/comparison.ts';
import type { RunSummary } from '../../protocol/history.ts';
import { Button } from './controls.tsx';
import type { Controller } from './controller.ts';
import { argumentsText, exampleText } from './example-text.ts';

interface CounterProps {
  readonly example: Counterexample;
  /** The run that found it. */
  readonly run: RunSummary;
  readonly controller: Controller;
}

/** An input on which two versions differ. */
export function Counter({ example, run, controller }: CounterProps) {
  const isGenerated = example.id === 'generated';
  const { shown } = example;
  return (
    <section class="counterexample" aria-label="Failing case">
      <h3>{isGenerated ? 'Differs on a generated input' : `Failing case: ${example.id}`}</h3>
      <p>{example.message}</p>
      <dl>
        <dt>{shown ? 'Call' : 'Arguments'}</dt>
        <dd>
          <code>{shown ? shown.call : argumentsText(example.args, example.kwargs)}</code>
        </dd>
        <dt>Expected</dt>
        <dd>
          <code>{shown ? shown.expected : exampleText(example.expected)}</code>
        </dd>
        <dt>Actual</dt>
        <dd>
          <code>{shown ? shown.actual : exampleText(example.actual)}</code>
        </dd>
      </dl>
      {isGenerated && <Question example={example} run={run} controller={controller} />}
    </section>
  );
}

/** Nobody wrote the input: whether it can occur is for a person to say. */
function Question({ example, run, controller }: CounterProps) {
  const [choosing, setChoosing] = useState(false);
  const { outside, unread = [], exclusions = [] } = example;
  return (
    <div class="question">
      <p>
        Can this input occur? {outside !== undefined && <span class="dim">{outside}. </span>}
        Until it is said that it cannot, it counts.
      </p>
      {unread.map((each) => (
        <p key={each} class="dim">
          Its text asks for more than was understood: &quot;{each}&quot;
        </p>
      ))}
      {!choosing && (
        <div class="buttons">
          <Button secondary onClick={() => setChoosing(true)}>
            It cannot occur
          </Button>
        </div>
      )}
      {choosing && (
        <div class="choices" role="group" aria-label="It cannot occur, because">
          {exclusions.length > 0 && <p>Because, in every call:</p>}
          <div class="buttons">
            {exclusions.map(({ parameter, rule, text }) => (
              <Button
                key={text}
                secondary
                title="Write it into the case file"
                onClick={() => {
                  const said = 'Written into the case file. Run it again.';
                  void controller.act('exclude', { run: run.id, parameter, rule }, said);
                }}
              >
                {text}
              </Button>
            ))}
            <Button secondary onClick={() => void controller.act('editCases', namedIn(run))}>
              Edit the domain in the case file
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function namedIn({ path, function: name }: RunSummary) {
  return { path, function: name };
}
