import type { Proposal } from '../../protocol/history.ts';
import { unreachable } from '../../protocol/unreachable.ts';
import type { Say } from '../say.ts';
import { evidenceInFull, evidenceLine } from './evidence.ts';
import type { View } from './view.ts';

/** A lens: where it stands, what it says, and what a click does. */
export interface Lens {
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly does: 'history' | 'acceptAll' | 'rejectAll' | 'accept' | 'reject' | 'optimize';
  readonly hunk: number | null;
}

/**
 * Above the function, what to do with it as a whole and the evidence; above each hunk, what to do
 * with that. The row is cut off where the editor ends: what is clicked comes first, and hovering over
 * the evidence tells all of it.
 */
export function lensesOf(proposal: Proposal, view: View, say: Say): Lens[] {
  const line = view.unified.functionLine;
  const whole = (does: Lens['does'], title: string, tooltip: string): Lens => ({
    line,
    title,
    tooltip,
    does,
    hunk: null,
  });
  const close = whole('rejectAll', icon('close', say('Close')), say('Close this view'));
  const inHistory = say('Show it in the history');
  const evidence = evidenceLine(proposal, say);
  const inFull = `${evidenceInFull(proposal, say)}\n${inHistory}`;
  switch (view.kind) {
    case 'refused': {
      const tooltip = say('Optimize the function as it is now');
      return [
        whole('optimize', icon('rocket', say('Optimize again')), tooltip),
        close,
        whole('history', icon('warning', view.failure.message), inHistory),
      ];
    }
    case 'unproven':
      return [close, whole('history', icon('warning', view.reason), inHistory)];
    case 'done':
      return [close, whole('history', icon('check', say('in the file: {0}', evidence)), inFull)];
    case 'open': {
      const { hunks } = view.unified;
      const isOne = hunks.length === 1;
      const accept = isOne ? icon('check', say('Accept')) : icon('check-all', say('Accept all'));
      const mixture = view.isMixture ? [say('this mixture has not been measured')] : [];
      return [
        whole('acceptAll', accept, say('Change the file; undo takes it back in one step')),
        whole('rejectAll', icon('close', say('Reject')), say('Leave the file as it is')),
        whole('history', [...mixture, evidence].join(', '), inFull),
        ...(isOne ? [] : hunks.flatMap((hunk) => ofHunk(hunk, hunk.line === line, say))),
      ];
    }
    default:
      return unreachable(view);
  }
}

function ofHunk(
  { index, line }: { readonly index: number; readonly line: number },
  sharesLine: boolean,
  say: Say,
): Lens[] {
  const accept = sharesLine ? say('Accept this change') : say('Accept');
  const reject = sharesLine ? say('Reject this change') : say('Reject');
  const tooltip = say('Only this change');
  return [
    { line, title: icon('check', accept), tooltip, does: 'accept', hunk: index },
    { line, title: icon('discard', reject), tooltip, does: 'reject', hunk: index },
  ];
}

/** A plain space would be swallowed between icon and word. */
function icon(name: string, words: string): string {
  return `$(${name})\u00A0${words}`;
}
