import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonSchema } from '../../../protocol/comparison.ts';
import { measurementSchema } from '../../../protocol/measurement.ts';
import { root } from '../host/installation.ts';
import {
  clickLens,
  editor,
  editorOf,
  endProposal,
  goTo,
  hoverOver,
  lens,
  line,
  notification,
  openFile,
  openPanel,
  panel,
  patienceMs,
  pressIn,
  proposal,
  reload,
  runMs,
  shows,
  statusItem,
} from './actions.ts';
import type { Scenario, Stage } from './scenario.ts';

const figures = /^[\d.]+\s(ns|µs|ms|s)\s·\s/;
const file = 'pairs.py';
const original = readFileSync(join(root, 'examples', file), 'utf8');
/** Stands in every improvement of it that the rules know. */
const improved = 'numbers_places';

/** From the first look at a file to an improved one on disk, and what is kept of it. */
export const everyday: Scenario = {
  name: 'everyday',
  steps: [
    [
      'a function has its lenses, and nothing else happens',
      async ({ page }) => {
        await openFile(page, file);
        await lens(page, /^Measure$/).waitFor({ timeout: patienceMs });
        await lens(page, /^Optimize efficiency$/).waitFor();
        assert.equal(await page.locator('.notification-toast').count(), 0);
      },
    ],
    [
      'the lens measures and shows figures',
      async ({ page }) => {
        // It may be done before the lens that cancels it was drawn, and another begun meanwhile.
        const begun = lens(page, /^Cancel$/).or(lens(page, figures));
        await clickLens(page, /^Measure$/, begun);
        await lens(page, figures).waitFor({ timeout: runMs });
      },
    ],
    [
      'hovering tells the whole story',
      async ({ page }) => {
        const shown = await editorOf(page, file);
        const name = shown.getByText('pair_with_sum', { exact: true }).first();
        const hover = await hoverOver(page, name, 'measured');
        assert.match(await hover.innerText(), /95% CI[\s\S]*7 of 7/);
      },
    ],
    [
      'the light bulb offers three objectives',
      async ({ page }) => {
        await goTo(page, await editorOf(page, file), 'def pair_with_sum');
        await pressIn(page, file, 'Control+.');
        for (const objective of ['runtime', 'memory', 'integral']) {
          const entry = page.getByText(`Optimize efficiency (${objective})`);
          await entry.waitFor({ timeout: patienceMs });
        }
      },
    ],
    [
      'an optimization shows its progress',
      async ({ page }) => {
        await page.getByText('Optimize efficiency (runtime)').click();
        const told = notification(page, /Optimizing pair_with_sum \(runtime\)/);
        await told.waitFor({ timeout: patienceMs });
        await lens(page, /^Cancel$/).waitFor({ timeout: patienceMs });
        await statusItem(page, /1 running/).waitFor();
      },
    ],
    [
      'the version found opens as a diff with its evidence',
      async ({ page, folder }) => {
        await proposal(page).waitFor({ timeout: runMs });
        await lens(page, /x faster \(95% CI .*\), 7 cases \+ [\d,]+ inputs equal/).waitFor({
          timeout: patienceMs,
        });
        await shows(proposal(page), improved);
        assert.equal(readFileSync(join(folder, file), 'utf8'), original);
      },
    ],
    [
      'rejecting closes the diff',
      async ({ page, folder }) => {
        await clickLens(page, /Reject$/, editor(page, file));
        assert.equal(await proposal(page).count(), 0);
        await shows(editor(page, file), improved, false);
        assert.equal(readFileSync(join(folder, file), 'utf8'), original);
      },
    ],
    [
      'the lens above the function brings it back',
      async ({ page }) => {
        await clickLens(page, /faster version found$/i, proposal(page));
        await lens(page, /Accept( all)?$/)
          .first()
          .waitFor({ timeout: patienceMs });
      },
    ],
    [
      'accepting changes the editor, and Ctrl+Z takes it back in one step',
      async ({ page, folder }) => {
        await clickLens(page, /Accept( all)?$/, line(editor(page, file), improved));
        assert.equal(readFileSync(join(folder, file), 'utf8'), original);
        await pressIn(page, file, 'Control+Z');
        await shows(editor(page, file), improved, false);
        await shows(editor(page, file), 'for j in range(i + 1, len(numbers)):');
      },
    ],
    [
      'accepted by key and saved, the file on disk is the improved one',
      async (stage) => {
        const { page, folder } = stage;
        await clickLens(page, /faster version found$/i, proposal(page));
        await lens(page, /Accept( all)?$/)
          .first()
          .waitFor({ timeout: patienceMs });
        await endProposal(page, 'Control+Enter');
        await shows(await editorOf(page, file), improved);
        await pressIn(page, file, 'Control+S');
        await page.locator('.tab.dirty').waitFor({ state: 'detached', timeout: patienceMs });
        assert.ok(readFileSync(join(folder, file), 'utf8').includes(improved));
        proveImproved(stage);
      },
    ],
    [
      'the panel lists the runs of this workspace',
      async ({ page }) => {
        const view = await openPanel(page);
        const rows = view.locator('#runs [role=option]');
        await rows.filter({ hasText: 'Optimize' }).filter({ hasText: 'x faster' }).waitFor({
          timeout: patienceMs,
        });
        assert.ok((await rows.filter({ hasText: 'Measure' }).count()) > 0);
      },
    ],
    [
      'a run shows its chart, its figures and its best version',
      async ({ page }) => {
        await panel(page).locator('#runs [role=option]', { hasText: 'Optimize' }).click();
        const view = panel(page);
        await view.locator('.chart canvas').waitFor({ timeout: patienceMs });
        await view.getByRole('region', { name: 'Best version' }).waitFor();
        await view.getByRole('table', { name: 'Figures' }).waitFor();
        assert.ok((await view.locator('#attempts [role=option]').count()) > 0);
      },
    ],
    [
      'an attempt shows its curve and its diff',
      async ({ page }) => {
        const view = panel(page);
        await view.locator('#attempts [role=option]', { hasText: 'Accepted' }).first().click();
        await view.getByRole('heading', { name: /^Attempt \d+/ }).waitFor({ timeout: patienceMs });
        await view.getByRole('img', { name: /^Resident memory over time/ }).waitFor();
      },
    ],
    [
      'the panel is as it was after a reload',
      async ({ page }) => {
        await reload(page);
        const heading = panel(page).getByRole('heading', { name: /^Attempt \d+/ });
        await heading.waitFor({ timeout: runMs });
      },
    ],
    [
      'a run is copied as Markdown',
      async ({ page }) => {
        const view = panel(page);
        await view.getByRole('button', { name: 'Copy as Markdown' }).first().click();
        await view.getByText('Copied as Markdown.').waitFor({ timeout: patienceMs });
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        assert.match(copied, /pair_with_sum[\s\S]*faster/);
      },
    ],
  ],
};

/** By the command line, which knows nothing of the editor: it passes its cases, and is faster. */
function proveImproved({ folder, workbench }: Stage): void {
  const path = join(folder, file);
  const asked = ['--json', '--function', 'pair_with_sum', '--timing-inputs', 'never'];
  const measured = cli(['measure', path, ...asked], workbench.daemonHome);
  assert.equal(measurementSchema.parse(measured).verdict, 'passed');
  const before = join(root, 'examples', file);
  const compared = cli(
    ['compare', before, path, '--objective', 'time', '--comparison-seconds', '1', ...asked],
    workbench.daemonHome,
  );
  const { equivalent, decision } = comparisonSchema.parse(compared);
  assert.deepEqual({ equivalent, decision }, { equivalent: true, decision: 'improved' });
}

function cli(args: readonly string[], home: string): unknown {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'dist/cli.js'), ...args],
    { env: { ...process.env, AFTERBURNER_HOME: home }, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
