import { basename } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

// What a user does and sees in a workbench. Everything waits for its condition; nothing sleeps.

/** So long that only a fault uses it up: a machine that is busy with other things is slow. */
export const patienceMs = 60_000;
/** For what ends when a run does. */
export const runMs = 180_000;

/** The workbench is there. */
export async function opened(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
  await page.locator('.activitybar .action-label').first().waitFor({ timeout: patienceMs });
}

/**
 * Opens a file of the folder by name. The list of files may be sorted anew under the mouse, and
 * another one opens: then once more.
 */
export async function openFile(page: Page, path: string): Promise<Locator> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    await pick(page, 'Control+P', basename(path), basename(path));
    try {
      return await editorOf(page, path, 15_000);
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
    }
  }
}

/** The editor that shows a file, or will. */
export function editor(page: Page, path: string): Locator {
  return page.locator(`.editor-instance .monaco-editor[data-uri$="/${basename(path)}"]`);
}

export async function editorOf(page: Page, path: string, timeout = patienceMs): Promise<Locator> {
  const there = editor(page, path);
  await there.locator('.view-line').first().waitFor({ timeout });
  return there;
}

/** Puts the cursor at the end of the line that has the words. */
export async function goTo(page: Page, editor: Locator, words: string): Promise<void> {
  await editor
    .locator('.view-line', { hasText: spaced(words) })
    .first()
    .click();
  await page.keyboard.press('End');
}

/** The line of an editor that has the words. */
export function line(editor: Locator, words: string): Locator {
  return editor.locator('.view-line', { hasText: spaced(words) }).first();
}

/** Waits until an editor shows the words, or none of them. */
export async function shows(editor: Locator, words: string, isThere = true): Promise<void> {
  const state = isThere ? 'visible' : 'detached';
  await line(editor, words).waitFor({ state, timeout: patienceMs });
}

/** An editor writes spaces that do not break. */
function spaced(words: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(escaped.replaceAll(' ', String.raw`[ \u00A0]`));
}

/** Runs a command from the palette by its title. */
export async function command(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', title, title);
}

async function pick(page: Page, key: string, typed: string, row: string): Promise<void> {
  // Not one whose name only holds this: `test_pairs.py` for `pairs.py`.
  const named = page.getByText(row, { exact: true });
  const found = quickInput(page).locator('.monaco-list-row').filter({ has: named }).first();
  await ask(page, key, typed, (timeout) => found.click({ timeout }));
}

/** Types into the palette, which lists what there is to run. */
export async function palette(page: Page, typed: string, listed: Locator): Promise<void> {
  await ask(page, 'F1', typed, (timeout) => listed.waitFor({ timeout }));
}

/** A workbench that is still starting may take the focus away, and the box is gone: once more. */
async function ask(
  page: Page,
  key: string,
  typed: string,
  answer: (timeoutMs: number) => Promise<void>,
): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  const input = quickInput(page).locator('input[type="text"]');
  for (;;) {
    try {
      await page.keyboard.press(key);
      await input.waitFor({ timeout: 5_000 });
      const text = await input.inputValue({ timeout: 5_000 });
      await input.fill(`${text.startsWith('>') ? '>' : ''}${typed}`, { timeout: 5_000 });
      await answer(10_000);
      return;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      // Commands of an editor are listed only while one has the focus.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+1');
    }
  }
}

/** Reloads the window as a user does, so that it puts away what it keeps. */
export async function reload(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await command(page, 'Developer: Reload Window');
  await loaded;
  await opened(page);
}

/** A box of the workbench that asks for a choice or a text. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget');
}

/** Lenses whose text contains the words. */
export function lens(page: Page, words: string | RegExp): Locator {
  return page.locator('.codelens-decoration:visible > *:not(:text-is("|"))', { hasText: words });
}

/**
 * Clicks a lens, and waits for what comes of it. For some tenths of a second after a document was
 * opened, an editor draws the lenses that it remembers, which take no notice of a click: they are no
 * links yet.
 */
export async function clickLens(page: Page, words: string | RegExp, shown: Locator): Promise<void> {
  await lens(page, words).and(page.locator('a')).first().click({ timeout: patienceMs });
  await shown.first().waitFor({ timeout: patienceMs });
}

/** Points at something until what hovering tells of it is there; what is drawn anew forgets it. */
export async function hoverOver(page: Page, what: Locator, words: string): Promise<Locator> {
  const told = page.locator('.monaco-hover:visible', { hasText: words });
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    await what.hover({ timeout: patienceMs });
    try {
      await told.waitFor({ timeout: 5_000 });
      return told;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await page.mouse.move(0, 0);
    }
  }
}

/** Presses keys in the editor of a file, once it is the one that takes them. */
export async function pressIn(page: Page, path: string, key: string): Promise<void> {
  await page
    .locator(`.editor-instance .monaco-editor.focused[data-uri$="/${basename(path)}"]`)
    .waitFor({ timeout: patienceMs });
  await page.keyboard.press(key);
}

/** The diff of a proposal. */
export function proposal(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor[data-uri^="afterburner-proposal:"]');
}

/**
 * Ends a proposal by its key. The workbench knows a key's editor a moment later than it shows it, and
 * passes over a key that comes before: then once more.
 */
export async function endProposal(page: Page, key: string): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    try {
      if (await proposal(page).isVisible()) await page.keyboard.press(key);
      await proposal(page).waitFor({ state: 'detached', timeout: 5_000 });
      return;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
    }
  }
}

/** The document of the side panel. */
export function panel(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** A container of the activity bar, by its title. */
export async function openView(page: Page, title: string): Promise<void> {
  const item = page.locator('.activitybar .action-item', {
    has: page.locator(`.action-label[aria-label^="${title}"]`),
  });
  await item.waitFor({ timeout: patienceMs });
  const classes = (await item.getAttribute('class')) ?? '';
  if (!/\bchecked\b/.test(classes)) await item.click();
}

export async function openPanel(page: Page): Promise<FrameLocator> {
  await openView(page, 'Afterburner');
  await panel(page).locator('main').waitFor({ timeout: patienceMs });
  return panel(page);
}

export function notification(page: Page, words: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item', { hasText: words });
}

/** The status bar item with the words. */
export function statusItem(page: Page, words: string | RegExp): Locator {
  return page.locator('.statusbar-item', { hasText: words });
}
