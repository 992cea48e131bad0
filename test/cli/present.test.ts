import colors from 'picocolors';
import { describe, expect, it, vi } from 'vitest';
import { presentComparison } from '../../daemon/cli/present/comparison.ts';
import { curve, scaleOf } from '../../daemon/cli/present/curve.ts';
import { presentDoctor } from '../../daemon/cli/present/doctor.ts';
import { presentFailure } from '../../daemon/cli/present/failure.ts';
import { presentMeasurement } from '../../daemon/cli/present/measurement.ts';
import { presentLineProfile } from '../../daemon/cli/present/line-profile.ts';
import { presentPack } from '../../daemon/cli/present/pack.ts';
import { presentOptimization } from '../../daemon/cli/present/optimization.ts';
import {
  advance,
  initialProgress,
  ProgressLine,
  progressText,
} from '../../daemon/cli/present/progress.ts';
import { stripColors, type Style } from '../../daemon/cli/present/style.ts';
import { output } from '../../daemon/cli/terminal.ts';
import type { ProjectTests } from '../../protocol/optimization.ts';
import type { Counterexample } from '../../protocol/comparison.ts';
import { fail } from '../../protocol/failures.ts';
import {
  sampleComparison,
  sampleEvidence,
  sampleIteration,
  sampleLineProfile,
  sampleMeasurement,
  sampleOptimization,
  sampleTests,
  samplePackMeasurement,
  sampleSource,
} from '../samples.ts';

const named = { file: 'my pairs.py', function: 'total' };
const plain: Style = { paint: colors.createColors(false), columns: 80 };
const coloured: Style = { paint: colors.createColors(true), columns: 80 };

function text(lines: readonly string[]): string {
  return `\n${lines.join('\n')}\n`;
}

describe('a measured pack', () => {
  it('shows a table for each problem, the quickest first, and what failed', () => {
    expect(text(presentPack(samplePackMeasurement(), plain))).toMatchInlineSnapshot(`
      "
      Basics  3 solutions, 1 of them measured earlier

      pair-gap  Pairs with a gap, 9 cases
        solution     runtime  rank   memory  rank   integral  rank  stated
        hash-lookup  1.20 ms   83%  4.10 kB   17%  50.0 kB·s   50%  O(n)
        all-pairs    45.0 ms   17%  4.10 kB   83%  50.0 kB·s   50%  O(n)

      twin-primes  Twin primes, 1 case
        endless  timeout  it did not end within the time limit

        environment  0123456789abcdef
      "
    `);
  });
});

describe('a line profile', () => {
  it('shows the source with what each line takes, and what the hooks cost', () => {
    expect(text(presentLineProfile(sampleLineProfile(), 'pairs.py', plain))).toMatchInlineSnapshot(`
      "
      pair_with_sum  pairs.py

           line  hits  share
              4     2                  def pair_with_sum(values, target):
              5    60     2%  ▎            for i, first in enumerate(values):
        ▸     6  1800    37%  ███▊             for second in values[i + 1 :]:
        ▸     7  1741    61%  ██████▏              if first + second == target:
              8     1                                  return [first, second]
              9     1                      return None

        one pass     2.40 ms
        shares       of 1000 samples of the stack; what a line calls is the line's
        distortion   a pass takes 1.02x as long while it is sampled
                     and 9.30x as long while its lines are counted
        sandbox      container, Docker 28.3.2
        environment  a1b2c3d4e5f6
      "
    `);
  });

  it('has no hits where counting took too long, and cuts what is too wide', () => {
    const { lines, code } = sampleLineProfile();
    const profile = sampleLineProfile({
      code: code.replace('enumerate(values)', 'enumerate(values) # and a remark that runs on'),
      lines: lines.map((line) => ({ ...line, hits: null })),
      slowdown: { counting: null, sampling: 1.02 },
    });
    const shown = presentLineProfile(profile, 'pairs.py', { ...plain, columns: 60 });
    expect(shown.join('\n')).toContain('and takes too long while its lines are counted');
    expect(shown.some((line) => line.endsWith('…'))).toBe(true);
    expect(shown.join('\n')).not.toContain('1800');
  });

  it('marks nothing where the time is spread out', () => {
    const lines = Array.from({ length: 50 }, (_, index) => ({ line: 4, hits: index, share: 0.02 }));
    const shown = presentLineProfile(sampleLineProfile({ lines }), 'pairs.py', plain);
    expect(shown.join('\n')).not.toContain('▸');
  });
});

