import { useEffect, useState } from 'preact/hooks';

/** Colours for what is drawn on a canvas, where no style sheet reaches. */
export interface Palette {
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  readonly best: string;
  readonly accepted: string;
  readonly keptOut: string;
  readonly incorrect: string;
  readonly original: string;
  readonly background: string;
  readonly font: string;
}

/** The palette of the editor's theme, read again whenever that changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const observer = new MutationObserver(() => setPalette(readPalette()));
    const attributes = { attributes: true, attributeFilter: ['class', 'style'] };
    observer.observe(document.body, attributes);
    observer.observe(document.documentElement, attributes);
    return () => observer.disconnect();
  }, []);
  return palette;
}

function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const read = (...names: readonly string[]) =>
    names
      .map((name) => style.getPropertyValue(`--vscode-${name}`).trim())
      .find((value) => value !== '') ?? style.color;
  return {
    text: read('foreground'),
    dim: read('descriptionForeground', 'foreground'),
    grid: read('charts-lines', 'contrastBorder', 'panel-border', 'foreground'),
    best: read('charts-blue', 'textLink-foreground'),
    accepted: read('charts-green', 'testing-iconPassed'),
    keptOut: read('charts-yellow', 'descriptionForeground'),
    incorrect: read('charts-red', 'errorForeground'),
    original: read('descriptionForeground', 'foreground'),
    background: read('sideBar-background', 'editor-background'),
    font: `11px ${style.fontFamily}`,
  };
}

/** The colour, let through: for areas under a line. */
export function faint(color: string, opacity: number): string {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return color;
  // A canvas gives every colour back as #rrggbb or rgba().
  context.fillStyle = color;
  const seen = context.fillStyle;
  const hex = /^#(..)(..)(..)$/.exec(seen);
  if (hex === null) return seen.replace(/[\d.]+\)$/, `${opacity})`);
  const [red, green, blue] = hex.slice(1).map((pair) => Number.parseInt(pair, 16));
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
