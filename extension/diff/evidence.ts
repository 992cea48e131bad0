import type { Comparison, Objective, Ratio } from '../../protocol/comparison.ts';
import {
  describeEvidence,
  describeGain,
  describeSearch,
  formatNumber,
} from '../../protocol/format.ts';
import type { ProjectTests } from '../../protocol/optimization.ts';
import type { Proposal } from '../../protocol/history.ts';
import { unreachable } from '../../protocol/unreachable.ts';
import type { Say } from '../say.ts';

const objectives: readonly Objective[] = ['time', 'memory', 'integral'];

/** So many characters are read beside the buttons where the window is 1280 wide, a side bar open. */
const roomForLine = 100;

/**
 * The one line above a proposal: `2.30x faster (95% CI 2.20 to 2.40), 12 cases + 4,210 inputs equal,
 * tests passed (12 s), memory -38%`. What is lost stands before what is won, and what finds no room
 * is left to `evidenceInFull`.
 */
export function evidenceLine(proposal: Proposal, say: Say): string {
  const { first, lost, won, proof, origin } = partsOf(proposal, say);
  const [head, ...others] = [...first, ...proof.short, ...lost, ...won, ...origin.toReversed()];
  let line = head ?? '';
  for (const part of others) {
    if (line.length + part.length + 2 > roomForLine) break;
    line = `${line}, ${part}`;
  }
  return line;
}

/** All of it, where there is room: `2.30x faster (95% CI 2.20 to 2.40), memory -38%, …`. */
export function evidenceInFull(proposal: Proposal, say: Say): string {
  const { first, lost, won, proof, origin } = partsOf(proposal, say);
  return [...first, ...lost, ...won, ...proof.full, ...origin].join(', ');
}

function partsOf(proposal: Proposal, say: Say) {
  const { comparison, iteration } = proposal;
  const tested = proposal.tests ? [tests(proposal.tests, say)] : [];
  const equal = comparison === null ? [] : [cases(comparison, say)];
  const short = comparison === null ? [] : [casesInShort(comparison, say)];
  return {
    ...figures(proposal, say),
    proof: { short: [...short, ...tested], full: [...equal, ...tested] },
    origin: [say('iteration {0}', iteration), source(proposal, say)],
  };
}

/** Short enough for a tab: `2.30x faster`, or what it is where no gain is known. */
export function headline({ comparison }: Proposal, say: Say): string {
  if (comparison === null || comparison.ratio === null) return say('proposal');
  return gain(comparison.objective, comparison.ratio, say);
}