describe('a measurement', () => {
  it('shows where it stands', () => {
    const shares = { time: 87.5, memory: 99.9, integral: 70 };
    const variants = { population: 'variants', size: 9, ...shares } as const;
    const problem = {
      ...variants,
      population: 'problem',
      problem: 'pair-gap',
      beyond: { time: 100, memory: 88.9, integral: 0 },
    } as const;
    const lines = [variants, problem].flatMap((ranks) =>
      presentMeasurement(sampleMeasurement({ ranks }), 'pairs.py', plain).filter((line) =>
        /er than|Beyond/.test(line),
      ),
    );
    expect(text(lines)).toMatchInlineSnapshot(`
      "
        faster than 88% of 9 correct versions of it
        leaner than 99%, smaller in integral than 70%
        faster than 88% of 9 reference solutions of pair-gap
        leaner than 99%, smaller in integral than 70%
        Beyond-T 100, Beyond-M 88.9, Beyond-I 0
      "
    `);
  });

  it('shows figures, curve and provenance', () => {
    expect(text(presentMeasurement(sampleMeasurement(), 'pairs.py', plain))).toMatchInlineSnapshot(`
      "
      pair_with_sum  pairs.py  passed

        runtime   12.3 ms   95% CI 12.2 ms to 12.5 ms, 25 rounds, CPU 12.1 ms
        memory    18.4 MB   peak, 14.3 MB before the first case
        integral  201 kB·s  memory over time, one pass over the cases

        memory over time
        18.4 MB │                                               ▁▂▂▂▃▄▄▅▅▅▆▇▇█
                │                               ▁▁▂▃▃▃▄▅▅▅▆▇▇█████████████████
                │              ▁▁▁▂▂▃▃▄▄▅▆▆▆▇█████████████████████████████████
        14.3 MB │▁▂▂▃▄▄▄▅▅▆▆▇▇████████████████████████████████████████████████
                └─────────────────────────────────────────────────────────────
                 0                                                     12.3 ms

        cases        2 passed
        sandbox      container, Docker 28.3.2, image 0123456789ab
        machine      Example CPU 3000, core 1 of 8, kernel 6.12.0
        toolchain    CPython 3.13.5
        environment  a1b2c3d4e5f6
        sampling     9.87 kHz, 99% of gaps below 210 µs
      "
    `);
  });

  it('shows which cases did not pass, doubts, and no figures that there are not', () => {
    const failed = sampleMeasurement({
      verdict: 'failed',
      message: '1 of 2 cases failed',
      runtime: null,
      memory: null,
      integral: null,
      profile: null,
      sampler: null,
      cases: [
        { id: 'empty', verdict: 'passed', message: null },
        { id: 'large', verdict: 'failed', message: 'expected 3,\n got \u001b[31m4' },
      ],
      doubts: [{ kind: 'host-noisy', advice: 'The rounds differ much: close other programs.' }],
    });
    expect(text(presentMeasurement(failed, 'pairs.py', plain))).toMatchInlineSnapshot(`
      "
      pair_with_sum  pairs.py  failed
        1 of 2 cases failed

        ✗  large  failed  expected 3, got ·[31m4

        cases        1 passed, 1 did not
        sandbox      container, Docker 28.3.2, image 0123456789ab
        machine      Example CPU 3000, core 1 of 8, kernel 6.12.0
        toolchain    CPython 3.13.5
        environment  a1b2c3d4e5f6

        ! The rounds differ much: close other programs.
      "
    `);
  });
});

