import './no-eval.ts';
import '@vscode/codicons/dist/codicon.css';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/list.css';
import './styles/run.css';
import './styles/chart.css';
import './styles/diff.css';
import './styles/growth.css';
import './styles/front.css';
import './styles/welcome.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { Controller } from './controller.ts';
import type { Model } from './model.ts';
import { Line } from './rpc.ts';
import { initialModel, readSaved, toSave } from './saved.ts';
import { Store } from './store.ts';

const host = acquireVsCodeApi();
const store = new Store<Model>(initialModel(readSaved(host.getState()), Date.now()));
const line = new Line(
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- The editor, no window.
  (message) => host.postMessage(message),
  (news) => controller.hear(news),
);
const controller = new Controller(store, line.ask);

window.addEventListener('message', ({ data }) => line.receive(data));
store.watch(() => host.setState(toSave(store.value)));
setInterval(() => controller.ticked(Date.now()), 30_000);

const root = document.getElementById('panel');
if (root !== null) render(<App store={store} controller={controller} />, root);
void controller.start();
