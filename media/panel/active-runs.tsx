import type { ActiveRun } from '../../protocol/editor.ts';
import { Icon, IconButton, Progress } from './controls.tsx';

interface ActiveRunsProps {
  readonly active: readonly ActiveRun[];
  readonly onOpen: (run: string) => void;
  readonly onCancel: (token: string) => void;
}

/** What goes on in this editor now, each with its own way to end it. */
export function ActiveRuns({ active, onOpen, onCancel }: ActiveRunsProps) {
  if (active.length === 0) return null;
  return (
    <ul class="active-runs" aria-label="Running now">
      {active.map((run) => (
        <li key={run.token}>
          <div class="active-run">
            <Icon name={run.queued ? 'clock' : 'loading'} spin={!run.queued} />
            <ActiveName run={run} onOpen={onOpen} />
            <IconButton
              icon="stop-circle"
              label={`Cancel ${run.function}`}
              onClick={() => onCancel(run.token)}
            />
          </div>
          {!run.queued && <Progress label={`${run.function}: ${run.text}`} />}
        </li>
      ))}
    </ul>
  );
}

function ActiveName({
  run,
  onOpen,
}: Pick<ActiveRunsProps, 'onOpen'> & { readonly run: ActiveRun }) {
  const words = (
    <>
      <span class="name">{run.function}</span>
      <span class="dim clip">{run.queued ? `Waiting · ${run.text}` : run.text}</span>
    </>
  );
  const id = run.run;
  if (id === null) return <span class="active-name">{words}</span>;
  return (
    <button type="button" class="active-name" onClick={() => onOpen(id)}>
      {words}
    </button>
  );
}
