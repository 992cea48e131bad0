import {
  commands,
  Disposable,
  type DecorationOptions,
  l10n,
  MarkdownString,
  type Range,
  type TextDocumentChangeEvent,
  TabInputText,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { PlacedProfile } from '../../protocol/editor.ts';
import { follow, type LineSpan } from './follow.ts';
import { type HeatLine, heatLines } from './heat-lines.ts';
import { HeatPaint } from './heat-paint.ts';

interface Shown {
  readonly uri: string;
  readonly function: string;
  readonly span: LineSpan;
  readonly lines: readonly HeatLine[];
}

/**
 * Where the time goes, beside the lines of functions that it was asked for. It stays true to the
 * text: it moves along with edits above, and is gone once its function is edited, its last tab is
 * closed, or it is hidden.
 */
export class HeatMap implements Disposable {
  readonly #paint = new HeatPaint();
  readonly #own: Disposable;
  #shown: readonly Shown[] = [];

  constructor() {
    this.#own = Disposable.from(
      this.#paint,
      workspace.onDidChangeTextDocument((change) => this.#follow(change)),
      window.onDidChangeVisibleTextEditors(() => this.#draw()),
      window.onDidChangeActiveColorTheme(() => this.#draw()),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.#keep(({ uri }) => isInTab(uri));
      }),
    );
  }

  /** Returns false where the function has another text by now. */
  show(uri: Uri, { profile, place }: PlacedProfile): boolean {
    const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (place === null || document === undefined || document.version !== place.version) {
      return false;
    }
    const span = { first: place.range.start.line, last: place.range.end.line };
    const name = profile.function;
    const own = { uri: uri.toString(), function: name, span, lines: heatLines(profile, l10n.t) };
    const others = this.#shown.filter((one) => one.uri !== own.uri || one.function !== name);
    this.#set([...others, own]);
    return true;
  }

  hide(): void {
    this.#set([]);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    if (contentChanges.length === 0 || !this.#shown.some((one) => one.uri === uri)) return;
    const moved = this.#shown.flatMap((one) => {
      if (one.uri !== uri) return [one];
      const span = follow(one.span, contentChanges);
      return span === null ? [] : [{ ...one, span }];
    });
    this.#set(moved);
  }

  #keep(stays: (one: Shown) => boolean): void {
    const kept = this.#shown.filter(stays);
    if (kept.length < this.#shown.length) this.#set(kept);
  }

  #set(shown: readonly Shown[]): void {
    const was = this.#shown.length > 0;
    this.#shown = shown;
    if (was !== shown.length > 0) {
      void commands.executeCommand('setContext', 'afterburner.linesProfiled', shown.length > 0);
    }
    this.#draw();
  }

  #draw(): void {
    for (const editor of window.visibleTextEditors) {
      const { document } = editor;
      const own = this.#shown.filter(({ uri }) => uri === document.uri.toString());
      const painted = own.flatMap(({ span, lines }) =>
        lines
          .map((line) => ({ line, at: span.first + line.offset }))
          .filter(({ at }) => at >= 0 && at < document.lineCount)
          .map(({ line, at }) => ({ line, range: document.lineAt(at).range })),
      );
      this.#paint.paint(
        editor,
        painted.map(({ line, range }) => ({ ...line, ...optionsOf(line, range) })),
      );
    }
  }
}

function optionsOf({ figure, hover }: HeatLine, range: Range): DecorationOptions {
  const message = new MarkdownString(hover, true);
  message.isTrusted = { enabledCommands: ['afterburner.hideLineProfile'] };
  const hide = l10n.t('Hide where the time goes');
  message.appendMarkdown(`\n\n[$(eye-closed) ${hide}](command:afterburner.hideLineProfile)`);
  return {
    range,
    hoverMessage: message,
    renderOptions: { after: { contentText: figure } },
  };
}

function isInTab(uri: string): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri),
  );
}
