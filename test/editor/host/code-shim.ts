import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { address, remote, startBrowser } from './browser.ts';
import { findInstallation, root } from './installation.ts';
import { startWorkbench } from './workbench.ts';

// Takes the arguments that @vscode/test-electron gives to the executable of VS Code, runs the suite
// in the extension host of code-server, and ends with the suite's code. 70 stands for a workbench
// that failed, 71 for an extension host that was gone before the suite came to its end.

const limitMs = Number(process.env['AFTERBURNER_SUITE_LIMIT_MS'] ?? 900_000);

/** What is left for whoever wants to know why. */
const logs = join(root, 'test/editor/shots/suite-logs');

/** What a workbench says of itself at its start. */
const chatter =
  /^\s*(%c)?\s*(INFO|WARN|TRACE)|Creating a socket|connection token|builtin extensions|reconnection-grace|^\[(Service Worker|AgentHost|AccountPolicyGate)/;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
    },
  });
  const extension = values['extensionDevelopmentPath'];
  const suite = values['extensionTestsPath'];
  const folder = positionals[0];
  if (typeof extension !== 'string' || typeof suite !== 'string' || folder === undefined) {
    process.stderr.write(
      'A folder, --extensionDevelopmentPath and --extensionTestsPath, please.\n',
    );
    return 64;
  }
  const notes = mkdtempSync(join(tmpdir(), 'afterburner-suite-'));
  try {
    return await runSuite(resolve(extension), resolve(suite), resolve(folder), notes);
  } catch (error) {
    process.stderr.write(`The suite could not be run: ${String(error)}\n`);
    return 70;
  } finally {
    rmSync(notes, { recursive: true, force: true });
  }
}

async function runSuite(extension: string, suite: string, folder: string, notes: string) {
  const ended = join(notes, 'ended');
  const installation = findInstallation();
  const workbench = await startWorkbench({
    installation,
    folder,
    testDriver: true,
    env: { ...handedOn(), AFTERBURNER_SUITE: suite, AFTERBURNER_SUITE_ENDED: ended },
  });
  try {
    const { browser, page } = await startBrowser(installation);
    try {
      const code = new Promise<number>((done) => {
        void page.exposeFunction('codeAutomationExit', done);
      });
      await page.exposeFunction('codeAutomationLog', (kind: string, parts: unknown[]) => {
        const line = format(...parts);
        if (!chatter.test(line)) process[kind === 'error' ? 'stderr' : 'stdout'].write(`${line}\n`);
      });
      const guard = join(import.meta.dirname, 'suite-guard.cjs');
      await page.goto(
        address(workbench, folder, [
          ['extensionDevelopmentPath', remote(workbench, extension)],
          ['extensionTestsPath', remote(workbench, guard)],
          ['skipWelcome', 'true'],
        ]),
      );
      const result = await Promise.race([code, expired()]).catch(async (error: unknown) => {
        workbench.keepLogs(logs);
        await page.screenshot({ path: join(logs, 'page.png') });
        throw error;
      });
      if (result !== 0) workbench.keepLogs(logs);
      if (existsSync(ended)) return readFileSync(ended, 'utf8') === 'passed' ? result : result || 1;
      process.stderr.write('The extension host was gone before the suite came to its end.\n');
      return 71;
    } finally {
      await browser.close();
    }
  } finally {
    await workbench.stop();
  }
}

/** The suite's environment is this one's, as on a desktop, but for what the workbench sets itself. */
function handedOn(): NodeJS.ProcessEnv {
  const own =
    /^(PATH|HOME|TMPDIR|LANG|AFTERBURNER_HOME|XDG_.*|npm_.*|VSCODE_(IPC|PID|CWD|NLS).*|ELECTRON_RUN.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

function expired(): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = () => reject(new Error(`no end within ${limitMs / 1000} s`));
    setTimeout(late, limitMs).unref();
  });
}
