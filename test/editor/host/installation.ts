import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/** The repository. */
export const root = join(import.meta.dirname, '../../..');

const installationSchema = z.object({
  node: z.string().describe('The Node that runs code-server'),
  entry: z.string().describe("code-server's own script"),
  browser: z.string().describe('A Chromium'),
});
export type Installation = z.infer<typeof installationSchema>;

/** Where the workbench is; it is installed first where it is not there yet, which is told. */
export function findInstallation(): Installation {
  const script = join(root, 'scripts/editor/install.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('There is no workbench to test in; see above.');
  return installationSchema.parse(JSON.parse(stdout));
}
