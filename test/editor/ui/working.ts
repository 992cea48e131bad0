import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareCases, compareFunction } from '../host/compare-function.ts';
import {
  clickLens,
  command,
  editorOf,
  endProposal,
  goTo,
  lens,
  notification,
  openFile,
  openView,
  patienceMs,
  pressIn,
  proposal,
  quickInput,
  runMs,
  shows,
  statusItem,
} from './actions.ts';
import { FakeEndpoint } from './fake-endpoint.ts';
import type { Scenario } from './scenario.ts';

const file = 'lists.py';
const key = 'a-key-that-nobody-has';

/** Change by change, cancelling, the cases in the test view, a model with its key. */
export const working: Scenario = {
  name: 'working',
  steps: [
    [
      'an optimization is begun from the palette',
      async ({ page, folder }) => {
        writeFileSync(join(folder, file), `${compareFunction}\n`);
        writeFileSync(join(folder, 'lists.cases.json'), compareCases);
        const shown = await openFile(page, file);
        await lens(page, /^Measure$/).waitFor({ timeout: patienceMs });
        await goTo(page, shown, 'def compare');
        await command(page, 'Afterburner: Optimize efficiency (runtime)');
        await proposal(page).waitFor({ timeout: runMs });
        await lens(page, /Accept$/)
          .nth(1)
          .waitFor({ timeout: patienceMs });
      },
    ],
    [
      'one change is accepted, and the others are still there',
      async ({ page }) => {
        // Once it is taken there is something to say about the rest.
        const mixture = lens(page, /this mixture has not been measured/);
        const accept = lens(page, /^\S?\s?Accept$/);
        const before = await accept.count();
        await clickLens(page, /^\S?\s?Accept$/, mixture);
        await page.locator('.tab.dirty', { hasText: file }).waitFor({ timeout: patienceMs });
        assert.ok((await accept.count()) < before);
      },
    ],
    [
      'the rest is rejected by key',
      async ({ page }) => {
        await lens(page, /Reject$/)
          .first()
          .waitFor({ timeout: patienceMs });
        await endProposal(page, 'Control+Backspace');
        const editor = await editorOf(page, file);
        await shows(editor, 'right_set');
        await shows(editor, 'if item not in right:');
      },
    ],
    [
      'Ctrl+Z takes the accepted change back',
      async ({ page }) => {
        const editor = await openFile(page, file);
        await pressIn(page, file, 'Control+Z');
        await shows(editor, 'right_set', false);
        await page.locator('.tab.dirty').waitFor({ state: 'detached', timeout: patienceMs });
      },
    ],
    [
      'a run is cancelled from its notification',
      async ({ page }) => {
        await openFile(page, 'knapsack.py');
        const told = notification(page, /Optimizing best_value/);
        await clickLens(page, /^Optimize efficiency$/, told);
        await statusItem(page, /1 running/).waitFor({ timeout: patienceMs });
        await told.hover();
        await told.getByRole('button', { name: 'Cancel' }).click();
        await told.waitFor({ state: 'detached', timeout: patienceMs });
        await lens(page, /^Optimize efficiency$/).waitFor({ timeout: patienceMs });
        await statusItem(page, /running/).waitFor({ state: 'detached', timeout: patienceMs });
      },
    ],
    [
      'the test view runs the cases, and shows expected and actual',
      async ({ page, folder }) => {
        const cases = [
          { id: 'right', args: [[1], [1]], expected: { $tuple: [[1], [], { $tuple: [1, 1] }] } },
          { id: 'wrong', args: [[2], [1]], expected: 'something else' },
        ];
        writeFileSync(
          join(folder, 'lists.cases.json'),
          JSON.stringify({ function: 'compare', cases }),
        );
        await openView(page, 'Testing');
        const row = page.locator('.test-explorer .monaco-list-row', {
          hasText: 'lists.cases.json',
        });
        await row.waitFor({ timeout: patienceMs });
        await row.hover();
        await row.locator('.action-label[aria-label^="Run"]').first().click();
        const result = page.locator('.test-output-peek-tree .monaco-list-row', {
          hasText: 'wrong',
        });
        await result.locator('.codicon-testing-failed-icon').waitFor({ timeout: runMs });
        await result.click();
        const told = page.locator('.monaco-diff-editor .modified');
        await told.getByText('[2]').first().waitFor({ timeout: patienceMs });
      },
    ],
    [
      'a model is asked with the key from the secret storage',
      async ({ page, workbench }) => {
        const endpoint = await FakeEndpoint.start();
        try {
          workbench.set({
            'afterburner.proposers': ['openai'],
            'afterburner.baseUrl': endpoint.url,
            'afterburner.model': 'a-model',
            'window.title': 'a-model',
          });
          // By its title the workbench tells that it has read them.
          await page.waitForFunction('document.title === "a-model"', null, { timeout: patienceMs });
          await command(page, 'Afterburner: Set the key of the model endpoint');
          await quickInput(page).locator('input[type="password"]').fill(key);
          await page.keyboard.press('Enter');
          await statusItem(page, /The key is stored/).waitFor({ timeout: patienceMs });
          await openFile(page, 'primes.py');
          const told = notification(page, /Optimizing primes_up_to/);
          await clickLens(page, /^Optimize efficiency$/, told);
          await notification(page, /No version beats primes_up_to/).waitFor({ timeout: runMs });
          const asked = await endpoint.asked;
          assert.equal(asked.authorization, `Bearer ${key}`);
          assert.match(asked.body, /primes_up_to/);
        } finally {
          await endpoint.stop();
        }
      },
    ],
  ],
};
