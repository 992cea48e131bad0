import { join } from 'node:path';
import type { FunctionInfo } from '../../../daemon/core/ports/subject.ts';
import type { Language } from '../../../daemon/core/ports/language.ts';
import type { Lease } from '../../../daemon/core/ports/sandbox.ts';
import { createPython } from '../../../daemon/languages/python/python.ts';
import { BubblewrapLauncher } from '../../../daemon/sandbox/bubblewrap.ts';
import { SlotSandbox } from '../../../daemon/sandbox/slot-sandbox.ts';
import { Slots } from '../../../daemon/sandbox/slots.ts';
import { buildProbe, probePath } from '../../../scripts/build-probe.mjs';
import type { Call, Value } from '../../../protocol/cases.ts';
import { roomy } from '../../sandbox/fixture.ts';

/** Python on a leased core of bubblewrap, for tests that explore for real. */
export interface ExploringRig {
  readonly python: Language;
  readonly lease: Lease;
  close(): Promise<void>;
}

export async function exploringRig(): Promise<ExploringRig> {
  buildProbe();
  const python = await createPython(join(import.meta.dirname, '../../../daemon/languages/python'));
  const slots = new Slots({ ceiling: roomy });
  const sandbox = new SlotSandbox(slots, new BubblewrapLauncher(probePath));
  const lease = await sandbox.lease('python', new AbortController().signal, () => {});
  if (!lease.ok) throw new Error(lease.failure.message);
  return {
    python,
    lease: lease.value,
    async close() {
      await lease.value.release();
      await sandbox.close();
    },
  };
}

export function functionIn(python: Language, source: string, name: string): FunctionInfo {
  const functions = python.functions(source);
  const found = functions.ok ? functions.value.find((each) => each.name === name) : undefined;
  if (found === undefined) throw new Error(`${name} is not in the source`);
  return found;
}

export function callOf(args: readonly Value[], change: Partial<Call> = {}): Call {
  return { id: '', init: null, args, kwargs: {}, ...change };
}
