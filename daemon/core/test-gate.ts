import { ok, type Result } from '../../protocol/failures.ts';
import type { ProjectTests } from '../../protocol/optimization.ts';
import type { Tell } from './ports/service.ts';
import type { Version } from './ports/subject.ts';

/** What one run of the user's tests came to. */
export interface TestRun {
  readonly passed: boolean;
  /** In words: `exit code 1`. */
  readonly reason: string;
  readonly seconds: number;
  /** The last lines. */
  readonly output: string;
}

/** Runs the user's tests with a version in the place of the original. */
export type RunTests = (version: Version, signal: AbortSignal) => Promise<Result<TestRun>>;

export interface TestGateInput {
  readonly command: string;
  readonly original: Version;
  readonly run: RunTests;
  readonly tell: Tell;
}

/**
 * The user's own tests as the last gate. They are run with the original first, once: tests that fail
 * without any change tell nothing of a version, and neither do those that cannot be run. What the
 * machinery fails at here costs nobody the result of a long run: it is told instead.
 *
 *   untried ── original passes ──> asking ── a version passes ──> passed
 *      │                             └────── a version fails ───> failed (and on, with the next one)
 *      ├── original fails ──> fail-without-change
 *      └── cannot be run ───> not-run
 */
export class TestGate {
  readonly #input: TestGateInput;
  #outcome: Omit<ProjectTests, 'command'> = {
    state: 'not-run',
    reason: 'there was nothing to test',
    seconds: null,
    output: '',
  };
  #isOpen: boolean | null = null;

  constructor(input: TestGateInput) {
    this.#input = input;
  }

  /** Whether the version passes; null where the tests cannot tell. */
  async judge(version: Version, signal: AbortSignal): Promise<Result<boolean | null>> {
    if (this.#isOpen === null) {
      const opened = await this.#open(signal);
      if (!opened.ok) return opened;
      this.#isOpen = opened.value;
    }
    if (!this.#isOpen) return ok(null);
    const run = await this.#run('best', version, signal);
    if (!run.ok) return run;
    if (run.value === null) {
      this.#isOpen = false;
      return ok(null);
    }
    const { passed, ...found } = run.value;
    this.#outcome = { state: passed ? 'passed' : 'failed', ...found };
    return ok(passed);
  }

  get outcome(): ProjectTests {
    return { command: this.#input.command, ...this.#outcome };
  }

  async #open(signal: AbortSignal): Promise<Result<boolean>> {
    const run = await this.#run('original', this.#input.original, signal);
    if (!run.ok) return run;
    if (run.value === null) return ok(false);
    const { passed, ...found } = run.value;
    if (!passed) this.#outcome = { state: 'fail-without-change', ...found };
    return ok(passed);
  }

  /** Null where they could not be run, which is noted. */
  async #run(
    of: 'original' | 'best',
    version: Version,
    signal: AbortSignal,
  ): Promise<Result<TestRun | null>> {
    const { tell, run } = this.#input;
    tell({ kind: 'tests', of, state: 'running', seconds: null, reason: '' });
    const result = await run(version, signal);
    if (!result.ok) {
      const { code, message, hint } = result.failure;
      if (code === 'cancelled') return result;
      const reason = [message, hint].join(' ').trim();
      this.#outcome = { state: 'not-run', reason, seconds: null, output: '' };
      tell({ kind: 'tests', of, state: 'not-run', seconds: null, reason });
      return ok(null);
    }
    const { passed, seconds, reason } = result.value;
    tell({ kind: 'tests', of, state: passed ? 'passed' : 'failed', seconds, reason });
    return result;
  }
}
