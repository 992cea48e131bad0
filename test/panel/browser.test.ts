import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { RunSummary } from '../../protocol/history.ts';
import { FakeHost } from './harness/fake-host.ts';
import { sampleTests } from '../samples.ts';
import { attempt, attempts, objectExample, runDetail, summary } from './harness/fixtures.ts';
import { findChromium, Harness, type OpenOptions, type OpenPanel } from './harness/page.ts';

// The panel as it is shipped, in a real browser under its real policy, with a host in the test's
// hands. Nothing here waits for a time: each step waits for what a user would see.

const chromium = findChromium();
if (chromium === null) {
  process.stderr.write('test/panel/browser: no Chromium; set AFTERBURNER_CHROMIUM to its path\n');
}

let harness: Harness;
let panel: OpenPanel;

async function open(options: OpenOptions = {}): Promise<Page> {
  panel = await harness.open(options);
  return panel.page;
}

const runRows = (page: Page) => page.locator('#runs [role=option]');
const attemptRows = (page: Page) => page.locator('#attempts [role=option]');
const count = (rows: Locator) => expect.poll(() => rows.count());
const named = (page: Page, role: 'button' | 'radio' | 'checkbox', name: string | RegExp) =>
  page.getByRole(role, { name });

async function openFirst(page: Page): Promise<void> {
  await runRows(page).first().click();
  await attemptRows(page).first().waitFor();
}

