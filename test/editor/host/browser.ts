import { chromium, type Browser, type Page } from 'playwright-core';
import type { Installation } from './installation.ts';
import type { Workbench } from './workbench.ts';

export interface Looking {
  readonly browser: Browser;
  readonly page: Page;
}

export const viewport = { width: 1360, height: 860 } as const;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser with one page, which is nowhere yet. */
export async function startBrowser({ browser: executablePath }: Installation): Promise<Looking> {
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  return { browser, page };
}

/** How the page of a workbench names a file of this machine. */
export function remote({ authority }: Workbench, path: string): string {
  return `vscode-remote://${authority}${path}`;
}

/** The address of the workbench with a folder, and with what else its page is told. */
export function address(
  workbench: Workbench,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${workbench.url}/?${query}`;
}

/**
 * Loads an extension from its folder. The workbench takes this from its address only with the test
 * driver, which hides notifications; so the page's own configuration is amended before it reads it.
 */
export async function loadExtension(page: Page, { authority }: Workbench, folder: string) {
  const options = { extensions: [{ $mid: 1, scheme: 'vscode-remote', authority, path: folder }] };
  await page.addInitScript(`{
    const read = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = read.call(this, name);
      const configures = this.id === 'vscode-workbench-web-configuration';
      if (!value || !configures || name !== 'data-settings') return value;
      const settings = JSON.parse(value);
      const developmentOptions = { ...settings.developmentOptions, ...${JSON.stringify(options)} };
      return JSON.stringify({ ...settings, developmentOptions });
    };
  }`);
}
