// Draws media/icon.png, the extension's icon, with a browser. Usage: npx tsx scripts/editor/icon.ts
import { join } from 'node:path';
import { startBrowser } from '../../test/editor/host/browser.ts';
import { findInstallation, root } from '../../test/editor/host/installation.ts';

const size = 256;

/** The flame of media/icon.svg in colour, on the dark of an editor. */
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 256 256">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#2b3340"/><stop offset="1" stop-color="#171b22"/>
    </linearGradient>
    <linearGradient id="flame" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#ffb347"/><stop offset="1" stop-color="#f4542c"/>
    </linearGradient>
    <linearGradient id="core" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#fff3c4"/><stop offset="1" stop-color="#ffd166"/>
    </linearGradient>
  </defs>
  <rect x="4" y="4" width="248" height="248" rx="54" fill="url(#ground)"/>
  <path fill="url(#flame)" d="M122 30c30 17 66 55 66 101 0 37-24 63-60 63s-60-25-60-57c0-25 14-40 28-57 14-15 26-29 26-50Z"/>
  <path fill="url(#core)" d="M128 194c-19 0-31-12-31-30 0-18 14-28 26-47 20 14 36 29 36 48 0 17-12 29-31 29Z"/>
  <path stroke="#8b98a9" stroke-width="11" stroke-linecap="round" d="M52 219h152"/>
</svg>`;

const { browser, page } = await startBrowser(findInstallation());
try {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 }</style>${drawing}`);
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
