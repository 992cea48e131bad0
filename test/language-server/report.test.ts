import { describe, expect, it } from 'vitest';
import { report } from '../../language-server/report.ts';
import { sampleEvidence, sampleIteration, sampleTests } from '../samples.ts';
import { sampleAttempt, sampleRun } from './report-samples.ts';

describe('a report in Markdown', () => {
  it('says what was gained, by what evidence, and what the function is now', () => {
    const text = report(sampleRun(), null, 'markdown');
    for (const part of [
      '### Optimized `pair_with_sum` (integral)',
      '**11.3x less integral** (95% CI 11.1 to 11.5, 25 paired rounds)',
      '| Runtime | 12.3 ms | 1.20 ms | 10.3x faster |',
      '| Peak memory | 18.4 MB | 15.1 MB | 1.22x less |',
      'Found in iteration 2 by `pair-search-seen-set` (rules).',
      '```python\ndef pair_with_sum(xs, target):\n    seen = set()',
      '2 of 2 cases passed. CPython 3.13.5 on Example CPU 3000, isolation: container.',
      '| 1 | 1 | set-membership + local-binding | accepted |',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says that nothing was found, and how much was tried', () => {
    const run = sampleRun({ best: null });
    expect(report(run, null, 'markdown')).toContain('No improvement found: 2 versions tried.');
  });

  it('says what the tests of the project came to', () => {
    const passed = report(sampleRun({ tests: sampleTests() }), null, 'markdown');
    expect(passed).toContain('Tests passed (12 s): `make test`');
    expect(passed).not.toContain('9 passed');
    const tests = sampleTests({ state: 'failed', reason: 'exit code 1', output: '```\n1 failed' });
    expect(report(sampleRun({ best: null, tests }), null, 'markdown')).toContain(
      'Tests fail with every version that was better (exit code 1): `make test`\n\n````text\n```\n1 failed\n````',
    );
  });

  it('says how far it was looked for a difference, and on what it found one', () => {
    const evidence = sampleEvidence({ notices: ['It reads the clock.'] });
    const run = sampleRun();
    const best = run.best!;
    const comparison = { ...best.comparison, evidence };
    expect(report({ ...run, best: { ...best, comparison } }, null, 'markdown')).toContain(
      'The same on 212 cases and 4,210 generated inputs, 96% of branches in 2.1 s; left out: 3 that take too long. It reads the clock.',
    );
    const counterexample = {
      id: 'generated',
      args: [[]],
      expected: 0,
      actual: 1,
      message: 'returned 1, expected 0, after pair_with_sum([3]) in the same process',
      after: [{ args: [[3]] }],
    };
    const compared = { ...run, best: null, comparison: { ...comparison, counterexample } };
    const text = report(compared, null, 'markdown');
    expect(text).toContain(
      [
        String.raw`Wrong on a generated input: returned 1, expected 0, after pair\_with\_sum(\[3\]) in the same process.`,
        '',
        '- after: `pair_with_sum([3])`',
        '- call: `pair_with_sum([])`',
        '- expected: `0`',
        '- actual: `1`',
        '',
      ].join('\n'),
    );
    expect(text).toContain('After 4,210 generated inputs in 2.1 s');
  });

  it('holds whatever a version and its reasoning say', () => {
    const iteration = sampleIteration({
      candidate: 'def f():\n    """```"""\n',
      reasoning: '# Heading\n</details>',
    });
    const attempt = { row: sampleAttempt(), detail: { original: '', iteration } };
    const text = report(sampleRun(), attempt, 'markdown');
    expect(text).toContain('````python\ndef f():\n    """```"""\n````');
    expect(text).toContain('> # Heading\n> </details>');
  });
});

describe('a report as a table', () => {
  it('has a line for each version, with empty cells where a figure is missing', () => {
    const [head, first, second, end] = report(sampleRun(), null, 'csv').split('\r\n');
    expect(head!.split(',').slice(0, 3)).toEqual(['number', 'iteration', 'proposer']);
    expect(first).toBe(
      '1,1,rules,set-membership local-binding,accepted,2026-05-04T13:37:00.000Z,passed,1204000,' +
        '1190000,1220000,800000,17800,0.5,0.48,0.52,0.5,0.48,0.52,0.5,0.48,0.52,' +
        '"2.00x faster, ""really"""',
    );
    expect(second!.split(',').slice(6, 21)).toEqual(Array.from({ length: 15 }, () => ''));
    expect(end).toBe('');
  });

  it('keeps a spreadsheet from taking a text for a formula', () => {
    const run = sampleRun({ attempts: [sampleAttempt({ reason: '=1+1' })] });
    expect(report(run, null, 'csv')).toContain(",'=1+1\r\n");
  });
});

it('a report as data is the run as the history has it', () => {
  expect(JSON.parse(report(sampleRun(), null, 'json'))).toEqual(sampleRun());
});