describe('a comparison', () => {
  it('stands side by side', () => {
    const lines = presentComparison(sampleComparison(), 'pair_with_sum', plain, named);
    expect(text(lines.slice(0, 8))).toMatchInlineSnapshot(`
      "
      pair_with_sum  integral  improved
        11.3x less (95% CI 11.1 to 11.5) over 25 paired rounds

                  baseline  candidate  change
        runtime   12.3 ms   1.20 ms    10.3x faster (95% CI 10.1 to 10.4)
        memory    18.4 MB   15.1 MB    1.22x less (95% CI 1.22 to 1.22)
        integral  201 kB·s  17.8 kB·s  11.3x less (95% CI 11.1 to 11.5)
        CPU time  12.1 ms   1.19 ms
      "
    `);
  });

  it('tells of each kind of doubt once, its own first', () => {
    const noisy = (advice: string) => ({ kind: 'host-noisy', advice }) as const;
    const doubted = sampleComparison({
      doubts: [noisy('The pairs scatter.')],
      baseline: sampleMeasurement({ doubts: [noisy('The rounds scatter.')] }),
      candidate: sampleMeasurement({ doubts: [{ kind: 'swap', advice: 'It swapped.' }] }),
    });
    const lines = presentComparison(doubted, 'pair_with_sum', plain, named);
    expect(lines.slice(-3)).toEqual(['', '  ! The pairs scatter.', '  ! It swapped.']);
  });

  it('shows the input on which they differ', () => {
    const differs = sampleComparison({
      equivalent: false,
      decision: 'rejected',
      ratio: null,
      ratios: null,
      baseline: null,
      candidate: null,
      reason: 'differs on case two',
      counterexample: {
        id: 'two',
        args: [[1, 2], 3],
        kwargs: { strict: true },
        expected: [1, 2],
        actual: null,
        message: 'expected [1, 2], got null',
      },
    });
    expect(text(presentComparison(differs, 'pair_with_sum', plain, named))).toMatchInlineSnapshot(`
      "
      pair_with_sum  integral  not equivalent
        differs on case two

        case      two
        args      [[1,2],3]
        kwargs    {"strict":true}
        expected  [1,2]
        actual    null
      "
    `);
  });
});

it('a measurement says what the function depends on beside its arguments', () => {
  const notices = ['It reads standard input (`input()`, line 4), which is empty here.'];
  const lines = presentMeasurement(sampleMeasurement({ notices }), 'a.py', plain);
  expect(lines).toContain(`  ${notices[0]}`);
});

describe('a difference on a generated input', () => {
  const example: Counterexample = {
    id: 'generated',
    args: [[], 3],
    expected: 0,
    actual: null,
    message: 'returned None, expected 0',
    exclusions: [
      { parameter: 'xs', rule: { minItems: 1 }, text: 'xs is not empty' },
      { parameter: 'n', rule: { maximum: 2 }, text: 'n is at most 2' },
    ],
  };
  const differs = sampleComparison({
    equivalent: false,
    decision: 'rejected',
    reason: 'not equivalent: on a generated input',
    baseline: null,
    candidate: null,
    counterexample: example,
    evidence: sampleEvidence(),
  });

  it('is asked about, with what to say where it cannot occur', () => {
    const lines = presentComparison(differs, 'total', plain, { ...named, cases: "it's.json" });
    expect(lines.join('\n')).toContain(
      [
        '  after 4,210 generated inputs in 2.1 s; left out: 3 that take too long',
        '',
        '  Can this input occur? If it cannot, say why, and run it again:',
        `  xs is not empty  afterburner cases 'my pairs.py' --function total --cases 'it'\\''s.json' --domain 'xs={"minItems":1}'`,
        `  n is at most 2   afterburner cases 'my pairs.py' --function total --cases 'it'\\''s.json' --domain 'n={"maximum":2}'`,
      ].join('\n'),
    );
  });

  it('is asked about where nothing plain leaves it out', () => {
    const counterexample = { ...example, exclusions: [], outside: 'all known xs are sorted' };
    const lines = presentComparison({ ...differs, counterexample }, 'total', plain, named);
    expect(lines.slice(-2)).toEqual([
      '  Can this input occur? If it cannot, say so by "domain" in the case file.',
      '  all known xs are sorted',
    ]);
  });

  it('is no question where a case shows it', () => {
    const counterexample = { ...example, id: 'two' };
    const lines = presentComparison({ ...differs, counterexample }, 'total', plain, named);
    expect(lines.join('\n')).not.toContain('Can this input occur?');
  });

  it('is shown as a call where an instance is a part of it', () => {
    const shown = { call: 'Circle(r=2.0).area(3)', expected: '4', actual: 'Circle(r=1.0)' };
    const counterexample = { ...example, id: 'two', init: [2], shown };
    const text = presentComparison({ ...differs, counterexample }, 'total', plain, named).join(
      '\n',
    );
    expect(text).toMatch(
      /call +Circle\(r=2\.0\)\.area\(3\)\n +expected +4\n +actual +Circle\(r=1\.0\)/,
    );
    expect(text).not.toContain('args');
  });

  it('is asked about once for each input, below the versions that were tried', () => {
    const wrong = sampleIteration({ status: 'incorrect', comparison: differs });
    const optimization = sampleOptimization({ iterations: [wrong, wrong] });
    const lines = presentOptimization(optimization, { file: 'a.py', source: sampleSource }, plain);
    const asked = lines.filter((line) => line.includes('Can this input occur?'));
    expect(asked).toHaveLength(1);
    expect(lines.join('\n')).toContain(
      `afterburner cases a.py --function ${optimization.baseline.function} --domain 'xs={"minItems":1}'`,
    );
  });
});

