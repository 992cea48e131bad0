import {
  type DecorationOptions,
  Disposable,
  OverviewRulerLane,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from 'vscode';
import type { Heat } from './heat-lines.ts';

export type PaintedLine = DecorationOptions & { readonly heat: Heat };

const heats: readonly Heat[] = [0, 1, 2, 3, 4];

/**
 * A bar at the margin whose width grows with the heat, a colour behind the line, and the figure
 * after it. The colours are the extension's own, with defaults for dark, light and high contrast.
 */
export class HeatPaint implements Disposable {
  readonly #brushes = heats.map((heat) => ({ heat, brush: brushOf(heat) }));

  paint(editor: TextEditor, lines: readonly PaintedLine[]): void {
    for (const { heat, brush } of this.#brushes) {
      editor.setDecorations(
        brush,
        lines.filter((line) => line.heat === heat),
      );
    }
  }

  dispose(): void {
    Disposable.from(...this.#brushes.map(({ brush }) => brush)).dispose();
  }
}

function brushOf(heat: Heat): TextEditorDecorationType {
  const figure = {
    margin: '0 0 0 3ch',
    color: new ThemeColor(heat >= 3 ? 'editor.foreground' : 'editorCodeLens.foreground'),
    ...(heat >= 3 ? { fontWeight: 'bold' } : {}),
  };
  if (heat === 0)
    return window.createTextEditorDecorationType({ isWholeLine: true, after: figure });
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor(`afterburner.heat${heat}Background`),
    borderColor: new ThemeColor('afterburner.heatBorder'),
    borderStyle: 'solid',
    borderWidth: `0 0 0 ${heat}px`,
    after: figure,
    ...(heat >= 3
      ? {
          overviewRulerColor: new ThemeColor('afterburner.heatBorder'),
          overviewRulerLane: OverviewRulerLane.Left,
        }
      : {}),
  });
}
