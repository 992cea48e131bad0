import {
  l10n,
  Location,
  TestMessage,
  workspace,
  type CancellationToken,
  type TestController,
  type TestItem,
  type TestRun,
  type TestRunRequest,
} from 'vscode';
import { failureText } from '../commands/failure-text.ts';
import { measure } from '../commands/measure.ts';
import { measured } from '../commands/outcome-text.ts';
import type { Shell } from '../commands/shell.ts';
import { ok, type Failure, type Result } from '../../protocol/failures.ts';
import type { Check } from '../../protocol/history.ts';
import type { CaseTree, Subject } from './case-tree.ts';
import { reportCase, verdictText, type CaseReport } from './verdict-text.ts';

/** What is asked about one case file, and what it answers for the view. */
type Question = (file: TestItem, subject: Subject, signal: AbortSignal) => Promise<Result<Answer>>;

interface Answer extends Check {
  /** A line for the run's output; empty where there is nothing to say. */
  readonly output: string;
}

/** Runs of the test view. A file's cases run together, whichever of them are shown. */
export class CaseRuns {
  readonly #controller: TestController;
  readonly #tree: CaseTree;
  readonly #shell: Shell;

  constructor(controller: TestController, tree: CaseTree, shell: Shell) {
    this.#controller = controller;
    this.#tree = tree;
    this.#shell = shell;
  }

  check(request: TestRunRequest, token: CancellationToken): Promise<void> {
    return this.#run(request, token, async (file, subject, signal) => {
      const params = {
        casesUri: file.id,
        uri: subject.source.toString(),
        function: subject.function,
      };
      const answer = await this.#shell.client.ask('afterburner/check', params, signal);
      return answer.ok ? ok({ ...answer.value, output: '' }) : answer;
    });
  }

  measure(request: TestRunRequest, token: CancellationToken): Promise<void> {
    return this.#run(request, token, async (_file, subject, signal) => {
      const target = { uri: subject.source.toString(), function: subject.function };
      const answer = await measure(this.#shell, target, signal);
      if (!answer.ok) return answer;
      const { verdict, message, cases } = answer.value;
      const plain = cases.map(({ id, verdict, message }) => {
        return { id, verdict, message, expected: null, actual: null };
      });
      return ok({ verdict, message, cases: plain, output: measured(answer.value, l10n.t).text });
    });
  }

  async #run(request: TestRunRequest, token: CancellationToken, ask: Question): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const abort = new AbortController();
    const cancelling = token.onCancellationRequested(() => abort.abort());
    try {
      if (!request.include) await this.#tree.discover();
      for (const [file, chosen] of await this.#chosen(request)) {
        if (token.isCancellationRequested) break;
        await this.#runFile(run, file, chosen, ask, abort.signal);
      }
    } finally {
      cancelling.dispose();
      run.end();
    }
  }

  /** The files to run, each with those of its cases that are asked for. */
  async #chosen(request: TestRunRequest): Promise<ReadonlyMap<TestItem, readonly TestItem[]>> {
    const chosen = new Map<TestItem, TestItem[]>();
    const excluded = new Set(request.exclude);
    for (const item of request.include ?? itemsOf(this.#controller.items)) {
      const file = item.parent ?? item;
      if (file.children.size === 0) await this.#tree.resolve(file);
      const cases = item.parent ? [item] : itemsOf(file.children);
      const wanted = cases.filter((one) => !excluded.has(one) && !excluded.has(file));
      if (wanted.length > 0) chosen.set(file, [...(chosen.get(file) ?? []), ...wanted]);
      else if (!excluded.has(file)) chosen.set(file, chosen.get(file) ?? []);
    }
    return chosen;
  }

  async #runFile(
    run: TestRun,
    file: TestItem,
    chosen: readonly TestItem[],
    ask: Question,
    signal: AbortSignal,
  ): Promise<void> {
    for (const item of chosen) run.started(item);
    const subject = await this.#tree.subject(file);
    if (subject === null) {
      const text = l10n.t('It names no function, or no source file stands beside it.');
      return run.errored(file, new TestMessage(text));
    }
    // The server knows only documents that the editor has open; what is unsaved counts.
    await workspace.openTextDocument(subject.source);
    const answer = await ask(file, subject, signal);
    if (!answer.ok) return this.#failed(run, file, chosen, answer.failure);
    if (answer.value.output !== '') run.appendOutput(`${answer.value.output}\r\n`);
    report(run, file, chosen, answer.value);
  }

  #failed(run: TestRun, file: TestItem, chosen: readonly TestItem[], failure: Failure): void {
    for (const item of chosen) run.skipped(item);
    if (failure.code === 'cancelled') return;
    this.#shell.log.error(`${failure.code}: ${failure.message}`);
    run.errored(file, new TestMessage(failureText(failure, l10n.t)));
  }
}

function report(run: TestRun, file: TestItem, chosen: readonly TestItem[], check: Answer): void {
  const answers = new Map(check.cases.map((one) => [one.id, one]));
  for (const item of chosen) {
    const answer = answers.get(item.label);
    if (answer === undefined) run.skipped(item);
    else reportOne(run, item, reportCase(answer, l10n.t));
  }
  // Where the file as a whole fails, its cases may be blameless, or none of them may have run.
  const blameless = check.cases.every(({ verdict }) => verdict === 'passed');
  if (check.verdict !== 'passed' && blameless) {
    run.errored(file, new TestMessage(check.message ?? verdictText(check.verdict, l10n.t)));
  }
}

function reportOne(run: TestRun, item: TestItem, report: CaseReport): void {
  if (report.kind === 'passed') return run.passed(item);
  const message =
    report.kind === 'different'
      ? TestMessage.diff(report.text, report.expected, report.actual)
      : new TestMessage(report.text);
  if (item.uri && item.range) message.location = new Location(item.uri, item.range);
  run.failed(item, message);
}

function itemsOf(items: Iterable<[string, TestItem]>): TestItem[] {
  return [...items].map(([, item]) => item);
}
