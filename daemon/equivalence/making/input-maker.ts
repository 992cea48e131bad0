import type { Call } from '../../../protocol/cases.ts';
import type { InputMaker } from '../../core/making.ts';
import { makeCases } from './cases.ts';
import { makeGrowing } from './growing.ts';
import { makeLarger } from './larger.ts';
import type { MakerSetup } from './maker-setup.ts';

/** Makes inputs from what a function's text and its known calls tell. */
export function createInputMaker(setup: MakerSetup): InputMaker {
  return {
    cases: (signal) => makeCases(setup, signal),
    larger: (known: readonly Call[], slowestNs, signal, pace) =>
      makeLarger(setup, known, slowestNs, signal, pace),
    growing: (known: readonly Call[], signal) => makeGrowing(setup, known, signal),
  };
}
