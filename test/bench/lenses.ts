import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import {
  type CodeLens,
  createProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadGrammar } from '../../daemon/languages/grammar.ts';
import { extract } from '../../daemon/languages/python/layout.ts';
import { functionsTolerant } from '../../daemon/languages/python/syntax.ts';
import { ok } from '../../protocol/failures.ts';
import { FakeDaemon } from '../language-server/fake-daemon.ts';
import { knownVersion } from '../language-server/samples.ts';
import { print, printFigure } from './bench.ts';

// From an edit of a file of 5,000 lines to its lenses, as an editor sees it: the built server over
// stdio, with figures known of every function. Every second edit takes back the one before, so that
// half of the texts do not parse, by one mistake, as it is while somebody types.
// Usage: npx tsx test/bench/lenses.ts

const edits = 200;
const wantedLines = 5000;
const goalMs = 50;
const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'test/fixtures/python');

/** The corpus over and over, each time with other names. */
function longSource(): string {
  const files = readdirSync(fixtures).map((file) => readFileSync(join(fixtures, file), 'utf8'));
  const lines: string[] = [];
  for (let copy = 0; lines.length < wantedLines; copy++) {
    const text = files[copy % files.length]!;
    lines.push(...text.replace(/^((?:async )?def|class) (\w+)/gm, `$1 $2_${copy}`).split('\n'));
  }
  return `${lines.slice(0, wantedLines).join('\n')}\n`;
}

interface Change {
  readonly range: Range;
  readonly text: string;
}

const generator = mersenne(1);
const below = (limit: number): number => uniformInt(generator, 0, limit - 1);
const typed = ['x', '_', ' ', '(', ')', ':', '.', '=', '1', "'", '\n    ', 'if ', '# ', 'return '];

await loadGrammar('python');
const home = mkdtempSync(join(tmpdir(), 'afterburner-bench-'));
const source = longSource();
const known = functionsTolerant(source)
  .filter(({ kind }) => kind !== 'nested')
  .map((info) => knownVersion({ function: info.name, code: extract(source, info) }));
const daemon = await FakeDaemon.open(home);
daemon.answers.known = () => ok({ versions: known, improvements: [], refutations: [] });

const child = spawn(process.execPath, [join(root, 'dist/language-server.cjs'), '--stdio'], {
  env: { ...process.env, AFTERBURNER_HOME: home },
  stdio: ['pipe', 'pipe', 'inherit'],
});
const connection = createProtocolConnection(
  new StreamMessageReader(child.stdout),
  new StreamMessageWriter(child.stdin),
);
const refreshed = new Promise<void>((resolve) => {
  connection.onRequest('workspace/codeLens/refresh', () => (resolve(), null));
});
connection.listen();
const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
const initializing = { processId: process.pid, rootUri: null, capabilities };
await connection.sendRequest('initialize', {
  ...initializing,
  initializationOptions: { ownsCommands: true, showsProposals: true },
});
await connection.sendNotification('initialized', {});

const uri = pathToFileURL(join(home, 'long.py')).href;
const document = TextDocument.create(uri, 'python', 0, source);
await connection.sendNotification('textDocument/didOpen', {
  textDocument: { uri, languageId: 'python', version: 0, text: source },
});
await refreshed;
const before = await lenses();
const withFigures = before.filter(({ command }) => command?.title.includes('ms'));
print(`${document.lineCount} lines, ${known.length} functions, ${withFigures.length} with figures`);

const times: number[] = [];
let undo: Change | null = null;
for (let version = 1; version <= edits; version++) {
  const change: Change = undo ?? randomChange();
  undo = undo === null ? inverse(change) : null;
  TextDocument.update(document, [change], version);
  const startMs = performance.now();
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [change],
  });
  await lenses();
  times.push(performance.now() - startMs);
}

const sorted = times.toSorted((a, b) => a - b);
const p95 = quantile(0.95);
print(`median ${ms(quantile(0.5))}, longest ${ms(sorted.at(-1)!)}, ${edits} edits`);
printFigure('lenses after an edit, 95th percentile', ms(p95), `below ${goalMs} ms`);

connection.dispose();
child.kill();
await daemon.die();
rmSync(home, { recursive: true, force: true });
process.exitCode = p95 < goalMs ? 0 : 1;

/** A key is pressed, or a few characters are deleted. */
function randomChange(): Change {
  const text = document.getText();
  const at = below(text.length);
  const end = below(4) === 0 ? Math.min(at + 1 + below(3), text.length) : at;
  const range = { start: document.positionAt(at), end: document.positionAt(end) };
  return { range, text: end > at ? '' : typed[below(typed.length)]! };
}

/** Of a change that is still to be made. */
function inverse({ range, text }: Change): Change {
  const start = document.offsetAt(range.start);
  const after = document.getText().slice(0, start) + text;
  const end = TextDocument.create('', '', 0, after).positionAt(after.length);
  return { range: { start: range.start, end }, text: document.getText(range) };
}

function lenses(): Promise<readonly CodeLens[]> {
  return connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
}

function quantile(share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
