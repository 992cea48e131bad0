import type { Proposal } from '../../protocol/history.ts';
import { unreachable } from '../../protocol/unreachable.ts';
import type { Say } from '../say.ts';
import { evidenceLine } from './evidence.ts';
import type { View } from './view.ts';

/** A lens: where it stands, what it says, and what a click does. */
export interface Lens {
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly does: 'history' | 'acceptAll' | 'rejectAll' | 'accept' | 'reject' | 'optimize';
  readonly hunk: number | null;
}

/** Evidence and what to do as a whole above the function; what to do with it above each hunk. */
export function lensesOf(proposal: Proposal, view: View, say: Say): Lens[] {
  const line = view.unified.functionLine;
  const whole = (does: Lens['does'], title: string, tooltip: string): Lens => ({
    line,
    title,
    tooltip,
    does,
    hunk: null,
  });
  const rejectAll = whole('rejectAll', say('$(close) Reject'), say('Leave the file as it is'));
  const close = whole('rejectAll', say('$(close) Close'), say('Close this view'));
  const history = (title: string): Lens => whole('history', title, say('Show it in the history'));
  const evidence = evidenceLine(proposal, say);
  switch (view.kind) {
    case 'refused': {
      const tooltip = say('Measure and optimize it as it is now');
      return [
        history(`$(warning) ${view.failure.message}`),
        whole('optimize', say('$(rocket) Optimize again'), tooltip),
        close,
      ];
    }
    case 'done':
      return [history(say('$(check) This version is in the file: {0}', evidence)), close];
    case 'open': {
      const { hunks } = view.unified;
      const isOne = hunks.length === 1;
      const mixture = view.isMixture ? [say('this mixture has not been measured')] : [];
      const accept = isOne ? say('$(check) Accept') : say('$(check-all) Accept all');
      return [
        history([evidence, ...mixture].join(', ')),
        whole('acceptAll', accept, say('Change the file; undo takes it back in one step')),
        rejectAll,
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
  const accept = sharesLine ? say('$(check) Accept this change') : say('$(check) Accept');
  const reject = sharesLine ? say('$(discard) Reject this change') : say('$(discard) Reject');
  const tooltip = say('Only this change');
  return [
    { line, title: accept, tooltip, does: 'accept', hunk: index },
    { line, title: reject, tooltip, does: 'reject', hunk: index },
  ];
}
