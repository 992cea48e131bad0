import { Uri } from 'vscode';
import { fail, type Result } from '../../protocol/failures.ts';
import type { Proposal } from '../../protocol/history.ts';
import { type Decided, type View, viewOf } from './view.ts';

/** A proposal that is shown, and what the user decided of it. */
export class OpenProposal {
  readonly proposal: Proposal;
  /** Of the view; the user's own file is `file`, which may be renamed meanwhile. */
  readonly uri: Uri;
  file: Uri;
  #decided: Decided = { accepted: [], rejected: new Set() };
  #view: View;

  constructor(proposal: Proposal, uri: Uri) {
    this.proposal = proposal;
    this.uri = uri;
    this.file = Uri.file(proposal.path);
    this.#view = viewOf(proposal, fail('file-not-found', ''), this.#decided);
  }

  get view(): View {
    return this.#view;
  }

  get decided(): Decided {
    return this.#decided;
  }

  /** Whether any of it is in the file. */
  get isAccepted(): boolean {
    return this.#decided.accepted.includes(true);
  }

  /** Forgets what was rejected. */
  begin(current: Result<string>): void {
    this.#decided = { accepted: [], rejected: new Set() };
    this.update(current);
  }

  update(current: Result<string>): void {
    this.#view = viewOf(this.proposal, current, this.#decided);
    if (!('placed' in this.#view)) return;
    const accepted = this.#view.placed.hunks.map(({ status }) => status === 'accepted');
    this.#decided = { ...this.#decided, accepted };
  }

  reject(hunk: number): void {
    const rejected = new Set([...this.#decided.rejected, hunk]);
    this.#decided = { ...this.#decided, rejected };
  }
}
