import { relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ok } from '../../protocol/failures.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Lease, RunReport } from '../core/ports/sandbox.ts';
import type { Tell } from '../core/ports/service.ts';
import { type RunTests, TestGate, type TestRun } from '../core/test-gate.ts';
import { type OpenProject, openProject, type ProjectSurroundings } from './project-command.ts';
import type { FoundSubject } from './subject.ts';

export interface TestedRun {
  readonly around: ProjectSurroundings;
  readonly subject: FoundSubject;
  readonly settings: Settings;
  /** The run's own, which it holds meanwhile. */
  readonly lease: Lease;
}

/**
 * Does something with a gate of the user's tests, null where none are set. The project is read, and
 * a sandbox for it made, when the first version is to be tested.
 */
export async function withTests<T>(
  { around, subject, settings, lease }: TestedRun,
  tell: Tell,
  work: (tests: TestGate | null) => Promise<T>,
): Promise<T> {
  const command = settings.testCommand?.trim() ?? '';
  if (command === '') return work(null);
  let project: OpenProject | null = null;
  const run: RunTests = async (version, signal) => {
    if (project === null) {
      const packages = subject.language.project?.commands.toolsOf(command) ?? [];
      const opened = await openProject(around, subject, packages, settings, tell, signal, lease);
      if (!opened.ok) return opened;
      project = opened.value;
    }
    const path = relative(project.root, subject.path).split(sep).join('/');
    const report = await project.run(
      {
        argv: ['sh', '-c', `exec 2>&1\n${command}`],
        folder: '',
        over: [{ path, content: Buffer.from(version.source) }],
        env: {},
        wallMs: settings.testTimeoutSeconds * 1000,
      },
      signal,
    );
    return report.ok ? ok(testRunOf(report.value, settings)) : report;
  };
  try {
    return await work(new TestGate({ command, original: subject.version, run, tell }));
  } finally {
    await (project as OpenProject | null)?.close();
  }
}

const most = { lines: 40, characters: 6000 };

function testRunOf(report: RunReport, settings: Settings): TestRun {
  const { exit, breach, startNs, endNs } = report;
  const text = stripVTControlCharacters(
    Buffer.from(report.stdout.slice(-100_000)).toString('utf8'),
  );
  const lines = text.trimEnd().split(/\r\n|\r|\n/);
  const output = lines.slice(-most.lines).join('\n').slice(-most.characters);
  const ending = endingOf(report, settings);
  return {
    passed: breach === null && exit.kind === 'exited' && exit.code === 0,
    reason: [ending, ...hintsIn(text)].join('; '),
    seconds: Math.max(0, endNs - startNs) / 1e9,
    output,
  };
}

function endingOf({ exit, breach }: RunReport, settings: Settings): string {
  switch (breach) {
    case null:
      break;
    case 'wall':
    case 'cpu':
      return `it did not end within ${settings.testTimeoutSeconds} s`;
    case 'memory':
      return `it needed more than ${settings.memoryLimitMb} MiB of memory`;
    case 'processes':
      return 'it started too many processes';
    case 'output':
      return 'it wrote too much';
    case 'file-size':
      return 'it wrote too large a file';
    case 'channel':
    case 'cancelled':
      return 'it was ended';
  }
  if (exit.kind === 'exited') return `exit code ${exit.code}`;
  return exit.kind === 'signalled' ? `ended by signal ${exit.signal}` : exit.reason;
}

/** What is missing in the sandbox, where the output names it. */
function hintsIn(text: string): readonly string[] {
  const missing = /No module named ['"]?([\w.]+)/.exec(text)?.[1];
  const needsNetwork =
    /Temporary failure in name resolution|Name or service not known|Network is unreachable|getaddrinfo failed|NameResolutionError/.test(
      text,
    );
  return [
    ...(missing === undefined ? [] : [`the sandbox has no module ${missing}`]),
    ...(needsNetwork ? ['the sandbox has no network'] : []),
  ];
}
