import { basename } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

// What a user does and sees in a workbench. Everything waits for its condition; nothing sleeps.

export const patienceMs = 20_000;

/** The workbench is there, with its extensions' host begun. */
export async function opened(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
  await page.locator('.activitybar .action-label').first().waitFor({ timeout: patienceMs });
}

/** Opens a file of the folder by name. */
export async function openFile(page: Page, path: string): Promise<Locator> {
  await pick(page, 'Control+P', basename(path), basename(path));
  return editorOf(page, path);
}

export async function editorOf(page: Page, path: string): Promise<Locator> {
  const editor = page.locator(`.editor-instance .monaco-editor[data-uri$="/${basename(path)}"]`);
  await editor.locator('.view-line').first().waitFor({ timeout: patienceMs });
  return editor;
}

/** Runs a command from the palette by its title. */
export async function command(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', title, title);
}

async function pick(page: Page, key: string, typed: string, row: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  await page.keyboard.press(key);
  await input.waitFor({ timeout: patienceMs });
  const text = await input.inputValue();
  await input.fill(`${text.startsWith('>') ? '>' : ''}${typed}`);
  const found = page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
  await found.click({ timeout: patienceMs });
  await input.waitFor({ state: 'hidden', timeout: patienceMs });
}

/** Lenses whose text contains the words. */
export function lens(page: Page, words: string | RegExp): Locator {
  return page.locator('.codelens-decoration a', { hasText: words });
}

/** The document of the side panel. */
export function panel(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export async function openPanel(page: Page): Promise<FrameLocator> {
  const view = page.locator('iframe.webview.ready');
  if ((await view.count()) === 0) {
    await page.locator('.activitybar .action-label[aria-label^="Afterburner"]').click();
    await view.waitFor({ state: 'attached', timeout: patienceMs });
  }
  return panel(page);
}

export function notification(page: Page, words: string | RegExp): Locator {
  return page.locator('.notifications-toasts .notification-list-item', { hasText: words });
}

/** The status bar item of the extension. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar-item[id*="afterburner" i]').first();
}
