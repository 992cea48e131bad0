import { strict as assert } from 'node:assert';
import {
  clickLens,
  command,
  lens,
  notification,
  openFile,
  openPanel,
  palette,
  patienceMs,
  quickInput,
} from './actions.ts';
import type { Scenario } from './scenario.ts';

/** Only a container will do, and no engine answers. */
export const withoutEngine: Scenario = {
  name: 'without-engine',
  settings: { 'afterburner.sandbox': 'container' },
  env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  hides: ['/run/docker.sock', '/run/podman/podman.sock'],
  steps: [
    [
      'measuring says what is wrong and leads to what helps',
      async ({ page }) => {
        await openFile(page, 'pairs.py');
        const told = notification(page, /engine/i);
        await clickLens(page, /^Measure$/, told);
        await told.hover();
        await told.getByRole('button', { name: 'Check the set-up' }).waitFor();
      },
    ],
    [
      'the panel leads to the set-up, which is checked, with advice to copy',
      async ({ page }) => {
        const view = await openPanel(page);
        await view.getByText('Afterburner cannot run here yet').waitFor({ timeout: patienceMs });
        const list = quickInput(page);
        const title = list.getByText('Afterburner cannot measure here yet');
        await view.getByRole('button', { name: 'Check the set-up' }).click({ timeout: patienceMs });
        await title.waitFor({ timeout: patienceMs });
        await list.locator('.monaco-list-row .codicon-error').first().waitFor();
        assert.match(await list.innerText(), /engine/i);
      },
    ],
  ],
};

/** Workspace trust is on, and not given. */
export const restricted: Scenario = {
  name: 'restricted',
  asksForTrust: true,
  settings: { 'security.workspace.trust.startupPrompt': 'never' },
  steps: [
    [
      'no lens offers to run anything',
      async ({ page }) => {
        await page.getByText('Restricted Mode').first().waitFor({ timeout: patienceMs });
        const view = await openPanel(page);
        await view.getByText('This workspace is not trusted').waitFor({ timeout: patienceMs });
        const editor = await openFile(page, 'pairs.py');
        await editor.click();
        assert.equal(await lens(page, /Measure|Optimize/).count(), 0);
      },
    ],
    [
      'the palette offers no command that runs code',
      async ({ page }) => {
        const rows = quickInput(page).locator('.monaco-list-row');
        const log = rows.filter({ hasText: 'Afterburner: Show the log' });
        await palette(page, 'Afterburner: ', log);
        assert.equal(await rows.filter({ hasText: /: (Measure|Optimize)/ }).count(), 0);
        await page.keyboard.press('Escape');
      },
    ],
    [
      'once it is trusted the lenses come',
      async ({ page }) => {
        await command(page, 'Workspaces: Manage Workspace Trust');
        await page
          .locator('.workspace-trust-editor')
          .getByRole('button', { name: /^Trust$/ })
          .click({ timeout: patienceMs });
        await openFile(page, 'pairs.py');
        await lens(page, /^Measure$/).waitFor({ timeout: patienceMs });
      },
    ],
  ],
};
