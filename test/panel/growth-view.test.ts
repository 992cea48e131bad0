import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { fail } from '../../protocol/failures.ts';
import { FakeHost } from './harness/fake-host.ts';
import { comparison, folder, runDetail } from './harness/fixtures.ts';
import { front, growthChange } from './harness/growth-fixtures.ts';
import { findChromium, Harness, type OpenOptions, type OpenPanel } from './harness/page.ts';

// How a function grows, in the panel as it is shipped. As in browser.test.ts, every step waits for
// what a user would see.

const chromium = findChromium();
const path = `${folder}/orders/pairs.py`;
const pair = { path, function: 'pair_with_sum' };

let harness: Harness;
let panel: OpenPanel;

async function open(options: OpenOptions = {}): Promise<Page> {
  panel = await harness.open(options);
  return panel.page;
}

async function openGrowth(page: Page): Promise<void> {
  await page.locator('#runs [role=option]').first().click();
  await page.getByRole('button', { name: 'Growth with the size of the input' }).click();
  await page.getByRole('region', { name: 'Growth', exact: true }).waitFor();
}

const plot = (page: Page, name: RegExp) => page.getByRole('img', { name });

describe.skipIf(chromium === null)('growth in the panel', () => {
  beforeAll(async () => {
    harness = await Harness.start(chromium ?? '');
  }, 60_000);
  afterAll(() => harness.stop(), 60_000);

  afterEach(async () => {
    const complaints = panel.complaints;
    await panel.close();
    expect(complaints).toEqual([]);
  });

  it('shows plot, class and table, and goes back to the run', async () => {
    const page = await open();
    await openGrowth(page);
    expect(panel.host.last('scalings')).toEqual(pair);
    await page.getByText('about n², R² 0.999', { exact: true }).waitFor();
    await page.getByText('n log n and n³ ruled out').waitFor();
    const canvas = plot(page, /^Runtime at 7 sizes, .*1 size did not finish/).locator('canvas');
    expect(await canvas.count()).toBe(1);
    const table = page.getByRole('table', { name: 'Runtime at growing sizes' });
    expect(await table.getByRole('row').count()).toBe(9);
    expect(await table.getByRole('row').last().innerText()).toMatch(
      /8,192\s+it did not end within 15 s/,
    );
    await page.getByRole('radio', { name: 'Memory' }).click();
    await plot(page, /^Memory at 7 sizes/).waitFor();
    expect(await page.getByText('None to be seen').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Best version' }).waitFor();
  });

  it('tells a size when it is pointed at', async () => {
    const page = await open();
    await openGrowth(page);
    const over = page.locator('.chart .u-over').first();
    const { width, height } = (await over.boundingBox()) ?? { width: 0, height: 0 };
    await over.hover({ position: { x: width - 6, y: height / 2 } });
    expect(await page.locator('.tip').first().innerText()).toBe(
      'n = 8,192\nit did not end within 15 s',
    );
  });

  it('measures, and shows what came of it', async () => {
    const page = await open();
    await openGrowth(page);
    await page.getByRole('button', { name: 'Measure growth' }).click();
    await page.locator('.growth-all').getByText('just now: about n²').waitFor();
    expect(panel.host.last('scale')).toEqual(pair);
    const earlier = page.getByRole('button', { name: 'yesterday: about n³' });
    await earlier.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Measured before the function was changed.').waitFor();
    expect(await earlier.getAttribute('aria-pressed')).toBe('true');
  });

  it('says why no size can be made, and leads to the cases', async () => {
    const host = new FakeHost();
    host.scalings = [];
    host.scaleFailure = fail(
      'cases-invalid',
      'No case has an input that can grow.',
      'Write one with a declarative input.',
    ).failure;
    const page = await open({ host });
    await page.locator('#runs [role=option]').first().click();
    await page.getByRole('button', { name: 'Growth with the size of the input' }).click();
    const nothing = page.getByRole('region', { name: 'Not measured yet' });
    await nothing.getByText('Measure growth').click();
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await told.innerText()).toContain('Write one with a declarative input.');
    await page.getByText('Edit cases', { exact: true }).click();
    await expect.poll(() => host.last('editCases')).toEqual(pair);
  });

  it('shows how the measuring goes on, and can end it', async () => {
    const host = new FakeHost();
    const page = await open({ host });
    await openGrowth(page);
    const run = { token: 't1', run: null, objective: null, queued: false };
    const uri = `file://${path}`;
    const text = 'Measuring n = 64…';
    const active = [{ ...run, kind: 'scale' as const, uri, function: 'pair_with_sum', text }];
    await host.tellState({ active });
    const detail = page.getByRole('region', { name: 'Growth of a function' });
    await detail.getByText(text).waitFor();
    expect(await page.getByRole('button', { name: 'Measure growth' }).count()).toBe(0);
    await detail.getByRole('button', { name: 'Cancel pair_with_sum' }).click();
    expect(host.last('cancel')).toEqual({ token: 't1' });
  });

  it('is opened by the editor, and still there after a reload', { timeout: 90_000 }, async () => {
    const host = new FakeHost();
    const page = await open({ host });
    await page.locator('#runs [role=option]').first().waitFor();
    await host.tell({ kind: 'growth', ...pair });
    await plot(page, /^Runtime at 7 sizes/).waitFor();
    const saved = await panel.saved();
    await panel.close();
    const again = await open({ saved });
    await plot(again, /^Runtime at 7 sizes/).waitFor();
    await again.getByRole('button', { name: 'Back', exact: true }).click();
    await again.locator('#runs [role=option]').first().waitFor();
  });

  it('of two versions stands beside their figures', async () => {
    const host = new FakeHost();
    const { best } = runDetail();
    const compared = comparison({ growth: growthChange() });
    host.details.set('run-1', runDetail({ best: best && { ...best, comparison: compared } }));
    const page = await open({ host });
    await page.locator('#runs [role=option]').first().click();
    const told = page.locator('.growth-change');
    expect(await told.innerText()).toMatch(
      /Growth of runtime: Grows as n instead of n²\. 80\.0x faster at n = 9,600/,
    );
  });

  it('shows the choice between time and memory, where there is one', async () => {
    const host = new FakeHost();
    host.details.set('run-1', runDetail({ front: front() }));
    const page = await open({ host, width: 420 });
    await page.locator('#runs [role=option]').first().click();
    await plot(page, /^Runtime and memory of 2 versions against the original/).waitFor();
    const marked = page.locator('#attempts [role=option]', { hasText: 'front' });
    expect(await marked.allInnerTexts()).toEqual([
      expect.stringContaining('#5'),
      expect.stringContaining('#9'),
    ]);
    const table = page.getByRole('table', { name: 'Versions that none beats in both' });
    expect(await table.innerText()).toMatch(/#9 best\s+3\.23x faster\s+1\.40x more/);
    await table.getByRole('button', { name: '#5' }).click();
    await page.getByRole('heading', { name: 'Attempt 5' }).waitFor();
  });
});
