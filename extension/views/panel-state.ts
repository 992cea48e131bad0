import type { Status } from '../../protocol/editor.ts';
import type { RunSummary } from '../../protocol/history.ts';
import type { PanelState } from '../../protocol/panel.ts';
import { inEditorWords } from '../commands/failure-text.ts';
import type { Say } from '../say.ts';

/** What the panel has to know before it asks for anything. */
export function panelStateOf(
  status: Status | null,
  trusted: boolean,
  folders: readonly string[],
  say: Say,
): PanelState {
  const daemon = status?.daemon;
  return {
    trusted,
    folders: [...folders],
    failure: daemon?.state === 'failed' ? inEditorWords(daemon.failure, say) : null,
    active: status?.active ?? [],
  };
}

/** `pairs-pair_with_sum-2025-11-22.csv`: safe as a file's name everywhere. */
export function exportName(summary: RunSummary, format: 'csv' | 'json'): string {
  const file = summary.path.split(/[\\/]/).at(-1) ?? '';
  const stem = file.replace(/\.[^.]*$/, '');
  const day = summary.startedAt.slice(0, 10);
  const name = [stem, summary.function, day].join('-').replaceAll(/[^\w.]+/g, '-');
  return `${name}.${format}`;
}
