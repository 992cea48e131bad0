import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { ok, type Result } from '../protocol/failures.ts';
import type { Proposal, VersionParams } from '../protocol/history.ts';
import { editsOf, placeProposal } from '../protocol/rebase.ts';
import type { DaemonLink } from './daemon-link.ts';
import type { OpenDocument } from './document.ts';

const remembered = 20;

/** Verified versions as whole files. They never change, so the latest are remembered. */
export class Proposals {
  readonly #link: DaemonLink;
  readonly #known = new Map<string, Promise<Result<Proposal>>>();

  constructor(link: DaemonLink) {
    this.#link = link;
  }

  get(version: VersionParams): Promise<Result<Proposal>> {
    const key = `${version.run} ${version.attempt ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#link.use((client) => client.ask('proposal', version));
    this.#known.set(key, asked);
    if (this.#known.size > remembered) this.#known.delete(this.#known.keys().next().value!);
    void asked.then((answer) => answer.ok || this.#known.delete(key));
    return asked;
  }
}

/** What makes a document's present text the proposed one; fails where that is not safe. */
export function editFor(
  document: OpenDocument,
  proposal: Proposal,
  isVersioned: boolean,
): Result<WorkspaceEdit> {
  const { base, proposed, range } = proposal;
  const placed = placeProposal(base, proposed, document.text, {
    function: proposal.function,
    range,
  });
  if (!placed.ok) return placed;
  const edits: TextEdit[] = editsOf(placed.value).map(({ start, end, text }) => ({
    range: document.range({ start, end }),
    newText: text,
  }));
  const { uri, version } = document;
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits };
  return ok(isVersioned ? { documentChanges: [change] } : { changes: { [uri]: edits } });
}
