import type { Status } from '../protocol/editor.ts';
import { unreachable } from '../protocol/unreachable.ts';
import type { Say } from './say.ts';
import { isolationName } from './words.ts';

/** How the status bar shows a state; null where nothing is shown. */
export interface StatusItem {
  readonly text: string;
  /** Lines of plain text, for the tooltip. */
  readonly lines: readonly string[];
  readonly isWarning: boolean;
}

/** Shown in a file of a supported language, and wherever one is while something runs. */
export function statusItem(status: Status, inSupportedFile: boolean, say: Say): StatusItem | null {
  const { daemon, active } = status;
  if (active.length === 0 && !inSupportedFile) return null;
  const isWarning = daemon.state === 'failed';
  const runs = active.map((run) => `${run.function}: ${run.text}`);
  return { text: text(status, say), lines: [daemonText(daemon, say), ...runs], isWarning };
}

function text({ daemon, active }: Status, say: Say): string {
  if (active.length > 0) {
    const queued = active.filter((run) => run.queued).length;
    const counts = [
      ...(active.length > queued ? [say('{0} running', active.length - queued)] : []),
      ...(queued > 0 ? [say('{0} queued', queued)] : []),
    ];
    return `$(sync~spin) ${counts.join(', ')}`;
  }
  return daemon.state === 'failed' ? '$(warning) Afterburner' : '$(rocket) Afterburner';
}

/** The daemon's state in a sentence. */
export function daemonText(daemon: Status['daemon'], say: Say): string {
  switch (daemon.state) {
    case 'idle':
      return say('Ready when you are: nothing was needed yet.');
    case 'starting':
      return say('Starting.');
    case 'ready':
      return daemon.isolation === null
        ? say('Ready.')
        : say('Ready: code runs in {0}.', isolationName(daemon.isolation, say));
    case 'failed':
      return daemon.failure.message;
    default:
      return unreachable(daemon);
  }
}
