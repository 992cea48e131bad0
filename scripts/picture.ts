// Draws what the command line prints for one example, as the README shows it. The figures in the
// picture are those of a run that was made for it.
// Usage: npm run picture
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { presentOptimization } from '../daemon/cli/present/optimization.ts';
import { styleOf, visibleLength } from '../daemon/cli/present/style.ts';
import { optimizationSchema } from '../protocol/optimization.ts';

const file = 'examples/pairs.py';
const subject = [file, '--function', 'pair_with_sum', '--objective', 'time'];
const target = 'media/optimize.svg';
const columns = 96;
const cell = { width: 8.4, height: 19 };
const margin = 20;

const colors: Readonly<Record<string, string>> = {
  31: '#f47067',
  32: '#57ab5a',
  33: '#c69026',
  36: '#39c5cf',
};

const answer = execFileSync(process.execPath, ['dist/cli.js', 'optimize', ...subject, '--json'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
const optimization = optimizationSchema.parse(JSON.parse(answer));
const screen = { isTerminal: true, hasColors: true, columns, write: () => {} };
const shown = { file, source: readFileSync(file, 'utf8') };
const lines = [
  `\u001b[2m$\u001b[22m afterburner optimize ${subject.join(' ')}`,
  '',
  ...presentOptimization(optimization, shown, styleOf(screen)),
];
mkdirSync('media', { recursive: true });
writeFileSync(target, draw(lines.flatMap((line) => line.split('\n'))));
process.stdout.write(`${target}: ${lines.length} lines\n`);

function draw(rows: readonly string[]): string {
  const widest = Math.max(...rows.map(visibleLength));
  const width = Math.ceil(widest * cell.width + 2 * margin);
  const height = rows.length * cell.height + 2 * margin;
  const texts = rows.map((row, index) => {
    const y = margin + (index + 0.75) * cell.height;
    return `<text x="${margin}" y="${y}">${spans(row)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Afterburner in a terminal: a function before and after, with its figures and the diff">
<style>text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #adbac7; white-space: pre }</style>
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
${texts.join('\n')}
</svg>
`;
}

/** A line with its colours as tspans, each at its own column so that no font moves them. */
function spans(row: string): string {
  const parts: string[] = [];
  const state = { bold: false, dim: false, color: '' };
  let column = 0;
  // oxlint-disable-next-line no-control-regex -- the escape that begins a colour
  for (const piece of row.split(/(\u001b\[[0-9;]*m)/)) {
    // oxlint-disable-next-line no-control-regex -- the escape that begins a colour
    const code = /^\u001b\[(\d*)m$/.exec(piece)?.[1];
    if (code !== undefined) {
      if (code === '1') state.bold = true;
      else if (code === '2') state.dim = true;
      else if (code === '22') state.bold = state.dim = false;
      else state.color = colors[code] ?? '';
      continue;
    }
    // Spaces at either end are only moved over: not every viewer keeps them.
    const text = piece.trim();
    if (text !== '') {
      const start = column + piece.length - piece.trimStart().length;
      const looks = [
        state.bold ? 'font-weight="700"' : '',
        state.dim ? 'opacity="0.6"' : '',
        state.color ? `fill="${state.color}"` : '',
        `textLength="${([...text].length * cell.width).toFixed(1)}"`,
        'lengthAdjust="spacingAndGlyphs"',
      ];
      const x = (margin + start * cell.width).toFixed(1);
      parts.push(`<tspan x="${x}" ${looks.filter(Boolean).join(' ')}>${escape(text)}</tspan>`);
    }
    column += [...piece].length;
  }
  return parts.join('');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00a0');
}
