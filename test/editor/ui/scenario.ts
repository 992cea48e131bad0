import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { address, startBrowser } from '../host/browser.ts';
import { makeExamples } from '../host/examples.ts';
import { type Installation, root } from '../host/installation.ts';
import { startWorkbench, type Workbench } from '../host/workbench.ts';
import { opened } from './actions.ts';

/** Where screenshots are left, and logs where something failed. */
export const shotsFolder = join(root, 'test/editor/shots');

/** What a step works with. */
export interface Stage {
  readonly page: Page;
  readonly workbench: Workbench;
  /** A throw-away copy of examples/, opened. */
  readonly folder: string;
}

/** Steps of one user in one workbench, in order: each is a test that leaves a screenshot. */
export interface Scenario {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly asksForTrust?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly hides?: readonly string[];
  readonly steps: readonly (readonly [name: string, step: (stage: Stage) => Promise<void>])[];
}

export interface Outcome {
  readonly title: string;
  readonly seconds: number;
  /** null where it passed. */
  readonly error: string | null;
}

/**
 * Plays a scenario with the packaged extension installed. A step that fails ends it, and those that
 * were to come after it count as failed.
 */
export async function play(
  scenario: Scenario,
  installation: Installation,
  vsix: string,
  tell: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const add = (title: string, started: number, error: string | null) => {
    const seconds = (performance.now() - started) / 1000;
    const outcome = { title: `${scenario.name}: ${title}`, seconds, error };
    outcomes.push(outcome);
    tell(outcome);
  };
  const begun = performance.now();
  try {
    await onStage(scenario, installation, vsix, async (stage) => {
      for (const [index, [title, step]] of scenario.steps.entries()) {
        const started = performance.now();
        const path = join(shotsFolder, `${scenario.name}-${two(index + 1)}-${slug(title)}.png`);
        try {
          await step(stage);
          await stage.page.screenshot({ path });
          add(title, started, null);
        } catch (error) {
          await stage.page.screenshot({ path: path.replace('.png', '-FAILED.png') });
          stage.workbench.keepLogs(join(shotsFolder, `${scenario.name}-logs`));
          add(title, started, error instanceof Error ? (error.stack ?? '') : String(error));
          return;
        }
      }
    });
  } catch (error) {
    add('the workbench', begun, String(error));
  }
  const reached = outcomes.length;
  for (const [title] of scenario.steps.slice(reached)) {
    add(title, performance.now(), 'Not reached.');
  }
  return outcomes;
}

async function onStage(
  scenario: Scenario,
  installation: Installation,
  vsix: string,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'afterburner-ui-'));
  const folder = join(own, 'examples');
  makeExamples(folder);
  mkdirSync(shotsFolder, { recursive: true });
  try {
    const workbench = await startWorkbench({
      installation,
      folder,
      vsix,
      ...(scenario.settings ? { settings: scenario.settings } : {}),
      ...(scenario.asksForTrust ? { asksForTrust: true } : {}),
      ...(scenario.env ? { env: scenario.env } : {}),
      ...(scenario.hides ? { hides: scenario.hides } : {}),
    });
    try {
      const { browser, page } = await startBrowser(installation);
      try {
        await page.goto(address(workbench, folder));
        await opened(page);
        await act({ page, workbench, folder });
      } finally {
        await browser.close();
      }
    } finally {
      await workbench.stop();
    }
  } finally {
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
