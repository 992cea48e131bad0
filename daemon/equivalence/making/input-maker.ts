import type { Call } from '../../../protocol/cases.ts';
import type { VersionExplorer } from '../../core/equivalence.ts';
import type { InputSketch } from '../../core/exploring.ts';
import type { InputMaker } from '../../core/making.ts';
import type { Version } from '../../core/ports.ts';
import type { Domain } from '../generate/domain.ts';
import { makeCases } from './cases.ts';
import { makeLarger } from './larger.ts';

/** What inputs are generated from, and what the original is run by. */
export interface MakerSetup {
  readonly explorer: VersionExplorer;
  readonly original: Version;
  readonly sketch: InputSketch;
  readonly domain: Domain | null;
  readonly seed: number;
}

/** Makes inputs from what a function's text and its known calls tell. */
export function createInputMaker(setup: MakerSetup): InputMaker {
  return {
    cases: (signal) => makeCases(setup, signal),
    larger: (known: readonly Call[], slowestNs, signal) =>
      makeLarger(setup, known, slowestNs, signal),
  };
}
