import type { Say } from '../../extension/say.ts';

/** Puts the values into the sentence as the editor does, in English. */
export const say: Say = (sentence, ...values) =>
  sentence.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));
