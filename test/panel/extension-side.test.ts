import { describe, expect, it } from 'vitest';
import { answer, type PanelHandlers } from '../../extension/views/answers.ts';
import { historyPage } from '../../extension/views/history-page.ts';
import { exportName, panelStateOf } from '../../extension/views/panel-state.ts';
import { fail, ok } from '../../protocol/failures.ts';
import { summary } from './harness/fixtures.ts';

describe('what the panel asks', () => {
  const seen: unknown[] = [];
  const handlers = {
    run: async (params: unknown) => {
      seen.push(params);
      return fail('daemon-unreachable', 'It left');
    },
    cancel: async () => ok(null),
    apply: async () => {
      throw new Error('boom');
    },
  } as unknown as PanelHandlers;

  it.each<[string, unknown, unknown]>([
    [
      'is answered with the same id',
      { id: 4, name: 'cancel', params: { token: 't' } },
      { kind: 'answer', id: 4, result: { ok: true, value: null } },
    ],
    [
      'is told the failure',
      { id: 5, name: 'run', params: { run: 'r', after: 0 } },
      { kind: 'answer', id: 5, result: { ok: false, failure: { code: 'daemon-unreachable' } } },
    ],
    [
      'is refused where it cannot be read',
      { id: 6, name: 'run', params: { run: 7 } },
      { kind: 'answer', id: 6, result: { ok: false, failure: { code: 'internal' } } },
    ],
    [
      'is answered even where a handler throws',
      { id: 7, name: 'apply', params: { run: 'r', attempt: null } },
      { kind: 'answer', id: 7, result: { ok: false, failure: { message: 'apply: boom' } } },
    ],
  ])('%s', async (_, message, told) => {
    expect(await answer(handlers, message, String)).toMatchObject(told as object);
  });

  it.each([null, 'x', { id: 1, name: 'rm', params: {} }, { name: 'run', params: {} }])(
    'is left alone where it is no question: %o',
    async (message) => {
      expect(await answer(handlers, message, String)).toBeNull();
    },
  );

  it('reached its handler once, parsed', () => {
    expect(seen).toEqual([{ run: 'r', after: 0 }]);
  });
});

it('the page allows its own files and nothing else', () => {
  const page = historyPage({
    cspSource: 'https://own.test',
    nonce: 'n1',
    script: 'https://own.test/panel.js?a="b"',
    style: 'https://own.test/panel.css',
  });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy).toBe(
    "default-src 'none'; script-src 'nonce-n1'; style-src https://own.test; font-src https://own.test",
  );
  expect(page).toContain('src="https://own.test/panel.js?a=&quot;b&quot;"');
  expect(page).not.toMatch(/<style|style="|onclick|<script>|unsafe/);
});

it.each([
  ['/w/pairs.py', 'pair_with_sum', 'pairs-pair_with_sum-2025-11-22.csv'],
  ['C:\\w\\b.c.py', 'Basket.total', 'b.c-Basket.total-2025-11-22.csv'],
  ['/w/x.py', 'ns::f<int>', 'x-ns-f-int-2025-11-22.csv'],
])('an export of %s %s is named %s', (path, name, file) => {
  const run = summary({ path, function: name });
  expect(exportName(run, 'csv')).toBe(file);
});

it('the state says why nothing can be asked for, in the words of the editor', () => {
  const failure = fail('no-sandbox', 'None').failure;
  expect(panelStateOf(null, false, [], String)).toMatchObject({
    trusted: false,
    failure: null,
    active: [],
  });
  const status = { daemon: { state: 'failed' as const, failure }, active: [] };
  expect(panelStateOf(status, true, ['/w'], String)).toEqual({
    trusted: true,
    folders: ['/w'],
    failure: { ...failure, hint: 'Check the set-up: it says what to install.' },
    active: [],
  });
});
