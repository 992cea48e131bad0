import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  command,
  editorOf,
  goTo,
  hoverOver,
  lens,
  line,
  notification,
  openFile,
  panel,
  patienceMs,
  pressIn,
  quickInput,
  runMs,
  shows,
} from './actions.ts';
import type { Scenario } from './scenario.ts';

const file = 'pairs.py';
const linked = '# afterburner: problem pair-gap';

/** Where the time of a function goes, how it grows, and the problem that it solves. */
export const growing: Scenario = {
  name: 'growing',
  steps: [
    [
      'where the time goes stands beside the lines when it is asked for',
      async ({ page, folder }) => {
        // Enough for several sizes, which come later.
        writeFileSync(
          join(folder, '.vscode/settings.json'),
          '{"afterburner.comparisonSeconds": 20}',
        );
        const shown = await openFile(page, file);
        assert.equal(await page.evaluate(heatFigures), 0);
        await goTo(page, shown, 'def pair_with_sum');
        await command(page, 'Afterburner: Show where the time goes');
        await page.waitForFunction(`${heatFigures} > 3`, null, { timeout: runMs });
        const slow = line(shown, 'if numbers[i] + numbers[j] == target');
        const hover = await hoverOver(page, slow, 'of the time');
        assert.match(
          await hover.innerText(),
          /times in a pass[\s\S]*Counting, in a run of its own/,
        );
      },
    ],
    [
      'it goes with the first edit of the function, and not with one above',
      async ({ page }) => {
        const shown = await editorOf(page, file);
        await page.keyboard.press('Escape');
        await goTo(page, shown, 'Looking for two amounts');
        await page.keyboard.type('\n');
        assert.ok((await heatSeen(page)) > 3);
        await goTo(page, shown, 'return None');
        await page.keyboard.type('  ');
        await page.waitForFunction(`${heatFigures} === 0`, null, { timeout: patienceMs });
        await pressIn(page, file, 'Control+Z');
        await pressIn(page, file, 'Control+Z');
        await page.locator('.tab.dirty').waitFor({ state: 'detached', timeout: patienceMs });
      },
    ],
    [
      'a function is linked to a problem by a comment above it',
      async ({ page, folder }) => {
        const shown = await editorOf(page, file);
        await goTo(page, shown, 'def pair_with_sum');
        await command(page, 'Afterburner: Link to a problem');
        const choices = quickInput(page).locator('.monaco-list-row');
        await choices.first().waitFor({ timeout: runMs });
        await quickInput(page).locator('input[type="text"]').fill('pair-gap');
        await choices.filter({ hasText: 'pair-gap' }).click();
        await shows(shown, linked);
        assert.ok(!readFileSync(join(folder, file), 'utf8').includes(linked));
      },
    ],
    [
      'Ctrl+Z takes the link back in one step',
      async ({ page }) => {
        await pressIn(page, file, 'Control+Z');
        await shows(await editorOf(page, file), linked, false);
        await page.locator('.tab.dirty').waitFor({ state: 'detached', timeout: patienceMs });
      },
    ],
    [
      'growth is measured, and drawn in the panel',
      async ({ page }) => {
        await command(page, 'Afterburner: Measure growth');
        const told = notification(page, /Measuring the growth of pair_with_sum/);
        await told.waitFor({ timeout: patienceMs });
        const view = panel(page);
        const plot = view.getByRole('img', { name: /^(Runtime|CPU time) at \d+ sizes/ });
        await plot.locator('canvas').waitFor({ timeout: runMs });
        const table = view.getByRole('table', { name: 'at growing sizes' });
        assert.ok((await table.getByRole('row').count()) > 4);
        assert.notEqual((await view.locator('.growth-verdict').innerText()).trim(), '');
        await lens(page, /^Measure$/).waitFor({ timeout: patienceMs });
      },
    ],
    [
      'where no size can be made, it says so and what to do',
      async ({ page, folder }) => {
        writeFileSync(join(folder, 'small.py'), 'def small(x: bool):\n    return not x\n');
        const cases = [{ id: 'one', args: [true] }];
        writeFileSync(
          join(folder, 'small.cases.json'),
          JSON.stringify({ function: 'small', cases }),
        );
        await goTo(page, await openFile(page, 'small.py'), 'def small');
        await command(page, 'Afterburner: Measure growth');
        const told = notification(page, /no case of small has an input that can grow/);
        await told.waitFor({ timeout: runMs });
        assert.match(await told.innerText(), /declarative input/);
        await told.getByRole('button', { name: 'Edit cases' }).click();
        await editorOf(page, 'small.cases.json');
      },
    ],
  ],
};

/** How many lines have a figure behind them, as an expression for the page. */
const heatFigures = `[...document.querySelectorAll('.view-line span')].filter((span) =>
  /\\d×/.test(getComputedStyle(span, '::after').content)).length`;

async function heatSeen(page: Page): Promise<number> {
  return page.evaluate<number>(heatFigures);
}
