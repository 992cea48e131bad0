import { readFile } from 'node:fs/promises';
import { median } from '../../daemon/core/statistics.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench } from '../../daemon/measure/bench.ts';
import { singlePass } from '../../daemon/measure/repetition.ts';
import { findResources } from '../../daemon/resources.ts';
import { roomy } from '../sandbox/fixture.ts';
import { printFigure, withLease } from './bench.ts';

// The measured integral of real programs whose memory follows a constant, a ramp and a step, held
// against the closed form of the curve that they say they followed.
// Usage: npx tsx test/bench/integral.ts [container|bubblewrap|none]

const rounds = 7;
const fixture = 'test/fixtures/curves/curves.py';

/** Area under straight lines between points of nanoseconds and bytes, in byte-seconds. */
function closedForm(points: readonly (readonly [number, number])[]): number {
  let area = 0;
  for (const [i, [ns, bytes]] of points.entries()) {
    const [beforeNs, beforeBytes] = points[i - 1] ?? [ns, bytes];
    area += ((ns - beforeNs) / 1e9) * ((bytes + beforeBytes) / 2);
  }
  return area;
}

await withLease(async (lease) => {
  const language = await createPython(`${findResources().languages}/python`);
  const source = await readFile(fixture, 'utf8');
  const functions = language.functions(source);
  if (!functions.ok) throw new Error(functions.failure.message);
  for (const name of ['constant', 'ramp', 'step']) {
    const target = functions.value.find((found) => found.name === name);
    if (target === undefined) throw new Error(`${fixture} lacks ${name}`);
    const bench = new Bench({
      lease,
      language,
      target,
      fileName: 'curves.py',
      calls: [{ id: '1', init: null, args: [], kwargs: {} }],
      limits: roomy,
      sampleIntervalNs: 100_000,
      kit: null,
    });
    const errors: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const version = { source, code: language.extract(source, target) };
      const ran = await bench.run(version, 'check', singlePass, 1, new AbortController().signal);
      if (!ran.ok) throw new Error(ran.failure.message);
      if (ran.value.kind === 'ended') throw new Error(ran.value.message);
      const points = ran.value.outcomes?.[0]?.value as unknown as [number, number][];
      const { figures } = ran.value;
      const seconds = figures.firstPassNs / 1e9;
      const above = figures.byteSeconds - figures.baselineBytes * seconds;
      errors.push(above / closedForm(points) - 1);
    }
    const error = median(errors.map(Math.abs));
    const figure = `${(error * 100).toFixed(2)}% off`;
    printFigure(`integral of a ${name}, above the baseline`, figure, 'within 2%');
  }
});
