import { median } from '../../daemon/core/statistics.ts';
import { createPython } from '../../daemon/languages/python/python.ts';
import { Bench, makeKit } from '../../daemon/measure/bench.ts';
import { singlePass } from '../../daemon/measure/repetition.ts';
import { findResources } from '../../daemon/resources.ts';
import { roomy } from '../sandbox/fixture.ts';
import { measured, printFigure, withLease } from './bench.ts';

// An empty Python function from request to result, warm, beyond what the interpreter itself needs
// in the same sandbox: the two run in turn. Usage: npm run bench:empty [container|bubblewrap|none]

const rounds = 60;
const source = 'def empty():\n    pass\n';

await withLease(async (lease) => {
  const language = await createPython(`${findResources().languages}/python`);
  const program = language.functions(source);
  const target = program.ok ? program.value[0] : undefined;
  if (target === undefined) throw new Error('the source has no function');
  const { signal } = new AbortController();
  const kit = await makeKit(lease, language, roomy, signal);
  if (!kit.ok) throw new Error(kit.failure.message);
  const bench = new Bench({
    lease,
    language,
    target,
    fileName: 'empty.py',
    calls: [{ id: '1', init: null, args: [], kwargs: {} }],
    limits: roomy,
    sampleIntervalNs: 100_000,
    kit: kit.value,
  });
  const bare = {
    argv: ['python3', '-s', '-B', '-c', 'pass'],
    env: {},
    files: [],
    input: new Uint8Array(),
    limits: roomy,
    sampleIntervalNs: 100_000,
  };
  const version = { source, code: source };
  const beyondMs: number[] = [];
  const wholeMs: number[] = [];
  for (let round = -5; round < rounds; round += 1) {
    const started = performance.now();
    const ran = await bench.run(version, 'time', singlePass, 1, signal);
    if (!ran.ok || ran.value.kind === 'ended') throw new Error('the empty function did not run');
    const between = performance.now();
    const { startNs, endNs } = await measured(lease, bare);
    if (round < 0) continue;
    wholeMs.push(between - started);
    beyondMs.push(between - started - (endNs - startNs) / 1e6);
  }
  printFigure('an empty function, request to result', `${median(wholeMs).toFixed(2)} ms`, '–');
  printFigure(
    'of that beyond the interpreter',
    `${median(beyondMs).toFixed(2)} ms`,
    'at most 3 ms',
  );
});
