import {
  ColorThemeKind,
  type DecorationRenderOptions,
  Disposable,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { Unified } from './unified.ts';

type Brush = 'removed' | 'added' | 'removedWords' | 'addedWords';

/** Colours the view as the editor colours its own diffs; a sign in the margin tells it too. */
export class Paint implements Disposable {
  #brushes = brushes();
  readonly #following = window.onDidChangeActiveColorTheme(() => {
    this.#wash();
    this.#brushes = brushes();
    this.onRenewed();
  });
  /** Called when all has to be painted anew. */
  onRenewed: () => void = () => {};

  paint(editor: TextEditor, { lines }: Unified): void {
    for (const kind of ['removed', 'added'] as const) {
      const whole: Range[] = [];
      const words: Range[] = [];
      for (const [line, { kind: is, text, words: marked }] of lines.entries()) {
        if (is !== kind) continue;
        whole.push(new Range(line, 0, line, text.length));
        words.push(...marked.map(({ start, end }) => new Range(line, start, line, end)));
      }
      editor.setDecorations(this.#brushes[kind], whole);
      editor.setDecorations(this.#brushes[`${kind}Words`], words);
    }
  }

  dispose(): void {
    this.#following.dispose();
    this.#wash();
  }

  #wash(): void {
    Disposable.from(...Object.values(this.#brushes)).dispose();
  }
}

function brushes(): Record<Brush, TextEditorDecorationType> {
  const { kind } = window.activeColorTheme;
  // High contrast has no fills: there the editor's own diffs are outlined.
  const isOutlined =
    kind === ColorThemeKind.HighContrast || kind === ColorThemeKind.HighContrastLight;
  const outline = (colour: string): DecorationRenderOptions =>
    isOutlined ? { border: '1px dashed', borderColor: new ThemeColor(colour) } : {};
  const line = (sign: 'plus' | 'minus', word: 'inserted' | 'removed', bar: string) =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new ThemeColor(`diffEditor.${word}LineBackground`),
      overviewRulerColor: new ThemeColor(isOutlined ? bar : `diffEditorOverview.${word}Foreground`),
      overviewRulerLane: OverviewRulerLane.Full,
      dark: { gutterIconPath: signIcon(sign, '#c5c5c5'), gutterIconSize: 'contain' },
      light: { gutterIconPath: signIcon(sign, '#424242'), gutterIconSize: 'contain' },
      ...outline(`diffEditor.${word}TextBorder`),
    });
  const words = (word: 'inserted' | 'removed') =>
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor(`diffEditor.${word}TextBackground`),
      ...outline(`diffEditor.${word}TextBorder`),
    });
  return {
    removed: line('minus', 'removed', 'editorGutter.deletedBackground'),
    added: line('plus', 'inserted', 'editorGutter.addedBackground'),
    removedWords: words('removed'),
    addedWords: words('inserted'),
  };
}

/** An icon in the margin takes no theme colour: neutral grey, and the sign itself speaks. */
function signIcon(sign: 'plus' | 'minus', colour: string): Uri {
  const upright = sign === 'plus' ? `<path d="M7.5 3.5h1v9h-1z"/>` : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="${colour}">${upright}<path d="M3.5 7.5h9v1h-9z"/></svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
