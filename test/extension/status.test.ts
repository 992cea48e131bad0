import { expect, it } from 'vitest';
import { statusItem } from '../../extension/status-text.ts';
import type { ActiveRun, Status } from '../../protocol/editor.ts';
import { fail } from '../../protocol/failures.ts';
import { say } from './say.ts';

const run = (changes: Partial<ActiveRun> = {}): ActiveRun => ({
  token: 't',
  run: null,
  kind: 'measure',
  uri: 'file:///a.py',
  function: 'f',
  objective: null,
  queued: false,
  text: 'Measuring… 3 of 12 cases',
  ...changes,
});
const queued = run({ queued: true, text: 'Queued' });
const ready: Status['daemon'] = { state: 'ready', isolation: 'container' };
const { failure } = fail('no-sandbox', 'There is no sandbox.');

function check(daemon: Status['daemon'], active: ActiveRun[], inFile: boolean): string | null {
  return statusItem({ daemon, active }, inFile, say)?.text ?? null;
}

it.each<[string, Status['daemon'], ActiveRun[], boolean, string | null]>([
  ['quiet elsewhere', ready, [], false, null],
  ['idle', { state: 'idle' }, [], true, '$(rocket) Afterburner'],
  ['ready', ready, [], true, '$(rocket) Afterburner'],
  ['one runs, seen from anywhere', ready, [run()], false, '$(sync~spin) 1 running'],
  ['others wait', ready, [run(), queued, queued], true, '$(sync~spin) 1 running, 2 queued'],
  ['all wait', ready, [queued], true, '$(sync~spin) 1 queued'],
  ['failed', { state: 'failed', failure }, [], true, '$(warning) Afterburner'],
  ['failed elsewhere', { state: 'failed', failure }, [], false, null],
])('%s', (_what, daemon, active, inFile, text) => {
  expect(check(daemon, active, inFile)).toBe(text);
});

it('tells how code is kept apart, and what each run does', () => {
  expect(statusItem({ daemon: ready, active: [run()] }, true, say)?.lines).toEqual([
    'Ready: code runs in a container.',
    'f: Measuring… 3 of 12 cases',
  ]);
});

it('warns of a failure with its sentence', () => {
  const item = statusItem({ daemon: { state: 'failed', failure }, active: [] }, true, say);
  expect(item).toMatchObject({ isWarning: true, lines: ['There is no sandbox.'] });
});
