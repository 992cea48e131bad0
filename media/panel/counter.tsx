import type { Counterexample } from '../../protocol/comparison.ts';
import { callText, outcomeText } from '../../protocol/example-text.ts';
import type { RunSummary } from '../../protocol/history.ts';
import type { Controller } from './controller.ts';
import { Question } from './question.tsx';
import { capitalized } from './words.ts';

interface CounterProps {
  readonly example: Counterexample;
  /** Why the version was refused, which stands above: nothing of it is said twice. */
  readonly reason: string;
  /** The run that found it. */
  readonly run: RunSummary;
  readonly controller: Controller;
}

/** An input on which two versions differ. */
export function Counter({ example, reason, run, controller }: CounterProps) {
  const isGenerated = example.id === 'generated';
  const { shown, after = [] } = example;
  return (
    <section class="counterexample" aria-label="Failing case">
      <h3>{isGenerated ? 'Differs on a generated input' : `Failing case: ${example.id}`}</h3>
      {!reason.includes(example.message) && <p>{capitalized(example.message)}</p>}
      <dl>
        {after.length > 0 && (
          <>
            <dt>After</dt>
            <dd>
              {after.map((call, index) => (
                <code key={index}>{callText(run.function, call)}</code>
              ))}
            </dd>
          </>
        )}
        <dt>Call</dt>
        <dd>
          <code>{shown ? shown.call : callText(run.function, example)}</code>
        </dd>
        <dt>Expected</dt>
        <dd>
          <code>{shown ? shown.expected : outcomeText(example.expected)}</code>
        </dd>
        <dt>Actual</dt>
        <dd>
          <code>{shown ? shown.actual : outcomeText(example.actual)}</code>
        </dd>
      </dl>
      {isGenerated && <Question example={example} run={run} controller={controller} />}
    </section>
  );
}
