import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionInfo } from '../../../daemon/core/ports/subject.ts';
import { extract } from '../../../daemon/languages/python/layout.ts';
import { functions } from '../../../daemon/languages/python/syntax.ts';

/** A slow function of the corpus, with calls to try it on. */
export interface SlowFunction {
  readonly file: string;
  readonly source: string;
  readonly target: FunctionInfo;
  readonly code: string;
  readonly calls: readonly string[];
}

const folder = join(import.meta.dirname, '../../fixtures/python');

/** Every function of the corpus that has calls. The grammar must be loaded. */
export function corpus(): readonly SlowFunction[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      const listed = functions(source);
      if (!listed.ok) throw new Error(`${file}: ${listed.failure.message}`);
      return listed.value
        .map((target) => ({
          file,
          source,
          target,
          code: extract(source, target),
          calls: callsOf(source, target.name),
        }))
        .filter(({ calls }) => calls.length > 0);
    });
}

/** Argument lists of the comments `# call: name(…)`, as tuples. */
function callsOf(source: string, name: string): readonly string[] {
  const calls = [...source.matchAll(/# call: ([\w.]+)\((.*)\)$/gm)];
  return calls.flatMap(([, called, list]) => (called === name ? [`(${list},)`] : []));
}