/** The whole story, for a hover. The reasoning is a model's own words: shown as text, not run. */
export function evidenceStory(proposal: Proposal, say: Say): string {
  const { comparison, reasoning } = proposal;
  const rows = comparison?.ratios
    ? [
        `| | ${say('change')} | ${say('95% CI')} |`,
        '|---|---|---|',
        ...objectives.map((objective) => row(objective, comparison.ratios![objective], say)),
      ]
    : [];
  const facts = [
    ...(comparison ? [cases(comparison, say)] : []),
    ...(proposal.tests ? [tests(proposal.tests, say)] : []),
    say('iteration {0}', proposal.iteration),
    source(proposal, say),
  ];
  const against = proposal.againstOriginal
    ? say('Compared side by side with the original.')
    : say('Compared side by side with the best version before it, not with the original.');
  return [
    `**${escaped(proposal.function)}**`,
    rows.join('\n'),
    escaped(facts.join(' · ')),
    comparison === null ? '' : against,
    comparison === null ? '' : escaped(comparison.reason),
    ...searchOf(comparison, say).map(escaped),
    ...(proposal.tests ? testsStory(proposal.tests, say).map(escaped) : []),
    reasoning === '' ? '' : quoted(reasoning),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** How far it was looked for a difference beyond the cases, and what limits that. */
function searchOf(comparison: Comparison | null, say: Say): readonly string[] {
  if (!comparison?.evidence) return [];
  const { leftOut } = describeSearch(comparison.evidence, comparison.counterexample !== null);
  const { seconds, notices } = comparison.evidence;
  const left = leftOut === '' ? '' : `; ${leftOut}`;
  return [say('Looked for differences for {0} s{1}.', seconds.toFixed(1), left), ...notices];
}

/** What was gained by the objective, and what became of the other two. */
function figures(proposal: Proposal, say: Say) {
  const { comparison } = proposal;
  if (comparison === null || comparison.ratio === null) {
    return { first: [say('not timed')], lost: [], won: [] };
  }
  const { ratio, ratios, objective } = comparison;
  const { interval } = describeGain(objective, ratio);
  const words = gain(objective, ratio, say);
  const than = proposal.againstOriginal ? words : say('{0} than the best before it', words);
  const others = ratios === null ? [] : objectives.filter((other) => other !== objective);
  const isLost = (other: Objective) => describeGain(other, ratios![other]).direction === 'worse';
  const told = (other: Objective) => percentOf(other, ratios![other], say);
  return {
    first: [say('{0} (95% CI {1})', than, interval)],
    lost: others.filter(isLost).map(told),
    won: others.filter((other) => !isLost(other)).map(told),
  };
}

function gain(objective: Objective, ratio: Ratio, say: Say): string {
  const { direction, text } = describeGain(objective, ratio);
  const factor = formatNumber(ratio.median < 1 ? 1 / ratio.median : ratio.median);
  switch (objective) {
    case 'time':
      return direction === 'same' ? say('same runtime') : text;
    case 'memory':
      if (direction === 'same') return say('same memory');
      return direction === 'better'
        ? say('{0}x less memory', factor)
        : say('{0}x more memory', factor);
    case 'integral':
      if (direction === 'same') return say('same integral');
      return direction === 'better'
        ? say('{0}x smaller integral', factor)
        : say('{0}x larger integral', factor);
    default:
      return unreachable(objective);
  }
}

/** `memory -38%`; where the interval holds no difference, that is said and no figure. */
function percentOf(objective: Objective, ratio: Ratio, say: Say): string {
  const name = objectiveName(objective, say);
  if (describeGain(objective, ratio).direction === 'same') return say('{0} the same', name);
  return `${name} ${percent(ratio.median)}`;
}

function percent(ratio: number): string {
  const value = (ratio - 1) * 100;
  const size = Math.abs(value);
  const digits = size < 10 || (value < 0 && size > 99) ? 1 : 0;
  return `${value < 0 ? '-' : '+'}${size.toFixed(digits)}%`;
}

function row(objective: Objective, ratio: Ratio, say: Say): string {
  const [low, high] = ratio.ci95;
  const change = percent(ratio.median);
  const words = objective === 'time' ? ` (${describeGain(objective, ratio).text})` : '';
  const interval = say('{0} to {1}', percent(low), percent(high));
  return `| ${objectiveName(objective, say)} | ${change}${words} | ${interval} |`;
}

function objectiveName(objective: Objective, say: Say): string {
  return { time: say('runtime'), memory: say('memory'), integral: say('integral') }[objective];
}

function cases({ candidate, baseline, equivalent, evidence }: Comparison, say: Say): string {
  const count = candidate?.cases.length ?? 0;
  if (!equivalent || candidate === null || candidate.verdict !== 'passed') {
    return say('not shown to be equal');
  }
  // Where the original fails its cases, there is nothing to be equal to but what they expect.
  const word = baseline !== null && baseline.verdict !== 'passed' ? 'passed' : 'equal';
  if (word === 'passed') {
    return count === 1 ? say('1 case passed') : say('{0} cases passed', count);
  }
  if (evidence && evidence.generated > 0) return describeEvidence(evidence);
  return count === 1 ? say('1 case equal') : say('{0} cases equal', count);
}

/** `12 cases + 4,210 inputs equal`, where the story says which inputs. */
function casesInShort(comparison: Comparison, say: Say): string {
  const { evidence } = comparison;
  const full = cases(comparison, say);
  if (!evidence || full !== describeEvidence(evidence)) return full;
  const generated = evidence.generated.toLocaleString('en');
  const { written, discovered, recorded } = evidence.cases;
  const given = written + discovered + recorded;
  if (given === 0) return say('{0} inputs equal', generated);
  return given === 1
    ? say('1 case + {0} inputs equal', generated)
    : say('{0} cases + {1} inputs equal', given.toLocaleString('en'), generated);
}

/** Short enough for the line; the story has the rest. */
function tests({ state, seconds }: ProjectTests, say: Say): string {
  switch (state) {
    case 'passed':
      return say('tests passed ({0} s)', (seconds ?? 0).toFixed((seconds ?? 0) < 10 ? 1 : 0));
    case 'failed':
      return say('tests failed');
    case 'fail-without-change':
      return say('tests fail without any change');
    case 'not-run':
      return say('tests not run');
    default:
      return unreachable(state);
  }
}

/** Why tests say nothing of the version, where they do not. */
function testsStory({ state, command, reason }: ProjectTests, say: Say): readonly string[] {
  if (state === 'passed') return [say('Passed by the tests of the project: {0}', command)];
  return [say('The tests of the project say nothing of it ({0}): {1}', reason, command)];
}

function source({ rules, proposer }: Proposal, say: Say): string {
  if (rules.length === 0) return say('by {0}', proposer);
  const list = rules.join(' + ');
  return rules.length === 1 ? say('rule: {0}', list) : say('rules: {0}', list);
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&');
}

function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${escaped(line)}`)
    .join('\n');
}
