import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { address, loadExtension, startBrowser } from './host/browser.ts';
import { findInstallation, root } from './host/installation.ts';
import { startWorkbench, type Workbench } from './host/workbench.ts';
import { opened, openFile } from './ui/actions.ts';

// Looks at the extension as it is in dist/, by screenshot:
//
//     npm run build && npx tsx test/editor/look.ts --open pairs.py --out /tmp/lenses.png
//     npx tsx test/editor/look.ts --script /tmp/steps.ts --theme "Default High Contrast"
//
// --folder DIR      what is opened: a copy of it in a throw-away folder (examples/ by default)
// --open FILE       a file of it to open
// --setting K=JSON  a user setting, several times if need be
// --theme NAME      a colour theme: "Default Light Modern", "Default High Contrast", …
// --env K=VALUE     for the extension host
// --vsix FILE       this package is installed, instead of dist/ being loaded
// --untrusted       workspace trust is asked for
// --script FILE.ts  exports `look({page, workbench, folder, shot})`; ui/actions.ts has what to call
// --out FILE.png    the last screenshot (default test/editor/shots/look.png)
// --size WxH        of the page
//
// Everything that was started ends with it.

/** What a script is given. */
export interface Look {
  readonly page: Page;
  readonly workbench: Workbench;
  /** The throw-away copy. */
  readonly folder: string;
  /** Writes a screenshot beside the last one. */
  shot(name: string): Promise<void>;
}

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(root, 'examples') },
    open: { type: 'string' },
    setting: { type: 'string', multiple: true, default: [] },
    theme: { type: 'string' },
    env: { type: 'string', multiple: true, default: [] },
    vsix: { type: 'string' },
    untrusted: { type: 'boolean', default: false },
    script: { type: 'string' },
    out: { type: 'string', default: join(root, 'test/editor/shots/look.png') },
    size: { type: 'string' },
  },
});

const own = mkdtempSync(join(tmpdir(), 'afterburner-look-'));
const folder = join(own, 'examples');
const out = resolve(values.out);
mkdirSync(dirname(out), { recursive: true });
cpSync(resolve(values.folder), folder, { recursive: true });
try {
  await look();
} finally {
  rmSync(own, { recursive: true, force: true });
}

async function look(): Promise<void> {
  const installation = findInstallation();
  const settings = Object.fromEntries(
    values.setting.map(split).map(([key, text]) => [key, JSON.parse(text) as unknown]),
  );
  const workbench = await startWorkbench({
    installation,
    folder,
    settings: { ...(values.theme ? { 'workbench.colorTheme': values.theme } : {}), ...settings },
    asksForTrust: values.untrusted,
    env: Object.fromEntries(values.env.map(split)),
    ...(values.vsix === undefined ? {} : { vsix: resolve(values.vsix) }),
  });
  try {
    const { browser, page } = await startBrowser(installation);
    try {
      const [width, height] = values.size?.split('x').map(Number) ?? [];
      if (width && height) await page.setViewportSize({ width, height });
      if (values.vsix === undefined) await loadExtension(page, workbench, root);
      await page.goto(address(workbench, folder));
      await opened(page);
      if (values.open !== undefined) await openFile(page, values.open);
      const shot = async (name: string) => {
        const path = join(dirname(out), `${name}.png`);
        await page.screenshot({ path });
        process.stdout.write(`${path}\n`);
      };
      try {
        if (values.script !== undefined) {
          const script = (await import(pathToFileURL(resolve(values.script)).href)) as {
            look: (given: Look) => Promise<void>;
          };
          await script.look({ page, workbench, folder, shot });
        }
      } finally {
        await page.screenshot({ path: out });
        process.stdout.write(`${out}\n`);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await workbench.stop();
  }
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new Error(`${pair} should be NAME=VALUE.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
