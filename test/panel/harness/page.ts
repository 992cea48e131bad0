import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { historyPage } from '../../../extension/views/history-page.ts';
import { bundlePanel } from './bundle.ts';
import { FakeHost } from './fake-host.ts';
import { nowMs } from './fixtures.ts';
import { themes, type ThemeName } from './themes.ts';

const origin = 'http://panel.test';
const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

/** Where Chromium is; null where it is not. */
export function findChromium(): string | null {
  const places = [
    process.env['AFTERBURNER_CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return places.find((path) => path !== undefined && existsSync(path)) ?? null;
}

export interface OpenOptions {
  readonly host?: FakeHost;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the editor kept of a page before. */
  readonly saved?: unknown;
}

export interface OpenPanel {
  readonly page: Page;
  readonly host: FakeHost;
  /** Everything that the page complained of, violations of its policy above all. */
  readonly complaints: string[];
  saved(): Promise<unknown>;
  close(): Promise<void>;
}

/** The real page with its real policy and scripts, in a browser, with a host of the test's own. */
export class Harness {
  readonly #browser: Browser;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  private constructor(browser: Browser, files: ReadonlyMap<string, Uint8Array>) {
    this.#browser = browser;
    this.#files = files;
  }

  static async start(executablePath: string): Promise<Harness> {
    const args = ['--no-sandbox', '--force-color-profile=srgb'];
    const [browser, files] = await Promise.all([
      chromium.launch({ executablePath, args }),
      bundlePanel(),
    ]);
    return new Harness(browser, files);
  }

  async open(options: OpenOptions = {}): Promise<OpenPanel> {
    const { host = new FakeHost(), theme = 'dark', width = 300, height = 800, saved } = options;
    const context = await this.#browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.clock.setFixedTime(nowMs);
    await page.exposeFunction('toHost', (message: unknown) => host.receive(message));
    await page.addInitScript(actAsEditor, { saved, theme: themes[theme] } as never);
    await page.route(`${origin}/**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: htmlOfPage() });
      const file = this.#files.get(name);
      if (file === undefined) return route.fulfill({ status: 404 });
      const contentType = types[name.split('.').at(-1) ?? ''] ?? '';
      return route.fulfill({ contentType, body: Buffer.from(file) });
    });
    host.connect((told) => page.evaluate(`window.postMessage(${JSON.stringify(told)}, '*')`));
    await page.goto(`${origin}/`);
    return {
      page,
      host,
      complaints,
      saved: () => page.evaluate('window.savedState'),
      close: () => context.close(),
    };
  }

  async setTheme(page: Page, theme: ThemeName): Promise<void> {
    await page.evaluate(`window.setTheme(${JSON.stringify(themes[theme])})`);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }
}

function htmlOfPage(): string {
  return historyPage({
    cspSource: origin,
    nonce: 'a1b2c3',
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
  });
}

/**
 * Runs in the page, before anything of its own: what the editor gives to a webview, and the
 * variables of its theme. Text, for this side of the tests knows no types of a browser.
 */
const actAsEditor = new Function(
  'given',
  `
  window.savedState = given.saved;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(message),
    getState: () => window.savedState,
    setState: (state) => { window.savedState = state; },
  });
  window.setTheme = ({ bodyClass, variables }) => {
    const { style } = document.documentElement;
    for (const name of [...style]) style.removeProperty(name);
    for (const [name, value] of Object.entries(variables)) {
      style.setProperty('--vscode-' + name, value);
    }
    document.body.className = bodyClass;
  };
  document.addEventListener('DOMContentLoaded', () => window.setTheme(given.theme));
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error('Policy: ' + event.violatedDirective + ' ' + event.blockedURI);
  });
  `,
) as (given: unknown) => void;
