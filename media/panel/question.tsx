import { useEffect, useRef, useState } from 'preact/hooks';
import type { Counterexample } from '../../protocol/comparison.ts';
import type { RunSummary } from '../../protocol/history.ts';
import { Button } from './controls.tsx';
import type { Controller } from './controller.ts';
import { capitalized } from './words.ts';

interface QuestionProps {
  readonly example: Counterexample;
  readonly run: RunSummary;
  readonly controller: Controller;
}

/** `said` holds the rule that was chosen, in words; it is in the case file by then. */
type Stage =
  { readonly kind: 'asked' | 'choosing' } | { readonly kind: 'said'; readonly said: string };

/** Nobody wrote the input: whether it can occur is for a person to say. */
export function Question(props: QuestionProps) {
  const { outside, unread = [] } = props.example;
  const [stage, setStage] = useState<Stage>({ kind: 'asked' });
  const place = useRef<HTMLDivElement>(null);
  const isAtStart = useRef(true);
  // What was pressed is gone with the stage before: the keyboard goes on with what came instead, which
  // can take the focus once it has drawn itself.
  useEffect(() => {
    if (!isAtStart.current) place.current?.querySelector('vscode-button')?.focus();
    isAtStart.current = false;
  }, [stage]);
  return (
    <div class="question" ref={place}>
      <p>
        Can this input occur?{' '}
        {outside !== undefined && <span class="dim">{capitalized(outside)}. </span>}
        Until you say that it cannot, it counts.
      </p>
      {unread.map((each) => (
        <p key={each} class="dim">
          Its text promises something of inputs that was not understood; look whether it holds of
          this one: &quot;{each}&quot;
        </p>
      ))}
      {stage.kind === 'asked' && (
        <div class="buttons">
          <Button secondary onClick={() => setStage({ kind: 'choosing' })}>
            It cannot occur
          </Button>
        </div>
      )}
      {stage.kind === 'choosing' && <Choices {...props} onStage={setStage} />}
      {stage.kind === 'said' && <Said {...props} said={stage.said} />}
    </div>
  );
}

function Choices({
  example,
  run,
  controller,
  onStage,
}: QuestionProps & { readonly onStage: (stage: Stage) => void }) {
  const { exclusions = [] } = example;
  return (
    <div
      role="group"
      aria-label="It cannot occur, because"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onStage({ kind: 'asked' });
      }}
    >
      {exclusions.length > 0 && <p>It cannot, because in every call:</p>}
      <div class="buttons">
        {exclusions.map(({ parameter, rule, text }) => (
          <Button
            key={text}
            secondary
            title="Write it into the case file"
            onClick={() => {
              const excluded = controller.act('exclude', { run: run.id, parameter, rule });
              void excluded.then(({ ok }) => {
                if (ok) onStage({ kind: 'said', said: text });
              });
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
  );
}

/** The rule counts from the next run on, which is a key away. */
function Said({ run, controller, said }: QuestionProps & { readonly said: string }) {
  return (
    <>
      <p role="status">
        The case file says it now: <strong>{said}</strong>. It counts from the next run on.
      </p>
      <div class="buttons">
        {run.kind !== 'compare' && (
          <Button onClick={() => void controller.act('rerun', { run: run.id })}>Run again</Button>
        )}
        <Button secondary onClick={() => void controller.act('editCases', namedIn(run))}>
          Open the case file
        </Button>
      </div>
    </>
  );
}

function namedIn({ path, function: name }: RunSummary) {
  return { path, function: name };
}
