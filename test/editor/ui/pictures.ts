import { strict as assert } from 'node:assert';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../host/installation.ts';
import {
  clickLens,
  command,
  editorOf,
  lens,
  openFile,
  openPanel,
  panel,
  patienceMs,
  proposal,
  shows,
} from './actions.ts';
import type { Scenario } from './scenario.ts';

const file = 'pairs.py';
const limitBytes = 300_000;
const runMs = 600_000;

/** Draws the README's pictures: no tests, but made as they are. */
export const pictures: Scenario = {
  name: 'pictures',
  settings: {
    'workbench.colorTheme': 'Default Dark Modern',
    'window.title': '${activeEditorShort}',
    'editor.fontSize': 14,
    'breadcrumbs.enabled': false,
  },
  steps: [
    [
      'the figures of a function',
      async ({ page, folder }) => {
        writeFileSync(join(folder, '.vscode/settings.json'), '{ "afterburner.iterations": 3 }');
        await page.setViewportSize({ width: 1120, height: 560 });
        await openFile(page, file);
        await lens(page, /^Measure$/).waitFor({ timeout: patienceMs });
        await command(page, 'View: Toggle Primary Side Bar Visibility');
        await clickLens(page, /^Measure$/, lens(page, /^Cancel$/));
        await lens(page, /∫/).waitFor({ timeout: runMs });
        const shown = await editorOf(page, file);
        await shown.getByText('pair_with_sum', { exact: true }).first().hover();
        await page.locator('.monaco-hover:visible', { hasText: 'measured' }).waitFor();
        await keep(page, 'editor');
      },
    ],
    [
      'the diff of an improvement',
      async ({ page }) => {
        await page.setViewportSize({ width: 1120, height: 610 });
        await page.keyboard.press('Escape');
        await clickLens(page, /^Optimize efficiency$/, lens(page, /^Cancel$/));
        await proposal(page).waitFor({ timeout: runMs });
        await lens(page, /95% CI/).waitFor({ timeout: patienceMs });
        await shows(proposal(page), 'numbers_places');
        await page.mouse.move(600, 540);
        await keep(page, 'diff');
      },
    ],
    [
      'the history',
      async ({ page }) => {
        await page.setViewportSize({ width: 1120, height: 900 });
        await openPanel(page);
        await panel(page).locator('#runs [role=option]', { hasText: 'Optimize' }).click();
        await panel(page).locator('.chart canvas').waitFor({ timeout: patienceMs });
        const accepted = panel(page).locator('#attempts [role=option]', { hasText: 'Accepted' });
        await accepted.first().click();
        await panel(page)
          .getByRole('img', { name: /^Resident memory over time/ })
          .waitFor({ timeout: patienceMs });
        await keep(page, 'panel');
      },
    ],
  ],
};

async function keep(page: Page, name: string): Promise<void> {
  const path = join(root, 'media', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  assert.ok(statSync(path).size < limitBytes, `${name}.png is too large.`);
}
