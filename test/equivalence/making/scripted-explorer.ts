import type { VersionExplorer } from '../../../daemon/core/equivalence.ts';
import type { Explored } from '../../../daemon/core/exploring.ts';
import { ok } from '../../../protocol/failures.ts';
import type { Call } from '../../../protocol/cases.ts';

/** What a function that is written down here does on a call. */
export interface Scripted {
  readonly ns?: number;
  readonly value?: unknown;
  readonly raises?: string;
  /** A number of each branch that it takes, of ten. */
  readonly arcs?: readonly number[];
}

/** An original that takes as long as it says, and is never run. Beyond the deadline it is stopped. */
export function scripted(does: (call: Call) => Scripted): VersionExplorer & { runs: number } {
  return {
    runs: 0,
    explore(_, calls, { deadlineMs }) {
      this.runs += 1;
      const taken: { input: number; arcs: readonly number[] }[] = [];
      const inputs = calls.map((call, input): Explored => {
        const { ns = 1000, value = null, raises = null, arcs = [] } = does(call);
        if (ns > deadlineMs * 1e6) return { kind: 'stopped' };
        taken.push({ input, arcs });
        return {
          kind: raises === null ? 'returned' : 'raised',
          exception: raises,
          isDeliberate: false,
          text: JSON.stringify([value, raises]),
          isDigest: false,
          stdout: '',
          ns,
        };
      });
      const possible = Array.from({ length: 10 }, (_ignored, arc) => arc);
      return Promise.resolve(
        ok({ inputs, arcs: { taken, possible }, freshNs: 1000, unusable: null }),
      );
    },
  };
}

export const original = { source: '', code: '' };