describe.skipIf(chromium === null)('the panel', () => {
  beforeAll(async () => {
    harness = await Harness.start(chromium ?? '');
  }, 60_000);
  afterAll(() => harness.stop());

  afterEach(async () => {
    // Whatever a test did: no violation of the policy, no error, no warning.
    const complaints = panel.complaints;
    await panel.close();
    expect(complaints).toEqual([]);
  });

  it('lists the runs, newest first, with outcome and time', async () => {
    const page = await open();
    await count(runRows(page)).toBe(5);
    const first = runRows(page).first();
    expect(await first.innerText()).toMatch(/pair_with_sum[\s\S]*2\.30x faster[\s\S]*5 min\. ago/);
    expect(await first.locator('time').getAttribute('title')).toMatch(/2025/);
  });

  it('searches and filters', async () => {
    const page = await open();
    await count(runRows(page)).toBe(5);
    await page.getByLabel('Search runs by function or file').fill('orders');
    await count(runRows(page)).toBe(2);
    await named(page, 'radio', 'Measure').click();
    await count(runRows(page)).toBe(1);
    expect(panel.host.last('runs')).toMatchObject({ search: 'orders', kinds: ['measure'] });
    await named(page, 'button', 'Improved only').click();
    await page.getByText('No run matches').waitFor();
    await named(page, 'button', 'Show all runs').click();
    await count(runRows(page)).toBe(5);
  });

  it('asks for further pages as they are scrolled to', async () => {
    const host = new FakeHost();
    host.runs = manyRuns(180);
    const page = await open({ host });
    await runRows(page).first().waitFor();
    expect(host.count('runs')).toBe(1);
    const total = () => runRows(page).first().getAttribute('aria-setsize');
    expect(await total()).toBe('50');
    await page.locator('#runs').focus();
    for (const size of ['100', '150', '180']) {
      await page.keyboard.press('End');
      await expect.poll(total).toBe(size);
    }
    expect(await runRows(page).count()).toBeLessThan(60);
  });

  it('opens a run, its chart and its best version, and comes back', async () => {
    const page = await open();
    await openFirst(page);
    const chart = page.getByRole('img', { name: /^Runtime of 8 attempts, original 12\.3 ms/ });
    expect(await chart.locator('canvas').count()).toBe(1);
    await page.getByRole('region', { name: 'Best version' }).waitFor();
    expect(await page.getByRole('table', { name: 'Figures' }).innerText()).toContain(
      '2.30x faster',
    );
    await page.getByRole('img', { name: /^Resident memory over time/ }).waitFor();
    await named(page, 'radio', 'Memory').click();
    await page.getByRole('img', { name: /^Memory of 8 attempts/ }).waitFor();
    await named(page, 'button', 'Back to the runs').click();
    await runRows(page).first().waitFor();
    expect(await page.locator('#runs').evaluate((list) => list.matches(':focus'))).toBe(true);
  });

  it('selects an attempt from the chart', async () => {
    const page = await open();
    await openFirst(page);
    const over = page.locator('.chart .u-over');
    const { width, height } = (await over.boundingBox()) ?? { width: 0, height: 0 };
    await over.hover({ position: { x: width * (5 / 12), y: height / 2 } });
    expect(await page.locator('.tip').innerText()).toMatch(/#5 Accepted\n.+ ms\n/);
    await over.click({ position: { x: width * (5 / 12), y: height / 2 } });
    await page.getByRole('heading', { name: 'Attempt 5' }).waitFor();
    await page.locator('#attempts [aria-selected=true]', { hasText: '#5' }).waitFor();
  });

  it('shows incorrect attempts when asked, with the failing case', async () => {
    const page = await open();
    await openFirst(page);
    await count(attemptRows(page)).toBe(8);
    await page.getByText('Show 4 incorrect or unusable').click();
    await count(attemptRows(page)).toBe(12);
    expect(await named(page, 'checkbox', /^Show 4/).isChecked()).toBe(true);
    await page.getByRole('img', { name: /2 incorrect/ }).waitFor();
    await attemptRows(page).nth(2).click();
    const counterexample = page.getByRole('region', { name: 'Failing case' });
    expect(await counterexample.innerText()).toMatch(
      /Call\s+pair_with_sum\(\[1,2,3\], 4\)\s+Expected\s+\[1,3\]\s+Actual\s+\[3,1\]/,
    );
    expect(await named(page, 'button', 'Apply').count()).toBe(0);
  });

  it('asks whether a generated input can occur, and passes on why it cannot', async () => {
    const page = await open();
    await openFirst(page);
    await page.getByText('Show 4 incorrect or unusable').click();
    await count(attemptRows(page)).toBe(12);
    await attemptRows(page).nth(7).click();
    await page.getByRole('heading', { name: 'Differs on a generated input' }).waitFor();
    const search = page.getByRole('region', { name: 'How sure it is' });
    expect(await search.innerText()).toMatch(
      /After 4,210 generated inputs in 2\.1 s; left out: 3 that take too long\.\s+It reads the clock\./,
    );
    await named(page, 'button', 'It cannot occur').click();
    await named(page, 'button', 'Edit the domain in the case file').click();
    await expect.poll(() => panel.host.count('editCases')).toBe(1);
    await named(page, 'button', 'values is not empty').click();
    await expect
      .poll(() => panel.host.last('exclude'))
      .toEqual({ run: 'run-1', parameter: 'values', rule: { minItems: 1 } });
    await page.getByText('The case file says it now: values is not empty.').waitFor();
    await named(page, 'button', 'Open the case file').click();
    await expect.poll(() => panel.host.count('editCases')).toBe(2);
  });

  it('answers by keyboard alone whether an input can occur', async () => {
    const page = await open();
    await openFirst(page);
    await page.getByText('Show 4 incorrect or unusable').click();
    await count(attemptRows(page)).toBe(12);
    await attemptRows(page).nth(7).click();
    const focused = (name: string) =>
      named(page, 'button', name).and(page.locator(':focus')).waitFor();
    await named(page, 'button', 'It cannot occur').focus();
    await page.keyboard.press('Enter');
    await focused('values is not empty');
    await page.keyboard.press('Escape');
    await focused('It cannot occur');
    await page.keyboard.press('Enter');
    await focused('values is not empty');
    await page.keyboard.press('Tab');
    await focused('values has at least 2 items');
    await page.keyboard.press('Enter');
    await focused('Run again');
    await page.keyboard.press('Enter');
    await expect.poll(() => panel.host.last('rerun')).toEqual({ run: 'run-1' });
    expect(panel.host.last('exclude')).toMatchObject({ rule: { minItems: 2 } });
  });

  it('shows the call that differs as in code, and the calls before it', async () => {
    const host = new FakeHost();
    host.example = objectExample;
    host.details.set('run-1', runDetail({ summary: summary({ function: 'Cache.get' }) }));
    const page = await open({ host });
    await openFirst(page);
    await panel.host.tell({ kind: 'reveal', run: 'run-1', attempt: 3 });
    const shown = page.getByRole('region', { name: 'Failing case' });
    expect(await shown.innerText()).toMatch(
      /After\s+Cache\(2\)\.get\(3\)\s+Call\s+Cache\(2\)\.get\(1\)\s+Expected\s+Entry\(size=1\)\s+Actual\s+raises KeyError/,
    );
    await shown.getByText('"You may assume that the cache is warm."').waitFor();
  });

  it.each([
    ['passed', /^Tests passed \(12 s\)$/],
    ['failed', /^Tests fail with every version that was better \(exit code 1\)$/],
  ] as const)('says what the tests of the project said: %s', async (state, text) => {
    const host = new FakeHost();
    const reason = 'exit code 1';
    const output = 'E  assert 1 == 2';
    host.details.set('run-1', runDetail({ tests: sampleTests({ state, reason, output }) }));
    const page = await open({ host });
    await openFirst(page);
    const line = page.getByText(text);
    await line.waitFor();
    await page.getByText('make test').waitFor();
    expect(await page.getByText(output).count()).toBe(state === 'passed' ? 0 : 1);
  });

  it('leads from a run that found nothing to where versions differ', async () => {
    const host = new FakeHost();
    host.details.set('run-1', runDetail({ best: null }));
    const page = await open({ host });
    await openFirst(page);
    await named(page, 'button', 'Show where the first differs').click();
    await page.getByRole('heading', { name: 'Attempt 3' }).waitFor();
    await page.getByRole('region', { name: 'Failing case' }).waitFor();
  });

  it('shows an attempt with its diff and reasoning, and acts on it', async () => {
    const page = await open();
    await openFirst(page);
    await attemptRows(page).nth(1).click();
    const diff = page.getByRole('region', { name: 'Changes: 5 lines added, 4 lines removed' });
    expect(await diff.innerText()).toContain('seen = set()');
    await page.getByText('Attempt 2: looks up the rest in a set').waitFor();
    for (const [name, request] of [
      ['Show diff', 'showDiff'],
      ['Apply', 'apply'],
      ['Copy attempt 2 as Markdown', 'copy'],
    ] as const) {
      await named(page, 'button', name).click();
      await expect.poll(() => panel.host.last(request)).toEqual({ run: 'run-1', attempt: 2 });
    }
    await page.getByText('Copied as Markdown.').waitFor();
  });

  it('acts on the run as a whole', async () => {
    const page = await open();
    await openFirst(page);
    for (const [name, request, params] of [
      ['Show diff', 'showDiff', { run: 'run-1', attempt: null }],
      ['Run again', 'rerun', { run: 'run-1' }],
      ['Copy as Markdown', 'copy', { run: 'run-1', attempt: null }],
      ['Export as CSV', 'export', { run: 'run-1', format: 'csv' }],
      ['Export as JSON', 'export', { run: 'run-1', format: 'json' }],
      ['orders/pairs.py', 'openFile', { run: 'run-1' }],
    ] as const) {
      await named(page, 'button', name).click();
      await expect.poll(() => panel.host.last(request)).toEqual(params);
    }
  });

  it('deletes only after it asked', async () => {
    const page = await open();
    await openFirst(page);
    await named(page, 'button', 'Delete the run').click();
    await named(page, 'button', 'Keep').click();
    expect(panel.host.count('delete')).toBe(0);
    await named(page, 'button', 'Delete the run').click();
    await named(page, 'button', 'Delete').click();
    await count(runRows(page)).toBe(4);
    expect(panel.host.last('delete')).toEqual({ run: 'run-1' });
  });

  it('is usable by keyboard alone', async () => {
    const page = await open();
    await runRows(page).first().waitFor();
    await page.getByLabel('Search runs by function or file').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await named(page, 'radio', 'Optimize').and(page.locator('[aria-checked=true]')).waitFor();
    await count(runRows(page)).toBe(3);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('#attempts').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Attempt 2' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#runs:focus').waitFor();
  });

  it('draws attempts as they come in, and asks for no more than those', async () => {
    const { host, page } = await openRunning();
    await count(attemptRows(page)).toBe(2);
    const asked = host.count('run');
    const grown = [...attempts(3), attempt(4, 'regressed', 9e6), attempt(5, 'accepted', 4e6)];
    host.details.set('run-9', running(grown));
    for (let told = 0; told < 50; told += 1) {
      await host.tell({ kind: 'changed', changed: { run: 'run-9', path: null, what: 'attempt' } });
    }
    await count(attemptRows(page)).toBe(4);
    await page.getByRole('img', { name: /best so far 4\.00 ms/ }).waitFor();
    // The chart is there with the first answer; what was told meanwhile is asked for after it.
    await expect.poll(() => host.last('run')).toEqual({ run: 'run-9', after: 5 });
    expect(host.asked.find((each, at) => at > asked && each.name === 'run')).toBeDefined();
    expect(host.count('run') - asked).toBeLessThan(40);
  });

  it('tells what goes on, and cancels it', async () => {
    const { host, page } = await openRunning();
    await page.getByRole('status').getByText('pair_with_sum: Iteration 2 of 5').waitFor({
      state: 'attached',
    });
    await named(page, 'button', 'Cancel pair_with_sum').click();
    await expect.poll(() => host.last('cancel')).toEqual({ token: 't1' });
    host.details.set('run-9', { ...running(attempts(3)), summary: summary({ id: 'run-9' }) });
    host.runs = [summary({ id: 'run-9' }), ...host.runs.slice(1)];
    await host.tellState({ active: [] });
    await host.tell({ kind: 'changed', changed: { run: 'run-9', path: null, what: 'ended' } });
    await named(page, 'button', 'Delete the run').waitFor();
    await count(page.locator('.active-runs')).toBe(0);
  });

  it('scrolls ten thousand attempts with a screenful of nodes', async () => {
    const host = new FakeHost();
    host.details.set('run-1', runDetail({ attempts: attempts(10_000) }));
    const page = await open({ host });
    await openFirst(page);
    await page.getByText('Show 3,333 incorrect or unusable').click();
    await page.locator('#attempts [aria-setsize="10000"]').first().waitFor();
    const list = page.locator('#attempts');
    await list.focus();
    for (const [key, number] of [
      ['End', 10_000],
      ['PageUp', 9992],
      ['Home', 1],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('#attempts [aria-selected=true]', { hasText: `#${number}` }).waitFor();
      await page.getByRole('heading', { name: `Attempt ${number}` }).waitFor();
    }
    for (const top of [50_000, 110_000, 198_000]) {
      await list.evaluate((element, top) => {
        element.scrollTop = top;
      }, top);
      await page.locator(`#attempts-${Math.ceil(top / 22)}`).waitFor();
      expect(await attemptRows(page).count()).toBeLessThan(40);
    }
  });

  it('comes back where it was after a reload', async () => {
    const host = new FakeHost();
    host.details.set('run-1', runDetail({ attempts: attempts(600) }));
    const page = await open({ host });
    await named(page, 'radio', 'Optimize').click();
    await openFirst(page);
    await named(page, 'radio', 'Integral').click();
    await page.locator('#attempts').focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: /Attempt 600|Attempt 59\d/ }).waitFor();
    const heading = await page.locator('.attempt h2').innerText();
    const scroll = expect.poll(async () => {
      const saved = (await panel.saved()) as { scroll: { attempts: number } };
      return saved.scroll.attempts;
    });
    await scroll.toBeGreaterThan(5000);
    const saved = await panel.saved();
    await panel.close();

    const again = await open({ host, saved });
    await again.getByRole('heading', { name: heading.trim() }).waitFor();
    await again.getByRole('img', { name: /^Integral of/ }).waitFor();
    await again.locator('#attempts [aria-selected=true]').waitFor();
    await named(again, 'button', 'Back to the runs').click();
    await count(runRows(again)).toBe(3);
  });

  it('reveals a run and an attempt, an incorrect one too', async () => {
    const page = await open();
    await runRows(page).first().waitFor();
    await panel.host.tell({ kind: 'reveal', run: 'run-1', attempt: 3 });
    await page.getByRole('heading', { name: 'Attempt 3' }).waitFor();
    await page.locator('#attempts [aria-selected=true]', { hasText: '#3' }).waitFor();
  });

  it('says what to do where nothing can be shown', async () => {
    const host = new FakeHost();
    host.state = { ...host.state, trusted: false };
    const page = await open({ host });
    await named(page, 'button', 'Manage workspace trust').click();
    await expect.poll(() => host.last('command')).toEqual({ name: 'workbench.trust.manage' });
    expect(host.count('runs')).toBe(0);
    host.runs = [];
    await host.tellState({ trusted: true });
    await page.getByText('No runs yet').waitFor();
    const failure = {
      code: 'engine-unreachable',
      message: 'No engine',
      hint: 'Start it.',
    } as const;
    await host.tellState({ failure });
    await page.getByText('Start it.').waitFor();
    await named(page, 'button', 'Check the set-up').click();
    await expect.poll(() => host.last('command')).toEqual({ name: 'afterburner.doctor' });
  });

  it('says why a request failed, and goes on', async () => {
    const page = await open();
    await runRows(page).nth(1).click();
    await page.getByText('Choose another.').waitFor();
    await page.keyboard.press('Escape');
    await openFirst(page);
  });

  it('stands side by side where there is room', async () => {
    const page = await open({ width: 900 });
    await openFirst(page);
    expect(await runRows(page).first().isVisible()).toBe(true);
    await runRows(page).nth(2).click();
    await page.getByRole('heading', { name: 'shortest_route' }).waitFor();
  });

  it('draws its charts in the colours of the theme, and again in another', async () => {
    const page = await open({ theme: 'dark' });
    await openFirst(page);
    const pixels = () =>
      page.locator('.chart canvas').evaluate((canvas) => {
        const { toDataURL } = canvas as unknown as { toDataURL(): string };
        return toDataURL.call(canvas);
      });
    const dark = await pixels();
    await harness.setTheme(page, 'light');
    await expect.poll(pixels).not.toBe(dark);
  });

  it.each(['dark', 'high-contrast'] as const)('names every control (%s)', async (theme) => {
    const host = new FakeHost();
    const page = await open({ host, theme });
    const nameless = () =>
      page
        .locator('button, input, [role=button], [role=radio], [role=checkbox], [role=listbox]')
        .evaluateAll((controls) =>
          controls
            .filter((control) => {
              const { labels } = control as unknown as {
                labels?: ArrayLike<{ textContent: string | null }> | null;
              };
              const label = control.getAttribute('aria-label') ?? labels?.[0]?.textContent;
              return (label ?? control.textContent ?? '').trim() === '';
            })
            .map((control) => control.outerHTML),
        );
    await runRows(page).first().waitFor();
    expect(await nameless()).toEqual([]);
    await openFirst(page);
    await attemptRows(page).nth(1).click();
    await page.locator('.diff').waitFor();
    expect(await nameless()).toEqual([]);
    expect(await page.locator('img:not([alt]), [role=img]:not([aria-label])').count()).toBe(0);
    const active = await page.locator('#attempts').getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
  });
});

function manyRuns(size: number): RunSummary[] {
  return Array.from({ length: size }, (_, index) => summary({ id: `run-${index}` }));
}

function running(known: ReturnType<typeof attempts>) {
  const state = { id: 'run-9', state: 'running' as const, ratio: null, attempts: known.length };
  return runDetail({ summary: summary(state), best: null, stopped: null, attempts: known });
}

async function openRunning() {
  const host = new FakeHost();
  const detail = running(attempts(3));
  host.runs = [detail.summary, ...host.runs];
  host.details.set('run-9', detail);
  host.state = {
    ...host.state,
    active: [
      {
        token: 't1',
        run: 'run-9',
        kind: 'optimize',
        uri: 'file:///pairs.py',
        function: 'pair_with_sum',
        objective: 'time',
        queued: false,
        text: 'Iteration 2 of 5',
      },
    ],
  };
  const page = await open({ host });
  await named(page, 'button', 'pair_with_sum Iteration 2 of 5')
    .or(runRows(page).first())
    .first()
    .click();
  await attemptRows(page).first().waitFor();
  return { host, page };
}
