import {
  CodeLens,
  commands,
  type Command,
  Disposable,
  EventEmitter,
  Hover,
  l10n,
  languages,
  type LogOutputChannel,
  MarkdownString,
  Range,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { ok, type Failure, type Result } from '../../protocol/failures.ts';
import type { VersionParams } from '../../protocol/history.ts';
import { unreachable } from '../../protocol/unreachable.ts';
import type { Ask } from '../link.ts';
import { evidenceStory } from './evidence.ts';
import { type Lens, lensesOf } from './lens-rows.ts';
import { OpenProposal } from './open-proposal.ts';
import { Paint } from './paint.ts';
import { proposalCommands } from './proposal-commands.ts';
import { closeTab, isShown, leaveFor, showView } from './tabs.ts';
import { proposalScheme, targetOf, viewUri } from './view-uri.ts';
import { accept, openFile } from './write.ts';

interface Link {
  readonly ask: Ask;
  readonly log: LogOutputChannel;
  readonly extensionUri: Uri;
}

/**
 * Verified versions as inline diffs: each in a read-only document beside the user's file, which is
 * written only by accepting. Several can be open at once; each follows the user's edits.
 */
export class Proposals implements Disposable {
  readonly #link: Link;
  readonly #open = new Map<string, OpenProposal>();
  readonly #textChanged = new EventEmitter<Uri>();
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #paint = new Paint();
  readonly #own: Disposable;

  constructor(link: Link) {
    this.#link = link;
    const selector = { scheme: proposalScheme };
    this.#paint.onRenewed = () => this.#paintAll();
    this.#own = Disposable.from(
      this.#textChanged,
      this.#lensesChanged,
      this.#paint,
      workspace.registerTextDocumentContentProvider(proposalScheme, {
        onDidChange: this.#textChanged.event,
        provideTextDocumentContent: (uri) => this.#textOf(uri),
      }),
      languages.registerCodeLensProvider(selector, {
        onDidChangeCodeLenses: this.#lensesChanged.event,
        provideCodeLenses: (document) => this.#lensesOf(document),
      }),
      languages.registerHoverProvider(selector, {
        provideHover: (document, { line }) => this.#storyAt(document, line),
      }),
      ...proposalCommands(this, (uri) => this.#open.get(uri.toString()) ?? null),
      workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#moved(oldUri, newUri);
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const file of files) this.#moved(file, file);
      }),
      window.onDidChangeVisibleTextEditors(() => this.#paintAll()),
      window.onDidChangeActiveTextEditor(() => this.#tellShown()),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.#forgetClosed();
      }),
    );
    this.#tellShown();
  }

  /** Opens the diff where the function stands; one that is open already begins anew. */
  async show(target: VersionParams): Promise<Result<null>> {
    const found = await this.#find(target);
    if (!found.ok) return found;
    const proposal = found.value;
    proposal.begin(await this.#current(proposal));
    this.#open.set(proposal.uri.toString(), proposal);
    this.#textChanged.fire(proposal.uri);
    await showView(proposal);
    // A tab that closed meanwhile had this one, not yet a tab, forgotten.
    this.#open.set(proposal.uri.toString(), proposal);
    this.#refreshed();
    return ok(null);
  }

  /** Accepts a version as a whole, unseen, and shows the function in the user's file. */
  async apply(target: VersionParams): Promise<Result<null>> {
    const found = await this.#find(target);
    if (!found.ok) return found;
    const proposal = found.value;
    const written = await accept(proposal.proposal, proposal.file, undefined, []);
    if (!written.ok) return written;
    proposal.begin(await this.#current(proposal));
    await leaveFor(proposal);
    this.#forgetClosed();
    return ok(null);
  }

  /** Accepts all that is left, or one hunk. */
  async accept(proposal: OpenProposal, hunk: number | null): Promise<void> {
    proposal.update(await this.#current(proposal));
    const { view } = proposal;
    if (view.kind === 'refused') return this.#refuse(proposal, view.failure);
    const { accepted, rejected } = proposal.decided;
    const left = view.unified.hunks.map(({ index }) => index).filter((i) => !rejected.has(i));
    const which = new Set(hunk === null ? left : [hunk]);
    const written = await accept(proposal.proposal, proposal.file, which, accepted);
    if (!written.ok) return this.#refuse(proposal, written.failure);
    await this.#refresh(proposal);
  }

  /** Leaves one hunk out, or closes the view. */
  async reject(proposal: OpenProposal, hunk: number | null): Promise<void> {
    if (hunk === null) return closeTab(proposal.uri);
    proposal.reject(hunk);
    await this.#refresh(proposal);
  }

  dispose(): void {
    this.#own.dispose();
    this.#open.clear();
    void commands.executeCommand('setContext', 'afterburner.proposalShown', false);
  }

  async #find(target: VersionParams): Promise<Result<OpenProposal>> {
    const asked = await this.#link.ask('afterburner/proposal', target);
    if (!asked.ok) return asked;
    const uri = viewUri(asked.value, l10n.t);
    return ok(this.#open.get(uri.toString()) ?? new OpenProposal(asked.value, uri));
  }

  async #current({ file }: OpenProposal): Promise<Result<string>> {
    const document = await openFile(file);
    return document.ok ? ok(document.value.getText()) : document;
  }

  /** A tab that a reload left behind asks for its text before anything was shown. */
  async #textOf(uri: Uri): Promise<string> {
    const known = this.#open.get(uri.toString());
    if (known) return known.view.unified.text;
    const target = targetOf(uri);
    const asked = target && (await this.#link.ask('afterburner/proposal', target));
    if (!asked?.ok) return asked ? asked.failure.message : '';
    const proposal = new OpenProposal(asked.value, uri);
    proposal.begin(await this.#current(proposal));
    this.#open.set(uri.toString(), proposal);
    this.#refreshed();
    return proposal.view.unified.text;
  }

  /** The user's file was edited: the view goes along. Its own text came: it is coloured. */
  #follow(document: TextDocument): void {
    if (document.uri.scheme === proposalScheme) return this.#paintAll();
    for (const proposal of this.#open.values()) {
      if (proposal.file.toString() === document.uri.toString()) void this.#refresh(proposal);
    }
  }

  #moved(from: Uri, to: Uri): void {
    for (const proposal of this.#open.values()) {
      if (proposal.file.toString() !== from.toString()) continue;
      proposal.file = to;
      void this.#refresh(proposal);
    }
  }

  async #refresh(proposal: OpenProposal): Promise<void> {
    const current = await this.#current(proposal);
    const before = proposal.view;
    proposal.update(current);
    const { kind, unified } = proposal.view;
    if (kind === 'done' && before.kind === 'open') {
      return proposal.isAccepted ? leaveFor(proposal) : closeTab(proposal.uri);
    }
    if (unified.text !== before.unified.text) this.#textChanged.fire(proposal.uri);
    this.#refreshed();
  }

  async #refuse({ proposal, file }: OpenProposal, { code, message }: Failure): Promise<void> {
    this.#link.log.warn(`${proposal.function}: ${message}`);
    if (code !== 'file-changed') {
      await window.showWarningMessage(message);
      return;
    }
    const again = l10n.t('Optimize again');
    if ((await window.showWarningMessage(message, again)) !== again) return;
    await commands.executeCommand('afterburner.optimize', {
      uri: file.toString(),
      function: proposal.function,
      position: null,
      objective: proposal.comparison?.objective,
    });
  }

  #refreshed(): void {
    this.#lensesChanged.fire();
    this.#paintAll();
  }

  #paintAll(): void {
    for (const editor of window.visibleTextEditors) {
      const proposal = this.#open.get(editor.document.uri.toString());
      if (!proposal) continue;
      const { unified } = proposal.view;
      // Its new text may be on its way; it will be painted when it comes.
      if (editor.document.getText() === unified.text) this.#paint.paint(editor, unified);
    }
  }

  #lensesOf(document: TextDocument): CodeLens[] {
    const proposal = this.#open.get(document.uri.toString());
    if (!proposal || document.getText() !== proposal.view.unified.text) return [];
    return lensesOf(proposal.proposal, proposal.view, l10n.t).map(
      (lens) => new CodeLens(new Range(lens.line, 0, lens.line, 0), commandOf(lens, proposal)),
    );
  }

  #storyAt(document: TextDocument, line: number): Hover | null {
    const proposal = this.#open.get(document.uri.toString());
    if (!proposal || line !== proposal.view.unified.functionLine) return null;
    return new Hover(new MarkdownString(evidenceStory(proposal.proposal, l10n.t)));
  }

  #forgetClosed(): void {
    for (const [key, { uri }] of this.#open) if (!isShown(uri)) this.#open.delete(key);
  }

  #tellShown(): void {
    const isActive = window.activeTextEditor?.document.uri.scheme === proposalScheme;
    void commands.executeCommand('setContext', 'afterburner.proposalShown', isActive);
  }
}

function commandOf(
  { title, tooltip, does, hunk }: Lens,
  { uri, file, proposal }: OpenProposal,
): Command {
  const at = { title, tooltip };
  const { run, attempt, function: name, comparison } = proposal;
  switch (does) {
    case 'history':
      return { ...at, command: 'afterburner.showHistory', arguments: [{ run, attempt }] };
    case 'acceptAll':
      return { ...at, command: 'afterburner.acceptProposal', arguments: [uri] };
    case 'rejectAll':
      return { ...at, command: 'afterburner.rejectProposal', arguments: [uri] };
    case 'accept':
      return { ...at, command: 'afterburner.acceptHunk', arguments: [uri, hunk] };
    case 'reject':
      return { ...at, command: 'afterburner.rejectHunk', arguments: [uri, hunk] };
    case 'optimize': {
      const objective = comparison?.objective;
      const target = { uri: file.toString(), function: name, position: null, objective };
      return { ...at, command: 'afterburner.optimize', arguments: [target] };
    }
    default:
      return unreachable(does);
  }
}
