// Runs the benchmarks that are named, or all of them, one after the other.
//   npm run bench [-- NAME...]     prints each figure beside its goal
//   npm run figures [-- NAME...]   writes them into docs/measurement.md too, with the machine
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';

/** What a benchmark printed, and where. */
export interface BenchFigures {
  readonly measuredAt: string;
  readonly machine: string;
  /** What, figure, goal. */
  readonly figures: readonly (readonly [string, string, string])[];
}

const store = 'docs/figures.json';
const document = 'docs/measurement.md';

/** In the order of the table. */
const titles: Readonly<Record<string, string>> = {
  comparison: 'Comparisons whose answer is known',
  simulation: 'Comparisons, by simulation on recorded noise',
  same: 'A file against itself, by the command line',
  sampler: 'The sampler',
  integral: 'The integral, against closed forms',
  spans: 'Short and long functions',
  latency: 'From request to result',
  empty: 'An empty function',
  complexity: 'Classes of growth',
  equivalence: 'Equivalence without a case by hand',
  examples: 'The examples, by rules alone',
  history: 'The history, with 10,000 attempts',
  lenses: 'CodeLenses in 5,000 lines',
};

/** The document with its table brought up to date. */
export async function withFigures(
  text: string,
  all: Readonly<Record<string, BenchFigures>>,
): Promise<string> {
  const parts = Object.entries(titles).flatMap(([name, title]) => {
    const bench = all[name];
    if (bench === undefined) return [];
    const rows = bench.figures.map((row) => `| ${row.map(cell).join(' | ')} |`);
    return [
      `#### ${title}`,
      `\`npm run bench:${name}\`, ${bench.measuredAt}: ${bench.machine}.`,
      ['| what | figure | goal |', '|---|---|---|', ...rows].join('\n'),
    ];
  });
  const body = text.replace(
    /<!-- figures -->[^]*<!-- \/figures -->/,
    () => `<!-- figures -->\n\n${parts.join('\n\n')}\n\n<!-- /figures -->`,
  );
  return format(body, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}

export function readFigures(): Record<string, BenchFigures> {
  return JSON.parse(readFileSync(store, 'utf8')) as Record<string, BenchFigures>;
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|');
}

async function main(args: readonly string[]): Promise<number> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const known = Object.keys(scripts).flatMap((script) => /^bench:(.*)$/.exec(script)?.[1] ?? []);
  const isWritten = args.includes('--write');
  const wanted = args.filter((arg) => arg !== '--write');
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no bench:${unknown[0]}. There are: ${known.join(', ')}.\n`);
    return 2;
  }
  let missed = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    process.stdout.write(`\nbench:${name}\n`);
    const { status, figures } = run(name);
    if (status !== 0) missed += 1;
    if (!isWritten || figures.figures.length === 0) continue;
    const all = { ...readFigures(), [name]: figures };
    writeFileSync(store, await format(JSON.stringify(all), { parser: 'json', printWidth: 100 }));
    writeFileSync(document, await withFigures(readFileSync(document, 'utf8'), all));
  }
  return missed === 0 ? 0 : 1;
}

function run(name: string): { readonly status: number; readonly figures: BenchFigures } {
  const folder = mkdtempSync(join(tmpdir(), 'afterburner-figures-'));
  const file = join(folder, 'figures');
  writeFileSync(file, '');
  const loadBefore = loadavg()[0] as number;
  try {
    const { status } = spawnSync('npm', ['run', '--silent', `bench:${name}`], {
      stdio: 'inherit',
      env: { ...process.env, AFTERBURNER_FIGURES: file },
    });
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    const figures = lines.map((line) => JSON.parse(line) as [string, string, string]);
    const measuredAt = new Date().toISOString().slice(0, 10);
    return { status: status ?? 1, figures: { measuredAt, machine: machine(loadBefore), figures } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function machine(loadBefore: number): string {
  const loads = [loadBefore, loadavg()[0] as number].map((load) => load.toFixed(1));
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown processor'}, ${gigabytes} GiB, ` +
    `Linux ${release().replace(/-.*/, '')}, ${engine()}, load average ${loads.join(' to ')}`
  );
}

function engine(): string {
  const { stdout } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
  });
  const version = stdout?.trim() ?? '';
  return version === '' ? 'no container engine' : `Docker ${version.replace(/\+.*/, '')}`;
}

if (process.argv[1]?.endsWith('bench.ts')) {
  process.exitCode = await main(process.argv.slice(2));
}
