// Optimizes every example by rewrite rules alone, through the command line that users have, and
// shows what came of each, or with --summary a line of each. Exits with 0 where most of them became
// at least twice as fast.
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { presentOptimization } from '../daemon/cli/present/optimization.ts';
import { styleOf } from '../daemon/cli/present/style.ts';
import { output } from '../daemon/cli/terminal.ts';
import { formatBytes, formatByteSeconds, formatTime } from '../protocol/format.ts';
import { type Optimization, optimizationSchema } from '../protocol/optimization.ts';

const folder = 'examples';
const goalFactor = 2;
const allowedMisses = 1;
const isSummary = process.argv.includes('--summary');
const screen = output(process.stdout, process.env);
const style = styleOf(screen);

const sidecars = readdirSync(folder).filter((name) => name.endsWith('.cases.json'));
const rows: { file: string; optimization: Optimization }[] = [];
for (const sidecar of sidecars.toSorted()) {
  const file = join(folder, sidecar.replace('.cases.json', '.py'));
  const { function: name } = JSON.parse(readFileSync(join(folder, sidecar), 'utf8')) as {
    function: string;
  };
  const command = `afterburner optimize ${file} --function ${name} --objective time`;
  if (!isSummary) screen.write(`\n${style.paint.bold(command)}\n`);
  const optimization = await optimize(file, name);
  const shown = { file, source: readFileSync(file, 'utf8') };
  const lines = isSummary ? [] : presentOptimization(optimization, shown, style);
  for (const line of lines) screen.write(`${line}\n`);
  rows.push({ file, optimization });
}

screen.write(`\n${style.paint.bold('All examples, by rules alone')}\n`);
for (const row of rows) screen.write(`${summary(row.file, row.optimization)}\n`);
for (const row of rows) keepFigure(row.file, row.optimization);
const improved = rows.filter(({ optimization }) => factorOf(optimization) >= goalFactor);
screen.write(`\n${improved.length} of ${rows.length} at least ${goalFactor}x faster.\n`);
process.exitCode = improved.length >= rows.length - allowedMisses ? 0 : 1;

/** Progress and errors go where the command line sends them. */
async function optimize(file: string, name: string): Promise<Optimization> {
  const subject = [file, '--function', name, '--objective', 'time'];
  const args = ['dist/cli.js', 'optimize', ...subject, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk;
  const parsed = optimizationSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${file} was not optimized: ${text}`);
  return parsed.data;
}

/** For the table of docs/measurement.md, where that is made. */
function keepFigure(file: string, optimization: Optimization): void {
  const figures = process.env['AFTERBURNER_FIGURES'];
  const line = [file, `${factorOf(optimization).toPrecision(3)}x`, `at least ${goalFactor}x`];
  if (figures !== undefined) appendFileSync(figures, `${JSON.stringify(line)}\n`);
}

function factorOf({ best }: Optimization): number {
  return best?.ratio ? 1 / best.ratio.median : 1;
}

function summary(file: string, optimization: Optimization): string {
  const { baseline, best } = optimization;
  const after = best?.measurement ?? null;
  const change = (before: string | null, later: string | null): string =>
    later === null ? (before ?? '–') : `${before} → ${later}`;
  const time = change(
    baseline.runtime && formatTime(baseline.runtime.medianNs),
    after?.runtime ? formatTime(after.runtime.medianNs) : null,
  );
  const memory = change(
    baseline.memory && formatBytes(baseline.memory.peakBytes),
    after?.memory ? formatBytes(after.memory.peakBytes) : null,
  );
  const integral = change(
    baseline.integral && formatByteSeconds(baseline.integral.byteSeconds),
    after?.integral ? formatByteSeconds(after.integral.byteSeconds) : null,
  );
  const factor = best === null ? 'no improvement' : `${factorOf(optimization).toPrecision(3)}x`;
  const cells = [file.padEnd(30), factor.padEnd(15), time.padEnd(22), memory.padEnd(22), integral];
  return `  ${cells.join(' ')}`;
}
