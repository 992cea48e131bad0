import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { unreachable } from '../../protocol/unreachable.ts';
import { ActiveRuns } from './active-runs.tsx';
import { Icon, Progress } from './controls.tsx';
import type { Controller } from './controller.ts';
import { GrowthView } from './growth-view.tsx';
import { noFilter, type Model } from './model.ts';
import { RunView } from './run-view.tsx';
import { RunsList } from './runs-list.tsx';
import { Search } from './search.tsx';
import type { Store } from './store.ts';
import { WelcomePage } from './welcome-page.tsx';
import { welcomeOf, type WelcomeButton } from './welcome.ts';

interface AppProps {
  readonly store: Store<Model>;
  readonly controller: Controller;
}

export function App({ store, controller }: AppProps) {
  const model = useModel(store);
  const { open, growth, state } = model;
  if (state !== null && !state.trusted) {
    return <main>{<Welcomed model={model} controller={controller} />}</main>;
  }
  return (
    <main class="app" data-open={open !== null || growth !== null}>
      <section class="master" aria-label="Runs of this workspace">
        <Master model={model} controller={controller} />
      </section>
      <Detail model={model} controller={controller} />
      <NoticeLine model={model} />
      <div class="sr-only" role="status">
        {state?.active[0] !== undefined && `${state.active[0].function}: ${state.active[0].text}`}
      </div>
    </main>
  );
}

function useModel(store: Store<Model>): Model {
  const [model, setModel] = useState(store.value);
  useEffect(() => {
    setModel(store.value);
    return store.watch(() => setModel(store.value));
  }, [store]);
  return model;
}

interface PartProps {
  readonly model: Model;
  readonly controller: Controller;
}

function Master({ model, controller }: PartProps) {
  const { filter, state, runs, open, nowMs, scroll } = model;
  return (
    <>
      <Search filter={filter} onFilter={(change) => controller.filter(change)} />
      <ActiveRuns
        active={state?.active ?? []}
        onOpen={(run) => {
          controller.growth.close();
          controller.openRun(run, null);
        }}
        onCancel={(token) => void controller.act('cancel', { token }, 'Cancelling.')}
      />
      {runs.phase === 'loading' && !state?.failure && <Progress label="Reading the history" />}
      <Welcomed model={model} controller={controller} />
      {runs.phase === 'loaded' && runs.runs.length > 0 && (
        <>
          {state?.failure && (
            <p class="banner" role="alert">
              <Icon name="warning" />
              <span>
                {state.failure.message} {state.failure.hint}
              </span>
            </p>
          )}
          <RunsList
            key={JSON.stringify(filter)}
            runs={runs.runs}
            open={open?.id ?? null}
            nowMs={nowMs}
            scrollTop={scroll.runs}
            onOpen={(run) => {
              controller.growth.close();
              controller.openRun(run, null);
            }}
            onScroll={(at) => controller.scrolled({ runs: at })}
            onNearEnd={() => void controller.nextPage()}
          />
        </>
      )}
    </>
  );
}

function Welcomed({ model, controller }: PartProps) {
  const welcome = welcomeOf(model);
  if (welcome === null) return null;
  const act = (does: WelcomeButton['does']) => {
    switch (does) {
      case 'retry':
        return controller.retry();
      case 'clear-filter':
        return controller.filter(noFilter);
      case 'afterburner.doctor':
      case 'afterburner.restartDaemon':
      case 'workbench.trust.manage':
        return void controller.act('command', { name: does });
      default:
        return unreachable(does);
    }
  };
  return <WelcomePage welcome={welcome} onButton={act} />;
}

/** The open run, or growth over it. Opening one moves the focus into it, closing gives it back to the list. */
function Detail({ model, controller }: PartProps) {
  const host = useRef<HTMLElement>(null);
  const { growth } = model;
  const id =
    growth === null ? (model.open?.id ?? null) : JSON.stringify([growth.path, growth.function]);
  const before = useRef(id);
  useLayoutEffect(() => {
    if (before.current === id) return;
    const came = before.current;
    before.current = id;
    if (id !== null) host.current?.focus();
    else if (came !== null) document.getElementById('runs')?.focus();
  }, [id]);
  useLayoutEffect(() => {
    if (host.current !== null) host.current.scrollTop = growth === null ? model.scroll.run : 0;
  }, [id, model.open?.detail.phase]);
  return (
    <section
      ref={host}
      class="detail"
      aria-label={growth === null ? 'Run' : 'Growth of a function'}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (growth === null) controller.closeRun();
        else controller.growth.close();
      }}
      onScroll={(event) => {
        if (growth === null) controller.scrolled({ run: event.currentTarget.scrollTop });
      }}
    >
      {growth !== null ? (
        <GrowthView model={model} growth={growth} controller={controller} />
      ) : model.open === null ? (
        <p class="dim empty">Choose a run to look at.</p>
      ) : (
        <RunView model={model} open={model.open} controller={controller} />
      )}
    </section>
  );
}

function NoticeLine({ model }: { readonly model: Model }) {
  const { notice } = model;
  return (
    <div class="notice-place" role="status">
      {notice !== null && (
        <p class={`notice notice-${notice.tone}`}>
          <Icon name={notice.tone === 'done' ? 'check' : 'error'} />
          <span>{notice.text}</span>
        </p>
      )}
    </div>
  );
}
