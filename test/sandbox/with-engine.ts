import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { findEngine } from '../../daemon/sandbox/engine.ts';
import type { Engine } from '../../daemon/sandbox/engine.ts';

/**
 * Tests that need a container engine. They are skipped only where set-up found that none can be
 * had here, and fail where one should be there and is not.
 */
export const describeWithEngine = describe.skipIf(knownMissing());

export async function requireEngine(): Promise<Engine> {
  const found = await findEngine();
  if (!found.ok) throw new Error(`${found.failure.message}. Run node scripts/setup.mjs.`);
  return found.value;
}

function knownMissing(): boolean {
  const said = process.env['AFTERBURNER_TEST_ENGINE'];
  if (said !== undefined) return said === 'none';
  const record = join(import.meta.dirname, '../../.cache/setup.json');
  return existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).engine === 'none';
}
