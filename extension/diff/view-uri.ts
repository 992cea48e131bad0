import { basename, dirname, extname, join } from 'node:path';
import { Uri } from 'vscode';
import { versionParams, type Proposal, type VersionParams } from '../../protocol/history.ts';
import type { Say } from '../say.ts';
import { headline } from './evidence.ts';

export const proposalScheme = 'afterburner-proposal';

/** Its path gives tab and language, `…/pairs (2.30x faster).py`; its query says which version. */
export function viewUri(proposal: Proposal, say: Say): Uri {
  const { path, run, attempt } = proposal;
  const suffix = extname(path);
  const title = `${basename(path, suffix)} (${headline(proposal, say)})${suffix}`;
  return Uri.file(join(dirname(path), title)).with({
    scheme: proposalScheme,
    query: JSON.stringify({ run, attempt }),
  });
}

export function targetOf({ query }: Uri): VersionParams | null {
  try {
    return versionParams.parse(JSON.parse(query));
  } catch {
    return null;
  }
}
