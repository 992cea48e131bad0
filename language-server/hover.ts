import { fileName, sourcesText } from '../protocol/case-source.ts';
import {
  describeGain,
  formatBytes,
  formatByteSeconds,
  formatShare,
  formatTime,
} from '../protocol/format.ts';
import type { Improvement, KnownVersion } from '../protocol/history.ts';
import type { Assessment } from './assessment.ts';
import { countOf, failureLine, improvementWords, objectiveWords, proofWords } from './words.ts';

/** The whole story of a function in Markdown; null where there is nothing to tell. */
export function hoverOf(
  name: string,
  { figures, improvements, refutations }: Assessment,
  impurities: readonly string[],
): string | null {
  const parts: string[] = [];
  if (figures.kind !== 'none') {
    const { version } = figures;
    const stale = figures.kind === 'stale' ? ', **before your changes**' : '';
    parts.push(`**${escaped(name)}**, measured ${when(version.measuredAt)}${stale}`);
    parts.push(version.figures.verdict === 'passed' ? table(version) : failing(version));
    parts.push(found(version));
    parts.push(standing(version, figures.kind === 'stale'));
    parts.push(surroundings(version));
  }
  if (improvements.length > 0) parts.push(improvementList(improvements));
  if (refutations.length > 0) {
    const were = refutations.length === 1 ? 'was' : 'were';
    parts.push(`${countOf(refutations.length, 'version')} ${were} found to be wrong.`);
  }
  if (impurities.length > 0) {
    const notices = impurities.map((notice) => `- ${notice}`);
    parts.push([`**${escaped(name)}** does more than compute a value:`, '', ...notices].join('\n'));
  }
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? null : said.join('\n\n');
}

function table({ figures, cases }: KnownVersion): string {
  const rows: string[] = [];
  const { medianNs, ci95Ns, usedBytes, byteSeconds } = figures;
  if (medianNs !== null) {
    const interval =
      ci95Ns === null ? '' : `95% CI ${formatTime(ci95Ns[0])} to ${formatTime(ci95Ns[1])}`;
    rows.push(`| Runtime | ${formatTime(medianNs)} | ${interval} |`);
  }
  if (usedBytes !== null) rows.push(`| Memory | ${formatBytes(usedBytes)} | peak above baseline |`);
  if (byteSeconds !== null) {
    rows.push(`| Integral | ${formatByteSeconds(byteSeconds)} | memory over time |`);
  }
  rows.push(`| Cases | ${cases.passed} of ${cases.total} | passed |`);
  return ['| | | |', '|:--|--:|:--|', ...rows].join('\n');
}

function failing(version: KnownVersion): string {
  const shown = version.failing
    .slice(0, 5)
    .map(({ id, verdict, message }) => `- \`${code(id)}\`: ${escaped(message ?? verdict)}`);
  return [`${failureLine(version)}.`, ...(shown.length > 0 ? ['', ...shown] : [])].join('\n');
}

/** Where the cases come from, where they stand in no case file. */
function found({ sources = [], notices = [] }: KnownVersion): string {
  const from = sources.length === 0 ? [] : [`Cases: ${escaped(sourcesText(sources, fileName))}.`];
  return [...from, ...notices.map(escaped)].join(' ');
}

/** What the percentiles are over: it says little where there are few. */
function standing({ percentiles }: KnownVersion, isStale: boolean): string {
  if (percentiles === null) return '';
  const { population, problem, size, time, memory, integral } = percentiles;
  const others =
    population === 'variants'
      ? `correct ${size === 1 ? 'version' : 'versions'} of this function measured here`
      : `reference solutions of ${problem === undefined ? 'this problem' : `\`${code(problem)}\``}`;
  const was = isStale ? 'Was faster' : 'Faster';
  return (
    `${was} than ${formatShare(time)}, leaner than ${formatShare(memory)}, smaller in integral than ` +
    `${formatShare(integral)} among ${size} ${others}.`
  );
}

function surroundings({ toolchain, isolation, environment }: KnownVersion): string {
  const where =
    isolation === 'none'
      ? 'without a sandbox'
      : `in a ${isolation} sandbox`.replace('container sandbox', 'container');
  return `${escaped(toolchain)}, ${escaped(where)} (environment \`${code(environment)}\`)`;
}

function improvementList(improvements: readonly Improvement[]): string {
  const lines = improvements.map((improvement) => {
    const { objective, ratio } = improvement;
    const { interval } = describeGain(objective, ratio);
    const what = improvementWords(improvement);
    return `- ${what} (95% CI ${interval}; ${objectiveWords[objective]}), ${proofWords(improvement)}`;
  });
  return ['Verified improvements of this text:', '', ...lines].join('\n');
}

/** `2026-05-04 13:37 UTC` */
export function when(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A text that Markdown is not to take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(text: string): string {
  return text.replace(/`/g, "'").replace(/\s+/g, ' ');
}
