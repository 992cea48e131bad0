import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../protocol/comparison.ts';
import { compareOf, makeRig, type Rig } from './rig.ts';

// Every cheat of the corpus, run for real against the honest version.

const folder = 'test/fixtures/hostile';
const honest = join(folder, 'total.py');
const corpus = readdirSync(folder)
  .filter((name) => name.endsWith('.py') && name !== 'total.py')
  .map((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const trick = /^# trick: (.*)$/m.exec(source)?.[1] ?? '';
    const expected = /^# expected: (.*)$/m.exec(source)?.[1]?.split('|') ?? [];
    return { name, trick, expected };
  });

/** What became of a candidate, in the words of the corpus. */
function fateOf({ decision, candidate, reason }: Comparison): string {
  if (decision === 'improved') return 'improved';
  if (/tampered|the gain is not real|only when a call is repeated/.test(reason)) return 'tampered';
  const verdict = candidate?.verdict ?? 'error';
  if (verdict === 'failed') return 'incorrect';
  return verdict === 'passed' ? 'harmless' : verdict;
}

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

describe('a version that cheats gains nothing', () => {
  it.each(corpus)('$name $trick', { timeout: 60_000 }, async ({ name, expected }) => {
    const change = { memoryLimitMb: 256, minimumGain: 0.25, comparisonSeconds: 1 };
    const params = compareOf(honest, join(folder, name), 'total', change);
    const compared = await rig.service.compare(params, rig.tell, new AbortController().signal);
    if (!compared.ok) throw new Error(compared.failure.message);
    const fate = fateOf(compared.value);
    expect([...expected, 'improved'], compared.value.reason).toContain(fate);
    expect(fate, compared.value.reason).not.toBe('improved');
  });

  it('and leaves nothing that disturbs the next run', async () => {
    const params = compareOf(honest, honest, 'total', {
      minimumGain: 0.25,
      comparisonSeconds: 1,
    });
    const compared = await rig.service.compare(params, rig.tell, new AbortController().signal);
    expect(compared).toMatchObject({ ok: true, value: { decision: 'unchanged' } });
  });
});
