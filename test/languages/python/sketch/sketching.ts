import type { InputSketch } from '../../../../daemon/core/exploring.ts';
import { sketch } from '../../../../daemon/languages/python/sketch/sketch.ts';
import { functions } from '../../../../daemon/languages/python/syntax.ts';
import { parameterText } from './shape-text.ts';

/** The sketch of a function, by default of the last one that is not nested. */
export function sketchOf(source: string, name?: string): InputSketch {
  const listed = functions(source);
  if (!listed.ok) throw new Error(listed.failure.message);
  const target = listed.value.findLast((each) =>
    name === undefined ? each.kind !== 'nested' : each.name === name,
  );
  if (target === undefined) throw new Error(`No function ${name} there.`);
  return sketch(source, target);
}

export function signatureOf(source: string, name?: string): string {
  return sketchOf(source, name).parameters.map(parameterText).join(', ');
}