describe('an optimization', () => {
  const file = { file: 'pairs.py', source: sampleSource };

  it('shows the best beside the original, the diff and what was tried', () => {
    expect(text(presentOptimization(sampleOptimization(), file, plain))).toMatchInlineSnapshot(`
      "
      pair_with_sum  pairs.py  integral  11.3x less (95% CI 11.1 to 11.5)
        by pair-search-seen-set
        A set finds the partner at once.

                  baseline  best       change
        runtime   12.3 ms   1.20 ms    10.3x faster (95% CI 10.1 to 10.4)
        memory    18.4 MB   15.1 MB    1.22x less (95% CI 1.22 to 1.22)
        integral  201 kB·s  17.8 kB·s  11.3x less (95% CI 11.1 to 11.5)
        CPU time  12.1 ms   1.19 ms

        memory over time, baseline
        18.4 MB │                                               ▁▂▂▂▃▄▄▅▅▅▆▇▇█
                │                               ▁▁▂▃▃▃▄▅▅▅▆▇▇█████████████████
                │              ▁▁▁▂▂▃▃▄▄▅▆▆▆▇█████████████████████████████████
        14.3 MB │▁▂▂▃▄▄▄▅▅▆▆▇▇████████████████████████████████████████████████
                └─────────────────────────────────────────────────────────────
                 0                                                     12.3 ms

        memory over time, best
        18.4 MB │
                │
                │
        14.3 MB │▂▃▄▅▆▇
                └─────────────────────────────────────────────────────────────
                 0                                                     12.3 ms

      --- pairs.py
      +++ pairs.py (optimized)
      @@ -2,8 +2,9 @@
       
       
       def pair_with_sum(xs, target):
      -    for i, x in enumerate(xs):
      -        for y in xs[i + 1 :]:
      -            if x + y == target:
      -                return (x, y)
      +    seen = set()
      +    for x in xs:
      +        if target - x in seen:
      +            return (target - x, x)
      +        seen.add(x)
           return None

        #  proposer  fate       change          what
        1  rules     unchanged  about the same  hoist-invariant
        1  rules     incorrect  –               slice-to-index: case large: expec…
        2  rules     accepted   11.3x less      pair-search-seen-set
        … and 1 duplicate

        cases        2 passed
        sandbox      container, Docker 28.3.2, image 0123456789ab
        machine      Example CPU 3000, core 1 of 8, kernel 6.12.0
        toolchain    CPython 3.13.5
        environment  a1b2c3d4e5f6
        sampling     9.87 kHz, 99% of gaps below 210 µs
      "
    `);
  });

  it('without an improvement is a result as well', () => {
    const none = sampleOptimization({
      best: null,
      stopped: 'plateau',
      iterations: sampleOptimization().iterations.slice(0, 3),
    });
    expect(text(presentOptimization(none, file, plain).slice(0, 8))).toMatchInlineSnapshot(`
      "
      pair_with_sum  pairs.py  integral  No improvement found
        2 versions tried; the last ones brought nothing new.

        #  proposer  fate       change          what
        1  rules     unchanged  about the same  hoist-invariant
        1  rules     incorrect  –               slice-to-index: case large: expec…
        … and 1 duplicate

      "
    `);
  });

  it('says what the tests of the project came to', () => {
    const shown = (tests: ProjectTests, change = {}): string =>
      presentOptimization(sampleOptimization({ tests, ...change }), file, plain).join('\n');
    expect(shown(sampleTests())).toContain('\n  tests passed (12 s)  make test\n');
    const output = 'def f():\n    fail()\n\u001b[2J1 failed';
    const tests = sampleTests({ state: 'failed', reason: 'exit code 1', output });
    expect(shown(tests, { best: null })).toContain(
      '  tests fail with every version that was better (exit code 1)  make test\n' +
        '    def f():\n        fail()\n    \u00b7[2J1 failed\n',
    );
    const nothing = sampleTests({ state: 'not-run', reason: 'no Python', output: '' });
    expect(shown(nothing)).toContain('  tests not run: no Python  make test\n');
  });

  it('that mends an original which fails says so', () => {
    const { best } = sampleOptimization();
    const mended = sampleOptimization({
      best: { ...best!, ratio: null, comparison: sampleComparison({ ratio: null, ratios: null }) },
    });
    const [title] = presentOptimization(mended, file, plain);
    expect(title).toContain('Mended: the original fails its cases, this version passes them');
  });

  it('says the same with colours', () => {
    const lines = presentOptimization(sampleOptimization(), file, coloured);
    expect(lines.map(stripColors)).toEqual(presentOptimization(sampleOptimization(), file, plain));
    expect(lines.some((line) => line.startsWith('\u001b[32m+'))).toBe(true);
  });
});

it('a failure is one line', () => {
  const { failure } = fail('syntax-error', 'pairs.py, line 3:\n unexpected \u0007 indent.');
  expect(presentFailure(failure)).toMatchInlineSnapshot(
    `"afterburner: pairs.py, line 3: unexpected · indent. Mend the file first."`,
  );
});

it('doctor lists what works and how to mend the rest', () => {
  const lines = presentDoctor(
    {
      usable: true,
      isolation: 'bubblewrap',
      findings: [
        { topic: 'engine', state: 'missing', text: 'No socket answers.', mend: 'Start one.' },
        { topic: 'bubblewrap', state: 'works', text: 'bwrap 0.11 runs.', mend: null },
      ],
    },
    plain,
  );
  expect(text(lines)).toMatchInlineSnapshot(`
    "
      ✗  engine      No socket answers.
                     → Start one.
      ✓  bubblewrap  bwrap 0.11 runs.

    Afterburner can measure here; code runs under: bubblewrap.
    "
  `);
});

describe('a curve', () => {
  it('keeps a peak that lasts for less than a column', () => {
    const t = Array.from({ length: 500 }, (_, index) => index / 499);
    const bytes = t.map((_, index) => (index === 250 ? 2e6 : 1e6));
    const lines = curve({ t, bytes }, scaleOf([{ t, bytes }]), 40, 2);
    expect(lines[0]).toContain('█');
  });

  it('of one height is labelled once', () => {
    const flat = { t: [0, 1], bytes: [1e6, 1e6] };
    expect(text(curve(flat, scaleOf([flat]), 30, 2))).toMatchInlineSnapshot(`
      "
        1.00 MB │███████████████████
                │███████████████████
                └───────────────────
                 0            1.00 s
      "
    `);
  });
});

describe('progress', () => {
  it('says where the run is, with a bar where that is known', () => {
    let state = advance(initialProgress, { kind: 'preparing', what: 'Building the image' });
    expect(progressText(state, 1000, plain)).toMatchInlineSnapshot(`"  Building the image  0:01"`);
    state = advance(state, { kind: 'measuring', what: 'Measuring', done: 5, total: 20 });
    state = advance(state, { kind: 'candidate', iteration: sampleIteration() });
    state = advance(state, {
      kind: 'candidate',
      iteration: sampleIteration({ status: 'duplicate' }),
    });
    expect(progressText(state, 61_000, plain)).toMatchInlineSnapshot(
      `"  Measuring  ━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  1 tried · kept 11.3x less · 1:01"`,
    );
  });

  it('stays within the line', () => {
    const state = advance(initialProgress, { kind: 'preparing', what: 'x'.repeat(300) });
    expect(progressText(state, 0, plain).length).toBeLessThan(80);
  });

  it('is drawn at most ten times a second, on a terminal alone, and leaves nothing', () => {
    vi.useFakeTimers();
    try {
      for (const isTerminal of [true, false]) {
        const written: string[] = [];
        const line = new ProgressLine({
          isTerminal,
          hasColors: false,
          columns: 80,
          write: (chunk) => void written.push(chunk),
        });
        for (let event = 0; event < 1000; event += 1) {
          line.tell({ kind: 'measuring', what: 'Measuring', done: event, total: 1000 });
          vi.advanceTimersByTime(1);
        }
        line.end();
        expect(written).toHaveLength(isTerminal ? 11 : 0);
        if (isTerminal) expect(written.at(-1)).toBe('\r\u001b[2K');
      }
    } finally {
      vi.useRealTimers();
    }
  });
});

it('colours go to a terminal only, and never with NO_COLOR', () => {
  const terminal = { isTTY: true, on: () => terminal } as unknown as NodeJS.WriteStream;
  const pipe = { on: () => pipe } as unknown as NodeJS.WriteStream;
  expect(output(terminal, {}).hasColors).toBe(true);
  expect(output(terminal, { NO_COLOR: '1' }).hasColors).toBe(false);
  expect(output(terminal, { TERM: 'dumb' }).hasColors).toBe(false);
  expect(output(pipe, {}).hasColors).toBe(false);
});
